"""Lesson 1 against closed forms, differences, and the numbers that its text quotes."""

import numpy as np
import pytest

from autograder.exercises.weight_updates import (
    gradient_descent,
    logistic_gradient,
    logistic_loss,
    mse_gradient,
    mse_loss,
    numerical_gradient,
    numerical_gradient_mistakes,
    predicted_decrease,
    repair_training,
    simultaneous_step,
)
from course import data
from course.landscapes import Quadratic, Quartic

RATE = 0.1
W, B = np.array([-1.0]), 0.5


def standardised(values):
    return (values - values.mean(axis=0)) / values.std(axis=0)


@pytest.fixture(scope="module")
def bmi():
    """Body mass index and progression of the diabetes patients, both standardised."""
    table = data.diabetes()
    return standardised(table.column("bmi"))[:, None], standardised(table.y)


def loss_after(step, X, y):
    w, b = step(X, y, W, B, RATE)
    return mse_loss.mse_loss(X @ w + b, y)


def test_a_right_step_on_diabetes_takes_the_loss_from_1_711_to_1_449(bmi):
    X, y = bmi
    assert mse_loss.mse_loss(X @ W + B, y) == pytest.approx(1.711, abs=5e-4)
    assert loss_after(simultaneous_step.simultaneous_step, X, y) == pytest.approx(1.449, abs=5e-4)


def test_a_step_uphill_takes_the_loss_to_2_00_and_a_sum_to_2582(bmi):
    assert loss_after(simultaneous_step.uphill, *bmi) == pytest.approx(2.00, abs=5e-3)
    assert loss_after(simultaneous_step.summed, *bmi) == pytest.approx(2582, abs=0.5)


def test_comparing_every_pair_gives_1_125_for_1_711(bmi):
    X, y = bmi
    assert mse_loss.every_pair(X @ W + B, y) == pytest.approx(1.125, abs=1e-9)


def test_updating_b_first_shows_only_where_the_feature_is_not_centred(bmi):
    X, y = bmi
    right, wrong = simultaneous_step.simultaneous_step, simultaneous_step.bias_first
    assert right(X + 2, y, W, B, RATE)[0] == pytest.approx(-0.541, abs=5e-4)
    assert wrong(X + 2, y, W, B, RATE)[0] == pytest.approx(-0.571, abs=5e-4)
    assert wrong(X, y, W, B, RATE)[0] == pytest.approx(right(X, y, W, B, RATE)[0], rel=1e-9)


def test_the_given_training_forgets_which_label_belongs_to_which_example(bmi):
    X, y = bmi
    shuffled = np.random.default_rng(0).permutation(y)
    settings = {"w": -1.0, "b": 0.5, "learning_rate": RATE, "steps": 200}
    broken = repair_training.as_given(X.ravel(), y, **settings)
    assert broken[0] == pytest.approx(0, abs=1e-6)
    assert repair_training.as_given(X.ravel(), shuffled, **settings)[0] == pytest.approx(broken[0])
    assert broken[2][0] == pytest.approx(1.125)
    assert broken[2][-1] == pytest.approx(0.5)
    repaired = repair_training.repair_training(X.ravel(), y, **settings)
    assert repaired[0] == pytest.approx(0.586, abs=5e-4)


def test_one_sided_differences_are_a_thousand_times_worse_on_breast_cancer():
    table = data.breast_cancer()
    X, y, w = standardised(table.X), table.y, np.zeros(30)
    right = logistic_gradient.logistic_gradient(X, y, w)

    def error(measure, eps):
        return np.abs(
            measure(lambda p: logistic_loss.logistic_loss(X @ p, y), w, eps) - right
        ).max()

    assert error(numerical_gradient_mistakes.one_sided, 1e-5) == pytest.approx(1.3e-6, rel=0.05)
    assert error(numerical_gradient.numerical_gradient, 1e-5) < 1e-10
    assert error(numerical_gradient.numerical_gradient, 1e-12) > 1e-5


def test_the_gradient_of_the_squared_loss_is_that_of_differences():
    arguments = mse_gradient.fresh(np.random.default_rng(1))
    X, y = arguments["X"], arguments["y"]
    point = np.append(arguments["w"], arguments["b"])
    measured = numerical_gradient.numerical_gradient(
        lambda p: mse_loss.mse_loss(X @ p[:-1] + p[-1], y), point, 1e-5
    )
    gradient_w, gradient_b = mse_gradient.mse_gradient(**arguments)
    np.testing.assert_allclose(np.append(gradient_w, gradient_b), measured, rtol=1e-8)


def test_the_gradient_of_the_logistic_loss_is_that_of_differences():
    arguments = logistic_gradient.fresh(np.random.default_rng(2))
    X, y, w = arguments.values()
    measured = numerical_gradient.numerical_gradient(
        lambda p: logistic_loss.logistic_loss(X @ p, y), w, 1e-5
    )
    np.testing.assert_allclose(logistic_gradient.logistic_gradient(X, y, w), measured, rtol=1e-7)


def test_duplicated_examples_change_no_gradient():
    arguments = mse_gradient.fresh(np.random.default_rng(3))
    twice = {**arguments, "X": np.tile(arguments["X"], (2, 1)), "y": np.tile(arguments["y"], 2)}
    once = mse_gradient.mse_gradient(**arguments)
    for got, expected in zip(mse_gradient.mse_gradient(**twice), once, strict=True):
        np.testing.assert_allclose(got, expected, rtol=1e-12)


def test_the_error_of_a_central_difference_shrinks_with_the_square_of_the_distance():
    wall, w = Quartic(np.array([[0.3, 1.2], [0.7, 0.4]])), np.array([[1.0, -0.5], [2.0, 0.8]])

    def error(eps):
        return np.abs(
            numerical_gradient.numerical_gradient(wall.value, w, eps) - wall.gradient(w)
        ).max()

    assert error(0.1) / error(0.01) == pytest.approx(100, rel=1e-3)


def test_descent_on_a_bowl_follows_the_closed_form():
    H, center, w0 = np.array([[2.0, 0.7], [0.7, 1.0]]), np.array([1.0, -2.0]), np.array([3.0, 1.5])
    curvatures, axes = np.linalg.eigh(H)
    _, path = gradient_descent.gradient_descent(Quadratic(H, center).gradient, w0, 0.3, 25)
    for t, w in enumerate(path):
        closed = center + axes @ ((1 - 0.3 * curvatures) ** t * (axes.T @ (w0 - center)))
        np.testing.assert_allclose(w, closed, rtol=1e-10)


def test_the_predicted_decrease_becomes_true_for_short_steps(bmi):
    X, y = bmi
    gradient = np.append(*mse_gradient.mse_gradient(X, y, W, B))
    before = mse_loss.mse_loss(X @ W + B, y)
    ratios = []
    for rate in (0.1, 0.01, 0.001):
        w, b = simultaneous_step.simultaneous_step(X, y, W, B, rate)
        fall = before - mse_loss.mse_loss(X @ w + b, y)
        ratios.append(fall / predicted_decrease.predicted_decrease(gradient, rate))
    assert ratios == sorted(ratios)
    assert ratios[-1] == pytest.approx(1, abs=1e-3)
