"""The error of a difference against its width: a V, rounding on the left, the bend on the right."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Path, Points
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

WIDTHS = 10.0 ** np.arange(-14, 0.01, 0.25)
KINDS = ("forward", "central")
NUMBERS = {"float32": np.float32, "float64": np.float64}
SMALLEST = 1e-13  # an error below it is drawn there


@explorer(
    alt="""The relative error of a numerical slope against the width of the difference, both on
    logarithmic axes, in the shape of a V: too narrow and rounding spoils it, too wide and the bend
    of the function does. The best width of a central difference in float64 is about 1e-5."""
)
def gradient_check_v():
    """Show how the width, the kind of difference and the number format decide the error."""
    errors = np.array([[relative_errors(kind, form) for form in NUMBERS] for kind in KINDS])
    over = ("kind", "form")
    points = np.stack(np.broadcast_arrays(WIDTHS, np.maximum(errors, SMALLEST)), axis=-1)
    return Stage(
        "The V of the gradient check",
        panels=[Panel("error", _draw, "The error for every width.", width=5.6)],
        sliders=[
            Choice("kind", KINDS, "difference", start=1),
            Choice("form", tuple(NUMBERS), "numbers", start=1),
            Slider("width", WIDTHS, "width ε", start=36, format="{:.0e}"),
        ],
        layers=[
            Path("error", points, over, color="blue", dots=2),
            Points("error", points[:, :, :, np.newaxis], (*over, "width"), color="vermillion",
                   size=6),
        ],
        summary=[
            Summary(_said(errors), (*over, "width")),
            Summary(
                [[f"The best width here is {WIDTHS[np.argmin(e)]:.0e}." for e in row]
                 for row in errors], over
            ),
        ],
    )  # fmt: skip


def relative_errors(kind, form):
    """Return the relative error of the slope of exp at 1 for each width: shape (W,)."""
    one, widths = NUMBERS[form](1), WIDTHS.astype(NUMBERS[form])
    if kind == "forward":
        slope = (np.exp(one + widths) - np.exp(one)) / widths
    else:
        slope = (np.exp(one + widths) - np.exp(one - widths)) / (2 * widths)
    return np.abs(slope.astype(float) - np.e) / np.e


def _said(errors):
    return [
        [
            [
                f"{kind}, {form}, ε = {width:.0e}: relative error {error:.0e}."
                for width, error in zip(WIDTHS, row, strict=True)
            ]
            for form, row in zip(NUMBERS, rows, strict=True)
        ]
        for kind, rows in zip(KINDS, errors, strict=True)
    ]


def _draw(ax):
    ax.set(xscale="log", yscale="log", xlim=(7e-15, 1.5), ylim=(5e-14, 5))
    ax.set(xlabel="width ε of the difference", ylabel="relative error")
    ax.set_title("the slope of exp at 1")
    ax.grid(alpha=0.25)
