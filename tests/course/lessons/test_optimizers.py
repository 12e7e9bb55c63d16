"""What lesson 5's text and predictions say in words is what its cells compute."""

import numpy as np
import pytest

from autograder import catalog
from course.digits_task import DigitsTask
from course.explorers.optimizers import momentum_map, race, regularise

SPLITS, UPDATES = 5, 15 * 45


def reference(name):
    return catalog.find(name).reference


def plain(w, gradient, state, *, learning_rate):
    return w - learning_rate * gradient, None


def falling(first):
    return lambda t: first * max(0.0, 1 - t / UPDATES)


def accuracy(step, schedule, keep=1.0):
    """The mean over the splits, and the last training loss of the first."""
    found, last = [], []
    for fold in range(SPLITS):
        task = DigitsTask(seed=0, fold=fold)

        def dropped(params, rows, task=task):
            return task.loss_and_gradients(params, rows, keep=keep)

        rng = np.random.default_rng(fold)
        params, losses = reference("train")(
            task.params, dropped, task.n, step, schedule, 15, 32, rng
        )
        found.append(task.accuracy(params))
        last.append(losses[-1])
    return np.mean(found), last[0]


@pytest.fixture(scope="module")
def momentum():
    return accuracy(reference("momentum_step"), falling(0.2))


def test_tuned_momentum_and_tuned_adam_are_less_than_two_points_apart(momentum):
    adam, _ = accuracy(reference("adam_step"), falling(0.01))
    untuned, _ = accuracy(reference("adam_step"), lambda t: 0.001)
    assert abs(momentum[0] - adam) < 0.01
    assert untuned < min(adam, momentum[0]) - 0.02


def test_dropping_half_of_the_units_costs_more_than_a_point_on_clean_digits(momentum):
    halved, loss = accuracy(reference("momentum_step"), falling(0.2), keep=0.5)
    assert halved < momentum[0] - 0.01
    assert loss > 10 * momentum[1]


def test_the_map_of_momentum_has_the_steps_that_the_lesson_counts():
    needed = momentum_map.steps_needed(momentum_map.excess())
    rows = {beta: row for beta, row in zip(momentum_map.BETAS, needed, strict=True)}
    at_one = list(momentum_map.MULTIPLES).index(1)
    assert [rows[beta][at_one] for beta in (0, 0.9)] == [1772, 145]
    assert needed.min() == 70 == rows[0.831][list(momentum_map.MULTIPLES).index(3.4)]


def test_with_wrong_labels_l2_is_first_and_all_four_are_far_above_nothing():
    best = best_accuracies(0.4)
    assert {method: round(100 * share) for method, share in best.items()} == {
        "nothing": 61,
        "L2": 85,
        "L1": 74,
        "dropout": 79,
        "early stopping": 79,
    }


def test_with_right_labels_the_best_of_the_four_is_one_point_above_nothing():
    best = best_accuracies(0.0)
    assert best["nothing"] == pytest.approx(0.95, abs=5e-3)
    assert 0 < max(best.values()) - best["nothing"] < 0.015


def best_accuracies(noise):
    """{method: accuracy at its best strength}, from what the explorer shows."""
    runs, stops = regularise.family()
    end = np.where(np.isnan(stops), regularise.EPOCHS, stops).astype(int) // regularise.EVERY
    reached = np.take_along_axis(runs[..., regularise.COUNTING, :], end[..., np.newaxis], -1)
    row = list(regularise.NOISES).index(noise)
    return dict(zip(regularise.METHODS, reached[row, ..., 0].max(axis=-1), strict=True))


@pytest.mark.parametrize("name", race.OPTIMIZERS)
def test_only_sgd_and_momentum_walk_the_ravine_as_before_when_the_axes_turn(name):
    walks = race._walks(race.OPTIMIZERS[name])[0]
    straight, turned = walks[0], walks[list(race.ANGLES).index(45)]
    same = np.allclose(straight, turned, atol=1e-6, equal_nan=True)
    assert same == (name in ("SGD", "momentum"))


def test_a_gradient_penalty_of_adam_moves_every_weight_by_the_rate():
    w = np.array([1.0, 0.01, 10.0])
    inside, _ = reference("adam_step")(w, 0.1 * w, None, learning_rate=0.01)
    assert inside - w == pytest.approx([-0.01] * 3, rel=1e-4)
    beside, _ = reference("adamw_step")(w, np.zeros(3), None, learning_rate=0.01, weight_decay=0.1)
    assert beside - w == pytest.approx([-0.001, -0.00001, -0.01])


def test_the_two_conventions_of_momentum_part_at_the_cut():
    rates = [0.01] * 15 + [0.001] * 15
    w, state, inside, v = np.array([1.0]), None, 1.0, 0.0
    for rate in rates:
        w, state = reference("momentum_step")(w, w, state, learning_rate=rate)
        v = 0.9 * v + rate * inside
        inside -= v
    assert (round(w[0], 3), round(inside, 3)) == (0.286, -0.041)
