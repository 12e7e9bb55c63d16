"""What becomes of a signal on its way through ten layers and back, for several initialisations."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Bars, Label, Path
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

WIDTH, ROWS, LAYERS = 64, 500, 10
SCALES = {
    "0.01": 0.01,
    "Xavier": np.sqrt(1 / WIDTH),
    "He": np.sqrt(2 / WIDTH),
    "1": 1.0,
}
ACTIVATIONS = {  # the value, and the slope that a value came with
    "ReLU": (lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(float)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "none": (lambda z: z, np.ones_like),
}
EDGES = np.linspace(-3.075, 3.075, 42)  # a bar around zero; the outer two hold all beyond
MARGINS = (0.75, 0.12, 0.5, 0.36)


@explorer(
    alt="""Two panels. Left: a histogram of what the units of the tenth layer put out; with ReLU,
    more than half are near zero. Right: the standard deviation layer by layer on a logarithmic
    axis, of the values on their way forward and of the slopes on their way back; with ReLU and He's
    scale both stay near one through ten layers."""
)
def depth():
    """Show activations and slopes layer by layer for each scale of the weights and activation."""
    runs = [[signal(scale, act) for scale in SCALES] for act in ACTIVATIONS]
    values = np.array([[[a.std() for a in forward] for forward, _ in row] for row in runs])
    slopes = np.array([[[d.std() for d in back] for _, back in row] for row in runs])
    bars = np.array([[[histogram(a) for a in forward] for forward, _ in row] for row in runs])
    over = ("activation", "scale")
    return Stage(
        "A signal through ten layers",
        panels=[
            Panel("values", _draw_values, "Histogram of what the units of one layer put out."),
            Panel("std", _draw_std, "Standard deviations after each layer.", margins=MARGINS),
        ],
        sliders=[
            Choice("activation", tuple(ACTIVATIONS), "activation"),
            Choice("scale", tuple(SCALES), "spread of weights", start=2),
            Slider("layer", range(LAYERS + 1), "layer", start=LAYERS, play=300),
        ],
        layers=[
            Bars("values", bars, (*over, "layer"), color="sky"),
            Path("std", _curve(slopes), over, color="vermillion", dashed=True, dots=2),
            Path("std", _curve(values), over, upto="layer", color="blue", dots=3, head=5),
            Label("std", [0.1, 1e10], texts="solid: values, forward", color="blue"),
            Label("std", [0.1, 3e8], texts="dashed: slopes, back", color="vermillion"),
        ],
        summary=Summary(_said(values, slopes), (*over, "layer")),
    )


def signal(scale, activation):
    """Return values and slopes after each layer: twice LAYERS + 1 arrays (ROWS, WIDTH).

    The examples and the slopes that come into the last layer have a standard deviation of 1.
    """
    rng = np.random.default_rng(0)
    act, slope = ACTIVATIONS[activation]
    forward, weights = [rng.normal(size=(ROWS, WIDTH))], []
    for _ in range(LAYERS):
        weights.append(SCALES[scale] * rng.normal(size=(WIDTH, WIDTH)))
        forward.append(act(forward[-1] @ weights[-1]))
    back = [rng.normal(size=(ROWS, WIDTH))]
    for W, a in zip(weights[::-1], forward[:0:-1], strict=True):
        back.append((back[-1] * slope(a)) @ W.T)
    return forward, back[::-1]


def histogram(values):
    """Return bars of the share of values in each bin, (41, 4); the outer two hold all beyond."""
    share = np.histogram(np.clip(values, EDGES[0], EDGES[-1]), EDGES)[0] / values.size
    return np.stack([EDGES[:-1], EDGES[1:], np.zeros_like(share), share], axis=-1)


def _curve(stds):
    return np.stack(np.broadcast_arrays(np.arange(LAYERS + 1), stds), axis=-1)


def _said(values, slopes):
    return [
        [
            [
                f"{act}, spread {scale}: after layer {k} the values have the standard deviation "
                f"{_size(std)}. Slopes that start with 1 after layer {LAYERS} arrive at the input "
                f"with {_size(back[0])}: {_verdict(row[-1], back[0])}."
                for k, std in enumerate(row)
            ]
            for scale, row, back in zip(SCALES, rows, backs, strict=True)
        ]
        for act, rows, backs in zip(ACTIVATIONS, values, slopes, strict=True)
    ]


def _size(std):
    return f"{std:.2f}" if 0.05 <= std < 100 else f"{std:.0e}"


def _verdict(value, slope):
    if slope < 0.05:
        return "the first layer hardly learns"
    return "everything explodes" if max(value, slope) > 20 else "both stay alive"


def _draw_values(ax):
    ax.set(xlim=(-3.1, 3.1), ylim=(0, 1), ylabel="share of the units")
    ax.set_xlabel("what a unit puts out (the outer bars: all beyond)")
    ax.set_title("the values after this layer")


def _draw_std(ax):
    ax.set(yscale="log", xlim=(-0.3, LAYERS + 0.3), ylim=(1e-18, 1e12))
    ax.set(xlabel="layer", ylabel="standard deviation", title="how large the signal is")
    ax.grid(alpha=0.25)
