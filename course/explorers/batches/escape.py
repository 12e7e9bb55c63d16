"""Walkers in a tilted double well: without noise they stay, with too much they do not settle."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Bars, Path, Points
from course.explorers.panel import Panel
from course.explorers.sliders import Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary
from course.landscapes import DoubleWell

WELL = DoubleWell(0.25)
RATE = 0.1
NOISES = np.array([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4])
STEPS, FRAME = 600, 15  # a picture each 15 steps
WALKERS = 400
START = 1.0  # in the right well, which is the worse one
FLOOR = -0.5  # of the better well: who is left of it has been there
EDGES = np.linspace(-2.2, 2.2, 45)


@explorer(
    alt="""Two panels. Left: a curve with two valleys, the left one deeper; four hundred dots, which
    began in the right valley, lie nearly all in the left one. Right: the share in the better valley
    after each step climbs from zero to nearly one."""
)
def escape():
    """Show how noise carries walkers out of the worse well, and strong noise out of both."""
    paths = np.stack([walk(noise) for noise in NOISES])
    shown = paths[:, ::FRAME]
    share = better(paths).mean(axis=-1)[:, ::FRAME]
    over = ("noise", "frame")
    return Stage(
        "Escape from the worse valley",
        panels=[
            Panel("well", _draw_well, "The double well and four hundred walkers in it."),
            Panel("share", _draw_share, "The share of walkers in the better well, step by step."),
        ],
        sliders=[
            Slider("noise", NOISES, "noise (sd)", start=4, format="{:.2f}"),
            Slider("frame", range(0, STEPS + 1, FRAME), "step", start=STEPS // FRAME, play=80),
        ],
        layers=[
            Bars("well", histogram(shown), over, color="sky", opacity=0.7),
            Points("well", on_the_curve(shown), over, color="blue", size=3, opacity=0.35),
            Path("share", _curve(share), ("noise",), upto="frame", color="blue", head=5),
        ],
        summary=Summary(_said(paths), over),
    )


def walk(noise):
    """Return the walks w ← w − η (f′(w) + noise · ξ), ξ standard normal: shape (STEPS + 1, 400)."""
    rng = np.random.default_rng(7)
    path = [np.full(WALKERS, START)]
    for _ in range(STEPS):
        here = path[-1]
        slope = WELL.gradient(here[:, np.newaxis])[:, 0]
        path.append(here - RATE * (slope + noise * rng.normal(size=WALKERS)))
    return np.array(path)


def better(paths):
    """Tell which walkers are in the better well."""
    return paths < 0


def left_again(path):
    """Return how many walkers have been at the floor of the better well and are out of it again."""
    been = np.minimum.accumulate(path, axis=0) < FLOOR
    return np.sum(been & ~better(path), axis=-1)


def on_the_curve(paths):
    """Return the walkers as points (w, f(w)) on the landscape."""
    return np.stack([paths, WELL.value(paths[..., np.newaxis])], axis=-1)


def histogram(paths):
    """Return bars of the walkers' places, below the curve: shape (…, bars, 4)."""
    numbers = np.apply_along_axis(lambda row: np.histogram(row, EDGES)[0], -1, paths)
    bottom = np.full(numbers.shape, -0.75)
    left, right = np.broadcast_to(EDGES[:-1], numbers.shape), EDGES[1:]
    return np.stack(np.broadcast_arrays(left, right, bottom, bottom + numbers / 200), axis=-1)


def _curve(share):
    return np.stack(np.broadcast_arrays(np.arange(share.shape[-1]) * FRAME, share), axis=-1)


def _said(paths):
    return [
        [
            f"Noise {noise:.2f}, step {t}: {_percent(inside)} of {WALKERS} walkers are in the "
            f"better well; {_percent(again)} have been at its floor and left it again."
            for t, inside, again in zip(
                range(0, STEPS + 1, FRAME),
                better(path).mean(axis=-1)[::FRAME],
                left_again(path)[::FRAME] / WALKERS,
                strict=True,
            )
        ]
        for noise, path in zip(NOISES, paths, strict=True)
    ]


def _percent(share):
    return f"{100 * share:.0f} %"


def _draw_well(ax):
    w = np.linspace(-2.2, 2.2, 300)
    ax.plot(w, WELL.value(w[:, np.newaxis]), color="#767676", lw=1.5)
    ax.axvline(0, color="#cccccc", lw=0.8, ls=":")
    ax.set(xlim=(-2.2, 2.2), ylim=(-0.75, 2.0), xlabel="w", ylabel="f(w)", yticks=(0, 1, 2))
    ax.set_title("400 walkers, and where they are (bars)")


def _draw_share(ax):
    ax.set(xlim=(-10, STEPS + 10), ylim=(-0.03, 1.03), xlabel="step", ylabel="share")
    ax.set_title("in the better well")
    ax.grid(alpha=0.25)
