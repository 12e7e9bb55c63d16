"""The edge beyond which gradient descent runs away, on ten features of the diabetes patients."""

import numpy as np

from course.explorers.descent import walks
from course.explorers.explorer import explorer
from course.explorers.layers import Bars, Path
from course.explorers.learning_rate.ten_features import excess, ten_features
from course.explorers.panel import Panel
from course.explorers.sliders import Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

MULTIPLES = np.round(np.arange(0.1, 2.301, 0.02), 2)  # of 1 / λ_max
STEPS = 200
WIDE = (0.78, 0.12, 0.5, 0.36)  # margins that hold powers of ten beside the axis
LOW = (0.72, 0.12, 0.66, 0.36)


@explorer(
    alt="""Three panels for a rate of 1.9 divided by the largest curvature. Left: a walk in the
    plane of the steepest and the flattest direction swings from side to side and creeps towards the
    minimum. Middle: the loss above its smallest value falls over 200 steps on a logarithmic scale.
    Right: ten bars, one for each curvature, show the factor of a step; all lie between -1 and 1."""
)
def cliff():
    """Show the walk, the loss and the ten factors while the rate goes over the edge."""
    H, minimum = ten_features().bowl.H, ten_features().minimum
    curvatures, axes = np.linalg.eigh(H)
    path = walks(ten_features().gradient, np.zeros(10), MULTIPLES / curvatures[-1], STEPS)
    left = excess(path)
    steep_and_flat = ((path - minimum) @ axes)[..., [-1, 0]]
    factors = 1 - MULTIPLES[:, np.newaxis] * curvatures / curvatures[-1]
    return Stage(
        "The cliff: a learning rate goes over the edge",
        panels=[
            Panel(
                "map",
                _draw_map,
                "The walk along the steepest and the flattest direction.",
                margins=WIDE,
            ),
            Panel(
                "loss",
                _draw_loss,
                "The loss above its smallest value after each step.",
                margins=WIDE,
            ),
            Panel(
                "factors",
                lambda ax: _draw_factors(ax, curvatures),
                "The factor of each step, for each of the ten curvatures.",
                margins=LOW,
            ),
        ],
        sliders=[
            Slider("rate", MULTIPLES, "learning rate, times 1/λ_max", start=90, format="{:.2f}"),
            Slider("step", range(STEPS + 1), "step", start=STEPS, play=40),
        ],
        layers=[
            Path("map", steep_and_flat, ("rate",), upto="step", width=1, dots=2.5, head=5),
            Path("loss", curve(left), ("rate",), upto="step", color="blue", head=5),
            Bars("factors", _bars(factors), ("rate",), color="sky"),
        ],
        summary=[
            Summary([_rate_said(*pair) for pair in zip(MULTIPLES, left, strict=True)], ("rate",)),
            Summary([_factors_said(row) for row in factors], ("rate",)),
        ],
    )


def curve(values):
    """Return the points (step, value): shape (R, T, 2)."""
    return np.stack(np.broadcast_arrays(np.arange(values.shape[-1]), values), axis=-1)


def _bars(factors):
    """One bar for each curvature, from 0 to its factor: shape (R, D, 4)."""
    at = np.arange(factors.shape[1])
    low, high = np.minimum(factors, 0), np.maximum(factors, 0)
    return np.stack(np.broadcast_arrays(at - 0.35, at + 0.35, low, high), axis=-1)


def _draw_map(ax):
    steep, flat = np.meshgrid(np.linspace(-1.2, 1.2, 121), np.linspace(-1.2, 1.2, 121))
    ax.axvline(0, color="#b0b0b0", lw=0.7)
    curvatures = np.linalg.eigvalsh(ten_features().bowl.H)
    height = 0.5 * (curvatures[-1] * steep**2 + curvatures[0] * flat**2)
    ax.contour(steep, flat, height, np.linspace(0.05, 1.65, 9) ** 2, colors="#b0b0b0")
    ax.plot(0, 0, "+", color="black", ms=9)
    ax.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), title="the walk")
    ax.set(xlabel="along the steepest direction", ylabel="along the flattest direction")


def _draw_loss(ax):
    ax.set(xlim=(-4, STEPS + 4), yscale="log", ylim=(1e-5, 1e17), xlabel="step")
    ax.set(ylabel="loss above the smallest", title="what is left of the loss")
    ax.grid(alpha=0.25)


def _draw_factors(ax, curvatures):
    ax.axhspan(-1, 1, color="#009E73", alpha=0.09)
    for edge in (-1, 1):
        ax.axhline(edge, color="#767676", lw=0.8, ls="--")
    ax.axhline(0, color="black", lw=0.8)
    ax.set(xlim=(-0.6, 9.6), ylim=(-1.5, 1.1), xlabel="curvature λ of the direction")
    ax.set(ylabel="factor 1 − η λ", title="each step multiplies the distance by")
    names = [f"{value:.2g}" for value in curvatures]
    ax.set_xticks(range(len(names)), names, fontsize=8, rotation=45)


def _rate_said(multiple, left):
    verdict = "it converges" if multiple < 2 else "it swings for ever"
    if multiple > 2:
        verdict = "it diverges"
    return (
        f"Rate {multiple:.2f}/λ_max: {left[-1]:.1e} above the smallest loss"
        f" after {STEPS} steps; {verdict}."
    )


def _factors_said(factors):
    slowest = factors[np.argmax(np.abs(factors))]
    swinging = int(np.sum(factors < 0))
    few = {0: "No direction swings", 1: "One of ten directions swings"}
    who = few.get(swinging, f"{swinging} of ten directions swing")
    return f"{who}; of the factors the largest in size is {slowest:.3f}."
