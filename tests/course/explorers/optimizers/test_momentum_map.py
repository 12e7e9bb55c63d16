import numpy as np
import pytest

from course.data import diabetes
from course.explorers.optimizers.momentum_map import BETAS, MULTIPLES, NOTED, momentum_map


@pytest.fixture(scope="module")
def stage():
    return momentum_map.stage()


def walked(beta, multiple, steps):
    """The loss above its smallest, step by step, in the ten features themselves."""
    table = diabetes()
    X, y = table.X - table.X.mean(axis=0), table.y - table.y.mean()
    X, y = X / X.std(axis=0), y / y.std()
    H, best = X.T @ X / len(X), np.linalg.lstsq(X, y)[0]
    rate = multiple / np.linalg.eigvalsh(H)[-1]
    w, velocity, above = np.zeros(10), np.zeros(10), []
    for _ in range(steps + 1):
        above.append((w - best) @ H @ (w - best) / 2)
        velocity = beta * velocity + X.T @ (X @ w - y) / len(X)
        w = w - rate * velocity
    return np.array(above)


@pytest.mark.parametrize(("beta", "steps"), [(0, 1772), (0.9, 145), (0.99, 1009)])
def test_steps_to_a_millionth_at_the_inverse_of_the_largest_curvature(said, stage, beta, steps):
    above = walked(beta, 1, 1800)
    assert np.argmax(above < 1e-6) == steps
    at = {"beta": BETAS.tolist().index(beta), "rate": MULTIPLES.tolist().index(1)}
    assert f"β = {beta:g}, rate 1/λ_max: {steps} steps" in said(stage, **at)


def test_the_curve_is_the_loss_above_its_smallest(agrees, stage):
    above = walked(0.9, 1.9, 2000)[[0, *NOTED]]
    expected = np.column_stack([[0.8, *NOTED], np.maximum(above, 1e-12)])
    agrees(stage, 3, expected, beta=BETAS.tolist().index(0.9), rate=MULTIPLES.tolist().index(1.9))


def test_a_rate_beyond_the_edge_is_said_not_to_arrive(said, stage):
    text = said(stage, beta=0, rate=MULTIPLES.tolist().index(2.2))
    assert "not at 1e-06 in 2000 steps" in text


def test_the_best_of_the_map_has_the_best_beta_of_theory(said, stage):
    assert "The best on this map: β = 0.831" in said(stage)
