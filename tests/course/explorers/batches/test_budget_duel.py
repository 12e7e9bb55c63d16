import numpy as np
import pytest

from course.explorers.batches.budget_duel import (
    BUDGETS,
    INVITATION,
    POSITIONS,
    UPDATES,
    Duel,
    course_of,
    standing,
)
from course.explorers.batches.digits import examples, loss, training

ALL, EACH = "0.1 for all", "a good one for each"


def ask(duel, axis, budget=POSITIONS, rates=ALL, press=None):
    return duel.answer({"axis": axis, "rates": rates, "budget": budget}, press)


def measured(duel, rates=ALL):
    """The duel after a measurement, and the answers that it pushed on its way."""
    news = []
    duel.show = news.append
    ask(duel, "seconds", rates=rates, press="measure")
    duel.watches[rates].join()
    return news


def test_a_step_is_against_the_gradient_of_the_loss():
    """With all digits in a batch, the first step is −rate times the differences of the loss."""
    _, W = next(training(1797, 0.5))
    for entry in ((0, 3), (20, 7), (36, 1)):
        nudge = np.zeros((65, 10))
        nudge[entry] = 1e-5
        slope = (loss(nudge) - loss(-nudge)) / 2e-5
        assert W[entry] == pytest.approx(-0.5 * slope, rel=1e-6, abs=1e-10)


def test_an_epoch_asks_every_digit_once():
    steps = training(32, 0.1)
    assert sum(next(steps)[0] for _ in range(57)) == 1797
    assert loss(np.zeros((65, 10))) == pytest.approx(np.log(10))
    assert examples()[0].shape == (1797, 65)


def test_the_curves_count_updates_and_examples():
    for size, updates in UPDATES.items():
        curve = course_of(size, 0.1)
        assert curve[-1, 0] == updates
        assert curve[-1, 1] == {1: 17970, 32: 17970, 1797: 200 * 1797}[size]


def test_the_winner_changes_with_what_the_budget_counts():
    assert ask(Duel(), "updates").summary.endswith("Batch size 1797 leads.")
    assert ask(Duel(), "examples").summary.endswith("Batch size 1 leads.")


def test_the_line_stands_at_the_budget_and_the_curves_at_their_points():
    duel = Duel()
    answer = ask(duel, "updates", budget=5)
    assert answer.layers["budget"][:, 0].tolist() == [BUDGETS["updates"][4]] * 2
    drawn = answer.layers["32"]
    curve = course_of(32, 0.1)
    assert (
        np.array_equal(drawn[: len(curve)], curve[:, [0, 2]])
        and np.isnan(drawn[len(curve) :]).all()
    )


def test_between_two_points_the_loss_lies_on_a_line_and_before_the_first_it_begins_at_a_guess():
    curves = {1: np.array([[10.0, 2.0], [20.0, 1.0]]), 32: np.array([[5.0, 0.5]])}
    assert standing(curves, 15.0) == {1: 1.5}
    assert standing(curves, 5.0) == {1: pytest.approx((np.log(10) + 2) / 2), 32: 0.5}


def test_seconds_are_asked_for_before_they_are_measured():
    answer = ask(Duel(), "seconds")
    assert answer.summary == INVITATION and answer.progress is None
    assert all(np.isnan(answer.layers[str(size)]).all() for size in UPDATES)


def test_a_measurement_tells_its_progress_and_ends_with_all_curves():
    duel = Duel()
    news = measured(duel)
    progress = [answer.progress for answer in news]
    assert progress[-1] is None and progress[:-1] == sorted(progress[:-1]) and len(progress) > 3
    assert news[0].summary.startswith("Measuring: ")
    assert all(np.isfinite(news[-1].layers[str(size)]).any() for size in UPDATES)
    for size in UPDATES:
        seconds, losses = duel.watches[ALL].curve(size).T
        assert (np.diff(seconds) >= 0).all() and losses[-1] < losses[0]


def test_stop_ends_a_measurement_and_says_so():
    duel = Duel()
    pressed = []

    def show(answer):
        if not pressed:
            pressed.append(ask(duel, "seconds", press="stop"))

    duel.show = show
    ask(duel, "seconds", press="measure")
    watch = duel.watches[ALL]
    watch.join()
    assert pressed and watch.cut and watch.progress < 1
    assert ask(duel, "seconds", budget=1).summary.startswith("Stopped before the end.")


def test_one_measurement_runs_at_a_time():
    duel = Duel()
    ask(duel, "seconds", press="measure")
    first = duel.watches[ALL]
    ask(duel, "seconds", rates=EACH, press="measure")
    assert list(duel.watches) == [ALL] and duel.watches[ALL] is first
    ask(duel, "seconds", press="stop")
    first.join()
