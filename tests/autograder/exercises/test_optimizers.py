"""Lesson 5's optimizers against closed forms, and the numbers that its text quotes."""

import numpy as np
import pytest

from autograder.exercises.optimizers import (
    adagrad_step,
    adam_step,
    adamw_step,
    momentum_step,
    repair_adam,
    rmsprop_step,
)
from autograder.exercises.optimizers.adam_parts import adam

ALTERNATING = [np.array([(-1.0) ** t]) for t in range(400)]
STEPS = {
    home.exercise.name: home.exercise.reference
    for home in (adagrad_step, adam_step, adamw_step, momentum_step, rmsprop_step)
}


def wrong(home, name):
    """A known mistake of an exercise."""
    return next(one for one in home.exercise.misconceptions if one.__name__ == name)


def lengths(step, gradients, **settings):
    """How long each step is, for a learning rate of 1."""
    w, state, found = np.zeros_like(gradients[0]), None, []
    for gradient in gradients:
        new, state = step(w, gradient, state, learning_rate=1.0, **settings)
        found.append(np.abs(new - w).max())
        w = new
    return np.array(found)


def test_rmsprop_by_the_mean_of_alternating_gradients_makes_19_times_the_step():
    right = lengths(rmsprop_step.rmsprop_step, ALTERNATING)
    by_mean = lengths(wrong(rmsprop_step, "mean_of_gradients"), ALTERNATING)
    assert right[-1] == pytest.approx(1) and by_mean[-1] == pytest.approx(19)


def test_the_uncorrected_adam_step_peaks_at_6_6_times_the_rate_in_step_12():
    same = [np.array([3.0])] * 400
    corrected = lengths(adam_step.adam_step, same)
    uncorrected = lengths(wrong(adam_step, "uncorrected"), same)
    assert corrected == pytest.approx(1, rel=1e-6)
    assert np.argmax(uncorrected) + 1 == 12 and uncorrected.max() == pytest.approx(6.6, abs=0.05)


def after_a_cut(step):
    """A ball on ½ w², from w = 1: fifteen steps, a tenth of the rate, fifteen more."""
    w, state = np.array([1.0]), None
    for t in range(30):
        w, state = step(w, w, state, learning_rate=0.01 if t < 15 else 0.001, beta=0.9)
    return w.item()


def test_a_rate_inside_the_velocity_and_one_outside_part_when_the_rate_is_cut():
    assert after_a_cut(wrong(momentum_step, "rate_inside")) == pytest.approx(-0.041, abs=5e-4)
    assert after_a_cut(momentum_step.momentum_step) == pytest.approx(0.286, abs=5e-4)


def test_the_heavy_ball_gathers_ten_gradients_where_beta_is_0_9():
    assert lengths(momentum_step.momentum_step, [np.ones(1)] * 300)[-1] == pytest.approx(10)


def test_adagrads_step_falls_as_one_over_the_root_of_the_time():
    found = lengths(adagrad_step.adagrad_step, [np.array([7.0])] * 50)
    assert found == pytest.approx(1 / np.sqrt(np.arange(1, 51)), rel=1e-6)


def test_adams_first_step_is_minus_the_rate_times_the_sign():
    gradient = np.array([[5.0, -1e-4], [-2e7, 0.0]])
    w, (_, _, t) = adam_step.adam_step(np.zeros((2, 2)), gradient, None, learning_rate=0.03)
    np.testing.assert_allclose(w, -0.03 * np.sign(gradient), rtol=2e-4)
    assert t == 1


@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_adam_walks_the_same_path_for_gradients_of_another_unit(scale):
    rng = np.random.default_rng(0)
    gradients = rng.normal(size=(20, 4))
    w, other, state, theirs = np.ones(4), np.ones(4), None, None
    for g in gradients:
        w, state = adam_step.adam_step(w, g, state, learning_rate=0.1)
        other, theirs = adam_step.adam_step(other, scale * g, theirs, learning_rate=0.1)
        np.testing.assert_allclose(w, other, rtol=1e-4)


def test_adamw_shrinks_weights_in_proportion_and_l2_inside_adam_all_alike():
    w, how = np.array([1.0, 0.01, 10.0]), dict(learning_rate=0.01, weight_decay=0.1)
    decayed, _ = adamw_step.adamw_step(w, np.zeros(3), None, **how)
    np.testing.assert_allclose(decayed - w, [-0.001, -1e-5, -0.01])
    inside, _ = wrong(adamw_step, "decay_in_the_gradient")(w, np.zeros(3), None, **how)
    np.testing.assert_allclose(inside - w, -0.01, rtol=1e-4)


def test_the_given_adam_is_found_out_by_equal_gradients_and_by_small_ones():
    found = lengths(repair_adam.given_adam, [np.array([3.0])] * 10)
    assert found[0] == pytest.approx(1, rel=1e-6) and found[1] == pytest.approx(0.24, abs=0.01)
    small = lengths(repair_adam.given_adam, [np.array([1e-6])])
    assert small[0] == pytest.approx(0.01, rel=1e-3)


def test_adam_taken_apart_is_adam():
    rng = np.random.default_rng(1)
    w, state, how = rng.normal(size=(2, 3)), None, dict(learning_rate=0.2, beta2=0.9, epsilon=0.1)
    for gradient in rng.normal(size=(6, 2, 3)):
        ours, after = adam(w, gradient, state, **how)
        w, state = adam_step.adam_step(w, gradient, state, **how)
        np.testing.assert_allclose(ours, w, rtol=1e-12)
        np.testing.assert_allclose(after[1], state[1], rtol=1e-12)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("shape", [(1,), (4,), (2, 3), (2, 1, 3)])
def test_a_step_keeps_the_shape_and_starts_from_none_as_from_zeros(name, shape):
    gradient = np.random.default_rng(2).normal(size=shape)
    w, state = STEPS[name](np.ones(shape), gradient, None, learning_rate=0.1)
    zeros = (np.zeros(shape), np.zeros(shape), 0) if isinstance(state, tuple) else np.zeros(shape)
    again, _ = STEPS[name](np.ones(shape), gradient, zeros, learning_rate=0.1)
    assert w.shape == shape
    np.testing.assert_array_equal(w, again)
