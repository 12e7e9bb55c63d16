"""The line through the patients that lesson 1's explorers fit: bmi → progression, standardised."""

import numpy as np

from course.data import diabetes
from course.landscapes import SquaredLoss

START = np.array([0.5, -1.0])  # (b, w): a bad line
ENDS = np.array([-2.4, 4.2])  # left and right end of a drawn line


def patients():
    """Return bmi and progression of 442 patients, each with mean 0 and standard deviation 1."""
    table = diabetes()
    return _standardised(table.column("bmi")), _standardised(table.y)


def loss_of_line():
    """Return J over (b, w) as a `SquaredLoss`."""
    return SquaredLoss.with_bias(*patients())


def line(p, ends=ENDS):
    """Return the two ends of the lines with parameters p = (b, w): shape (…, 2, 2)."""
    b, w = p[..., :1], p[..., 1:]
    return np.stack(np.broadcast_arrays(ends, b + w * ends), axis=-1)


def draw_patients(ax):
    """Draw the patients as dots."""
    x, y = patients()
    ax.plot(x, y, "o", ms=2.5, color="#767676", alpha=0.5, mew=0)
    ax.set(xlim=ENDS, ylim=(-2.6, 3.2), title="the line through the patients")
    ax.set(xlabel="bmi (standardised)", ylabel="progression (standardised)")


def draw_map(ax, loss, b_limits=(-2.02, 2.02), w_limits=(-1.3, 1.9), title="the loss J as a map"):
    """Draw the contours of a loss over (b, w), closer together near the minimum."""
    b, w = np.meshgrid(np.linspace(*b_limits, 160), np.linspace(*w_limits, 160))
    J = loss.value(np.stack([b, w], axis=-1))
    lowest = loss.value(loss.minimum)
    levels = lowest + (J.max() - lowest) * np.linspace(0.02, 1, 14) ** 2
    ax.contour(b, w, J, levels, colors="#9a9a9a")
    ax.plot(*loss.minimum, "+", color="black", ms=9)
    ax.set(xlim=b_limits, ylim=w_limits, xlabel="bias b", ylabel="weight w", title=title)


def _standardised(values):
    return (values - values.mean()) / values.std()
