"""Nine schedules on one budget: twenty epochs with one patient a step."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Path
from course.explorers.learning_rate.cliff import WIDE
from course.explorers.learning_rate.ten_features import excess, stochastic_walks
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

EPOCHS, PATIENTS = 20, 442
STEPS = EPOCHS * PATIENTS
SEEDS = range(8)
RATES = (0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04)
WARMUP = 0.1  # share of the budget
DONE = np.arange(STEPS) / STEPS  # how much of the budget is used up before each step

# Each schedule as a share of the largest rate, step by step.
SHAPES = {
    "constant": np.ones(STEPS),
    "constant, a tenth": np.full(STEPS, 0.1),
    "inverse time": 1 / (1 + 19 * DONE),
    "exponential": 0.01**DONE,
    "steps": 0.3 ** np.floor(4 * DONE),
    "cosine": np.cos(np.pi / 2 * DONE) ** 2,
    "warm-up, cosine": np.where(
        DONE < WARMUP,
        (DONE + 1 / STEPS) / WARMUP,
        np.sin(np.pi / 2 * (1 - DONE) / (1 - WARMUP)) ** 2,
    ),
    "straight line": 1 - DONE,
    "increasing": DONE + 1 / STEPS,
}


@explorer(
    alt="""Two panels. Left: the learning rate of nine schedules over 20 epochs; the cosine, drawn
    bold, falls gently, then fast, then gently. Right: the loss above the smallest possible after
    each epoch on a logarithmic scale; the constant and the increasing rate stay high, the cosine
    ends lowest."""
)
def schedules():
    """Show what nine schedules make of the same budget, for several initial rates."""
    ends = race()
    shown = np.stack(list(SHAPES.values()))[:, :: PATIENTS // 2]
    rates = np.array(RATES)[:, np.newaxis, np.newaxis] * shown
    lines = over_x(rates, np.arange(rates.shape[-1]) * (PATIENTS // 2) / PATIENTS)
    losses = over_x(ends, np.arange(EPOCHS + 1))
    others = [
        Path(panel, data[:, k], ("rate",), color="grey", width=1, opacity=0.55)
        for k in range(len(SHAPES))
        for panel, data in (("rates", lines), ("loss", losses))
    ]
    over = ("rate", "schedule")
    return Stage(
        "Nine schedules on one budget",
        panels=[
            Panel("rates", draw_rates, "The learning rate over the epochs.", margins=WIDE),
            Panel(
                "loss",
                draw_loss,
                "The loss above the smallest possible after each epoch.",
                margins=WIDE,
            ),
        ],
        sliders=[
            Choice("schedule", tuple(SHAPES), "schedule", start=list(SHAPES).index("cosine")),
            Slider("rate", RATES, "largest rate", start=RATES.index(0.02)),
        ],
        layers=[
            *others,
            Path("rates", lines, over, color="blue", width=3),
            Path("loss", losses, over, color="blue", width=3, head=5),
        ],
        summary=Summary(
            [[_said(RATES[r], k, ends[r, :, -1]) for k in range(len(SHAPES))] for r in range(7)],
            over,
        ),
    )


def race():
    """Return the median excess loss after each epoch: shape (rates, 9, epochs + 1)."""
    shapes = np.stack(list(SHAPES.values()))
    rates = np.concatenate([rate * shapes for rate in RATES])
    ends = np.median(stochastic_walks(rates, SEEDS, EPOCHS), axis=0)
    return ends.reshape(len(RATES), len(SHAPES), EPOCHS + 1)


def over_x(values, x):
    """Return the points (x, value): shape (…, T, 2)."""
    return np.stack(np.broadcast_arrays(x, values), axis=-1)


def draw_rates(ax):
    """The axes on which rates are drawn over the epochs."""
    ax.set(xlim=(-0.3, EPOCHS + 0.3), ylim=(0, 0.042), xlabel="epoch", ylabel="learning rate")
    ax.set_title("the rate (bold: the one chosen)")
    ax.set_xticks(range(0, EPOCHS + 1, 5))
    ax.grid(alpha=0.25)


def draw_loss(ax):
    """The axes on which the excess loss is drawn over the epochs; the dots mark the start."""
    ax.set(xlim=(-0.3, EPOCHS + 0.3), yscale="log", ylim=(8e-5, 0.5), xlabel="epoch")
    ax.set(ylabel="loss above the smallest", title="what is left of the loss")
    ax.axhline(excess(np.zeros(10)), color="#767676", lw=0.8, ls=":")
    ax.set_xticks(range(0, EPOCHS + 1, 5))
    ax.grid(alpha=0.25)


def _said(rate, k, ends):
    names = list(SHAPES)
    place = int(np.sum(ends < ends[k])) + 1
    best = f"the best here is {names[int(np.argmin(ends))]} with {ends.min():.1e}"
    return (
        f"{names[k].capitalize()}, largest rate {rate:g}: {ends[k]:.1e} above the smallest loss"
        f" after {EPOCHS} epochs, place {place} of {len(names)};"
        f" {'none is better here' if place == 1 else best}."
    )
