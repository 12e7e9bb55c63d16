"""How many steps momentum needs on ten standardised features, over learning rate and β."""

import numpy as np
from matplotlib.colors import LogNorm

from course.data import diabetes
from course.explorers.explorer import explorer
from course.explorers.layers import Path, Points
from course.explorers.panel import Panel
from course.explorers.sliders import Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary
from course.landscapes import SquaredLoss

MULTIPLES = np.array([0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.3, 1.6, 1.9, 2.2, 2.6, 3, 3.4, 3.6, 3.8])
BETAS = np.array([0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.831, 0.86, 0.9, 0.93, 0.95, 0.97, 0.99])
STEPS = 2000
NEAR = 1e-6  # of the loss above its smallest
LABELLED = {200: (2.6, 0.71), 500: (1.9, 0.45), 1000: (1.4, 0.2)}  # steps: where they are written
NOTED = np.unique(np.geomspace(1, STEPS, 80).round().astype(int))
MARGINS = (0.72, 0.12, 0.5, 0.36)


@explorer(
    alt="""Two panels. Left: a map of the steps that momentum needs on ten features of diabetes
    patients, over learning rate and beta: a dark valley near beta 0.83 at a large rate, and a white
    corner where momentum runs away. Right: the loss above the smallest falls step by step; plain
    gradient descent is dashed and much slower."""
)
def momentum_map():
    """Show how many steps momentum needs for each learning rate and each β."""
    above = excess()
    needed = steps_needed(above)
    over = ("beta", "rate")
    curve = np.moveaxis(above[np.concatenate([[0], NOTED])], 0, -1)
    here = np.stack(np.broadcast_arrays(MULTIPLES, BETAS[:, np.newaxis]), axis=-1)
    return Stage(
        "A map of momentum",
        panels=[
            Panel("map", lambda ax: _draw_map(ax, needed), "Steps needed over rate and β."),
            Panel("loss", _draw_loss, "The loss above the smallest.", margins=MARGINS),
        ],
        sliders=[
            Slider("beta", BETAS, "β", start=list(BETAS).index(0.9)),
            Slider("rate", MULTIPLES, "rate · λ_max", start=list(MULTIPLES).index(1)),
        ],
        layers=[
            Points("map", here[:, :, np.newaxis], over, color="white", size=9),
            Points("map", here[:, :, np.newaxis], over, color="vermillion", size=6),
            Path("loss", _curve(curve[0]), ("rate",), color="grey", dashed=True),
            Path("loss", _curve(curve), over, color="blue", width=3),
        ],
        summary=Summary(_said(needed), over),
    )


def problem():
    """Return the squared loss of the ten standardised features on the standardised progression."""
    table = diabetes()
    X, y = table.X - table.X.mean(axis=0), table.y - table.y.mean()
    return SquaredLoss(X / X.std(axis=0), y / y.std())


def excess():
    """Return the loss above its smallest: shape (STEPS + 1, betas, rates); inf once it is huge.

    Along each axis of the bowl every walk is alone with its curvature: a recurrence of two terms.
    """
    loss = problem()
    curvatures, axes = np.linalg.eigh(loss.bowl.H)
    rates = MULTIPLES[:, np.newaxis] / curvatures[-1]
    betas = BETAS[:, np.newaxis, np.newaxis]
    now = np.broadcast_to(-loss.minimum @ axes, (len(BETAS), len(MULTIPLES), 10))
    before, heights = now, []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(STEPS + 1):
            heights.append(0.5 * np.sum(curvatures * now**2, axis=-1))
            now, before = now * (1 + betas - rates * curvatures) - betas * before, now
    return np.nan_to_num(heights, nan=np.inf)


def steps_needed(above):
    """Return the first step in which the excess is below `NEAR`; inf where it never is."""
    near = above < NEAR
    return np.where(near.any(axis=0), near.argmax(axis=0), np.inf)


def _curve(heights):
    steps = np.concatenate([[0.8], NOTED])  # step 0 stands left of step 1 on the logarithmic axis
    return np.stack(np.broadcast_arrays(steps, np.clip(heights, 1e-12, 1e9)), axis=-1)


def _said(needed):
    best = np.unravel_index(np.argmin(needed), needed.shape)
    rest = (
        f" The best on this map: β = {BETAS[best[0]]:g}, rate {MULTIPLES[best[1]]:g}/λ_max, "
        f"{needed[best]:.0f} steps."
    )
    return [
        [
            f"β = {beta:g}, rate {rate:g}/λ_max: {_amount(n)}.{rest}"
            for rate, n in zip(MULTIPLES, row, strict=True)
        ]
        for beta, row in zip(BETAS, needed, strict=True)
    ]


def _amount(n):
    return f"{n:.0f} steps to {NEAR:g}" if np.isfinite(n) else f"not at {NEAR:g} in {STEPS} steps"


def _edges(values):
    middle = (values[1:] + values[:-1]) / 2
    return np.concatenate(
        [[1.5 * values[0] - values[1] / 2], middle, [1.5 * values[-1] - values[-2] / 2]]
    )


def _draw_map(ax, needed):
    x, y = _edges(MULTIPLES), _edges(BETAS)
    shown = np.ma.masked_invalid(needed)
    ax.pcolormesh(x, y, shown, norm=LogNorm(100, STEPS), cmap="viridis")
    below = BETAS < 0.95  # above, the lines lie on one another
    lines = ax.contour(MULTIPLES, BETAS[below], shown[below], list(LABELLED), colors="white")
    for text in ax.clabel(lines, fmt="%d", fontsize=9, colors="black", manual=LABELLED.values()):
        text.set_bbox(dict(facecolor="white", edgecolor="none", pad=1, alpha=0.85))
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel="learning rate · λ_max", ylabel="β")
    ax.set_title("steps to 1e-6 (on each line; white: no end)")


def _draw_loss(ax):
    ax.set(xscale="log", yscale="log", xlim=(0.75, STEPS), ylim=(1e-9, 100))
    ax.axhline(NEAR, color="black", lw=0.8, ls=":")
    ax.set(xlabel="step", ylabel="above the smallest loss", title="solid: momentum; dashed: β = 0")
    ax.grid(alpha=0.25)
