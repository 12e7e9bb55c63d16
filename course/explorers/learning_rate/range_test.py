"""A range test on handwritten digits, and what each rate then does in a training of its own."""

import numpy as np

from course.data import digits
from course.explorers.explorer import explorer
from course.explorers.layers import Path, Points
from course.explorers.learning_rate.cliff import curve
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

RATES = np.geomspace(1e-3, 1e2, 51)
BATCHES = (32, 128, 512)
STEPS = 60  # of a training with one rate
SEED = 0
EXPLODED = 4  # times the smallest loss so far


@explorer(
    alt="""Two panels. Left: the loss of a range test on handwritten digits against the learning
    rate on a logarithmic scale: flat, then falling, then jumping up; a dot marks the rate chosen.
    Right: the loss of 60 steps of training with that rate alone, which falls steadily."""
)
def range_test():
    """Show a range test, and beside it a training with each of its rates."""
    tests = np.stack([tested(batch) for batch in BATCHES])
    trained = np.stack([trainings(batch) for batch in BATCHES])
    points = np.stack(np.broadcast_arrays(RATES, tests), axis=-1)
    over = ("batch", "rate")
    return Stage(
        "A range test on digits",
        panels=[
            Panel("test", _draw_test, "The loss of the range test against the rate."),
            Panel("training", _draw_training, "The loss of a training with the rate chosen."),
        ],
        sliders=[
            Slider("rate", RATES, "learning rate", start=25, format="{:.3g}"),
            Choice("batch", tuple(f"{batch} digits" for batch in BATCHES), "batch", start=1),
        ],
        layers=[
            Path("test", points, ("batch",), color="blue", dots=2.5),
            Points("test", points[:, :, np.newaxis], over, color="vermillion", size=6),
            Path("training", curve(trained), over, color="vermillion", head=5),
        ],
        summary=[
            Summary([_test_said(row) for row in tests], ("batch",)),
            Summary(
                [[_said(*pair) for pair in zip(RATES, rows, strict=True)] for rows in trained], over
            ),
        ],
    )


def tested(batch):
    """Return the loss after each step of the range test, nan after it has stopped: shape (51,)."""
    X, y, draws = _digits(), digits().y, np.random.default_rng(SEED)
    W = np.zeros((1, X.shape[1], 10))
    best, losses = np.log(10), np.full(len(RATES), np.nan)
    for i, rate in enumerate(RATES):
        rows = draws.choice(len(y), batch, replace=False)
        W = W - rate * _slope(W, X[rows], y[rows])[1]
        losses[i] = _slope(W, X[rows], y[rows])[0][0]
        if not losses[i] <= EXPLODED * best:
            break
        best = min(best, losses[i])
    return losses


def trainings(batch):
    """Return the loss on all digits along a training with each rate: shape (51, STEPS + 1)."""
    X, y, draws = _digits(), digits().y, np.random.default_rng(SEED)
    W = np.zeros((len(RATES), X.shape[1], 10))
    sample = draws.choice(len(y), 300, replace=False)
    losses = [_slope(W, X[sample], y[sample])[0]]
    for _ in range(STEPS):
        rows = draws.choice(len(y), batch, replace=False)
        W = W - RATES[:, np.newaxis, np.newaxis] * _slope(W, X[rows], y[rows])[1]
        losses.append(_slope(W, X[sample], y[sample])[0])
    return np.stack(losses, axis=-1)


def _digits():
    """The pixels from 0 to 1, and a column of ones for the biases."""
    X = digits().X / 16
    return np.column_stack([X, np.ones(len(X))])


def _slope(W, X, y):
    """Loss (R,) and slope (R, D, 10) of linear classifiers W (R, D, 10): softmax, cross-entropy."""
    scores = X @ W
    scores = scores - scores.max(axis=-1, keepdims=True)
    chances = np.exp(scores)
    total = chances.sum(axis=-1, keepdims=True)
    at = np.arange(len(y))
    losses = np.mean(np.log(total[..., 0]) - scores[:, at, y], axis=-1)
    chances /= total
    chances[:, at, y] -= 1
    return losses, X.T @ chances / len(y)


def _draw_test(ax):
    ax.set(xscale="log", xlim=(8e-4, 1.3e2), ylim=(0, 6), xlabel="learning rate", ylabel="loss")
    ax.set_title("one walk with a growing rate")
    ax.grid(alpha=0.25)


def _draw_training(ax):
    ax.set(xlim=(-1, STEPS + 1), ylim=(0, 6), xlabel="step", ylabel="loss")
    ax.set_title("a training with the rate chosen")
    ax.axhline(np.log(10), color="#767676", lw=0.8, ls=":")
    ax.text(STEPS, np.log(10) + 0.1, "guessing", ha="right", size=8, color="#767676")
    ax.grid(alpha=0.25)


def _test_said(losses):
    lowest = RATES[np.nanargmin(losses)]
    last = RATES[np.flatnonzero(np.isfinite(losses))[-1]]
    return (
        f"The test stops at {last:.3g}; its loss is smallest at {lowest:.3g},"
        f" so it suggests {lowest / 10:.3g}."
    )


def _said(rate, losses):
    return (
        f"Training with {rate:.3g}: loss {losses[-1]:.2f} after {STEPS} steps; {_verdict(losses)}."
    )


def _verdict(losses):
    if losses.max() > 1.2 * losses[0]:
        comes_back = "then it comes back" if losses[-1] < losses[0] else "and it stays up"
        return f"at first it climbs to {losses.max():.1f}, {comes_back}"
    return "it has hardly begun" if losses[-1] > 2 else "it learns steadily"
