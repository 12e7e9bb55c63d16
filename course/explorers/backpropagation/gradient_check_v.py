"""The error of a difference against its width: a V, rounding on the left, the bend on the right."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Label, Path, Points
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

WIDTHS = 10.0 ** np.arange(-14, 0.01, 0.25)
KINDS = ("forward", "central")
NUMBERS = {"float64": np.float64, "float32": np.float32}
SMALLEST = 1e-13  # an error below it is drawn there


@explorer(
    alt="""The relative error of two numerical slopes against the width of the difference, on
    logarithmic axes. Each is a V: too narrow and rounding spoils it, too wide and the bend of the
    function does. The central difference, at its best near 3e-6, goes down to 1e-11; the
    forward difference, at its best at about 1e-8, only to 1e-8."""
)
def gradient_check_v():
    """Show how the width, the kind of difference and the number format decide the error."""
    errors = np.array([[relative_errors(kind, form) for form in NUMBERS] for kind in KINDS])
    points = np.stack(np.broadcast_arrays(WIDTHS, np.maximum(errors, SMALLEST)), axis=-1)
    forward, central = points
    return Stage(
        "The V of the gradient check",
        panels=[
            Panel(
                "error",
                _draw,
                "The error for every width.",
                width=6,
                margins=(0.8, 0.15, 0.5, 0.36),
            )
        ],
        sliders=[
            Slider("width", WIDTHS, "width ε", start=36, format="{:.0e}"),
            Choice("form", tuple(NUMBERS), "numbers"),
        ],
        layers=[
            Path("error", forward, ("form",), color="vermillion", dashed=True),
            Path("error", central, ("form",), color="blue"),
            Points(
                "error", forward[:, :, np.newaxis], ("form", "width"), color="vermillion", size=6
            ),
            Points("error", central[:, :, np.newaxis], ("form", "width"), color="blue", size=6),
            Label("error", [2e-14, 0.9], texts="dashed: to one side", color="vermillion"),
            Label("error", [2e-14, 0.12], texts="solid: to both sides", color="blue"),
        ],
        summary=[
            Summary(_said(*errors), ("form", "width")),
            Summary(_best(*errors), ("form",)),
        ],
    )


def relative_errors(kind, form):
    """Return the relative error of the slope of exp at 1 for each width: shape (W,)."""
    one, widths = NUMBERS[form](1), WIDTHS.astype(NUMBERS[form])
    if kind == "forward":
        slope = (np.exp(one + widths) - np.exp(one)) / widths
    else:
        slope = (np.exp(one + widths) - np.exp(one - widths)) / (2 * widths)
    return np.abs(slope.astype(float) - np.e) / np.e


def _said(forward, central):
    return [
        [
            f"ε = {width:.0e}: to one side off by {one:.0e}, to both sides by {both:.0e} of the "
            f"slope{_why(width, both, central[f])}."
            for width, one, both in zip(WIDTHS, forward[f], central[f], strict=True)
        ]
        for f in range(len(NUMBERS))
    ]


def _why(width, error, errors):
    best = WIDTHS[np.argmin(errors)]
    if error < 100 * errors.min():
        return ""
    return "; rounding rules" if width < best else "; the bend of the curve rules"


def _best(forward, central):
    return [
        f"With {form} the best widths are {WIDTHS[np.argmin(one)]:.0e} and "
        f"{WIDTHS[np.argmin(both)]:.0e}."
        for form, one, both in zip(NUMBERS, forward, central, strict=True)
    ]


def _draw(ax):
    ax.set(xscale="log", yscale="log", xlim=(7e-15, 1.5), ylim=(5e-14, 5))
    ax.set(xlabel="width ε of the difference", ylabel="relative error")
    ax.set_title("measuring the slope of exp at 1")
    ax.grid(alpha=0.25)
