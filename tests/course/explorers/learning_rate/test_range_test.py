import numpy as np
import pytest

from course.data import digits
from course.explorers.learning_rate.range_test import (
    BATCHES,
    EXPLODED,
    RATES,
    SEED,
    STEPS,
    range_test,
)


@pytest.fixture(scope="module")
def stage():
    return range_test.stage()


def loss_and_slope(W, X, y):
    """Softmax and cross-entropy of a linear classifier, digit by digit."""
    total, slope = 0.0, np.zeros_like(W)
    for x, label in zip(X, y, strict=True):
        z = x @ W
        p = np.exp(z - z.max())
        p /= p.sum()
        total -= np.log(p[label])
        slope += np.outer(x, p - np.eye(10)[label])
    return total / len(y), slope / len(y)


def pixels():
    table = digits()
    return np.column_stack([table.X / 16, np.ones(len(table.y))]), table.y


def test_the_test_is_one_walk_with_a_growing_rate_that_stops(shown, stage):
    X, y = pixels()
    batch, rng, W = BATCHES[0], np.random.default_rng(SEED), np.zeros((65, 10))
    best, losses = np.log(10), []
    for rate in RATES:
        rows = rng.choice(len(y), batch, replace=False)
        W = W - rate * loss_and_slope(W, X[rows], y[rows])[1]
        losses.append(loss_and_slope(W, X[rows], y[rows])[0])
        if losses[-1] > EXPLODED * best:
            break
        best = min(best, losses[-1])
    drawn = shown(stage, 0, batch=0).reshape(-1, 2)
    np.testing.assert_allclose(drawn[:, 0], RATES, rtol=1e-6)
    np.testing.assert_allclose(drawn[: len(losses), 1], losses, rtol=1e-5)
    assert np.isnan(drawn[len(losses) :, 1]).all()


def test_a_training_uses_its_rate_alone(shown, stage):
    X, y = pixels()
    r, rng, W = 20, np.random.default_rng(SEED), np.zeros((65, 10))
    sample = rng.choice(len(y), 300, replace=False)
    losses = [loss_and_slope(W, X[sample], y[sample])[0]]
    for _ in range(STEPS):
        rows = rng.choice(len(y), BATCHES[0], replace=False)
        W = W - RATES[r] * loss_and_slope(W, X[rows], y[rows])[1]
        losses.append(loss_and_slope(W, X[sample], y[sample])[0])
    np.testing.assert_allclose(shown(stage, 2, batch=0, rate=r)[1::2], losses, rtol=1e-5)


def test_the_words_give_the_suggestion_of_the_lesson(said, stage):
    told = said(stage, batch=1, rate=25)
    assert "smallest at 1.58, so it suggests 0.158" in told and "learns steadily" in told
    assert "hardly begun" in said(stage, batch=1, rate=0)
    climbed = said(stage, batch=1, rate=40)
    assert "Training with 10:" in climbed and "climbs to 19.0, then it comes back" in climbed
