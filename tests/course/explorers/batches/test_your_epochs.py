import numpy as np
import pytest

from course.explorers.batches.your_epochs import BURN_IN, EPOCHS, RATES, SIZES, your_epochs
from course.explorers.learner import Sentence
from course.explorers.patients import patients
from course.explorers.stage import Stage


def batches(y, size):
    return -(-len(y) // size)


def drift(X, y, w, learning_rate, batch_size, rng):
    """No training: every epoch moves both parameters by the rate, and each loss is its number."""
    return w + learning_rate, np.arange(1.0, batches(y, batch_size) + 1)


def mean_of_tail(path, burn_in):
    return np.mean(path[burn_in:], axis=0)


@pytest.fixture(scope="module")
def stage():
    return your_epochs(drift, mean_of_tail)


@pytest.mark.parametrize("rate", range(len(RATES)))
def test_the_path_is_what_the_learners_epochs_return(agrees, stage, rate):
    path = [(0.5 + t * RATES[rate], -1.0 + t * RATES[rate]) for t in range(EPOCHS + 1)]
    for epoch in (0, 3, EPOCHS):
        agrees(stage, 2, path[: epoch + 1], rate=rate, size=2, epoch=epoch)


def test_the_ring_is_what_the_learners_average_returns(agrees, stage):
    middle = np.mean(range(BURN_IN, EPOCHS + 1)) * RATES[1]
    agrees(stage, 3, (0.5 + middle, -1.0 + middle), rate=1, size=0)


def test_every_batch_loss_is_drawn_in_its_epoch(shown, stage):
    for size, B in enumerate(SIZES):
        points = shown(stage, 0, rate=0, size=size).reshape(-1, 2)
        points = points[np.isfinite(points[:, 0])]
        count = -(-442 // B)
        assert len(points) == count * EPOCHS
        assert points[:count, 1].tolist() == list(range(1, count + 1))
        assert points[count, 0] == 1 and points[-1, 0] < EPOCHS


def test_the_line_is_the_loss_of_all_patients_at_the_ends_of_epochs(agrees, stage):
    x, y = patients()
    J = [
        np.mean((0.5 + t * RATES[0] + (-1 + t * RATES[0]) * x - y) ** 2) / 2
        for t in range(EPOCHS + 1)
    ]
    agrees(stage, 1, list(enumerate(J)), rate=0, size=0, epoch=EPOCHS)


@pytest.mark.parametrize(
    ("epoch", "average", "sentence"),
    [
        (lambda *a: None, mean_of_tail, "returned None; expected two things, w and losses."),
        (
            lambda *a: (a[2], [0.0]),
            mean_of_tail,
            "has shape (1,); expected an array of shape (442,)",
        ),
        (drift, lambda path, k: path[k:], "has shape (9, 2); expected an array of shape (2,)"),
        (drift, lambda path, k: 1 / 0, "stopped with ZeroDivisionError"),
    ],
)
def test_a_function_that_does_not_play_along_is_told(epoch, average, sentence):
    told = your_epochs(epoch, average)
    assert isinstance(told, Sentence) and sentence in repr(told)


def test_an_unwritten_function_is_told_what_to_do():
    def sgd_epoch(X, y, w, learning_rate, batch_size, rng):
        raise NotImplementedError

    assert "run check(sgd_epoch)" in repr(your_epochs(sgd_epoch, mean_of_tail))
    assert isinstance(your_epochs(drift, mean_of_tail), Stage)
