import doctest

import numpy as np
import pytest

from course import landscapes
from course.data import diabetes
from course.landscapes import (
    DoubleWell,
    Plateau,
    Quadratic,
    Rosenbrock,
    Saddle,
    SquaredLoss,
    ravine,
)

TABLE = diabetes()
GROUNDS = {
    "bowl": (Quadratic([[2.0, 0.5], [0.5, 1.0]], [1.0, -2.0]), 2),
    "bowl in one dimension": (Quadratic([[3.0]]), 1),
    "ravine": (ravine((1.0, 25.0), 0.7), 2),
    "Rosenbrock": (Rosenbrock(), 2),
    "saddle": (Saddle(), 2),
    "double well": (DoubleWell(0.2), 1),
    "plateau": (Plateau(1.5), 2),
    "squared loss": (SquaredLoss.with_bias(TABLE.X[:, 2:4] / 30, TABLE.y / 100), 3),
}


@pytest.fixture(params=GROUNDS)
def ground(request):
    return GROUNDS[request.param]


def differences(f, w, eps=1e-6):
    steps = eps * np.eye(len(w))
    return np.array([(f(w + step) - f(w - step)) / (2 * eps) for step in steps])


def test_the_gradient_equals_finite_differences(ground):
    landscape, dimensions = ground
    for w in np.random.default_rng(0).normal(size=(20, dimensions)):
        measured = differences(landscape.value, w)
        assert np.allclose(landscape.gradient(w), measured, rtol=1e-6, atol=1e-6)


def test_many_points_at_once_are_the_points_one_by_one(ground):
    landscape, dimensions = ground
    points = np.random.default_rng(1).normal(size=(4, 3, dimensions))
    values, slopes = landscape.value(points), landscape.gradient(points)
    assert values.shape == (4, 3) and slopes.shape == points.shape
    for place in np.ndindex(4, 3):
        assert np.isclose(values[place], landscape.value(points[place]), rtol=1e-12)
        assert np.allclose(slopes[place], landscape.gradient(points[place]), rtol=1e-12)


def test_nothing_nearby_or_far_is_lower_than_the_minimum(ground):
    landscape, dimensions = ground
    lowest = landscape.value(landscape.minimum)
    assert np.abs(landscape.gradient(landscape.minimum)).max() < 1e-9
    for radius in (1e-3, 0.1, 3.0):
        around = radius * np.random.default_rng(2).normal(size=(500, dimensions))
        assert np.all(landscape.value(landscape.minimum + around) >= lowest - 1e-12)


def test_a_point_stays_as_it_was(ground):
    landscape, dimensions = ground
    w = np.arange(dimensions)
    landscape.value(w), landscape.gradient(w)
    assert w.tolist() == list(range(dimensions))


def test_the_squared_loss_is_half_the_mean_squared_error():
    x, y = TABLE.column("bmi"), TABLE.y
    p = np.array([3.0, 4.5])
    assert np.isclose(SquaredLoss.with_bias(x, y).value(p), np.mean((p[0] + p[1] * x - y) ** 2) / 2)


def test_a_ravine_has_its_curvatures_along_the_turned_axes():
    H = ravine((2.0, 9.0), np.pi / 6).H
    along = np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])
    assert np.allclose(H @ along, 2 * along)
    assert np.allclose(np.linalg.eigvalsh(H), [2, 9])


def test_the_better_well_is_on_the_side_the_tilt_lowers():
    assert DoubleWell(0.2).minimum[0] < -1 < DoubleWell(0.0).minimum[0] + 1e-9
    assert DoubleWell(-0.2).minimum[0] > 1


def test_a_matrix_that_is_not_symmetric_is_refused():
    with pytest.raises(ValueError, match="symmetric"):
        Quadratic([[1.0, 2.0], [0.0, 1.0]])


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(landscapes).failed == 0
