"""Wrong formulas for the gradient, each walking: some still learn."""

import numpy as np

from course.explorers.descent import walks
from course.explorers.explorer import explorer
from course.explorers.layers import Path
from course.explorers.panel import Panel
from course.explorers.patients import START, draw_map, patients
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary
from course.landscapes import SquaredLoss

RATES = np.array([0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7])
STEPS = 80
LIMITS = dict(b_limits=(-2.52, 1.52), w_limits=(-1.3, 1.9))


def ascent(loss, p, rate):
    """The error is y - ŷ."""
    return -loss.gradient(p)


def doubled(loss, p, rate):
    """The ½ of the loss is forgotten."""
    return 2 * loss.gradient(p)


def summed(loss, p, rate):
    """The slopes of the examples are added up, not averaged."""
    return len(loss.y) * loss.gradient(p)


def without_input(loss, p, rate):
    """The error is not multiplied by x: w gets the bias's slope."""
    return loss.gradient(p)[..., [0, 0]]


def only_sign(loss, p, rate):
    """Every error counts as +1 or -1."""
    return np.sign(p @ loss.X.T - loss.y) @ loss.X / len(loss.y)


def bias_first(loss, p, rate):
    """The slope of w is taken after b has moved."""
    slope_b = loss.gradient(p)[..., 0]
    moved = np.stack([p[..., 0] - rate * slope_b, p[..., 1]], axis=-1)
    return np.stack([slope_b, loss.gradient(moved)[..., 1]], axis=-1)


FORMULAS = {
    "error is y − ŷ": ascent,
    "twice too large": doubled,
    "not divided by N": summed,
    "error not times x": without_input,
    "sign of the error": only_sign,
    "b first": bias_first,
}


@explorer(
    alt="""Two panels. Left: the loss over bias and weight as contours, with two walks from one
    start: the right formula's, dashed, into the minimum, and a wrong formula's, which leaves it
    behind. Right: the loss of both walks after each step; the wrong one climbs."""
)
def mistake_gallery():
    """Show where each wrong formula leads, beside the right one."""
    loss = shifted_loss()
    right = walks(loss.gradient, START, RATES, STEPS)
    wrong = np.stack([walk_wrongly(formula, loss) for formula in FORMULAS.values()])
    over = ("formula", "rate")
    return Stage(
        "A gallery of wrong gradients",
        panels=[
            Panel("map", lambda ax: draw_map(ax, loss, **LIMITS), "The loss, and both walks."),
            Panel("loss", _draw_loss, "The loss of both walks after each step."),
        ],
        sliders=[
            Choice("formula", tuple(FORMULAS), "wrong formula"),
            Slider("rate", RATES, "learning rate η", start=3),
            Slider("step", range(STEPS + 1), "step", start=STEPS, play=60),
        ],
        layers=[
            Path("map", right, ("rate",), upto="step", color="black", dashed=True, head=4),
            Path("map", wrong, over, upto="step", color="vermillion", dots=2.5, head=5),
            Path("loss", _curve(loss, right), ("rate",), upto="step", color="black", dashed=True),
            Path("loss", _curve(loss, wrong), over, upto="step", color="vermillion", head=5),
        ],
        summary=Summary(_verdicts(loss, wrong), over),
    )


def shifted_loss():
    """Return J over (b, w) with the standardised bmi plus 1: on centred data "b first" hides."""
    x, y = patients()
    return SquaredLoss.with_bias(x + 1, y)


def walk_wrongly(formula, loss):
    """Return the walks of a wrong formula, one for each rate: shape (R, STEPS + 1, 2)."""
    return walks(lambda p: formula(loss, p, RATES), START, RATES, STEPS)


def losses(loss, paths):
    """Return J along walks; infinite where one has left all numbers."""
    with np.errstate(over="ignore", invalid="ignore"):
        return loss.value(paths)


def verdict(J, lowest):
    """Say what became of a walk with the losses J."""
    end = J[-1]
    if not end <= J[0]:
        return "the loss grows: this does not learn."
    if end <= 1.01 * lowest:
        return f"it still learns: J ends at {end:.3f}, like the best line."
    if J[-11] - end < 1e-3 * end:
        return (
            f"it settles in the wrong place: J stays at {end:.3f}, the best line has {lowest:.3f}."
        )
    return f"it goes down and is not there yet: J = {end:.3f}, the best line has {lowest:.3f}."


def _verdicts(loss, wrong):
    lowest = loss.value(loss.minimum)
    return [
        [
            f"{name[0].upper()}{name[1:]}, rate {rate:g}: {verdict(losses(loss, way), lowest)}"
            for rate, way in zip(RATES, ways, strict=True)
        ]
        for name, ways in zip(FORMULAS, wrong, strict=True)
    ]


def _curve(loss, paths):
    J = losses(loss, paths)
    return np.stack(np.broadcast_arrays(np.arange(J.shape[-1]), J), axis=-1)


def _draw_loss(ax):
    ax.set(xlim=(-1, STEPS + 1), ylim=(0, 3.2), xlabel="step", ylabel="J")
    ax.set_title("the loss: right (dashed), wrong")
    ax.grid(alpha=0.25)
