import numpy as np

from course.explorers.batches import stopwatch
from course.explorers.batches.stopwatch import MARKS, Stopwatch


def test_nobody_trains_beyond_the_limit_of_all_together(monkeypatch):
    """With a limit that is over at once, nothing is noted and the end is told all the same."""
    monkeypatch.setattr(stopwatch, "LIMIT", 0.0)
    told = []
    watch = Stopwatch({1: 0.1, 32: 0.1}, told.append)
    watch.start()
    watch.join()
    assert watch.ended and watch.cut and told == [watch]
    assert watch.curve(1).shape == watch.curve(32).shape == (0, 2)


def test_the_longest_measurement_fits_into_five_seconds():
    assert stopwatch.LIMIT == 5.0 and 3 * MARKS[-1] < stopwatch.LIMIT


def test_a_loss_is_noted_when_so_many_seconds_have_been_trained(monkeypatch):
    monkeypatch.setattr(stopwatch, "MARKS", np.array([0.001, 0.01, 0.05]))
    watch = Stopwatch({32: 0.1}, lambda _: None)
    watch.start()
    watch.join()
    seconds, losses = watch.curve(32).T
    assert (seconds >= [0.001, 0.01, 0.05]).all() and (losses > 0).all()
    assert watch.progress == 1 and not watch.cut
