"""Gradient descent on one line: the data, the map of the loss, the loss along the way."""

import numpy as np

from course.explorers.descent import walks
from course.explorers.explorer import explorer
from course.explorers.layers import Arrow, Path
from course.explorers.panel import Panel
from course.explorers.patients import START, draw_map, draw_patients, line, loss_of_line
from course.explorers.sliders import Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

RATES = np.round(np.arange(0.05, 2.251, 0.05), 2)
STEPS = 40
J_LIMITS = (0.0, 2.2)


@explorer(
    alt="""Three panels. Left: patients as dots, bmi against progression, and a line that does not
    fit them yet. Middle: the loss over bias and weight as the contours of a round bowl; dots lead
    from its edge towards the minimum, and an arrow points from the last one against the gradient.
    Right: the loss falls with every step; a dashed piece shows the drop that the gradient
    promises next."""
)
def walk():
    """Show one gradient step after another: a dot on the map is a line through the data."""
    loss = loss_of_line()
    path = walks(loss.gradient, START, RATES, STEPS)
    J = loss.value(path)
    return Stage(
        "Gradient descent, step by step",
        panels=[
            Panel("data", draw_patients, "The patients and the line that b and w stand for."),
            Panel(
                "map",
                lambda ax: draw_map(ax, loss),
                "Contours of the loss over bias and weight, with the walk so far.",
            ),
            Panel("loss", _draw_loss, "The loss after each step, with the drop that is promised."),
        ],
        sliders=[
            Slider("rate", RATES, "learning rate η", start=1, format="{:.2f}"),
            Slider("step", range(STEPS + 1), "step", play=150),
        ],
        layers=[
            Path("data", line(path), ("rate", "step"), color="blue", width=3),
            Path("map", path, ("rate",), upto="step", color="blue", dots=2.5, head=5),
            Arrow("map", steepest(loss, path), ("rate", "step"), color="vermillion"),
            Path("loss", curve(J), ("rate",), upto="step", color="blue", dots=2.5, head=5),
            Path("loss", promise(loss, path), ("rate", "step"), color="vermillion", dashed=True),
        ],
        summary=[
            Summary(_steps_said(path, J, promised(loss, path)), ("rate", "step")),
            Summary(_rates_said(J, loss.value(loss.minimum)), ("rate",)),
        ],
        still={"step": 4},
    )


def steepest(loss, path):
    """Return the arrow of −g at each point, at half its length: shape (R, T, 1, 4)."""
    return np.concatenate([path, path - 0.5 * loss.gradient(path)], axis=-1)[:, :, np.newaxis]


def promised(loss, path):
    """Return the drop η ‖g‖² that the gradient promises for the next step: shape (R, T)."""
    with np.errstate(over="ignore"):
        return RATES[:, np.newaxis] * np.sum(loss.gradient(path) ** 2, axis=-1)


def curve(J):
    """Return the points (step, J): shape (R, T, 2)."""
    return np.stack(np.broadcast_arrays(np.arange(J.shape[1]), J), axis=-1)


def promise(loss, path):
    """Return the promised piece of the curve: from (t, J) to (t + 1, J − η ‖g‖²)."""
    J, t = loss.value(path), np.arange(path.shape[1])
    here = np.stack(np.broadcast_arrays(t, J), axis=-1)
    there = np.stack(np.broadcast_arrays(t + 1, J - promised(loss, path)), axis=-1)
    return np.stack([here, there], axis=2)


def _draw_loss(ax):
    ax.set(xlim=(-0.5, STEPS + 0.5), ylim=J_LIMITS, xlabel="step", ylabel="J")
    ax.set_title("the loss, and the drop promised (dashed)")
    ax.grid(alpha=0.25)


def _steps_said(path, J, promised):
    return [
        [_step_said(t, path[r, t], J[r], promised[r, t]) for t in range(STEPS + 1)]
        for r in range(len(RATES))
    ]


def _step_said(t, p, J, promised):
    said = f"Step {t}: b = {p[0]:.3f}, w = {p[1]:.3f}, J = {J[t]:.3f}."
    if t == STEPS:
        return said
    return f"{said} The next step promises a drop of {promised:.3f}; real: {J[t] - J[t + 1]:.3f}."


def _rates_said(J, lowest):
    return [_rate_said(rate, row, lowest) for rate, row in zip(RATES, J, strict=True)]


def _rate_said(rate, J, lowest):
    near = np.flatnonzero(lowest * 1.01 >= J)
    if J[-1] > J[0]:
        return f"Rate {rate:.2f}: the loss grows, the walk diverges."
    if not len(near):
        return f"Rate {rate:.2f}: not within 1 % of the smallest loss in {STEPS} steps."
    return f"Rate {rate:.2f}: within 1 % of the smallest loss after {near[0]} steps."
