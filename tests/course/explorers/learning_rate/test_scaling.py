import numpy as np
import pytest

from course.data import diabetes
from course.explorers.learning_rate.scaling import MULTIPLES, SCALES, STEPS, scaling


@pytest.fixture(scope="module")
def stage():
    return scaling.stage()


def by_hand(scale, multiple):
    """Gradient descent from 0 on the columns themselves, and the minimum."""
    table = diabetes()
    X = np.column_stack([table.column("bmi"), table.column("s5")])
    y = (table.y - table.y.mean()) / table.y.std()
    if scale != "raw":
        X = X - X.mean(axis=0)
    if scale == "standardised":
        X = X / X.std(axis=0)
    steepest = np.linalg.norm(X, 2) ** 2 / len(y)
    w, path = np.zeros(2), [np.zeros(2)]
    for _ in range(STEPS):
        w = w - multiple / steepest * X.T @ (X @ w - y) / len(y)
        path.append(w)
    return np.array(path), np.linalg.lstsq(X, y)[0]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("rate", [0, 18, 36])
def test_walk_and_distance_are_gradient_descent(agrees, stage, scale, rate):
    path, minimum = by_hand(scale, MULTIPLES[rate])
    index = {"scale": SCALES.index(scale), "rate": rate, "step": STEPS}
    agrees(stage, 0, path, **index)
    share = np.linalg.norm(path - minimum, axis=1) / np.linalg.norm(minimum)
    agrees(stage, 1, np.column_stack([np.arange(STEPS + 1), share]), **index)


def test_every_map_shows_start_and_minimum_with_both_axes_in_one_unit(stage):
    panel = stage.scene["panels"][0]
    for scale, limits in zip(SCALES, panel["limits"], strict=True):
        _, minimum = by_hand(scale, 0.1)
        for axis, place in zip("xy", minimum, strict=True):
            assert limits[axis][0] < min(0, place) and max(0, place) < limits[axis][1]
        assert np.ptp(limits["x"]) == pytest.approx(np.ptp(limits["y"]))


def test_the_words_name_condition_limit_and_arrival(said, stage):
    assert "1500 times as curved" in said(stage, scale=0)
    assert "90 times as curved" in said(stage, scale=1)
    assert "2.6 times as curved" in said(stage, scale=2)
    assert "% of the distance is left" in said(stage, scale=0, rate=18)
    path, minimum = by_hand("standardised", 1.0)
    share = np.linalg.norm(path - minimum, axis=1) / np.linalg.norm(minimum)
    assert f"arrived (1 % of the distance left) after {np.argmax(share <= 0.01)} steps" in said(
        stage, scale=2, rate=18
    )
    assert "runs away" in said(stage, scale=2, rate=len(MULTIPLES) - 1)
