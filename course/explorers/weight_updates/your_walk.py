"""The walk once more, every point of it computed by the learner's own functions."""

import numpy as np

from course.explorers.descent import walks
from course.explorers.explorer import explorer
from course.explorers.layers import Path
from course.explorers.learner import LearnerError, ask, numbers
from course.explorers.panel import Panel
from course.explorers.patients import (
    START,
    draw_map,
    draw_patients,
    line,
    loss_of_line,
    patients,
)
from course.explorers.sliders import Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

RATES = np.round(np.arange(0.1, 2.21, 0.1), 1)
STEPS = 40


def _example():
    """Stand-ins for the learner's functions, for the still."""
    loss = loss_of_line()

    def gradient_descent(gradient, w0, learning_rate, steps):
        path = walks(lambda p: loss.gradient(p), w0, [learning_rate], steps)[0]
        return path[-1], path

    def mse_gradient(X, y, w, b):
        bias, *weights = loss.gradient([b, *w])
        return np.array(weights), bias

    return gradient_descent, mse_gradient


@explorer(
    alt="""Two panels. Left: patients as dots with a rising line through them. Right: the contours
    of the loss over bias and weight, and a walk of dots from the edge into the minimum, computed
    by the learner's own functions.""",
    example=_example,
)
def your_walk(gradient_descent, mse_gradient):
    """Show the walk that your `gradient_descent` takes with the slopes of your `mse_gradient`.

    Parameters
    ----------
    gradient_descent : callable
        `gradient_descent(gradient, w0, learning_rate, steps)` returns w and the path.
    mse_gradient : callable
        `mse_gradient(X, y, w, b)` returns the gradients of w and b.
    """
    gradient = _gradient_of(mse_gradient)
    path = np.stack([walk_of(gradient_descent, gradient, rate) for rate in RATES])
    loss = loss_of_line()
    return Stage(
        "Your own walk",
        panels=[
            Panel("data", draw_patients, "The patients and the line your walk has reached."),
            Panel("map", lambda ax: draw_map(ax, loss), "The loss, and your walk so far."),
        ],
        sliders=[
            Slider("rate", RATES, "learning rate η", start=1, format="{:.1f}"),
            Slider("step", range(STEPS + 1), "step", start=STEPS, play=100),
        ],
        layers=[
            Path("data", line(path), ("rate", "step"), color="green", width=3),
            Path("map", path, ("rate",), upto="step", color="green", dots=3, head=5),
        ],
        summary=[
            Summary(_said(path), ("rate", "step")),
            Summary([_end_said(way, loss) for way in path], ("rate",)),
        ],
    )


def walk_of(gradient_descent, gradient, rate):
    """Return the path that the learner's function takes: shape (STEPS + 1, 2)."""
    result = ask(gradient_descent, gradient, START.copy(), float(rate), STEPS)
    called = f"gradient_descent(gradient, w0, {rate:g}, {STEPS})"
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        raise LearnerError(f"{called} returned {_kind(result)}; expected two things, w and path.")
    return numbers(result[1], (STEPS + 1, 2), f"The path of {called}")


def _gradient_of(mse_gradient):
    """The learner's gradient as one function of p = (b, w)."""
    x, y = patients()
    X = x[:, np.newaxis]

    def gradient(p):
        result = ask(mse_gradient, X.copy(), y.copy(), p[1:].copy(), float(p[0]))
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise LearnerError(
                f"mse_gradient(X, y, w, b) returned {_kind(result)}; "
                "expected two things, the gradients of w and of b."
            )
        slope_w = numbers(result[0], (1,), "The first value of mse_gradient(X, y, w, b)")
        slope_b = numbers(result[1], (), "The second value of mse_gradient(X, y, w, b)")
        return np.array([slope_b, slope_w[0]])

    return gradient


def _kind(result):
    return "None" if result is None else f"a {type(result).__name__}"


def _said(path):
    return [
        [f"Step {t}: b = {b:.3f}, w = {w:.3f}." for t, (b, w) in enumerate(way)] for way in path
    ]


def _end_said(way, loss):
    away = np.linalg.norm(way[-1] - loss.minimum)
    if not away < 100:
        return f"After {STEPS} steps your walk has left the map."
    return f"After {STEPS} steps your walk is {away:.2g} away from the best line."
