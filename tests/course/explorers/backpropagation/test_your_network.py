import numpy as np
import pytest

from course import data
from course.explorers.backpropagation.your_network import (
    EVERY,
    PICTURES,
    RATE,
    SHOWN,
    SIZES,
    STEPS,
    your_network,
)
from course.explorers.learner import Sentence


def initialize(sizes, rng, kind):
    """Scores of its own for each depth."""
    return {"W1": np.zeros((64, 10)), "b1": len(sizes) * np.arange(10) / 20}


def mlp_forward(X, params):
    return X @ params["W1"] + params["b1"], [X]


def drift(X, y, params, learning_rate):
    """No training: the weights of pixel 20 grow by the rate, and the loss is the sum of all."""
    W = params["W1"].copy()
    W[20] += learning_rate * np.arange(10) / 10
    return {**params, "W1": W}, params["W1"].sum() / 100


@pytest.fixture(scope="module")
def stage():
    return your_network(initialize, mlp_forward, drift)


def opinions(depth, step):
    """The probabilities that the drifting network gives to the last 500 digits, by a loop."""
    table, found = data.digits(), []
    for pixels in table.X[-500:] / 16:
        grown = step * RATE * pixels[20] * np.arange(10) / 10
        raised = np.exp((depth + 1) * np.arange(10) / 20 + grown)
        found.append(raised / raised.sum())
    return np.array(found), table.y[-500:]


@pytest.mark.parametrize("depth", range(len(SIZES)))
def test_the_losses_are_what_the_learners_steps_return(agrees, stage, depth):
    losses = [(t, t * RATE * 4.5 / 100) for t in SHOWN]
    agrees(stage, 0, losses, depth=depth, step=len(SHOWN) - 1)


@pytest.mark.parametrize("step", [0, 10, len(SHOWN) - 1])
def test_the_bars_are_the_softmax_of_the_learners_scores(shown, stage, step):
    for depth in range(len(SIZES)):
        p, _ = opinions(depth + 1, EVERY * step)
        for letter, picture in enumerate(PICTURES):
            bars = shown(stage, 1, depth=depth, step=step, digit=letter).reshape(10, 4)
            np.testing.assert_allclose(bars[:, 3], p[picture], atol=1e-6)


def test_each_step_gets_the_next_hundred_of_700_digits_with_their_labels():
    table, given = data.digits(), []

    def listening(X, y, params, learning_rate):
        given.append((X, y))
        return params, 0.0

    your_network(initialize, mlp_forward, listening)
    for step in (0, 6, 7, STEPS):
        first = 100 * (step % 7)
        np.testing.assert_array_equal(given[step][0], table.X[first : first + 100] / 16)
        np.testing.assert_array_equal(given[step][1], table.y[first : first + 100])


def test_the_share_that_is_said_counts_all_500_new_digits(said, stage):
    p, truth = opinions(2, STEPS)
    right = np.mean(p.argmax(axis=1) == truth)
    assert f"{right:.1%} of 500 new ones right." in said(stage, depth=1, step=len(SHOWN) - 1)
    assert f"Digit A is a {truth[PICTURES[0]]}" in said(stage, digit=0)


@pytest.mark.parametrize(
    ("functions", "sentence"),
    [
        ((initialize, mlp_forward, lambda *a: None), "returned None; expected two things, params"),
        (
            (initialize, lambda X, params: (X, [X]), drift),
            "has shape (100, 64); expected an array of shape (100, 10)",
        ),
        ((lambda *a: 1 / 0, mlp_forward, drift), "stopped with ZeroDivisionError"),
    ],
)
def test_a_function_that_does_not_play_along_is_told(functions, sentence):
    told = your_network(*functions)
    assert isinstance(told, Sentence) and sentence in repr(told)


def test_an_unwritten_function_is_told_what_to_do():
    def train_step(X, y, params, learning_rate):
        raise NotImplementedError

    told = your_network(initialize, mlp_forward, train_step)
    assert "run check(train_step)" in repr(told)
