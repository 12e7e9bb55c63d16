"""What becomes of a signal on its way through ten layers, for several initialisations."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Bars, Path
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

WIDTH, ROWS, LAYERS = 64, 500, 10
SCALES = {
    "0.01": 0.01,
    "Xavier": np.sqrt(1 / WIDTH),
    "He": np.sqrt(2 / WIDTH),
    "N(0, 1)": 1.0,
}
ACTIVATIONS = {
    "ReLU": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "none": lambda z: z,
}
EDGES = np.linspace(-3, 3, 41)


@explorer(
    alt="""Two panels. Left: a histogram of the activations of a layer. Right: their standard
    deviation layer by layer on a logarithmic axis; with ReLU and He's scale it stays near one
    through ten layers."""
)
def depth():
    """Show activations layer by layer for each scale of the weights and each activation."""
    runs = [[signal(scale, act) for scale in SCALES] for act in ACTIVATIONS]
    stds = np.array([[[a.std() for a in run] for run in row] for row in runs])
    bars = np.array([[[histogram(a) for a in run] for run in row] for row in runs])
    over = ("activation", "scale")
    points = np.stack(np.broadcast_arrays(np.arange(LAYERS + 1), stds), axis=-1)
    return Stage(
        "A signal through ten layers",
        panels=[
            Panel("values", _draw_values, "Histogram of the activations of one layer."),
            Panel("std", _draw_std, "The standard deviation after each layer."),
        ],
        sliders=[
            Choice("activation", tuple(ACTIVATIONS), "activation"),
            Choice("scale", tuple(SCALES), "scale of the weights", start=2),
            Slider("layer", range(LAYERS + 1), "layer", start=LAYERS, play=300),
        ],
        layers=[
            Bars("values", bars, (*over, "layer"), color="sky"),
            Path("std", points, over, upto="layer", color="blue", dots=3, head=5),
        ],
        summary=Summary(_said(stds), (*over, "layer")),
    )


def signal(scale, activation):
    """Return the input and the activations of each layer: LAYERS + 1 arrays (ROWS, WIDTH)."""
    rng = np.random.default_rng(0)
    values = [rng.normal(size=(ROWS, WIDTH))]
    for _ in range(LAYERS):
        W = SCALES[scale] * rng.normal(size=(WIDTH, WIDTH))
        values.append(ACTIVATIONS[activation](values[-1] @ W))
    return values


def histogram(values):
    """Return bars of the share of values in each bin, (40, 4); values outside are not drawn."""
    share = np.histogram(values, EDGES)[0] / values.size
    return np.stack([EDGES[:-1], EDGES[1:], np.zeros_like(share), share], axis=-1)


def _said(stds):
    return [
        [
            [
                f"{act}, scale {scale}, layer {k}: standard deviation {std:.1e}; {_verdict(std)}."
                for k, std in enumerate(row)
            ]
            for scale, row in zip(SCALES, rows, strict=True)
        ]
        for act, rows in zip(ACTIVATIONS, stds, strict=True)
    ]


def _verdict(std):
    if std < 0.1:
        return "the signal is dying out"
    return "the signal explodes" if std > 10 else "the signal is alive"


def _draw_values(ax):
    ax.set(xlim=(-3, 3), ylim=(0, 1), xlabel="activation", ylabel="share of the values")
    ax.set_title("activations of the layer")


def _draw_std(ax):
    ax.set(yscale="log", xlim=(-0.3, LAYERS + 0.3), ylim=(1e-14, 1e11))
    ax.set(xlabel="layer", ylabel="standard deviation", title="how large the signal is")
    ax.grid(alpha=0.25)
