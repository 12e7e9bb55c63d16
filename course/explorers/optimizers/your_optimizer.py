"""A race of the learner's own step functions."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Path
from course.explorers.learner import LearnerError, ask, numbers
from course.explorers.optimizers.family import OPTIMIZERS, runs
from course.explorers.optimizers.terrain import terrains
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary
from course.training import GradientMean

RATES = np.array([0.003, 0.01, 0.03, 0.1, 0.3, 1])
LANDSCAPES = ("ravine", "saddle", "plateau", "breast cancer")
STEPS = 100
LOWEST = 1e-8
MARGINS = (0.72, 0.12, 0.5, 0.36)


def _example():
    """Stand-ins for the learner's functions, for the still."""
    return GradientMean().step, GradientMean().step


@explorer(
    alt="""Two panels. Left: the contours of a ravine, the way of one of the learner's own step
    functions in green and the way of plain gradient descent, dashed. Right: the loss of both above
    the smallest, step by step, on a logarithmic axis.""",
    example=_example,
)
def your_optimizer(*steps):
    """Show where your own step functions walk, such as `momentum_step` and `adam_step`.

    Parameters
    ----------
    *steps : callable
        Two or more; `step(w, gradient, state, learning_rate=…)` returns w and state; the state is
        None before the first step.
    """
    if len(steps) < 2:
        raise LearnerError(
            f"your_optimizer got {len(steps)} functions; expected two or more, such as"
            " your_optimizer(momentum_step, adam_step)."
        )
    names = tuple(f"{k}: {_name(step)}" for k, step in enumerate(steps, start=1))
    ways = np.array(
        [[[walk(step, name, rate) for rate in RATES] for step in steps] for name in LANDSCAPES]
    )
    plain = np.array([_plain(name) for name in LANDSCAPES])
    over = ("landscape", "step", "rate")
    drawn = dict(upto="t", color="green", width=2.5, dots=2.5, head=5)
    thin = dict(upto="t", color="black", dashed=True, width=1.5)
    return Stage(
        "Your own optimizers",
        panels=[
            Panel("map", _draw_map, "The landscape and your function's way.", ("landscape",)),
            Panel("loss", _draw_loss, "The loss above the smallest.", margins=MARGINS),
        ],
        sliders=[
            Choice("step", names, "your function", start=len(names) - 1),
            Choice("landscape", LANDSCAPES, start=LANDSCAPES.index("plateau")),
            Slider("rate", RATES, "learning rate", start=list(RATES).index(0.1)),
            Slider("t", range(STEPS + 1), "step", start=STEPS, play=60),
        ],
        layers=[
            Path("map", plain, ("landscape", "rate"), **thin),
            Path("loss", _curve(plain), ("landscape", "rate"), **thin),
            Path("map", ways, over, **drawn),
            Path("loss", _curve(ways), over, **drawn),
        ],
        summary=Summary(_said(names, ways, plain), over),
        still={"landscape": LANDSCAPES.index("ravine"), "rate": list(RATES).index(0.03)},
    )


def walk(step, landscape, rate):
    """Return the way that a learner's function takes: shape (STEPS + 1, 2)."""
    terrain = terrains()[landscape]
    w, state = np.array(terrain.start, dtype=float), None
    called = f"{_name(step)}(w, gradient, state, learning_rate={rate:g})"
    path = [w]
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            gradient = terrain.landscape.gradient(w)
            result = ask(step, w.copy(), gradient, state, learning_rate=float(rate))
            if not isinstance(result, (tuple, list)) or len(result) != 2:
                kind = "None" if result is None else f"a {type(result).__name__}"
                raise LearnerError(f"{called} returned {kind}; expected two things, w and state.")
            w, state = numbers(result[0], (2,), f"The w of {called}"), result[1]
            path.append(w)
    return np.array(path)


def _name(step):
    return getattr(step, "__name__", type(step).__name__)


def _plain(landscape):
    terrain = terrains()[landscape]
    return runs(OPTIMIZERS["SGD"], terrain.landscape.gradient, terrain.start, RATES, STEPS)[0]


def _heights(ways):
    with np.errstate(over="ignore", invalid="ignore"):
        pairs = zip(LANDSCAPES, ways, strict=True)
        return np.maximum([terrains()[name].excess(way) for name, way in pairs], LOWEST)


def _curve(ways):
    return np.stack(np.broadcast_arrays(np.arange(STEPS + 1), _heights(ways)), axis=-1)


def _said(names, ways, plain):
    ends, others = _heights(ways)[..., -1], _heights(plain)[..., -1]
    return [
        [
            [
                f"{name}, rate {rate:g}, {landscape}: {_height(end)} after {STEPS} steps; "
                f"plain gradient descent {_height(other)}."
                for rate, end, other in zip(RATES, row, compared, strict=True)
            ]
            for name, row in zip(names, rows, strict=True)
        ]
        for landscape, rows, compared in zip(LANDSCAPES, ends, others, strict=True)
    ]


def _height(end):
    if not end < 1e6:
        return "ran away"
    return f"less than {LOWEST:.0e} above" if end <= LOWEST else f"{end:.1e} above"


def _draw_map(ax, landscape):
    terrains()[landscape].draw(ax)
    ax.set_title(f"{landscape} (dashed: plain gradient descent)")


def _draw_loss(ax):
    ax.set(yscale="log", xlim=(-2, STEPS + 2), ylim=(LOWEST / 2, 300))
    ax.set(xlabel="step", ylabel="above the smallest loss", title="the loss")
    ax.grid(alpha=0.25)
