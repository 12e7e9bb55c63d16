"""Five optimizers race on five landscapes, each at a rate of its own, along axes that can turn."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import COLORS, Arrow, Path
from course.explorers.optimizers.family import OPTIMIZERS, runs, turned
from course.explorers.optimizers.terrain import terrains
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

RATES = np.array([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10])
ANGLES = np.arange(0, 91, 15)
POINTS = 120  # drawn after the start
STARTS = {"SGD": 3, "momentum": 2, "AdaGrad": 5, "RMSprop": 3, "Adam": 4}
LOOKS = {
    "SGD": dict(color="black", width=3.5, opacity=0.75),
    "momentum": dict(color="orange", width=2.5),
    "AdaGrad": dict(color="green", dashed=True),
    "RMSprop": dict(color="vermillion", dots=2, width=1),
    "Adam": dict(color="blue", dots=2.5, width=2),
}
LOWEST = 1e-8  # what is below lies on the floor of the right panel
MARGINS = (0.72, 0.12, 0.5, 0.36)


@explorer(
    alt="""Two panels. Left: the contours of a narrow ravine and the ways of five optimizers from
    its edge to its minimum: momentum swings widely, SGD creeps along the floor, Adam comes in a
    curve. Right: how far the loss of each lies above the smallest, step by step, on a logarithmic
    axis; momentum and Adam are far below SGD after 120 steps."""
)
def race():
    """Let SGD, momentum, AdaGrad, RMSprop and Adam race; turn the axes and see who notices."""
    names, over = tuple(terrains()), ("landscape", "angle")
    walks = {one: _walks(recurrence) for one, recurrence in OPTIMIZERS.items()}
    heights = {one: _heights(walk) for one, walk in walks.items()}
    layers = []
    for one, look in LOOKS.items():
        drawn = dict(over=(*over, one), upto="step", head=5, **look)
        layers += [Path("map", walks[one], **drawn), Path("loss", _curve(heights[one]), **drawn)]
    return Stage(
        "A race of five optimizers",
        panels=[
            Panel("map", _draw_map, "The landscape and the ways of the five.", ("landscape",)),
            Panel(
                "loss", _draw_loss, "The loss of each of the five.", ("landscape",), margins=MARGINS
            ),
        ],
        sliders=[
            Choice("landscape", names),
            Slider("angle", ANGLES, "turn the axes", format="{}°"),
            Slider("step", range(POINTS + 1), "point of the way", start=POINTS, play=60),
            *(Slider(one, RATES, f"rate of {one}", start=at) for one, at in STARTS.items()),
        ],
        layers=[Arrow("map", _axes(), over, color="grey", width=2), *layers],
        summary=[
            Summary([_said(name) for name in names], ("landscape",)),
            *(Summary(_ends(one, heights[one]), (*over, one)) for one in OPTIMIZERS),
        ],
    )


def _walks(recurrence):
    """The drawn points: shape (landscapes, angles, rates, POINTS + 1, 2)."""
    return np.stack(
        [
            runs(
                recurrence,
                terrain.landscape.gradient,
                terrain.start,
                RATES,
                POINTS * terrain.stride,
                np.radians(ANGLES),
            )[..., :: terrain.stride, :]
            for terrain in terrains().values()
        ]
    )


def _heights(walk):
    """How far the loss lies above the smallest at each point, never below `LOWEST`."""
    with np.errstate(over="ignore", invalid="ignore"):
        heights = [one.excess(way) for one, way in zip(terrains().values(), walk, strict=True)]
    return np.maximum(heights, LOWEST)


def _curve(heights):
    strides = np.array([one.stride for one in terrains().values()])
    steps = strides[:, np.newaxis, np.newaxis, np.newaxis] * np.arange(POINTS + 1)
    return np.stack(np.broadcast_arrays(steps, heights), axis=-1)


def _axes():
    """Two arrows in a corner of the map: the directions in which the weights are counted."""
    axes = np.swapaxes(turned(np.radians(ANGLES)), 1, 2)  # rows: the two axes
    arrows = []
    for terrain in terrains().values():
        (left, right), (low, high) = terrain.x, terrain.y
        foot = np.array([left + 0.86 * (right - left), low + 0.78 * (high - low)])
        tips = foot + 0.16 * (high - low) * axes
        arrows.append(np.concatenate([np.broadcast_to(foot, tips.shape), tips], axis=-1))
    return np.array(arrows)


def _said(name):
    stride = terrains()[name].stride
    each = "" if stride == 1 else f" (a point each {stride} steps)"
    return f"{name.capitalize()}: the loss above its smallest after {POINTS * stride} steps{each}."


def _ends(name, heights):
    return [
        [
            [
                f"{name} (rate {rate:g}) {_height(end)}."
                for rate, end in zip(RATES, ends, strict=True)
            ]
            for ends in by_angle
        ]
        for by_angle in heights[..., -1]
    ]


def _height(end):
    if np.isnan(end):
        return "ran away"
    return f"below {LOWEST:.0e}" if end <= LOWEST else f"{end:.1e}"


def _draw_map(ax, landscape):
    terrains()[landscape].draw(ax)
    ax.set_title(f"{landscape}; the arrows are the axes of the weights")


def _draw_loss(ax, landscape):
    terrain = terrains()[landscape]
    ax.set(yscale="log", ylim=(LOWEST / 2, 300), xlabel="step", ylabel="above the smallest loss")
    ax.set_xlim(-2 * terrain.stride, (POINTS + 2) * terrain.stride)
    for name, look in LOOKS.items():
        style = dict(ls="--" if look.get("dashed") else "-", lw=look.get("width", 2) * 0.75)
        style |= dict(marker="." if "dots" in look else None, color=COLORS[look["color"]])
        ax.plot([], [], label=name, **style)
    ax.set_title("the loss")
    ax.legend(loc="lower left", frameon=False, fontsize=8)
    ax.grid(alpha=0.25)
