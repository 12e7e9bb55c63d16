import numpy as np
import pytest

from course.data import breast_cancer
from course.explorers.optimizers.race import ANGLES, POINTS, RATES, race
from course.explorers.optimizers.terrain import FEATURES, terrains

NAMES = tuple(terrains())
LAYER = {"SGD": 1, "momentum": 3, "AdaGrad": 5, "RMSprop": 7, "Adam": 9}  # on the map


@pytest.fixture(scope="module")
def stage():
    return race.stage()


def textbook(name, gradient, w, rate, steps):
    """The walk of one optimizer, one coordinate after the other, as the books write it."""
    path, m, v, s = [w], np.zeros(2), np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = gradient(w)
        if name == "SGD":
            w = w - rate * g
        elif name == "momentum":
            m = 0.9 * m + g
            w = w - rate * m
        elif name == "AdaGrad":
            s = s + g * g
            w = w - rate * g / (np.sqrt(s) + 1e-8)
        elif name == "RMSprop":
            s = 0.9 * s + 0.1 * g * g
            w = w - rate * g / (np.sqrt(s) + 1e-8)
        else:
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            w = w - rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        path.append(w)
    return np.array(path)


def on_turned_axes(name, terrain, rate, degrees, steps):
    """The same walk of someone who has renamed the coordinates by a rotation."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    R = np.array([[c, -s], [s, c]])
    slope = terrain.landscape.gradient
    return textbook(name, lambda u: R.T @ slope(R @ u), R.T @ terrain.start, rate, steps) @ R.T


@pytest.mark.parametrize("name", LAYER)
@pytest.mark.parametrize("landscape", NAMES)
def test_every_way_is_the_optimizers_on_turned_axes(agrees, stage, name, landscape):
    terrain, angle, rate, points = terrains()[landscape], 2, 2, POINTS
    if landscape == "Rosenbrock" and name in ("SGD", "momentum"):
        rate = 0  # at a larger one they run away
    if landscape == "Rosenbrock" and name == "RMSprop":
        points = 10  # it trembles: later, the rounding of another order of sums is seen
    steps = points * terrain.stride
    path = on_turned_axes(name, terrain, RATES[rate], ANGLES[angle], steps)[:: terrain.stride]
    at = {"landscape": NAMES.index(landscape), "angle": angle, name: rate, "step": points}
    agrees(stage, LAYER[name], path, **at)


@pytest.mark.parametrize("name", LAYER)
def test_the_right_panel_shows_the_loss_above_the_smallest(agrees, stage, name):
    terrain = terrains()["breast cancer"]
    path = on_turned_axes(name, terrain, RATES[4], 0, POINTS)
    X = np.stack([breast_cancer().column(one) for one in FEATURES], axis=1)
    X, y = (X - X.mean(axis=0)) / X.std(axis=0), breast_cancer().y
    bias = np.log(y.mean() / (1 - y.mean()))
    p = 1 / (1 + np.exp(-(path @ X.T + bias)))
    loss = -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)), axis=1)
    above = loss - terrain.landscape.value(terrain.landscape.minimum)
    expected = np.column_stack([np.arange(POINTS + 1), above])
    at = {"landscape": NAMES.index("breast cancer"), name: 4}
    agrees(stage, LAYER[name] + 1, expected, **at)


def test_the_slice_has_its_minimum_where_no_step_in_any_direction_goes_down():
    slice_ = terrains()["breast cancer"].landscape
    lowest = slice_.value(slice_.minimum)
    around = slice_.minimum + 1e-3 * np.random.default_rng(0).normal(size=(50, 2))
    assert np.all(slice_.value(around) > lowest)
    assert np.linalg.norm(slice_.gradient(slice_.minimum)) < 1e-12


@pytest.mark.parametrize("name", ["SGD", "momentum"])
def test_turning_the_axes_leaves_the_ways_of_sgd_and_momentum_alone(agrees, shown, stage, name):
    at = {"landscape": NAMES.index("saddle")}
    still = shown(stage, LAYER[name], angle=0, **at)
    for angle in range(len(ANGLES)):
        agrees(stage, LAYER[name], still, angle=angle, **at)


@pytest.mark.parametrize("name", ["AdaGrad", "RMSprop", "Adam"])
def test_turning_the_axes_moves_the_ways_of_those_that_scale_each_weight(shown, stage, name):
    ways = [shown(stage, LAYER[name], angle=angle) for angle in (0, 3)]
    assert np.abs(ways[1] - ways[0]).max() > 0.1


def test_the_axes_turn_by_the_angle_of_the_slider(shown, stage):
    tails_and_tips = shown(stage, 0, angle=2).reshape(2, 4)
    first, second = tails_and_tips[:, 2:] - tails_and_tips[:, :2]
    assert np.degrees(np.arctan2(*first[::-1])) == pytest.approx(30, abs=1e-4)
    assert first @ second == pytest.approx(0, abs=1e-6)


def test_what_is_said_names_the_ends_and_who_ran_away(said, stage):
    text = said(stage)
    assert "SGD (rate 0.03) 2.3e-03." in text and "Adam (rate 0.1) 2.1e-05." in text
    assert "SGD (rate 0.1) ran away." in said(stage, SGD=4)
