import numpy as np
import pytest

from course.data import diabetes
from course.explorers.learning_rate.cliff import MULTIPLES, STEPS, cliff


@pytest.fixture(scope="module")
def stage():
    return cliff.stage()


@pytest.fixture(scope="module")
def bowl():
    """Curvatures, axes and the start as seen from the minimum, from the data file."""
    table = diabetes()
    X = (table.X - table.X.mean(axis=0)) / table.X.std(axis=0)
    y = (table.y - table.y.mean()) / table.y.std()
    curvatures, axes = np.linalg.eigh(X.T @ X / len(y))
    return curvatures, axes.T @ -np.linalg.solve(X.T @ X, X.T @ y)


def at(multiple):
    return int(np.argmin(np.abs(MULTIPLES - multiple)))


def left(bowl, multiple, t):
    """The distances along all axes after t steps, in closed form."""
    curvatures, start = bowl
    return (1 - multiple * curvatures / curvatures[-1]) ** t * start


@pytest.mark.parametrize("multiple", [0.1, 1.0, 1.9, 2.0, 2.1])
def test_walk_and_loss_follow_the_closed_form(agrees, stage, bowl, multiple):
    distances = [left(bowl, multiple, t) for t in range(STEPS + 1)]
    agrees(stage, 0, [d[[-1, 0]] for d in distances], rate=at(multiple), step=STEPS)
    J = [(t, 0.5 * np.sum(bowl[0] * d**2)) for t, d in enumerate(distances)]
    agrees(stage, 1, J, rate=at(multiple), step=STEPS)


def test_each_bar_ends_at_the_factor_of_its_direction(shown, stage, bowl):
    bars = shown(stage, 2, rate=at(1.5)).reshape(-1, 4)
    factors = 1 - 1.5 * bowl[0] / bowl[0][-1]
    np.testing.assert_allclose(bars[:, 2] + bars[:, 3], factors, atol=1e-6)


def test_the_words_say_the_numbers_of_the_lesson(said, stage):
    assert "3.7e-04 above" in said(stage, rate=at(1.9)) and "converges" in said(stage, rate=at(1.9))
    assert "1.5e-01 above" in said(stage, rate=at(2.0)) and "for ever" in said(stage, rate=at(2.0))
    assert "5.6e+15 above" in said(stage, rate=at(2.1)) and "diverges" in said(stage, rate=at(2.1))
    assert "One of ten directions swings; of the factors the largest in size is -1.100" in said(
        stage, rate=at(2.1)
    )
    assert "No direction swings" in said(stage, rate=at(0.9))
