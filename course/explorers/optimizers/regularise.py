"""Four ways to keep a network from learning wrong labels by heart, measured on 300 digits."""

from functools import cache

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Path, Points
from course.explorers.optimizers.regularise_measure import EPOCHS, EVERY, FILE, NOISES, STRENGTHS
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

METHODS = ("nothing", "L2", "L1", "dropout", "early stopping")
GRADES = 6  # strengths of a method; the methods without one repeat themselves
LOOKS = np.arange(0, EPOCHS + 1, EVERY)
LOSS, CHOOSING, COUNTING = range(3)


@explorer(
    alt="""Two panels for a network that learns 300 digits, four of ten with a wrong label, without
    regularisation. Left: the loss on these labels falls to almost nothing in 200 epochs. Right: the
    accuracy on other digits rises to 0.8 within ten epochs and falls to 0.6 while the network
    learns the wrong labels by heart; dropout ends far higher."""
)
def regularise():
    """Show what L2, L1, dropout and early stopping save when some labels are wrong."""
    runs, stops = family()
    over = ("noise", "method", "strength")
    drawn = dict(color="blue", width=3)
    end = np.where(np.isnan(stops), EPOCHS, stops)
    reached = np.take_along_axis(runs[..., COUNTING, :], (end // EVERY).astype(int)[..., None], -1)
    heads = np.stack([end, reached[..., 0]], axis=-1)[..., np.newaxis, :]
    plain = _over_epochs(runs[:, 0, 0])
    return Stage(
        "Wrong labels, and what helps against them",
        panels=[
            Panel("loss", _draw_loss, "The training loss over the epochs."),
            Panel("accuracy", _draw_accuracy, "The accuracy on other digits over the epochs."),
        ],
        sliders=[
            Choice("method", METHODS, "against it"),
            Slider("noise", NOISES, "wrong labels", start=4, format="{:.0%}"),
            Slider("strength", range(1, GRADES + 1), "strength", start=4),
        ],
        layers=[
            Path("loss", plain[:, LOSS], ("noise",), color="grey", dashed=True),
            Path("accuracy", plain[:, COUNTING], ("noise",), color="grey", dashed=True),
            Path("loss", _over_epochs(runs[..., LOSS, :]), over, **drawn),
            Path("accuracy", _over_epochs(runs[..., COUNTING, :]), over, **drawn),
            Points("accuracy", heads, over, color="vermillion", size=6),
        ],
        summary=Summary(_said(runs, reached[..., 0], end), over),
    )


@cache
def family():
    """Return the means over the seeds (noise, method, strength, what, look), and where they stop.

    A curve of early stopping ends (nan) at the epoch in which the choosing digits did best; the
    second array has that epoch, nan for the other methods: shape (noise, method, strength).
    """
    with np.load(FILE) as file:
        kept = {name: file[name].astype(float).mean(axis=3) for name in file.files}
    repeated = np.repeat(kept["nothing"], GRADES, axis=1)
    runs = np.stack([repeated, *(kept[name] for name in METHODS[1:-1]), repeated], axis=1)
    best = np.argmax(runs[:, -1, :, CHOOSING], axis=-1)
    runs[:, -1] = np.where(LOOKS[best][:, :, None, None] < LOOKS, np.nan, runs[:, -1])
    stops = np.full(runs.shape[:3], np.nan)
    stops[:, -1] = LOOKS[best]
    return runs, stops


def setting(method, grade):
    """Return what a strength of a method means, in words; empty where there is none."""
    if method not in STRENGTHS or method == "nothing":
        return ""
    word = "share dropped" if method == "dropout" else "λ ="
    return f" ({word} {STRENGTHS[method][grade]:g})"


def _over_epochs(values):
    return np.stack(np.broadcast_arrays(LOOKS, values), axis=-1)


def _said(runs, reached, end):
    plain = runs[:, 0, 0, COUNTING, -1]
    return [
        [
            [
                f"{noise:.0%} wrong labels, against it {method}{setting(method, grade)}: accuracy "
                f"{reached[n, k, grade]:.3f} on other digits after {end[n, k, grade]:.0f} epochs; "
                f"with nothing {plain[n]:.3f} after {EPOCHS}."
                for grade in range(GRADES)
            ]
            for k, method in enumerate(METHODS)
        ]
        for n, noise in enumerate(NOISES)
    ]


def _draw_loss(ax):
    ax.set(xlim=(-4, EPOCHS + 4), ylim=(0, 2.5), xlabel="epoch", ylabel="training loss")
    ax.set_title("300 digits, some with wrong labels")
    ax.grid(alpha=0.25)


def _draw_accuracy(ax):
    ax.set(xlim=(-4, EPOCHS + 4), ylim=(0, 1), xlabel="epoch", ylabel="accuracy")
    ax.set_title("1197 other digits (dashed: with nothing)")
    ax.grid(alpha=0.25)
