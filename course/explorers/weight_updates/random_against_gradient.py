"""Two hundred random directions against the gradient, in 2 to 64 dimensions."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Bars, Label, Path, Points
from course.explorers.panel import Panel
from course.explorers.sliders import Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary
from course.landscapes import Quadratic

DIMENSIONS = np.arange(2, 65)
DIRECTIONS = 200
LENGTH = 0.02  # of every step; the start is 1 away from the minimum
EDGES = np.linspace(-0.024, 0.024, 49)
TALLEST = 90


@explorer(
    alt="""Two panels. Left: a histogram of what 200 steps in random directions do to the loss;
    about half make it larger, and the line of the gradient's step lies to the left of nearly all.
    Right: the best of the 200 as a share of the gradient's drop, which falls from 1 in two
    dimensions to about a third in 64."""
)
def random_against_gradient():
    """Show how the best of 200 random directions falls behind the gradient as dimensions grow."""
    changes = np.stack([random_changes(d) for d in DIMENSIONS])
    best = changes.min(axis=1)
    down = gradient_change()
    share = best / down
    return Stage(
        "Random directions against the gradient",
        panels=[
            Panel("changes", _draw_changes, "Histogram of the change in loss of 200 random steps."),
            Panel("share", _draw_share, "The best of 200 as a share of the gradient's drop."),
        ],
        sliders=[Slider("D", DIMENSIONS, "dimensions D", play=120)],
        layers=[
            Bars("changes", histogram(changes), ("D",), color="sky"),
            Path("changes", _upright(np.array(down)), color="vermillion", width=3),
            Label("changes", [down + 0.0006, 84], texts="gradient", color="vermillion"),
            Path("changes", _upright(best, 70), ("D",), color="blue", dashed=True),
            Label("changes", _beside(best), ("D",), texts="best of 200", color="blue"),
            Path("share", _curve(share), upto="D", color="blue", width=1.5, dots=2),
            Points("share", _curve(share)[:, np.newaxis], ("D",), color="blue", size=6),
        ],
        summary=Summary(
            [_said(d, c, down) for d, c in zip(DIMENSIONS, changes, strict=True)], ("D",)
        ),
        still={"D": len(DIMENSIONS) - 1},
    )


def random_changes(dimensions):
    """Return the change in loss of 200 steps of one length in random directions: shape (200,).

    The loss is the round bowl J = ½‖w‖² and the start is at distance 1; directions are drawn
    from a normal distribution, which favours none, and brought to one length.
    """
    rng = np.random.default_rng(dimensions)
    directions = rng.normal(size=(DIRECTIONS, dimensions))
    steps = LENGTH * directions / np.linalg.norm(directions, axis=1, keepdims=True)
    bowl, start = Quadratic(np.eye(dimensions)), np.eye(dimensions)[0]
    return bowl.value(start + steps) - bowl.value(start)


def gradient_change():
    """Return the change of a step of the same length against the gradient; any D gives the same."""
    bowl, start = Quadratic(np.eye(2)), np.eye(2)[0]
    return bowl.value(start - LENGTH * bowl.gradient(start)) - bowl.value(start)


def histogram(changes):
    """Return the bars of each row's histogram: shape (rows, bins, 4)."""
    counts = np.stack([np.histogram(row, EDGES)[0] for row in changes])
    low, high, floor = EDGES[:-1], EDGES[1:], np.zeros(len(EDGES) - 1)
    return np.stack(np.broadcast_arrays(low, high, floor, counts), axis=-1)


def _upright(x, height=TALLEST):
    x = x[..., np.newaxis]
    return np.stack(np.broadcast_arrays(x, np.array([0.0, height])), axis=-1)


def _beside(best):
    return np.stack([best + 0.0006, np.full_like(best, 66)], axis=-1)


def _curve(share):
    return np.column_stack([DIMENSIONS, share])


def _draw_changes(ax):
    ax.set(xlim=EDGES[[0, -1]], ylim=(0, TALLEST), ylabel=f"directions (of {DIRECTIONS})")
    ax.set(xlabel="change in the loss", title="200 steps of the same length")
    ax.axvline(0, color="#767676", lw=0.8)


def _draw_share(ax):
    ax.set(
        xlim=(0, 66), ylim=(0, 1.08), xlabel="dimensions D", ylabel="share of the gradient's drop"
    )
    ax.set_title("the best of 200 random directions")
    ax.axhline(1, color="#D55E00", lw=2)
    ax.text(65, 1.02, "gradient", color="#D55E00", ha="right", va="bottom", size=9)
    ax.grid(alpha=0.25)


def _said(dimensions, changes, down):
    best = changes.min()
    return (
        f"In {dimensions} dimensions {100 * np.mean(changes < 0):.0f} % of random directions go "
        f"down at all; the best of {DIRECTIONS} gains {-best:.4f}, the gradient {-down:.4f}: "
        f"{100 * best / down:.0f} % of it."
    )
