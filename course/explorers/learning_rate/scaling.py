"""What scaling does to a bowl: raw, centred and standardised columns of the same patients."""

import numpy as np

from course.data import diabetes
from course.explorers.descent import walks
from course.explorers.explorer import explorer
from course.explorers.layers import Path
from course.explorers.learning_rate.cliff import WIDE, curve
from course.explorers.learning_rate.ten_features import standardised
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary
from course.landscapes import SquaredLoss

FEATURES = ("bmi", "s5")
SCALES = ("raw", "centred", "standardised")
MULTIPLES = np.round(np.arange(0.1, 2.151, 0.05), 2)  # of 1 / λ_max
STEPS = 300
ARRIVED = 0.01  # of the distance at the start


@explorer(
    alt="""Two panels for raw columns. Left: contours of the loss over two weights are so long that
    they look like parallel stripes; the walk jumps to the bottom of the valley and stays far from
    the minimum. Right: the distance to the minimum, which hardly shrinks in 300 steps."""
)
def scaling():
    """Show the same two columns raw, centred and standardised: the contours and the walk."""
    losses = [loss_of(scale) for scale in SCALES]
    path = np.stack([_walks(loss) for loss in losses])
    share = np.stack([_share_left(loss, way) for loss, way in zip(losses, path, strict=True)])
    over = ("scale", "rate")
    return Stage(
        "Scaling: the same patients in other units",
        panels=[
            Panel(
                "map", _draw_map, "Contours of the loss over two weights.", ("scale",), margins=WIDE
            ),
            Panel(
                "distance", _draw_distance, "The share of the distance that is left.", margins=WIDE
            ),
        ],
        sliders=[
            Choice("scale", SCALES, "columns"),
            Slider("rate", MULTIPLES, "learning rate, times 1/λ_max", start=18, format="{:.2f}"),
            Slider("step", range(STEPS + 1), "step", start=STEPS, play=20),
        ],
        layers=[
            Path("map", path, over, upto="step", dots=2.5, head=5),
            Path("distance", curve(share), over, upto="step", head=5),
        ],
        summary=[
            Summary(
                [_condition_said(*pair) for pair in zip(SCALES, losses, strict=True)], ("scale",)
            ),
            Summary([[_share_said(way) for way in ways] for ways in share], over),
        ],
    )


def loss_of(scale):
    """Return the loss over the weights of bmi and s5, in one of the `SCALES`; no bias."""
    table = diabetes()
    X = np.column_stack([table.column(name) for name in FEATURES])
    columns = {"raw": X, "centred": X - X.mean(axis=0), "standardised": standardised(X)}
    return SquaredLoss(columns[scale], standardised(table.y))


def condition(loss):
    """Return the ratio of the largest to the smallest curvature."""
    curvatures = np.linalg.eigvalsh(loss.bowl.H)
    return curvatures[-1] / curvatures[0]


def _walks(loss):
    steepest = np.linalg.eigvalsh(loss.bowl.H)[-1]
    return walks(loss.gradient, np.zeros(2), MULTIPLES / steepest, STEPS)


def _share_left(loss, path):
    return np.linalg.norm(path - loss.minimum, axis=-1) / np.linalg.norm(loss.minimum)


def _draw_map(ax, scale):
    """Contours around the minimum, both axes in the same unit, the start at the edge."""
    loss = loss_of(scale)
    middle, reach = loss.minimum / 2, 0.85 * np.linalg.norm(loss.minimum)
    limits = [(centre - reach, centre + reach) for centre in middle]
    grid = np.meshgrid(*(np.linspace(*limit, 241) for limit in limits))
    height = loss.bowl.value(np.stack(grid, axis=-1))
    levels = height.max() * np.linspace(0.03, 0.97, 11) ** 2
    ax.contour(*grid, height, levels, colors="#9a9a9a")
    ax.plot(*loss.minimum, "+", color="black", ms=10)
    ax.set(xlim=limits[0], ylim=limits[1], title=f"the loss over two weights, {scale} columns")
    ax.set(xlabel=f"weight of {FEATURES[0]}", ylabel=f"weight of {FEATURES[1]}")
    ax.ticklabel_format(useOffset=False)


def _draw_distance(ax):
    ax.set(xlim=(-2, STEPS + 2), yscale="log", ylim=(1e-4, 10), xlabel="step")
    ax.set(ylabel="share of the distance", title="distance to the minimum")
    ax.axhline(ARRIVED, color="#767676", lw=0.8, ls="--")
    ax.text(STEPS, ARRIVED * 1.25, "arrived: 1 %", ha="right", size=8, color="#767676")
    ax.grid(alpha=0.25)


def _condition_said(scale, loss):
    limit = 2 / np.linalg.eigvalsh(loss.bowl.H)[-1]
    return (
        f"{scale.capitalize()} columns: one direction is {_times(condition(loss))} times as curved"
        f" as the other; the largest rate is {limit:.2g}."
    )


def _times(ratio):
    return f"{ratio:.1f}" if ratio < 10 else f"{ratio:.0f}"


def _share_said(share):
    near = np.flatnonzero(share <= ARRIVED)
    if len(near) and share[-1] <= ARRIVED:
        return f"The walk has arrived (1 % of the distance left) after {near[0]} steps."
    if share[-1] > 1:
        return f"The walk runs away: {share[-1]:.1e} times the distance after {STEPS} steps."
    return f"After {STEPS} steps {100 * share[-1]:.0f} % of the distance is left."
