"""The race of the schedules once more, every rate computed by the learner's own functions."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Path
from course.explorers.learner import ask, numbers
from course.explorers.learning_rate.cliff import WIDE
from course.explorers.learning_rate.schedules import (
    EPOCHS,
    PATIENTS,
    SHAPES,
    STEPS,
    draw_loss,
    draw_rates,
    over_x,
)
from course.explorers.learning_rate.ten_features import (
    epoch_of_steps,
    excess,
    stochastic_walks,
    ten_features,
)
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

RATES = (0.005, 0.01, 0.02, 0.04)
SEEDS = range(4)
SETTINGS = {  # how each function is called after t and the initial rate
    "step_decay": (0.3, STEPS // 4),
    "exponential_decay": (np.log(100) / STEPS,),
    "inverse_time_decay": (19 / STEPS,),
    "cosine_schedule": (STEPS, 0.0),
    "warmup_cosine": (STEPS // 10, STEPS, 0.0),
}
PLATEAU = (0.3, 2)  # factor and patience; it is told the loss after each epoch


def _example():
    """Stand-ins for the learner's functions, for the still."""
    names = ("steps", "exponential", "inverse time", "cosine", "warm-up, cosine")

    class EveryFifth:
        def __init__(self, learning_rate, factor, patience):
            self.rates = [learning_rate * factor ** (epoch // 5) for epoch in range(EPOCHS, -1, -1)]

        def step(self, loss):
            return self.rates.pop()

    functions = [lambda t, rate, *_, shape=SHAPES[name]: rate * shape[t] for name in names]
    return *functions, EveryFifth


@explorer(
    alt="""Two panels. Left: the learning rates of six schedules over 20 epochs, computed by the
    learner's own functions; one is drawn bold. Right: the loss above the smallest possible after
    each epoch, for all six and for a constant rate, which ends highest.""",
    example=_example,
)
def your_schedules(
    step_decay,
    exponential_decay,
    inverse_time_decay,
    cosine_schedule,
    warmup_cosine,
    PlateauSchedule,
):
    """Show what your schedules make of twenty epochs with one patient a step.

    Parameters
    ----------
    step_decay, exponential_decay, inverse_time_decay, cosine_schedule, warmup_cosine : callable
        Each returns the learning rate of step t.
    PlateauSchedule : class
        `step(loss)` returns the learning rate of the next epoch.
    """
    functions = (
        step_decay,
        exponential_decay,
        inverse_time_decay,
        cosine_schedule,
        warmup_cosine,
    )
    rates, left = _followed(dict(zip(SETTINGS, functions, strict=True)))
    watched, reached = _watched(PlateauSchedule)
    names = (*SETTINGS, "PlateauSchedule")
    rates = np.concatenate([rates[:, :-1], watched[:, np.newaxis]], axis=1)
    left = np.concatenate([left[:, :-1], reached[:, np.newaxis], left[:, -1:]], axis=1)
    return _stage(names, rates[..., :: PATIENTS // 2], left)


def _stage(names, rates, left):
    lines = over_x(rates, np.arange(rates.shape[-1]) / 2)
    losses = over_x(left, np.arange(EPOCHS + 1))
    thin = dict(color="grey", width=1, opacity=0.6)
    over = ("rate", "schedule")
    return Stage(
        "Your own schedules",
        panels=[
            Panel("rates", draw_rates, "The learning rate over the epochs.", margins=WIDE),
            Panel("loss", draw_loss, "The loss after each epoch.", margins=WIDE),
        ],
        sliders=[
            Choice("schedule", names, "your function", start=3),
            Slider("rate", RATES, "initial rate", start=2),
        ],
        layers=[
            *(Path("rates", lines[:, k], ("rate",), **thin) for k in range(len(names))),
            *(Path("loss", losses[:, k], ("rate",), **thin) for k in range(len(names))),
            Path("loss", losses[:, -1], ("rate",), color="black", dashed=True, width=1.5),
            Path("rates", lines, over, color="green", width=3),
            Path("loss", losses[:, :-1], over, color="green", width=3, head=5),
        ],
        summary=Summary([_said(names, *pair) for pair in zip(RATES, left, strict=True)], over),
    )


def rates_of(name, function, initial_rate):
    """Return the learning rates of all steps as a learner's function gives them: shape (STEPS,)."""
    settings = SETTINGS[name]
    values = [ask(function, t, initial_rate, *settings) for t in range(STEPS)]
    told = ", ".join(f"{setting:.4g}" for setting in (initial_rate, *settings))
    for t in (0, STEPS - 1):
        numbers(values[t], (), f"{name}({t}, {told})")
    return numbers(values, (STEPS,), f"The list of {name}(t, {told}) for all t")


def _followed(functions):
    """The rates (R, 6, STEPS) and the excess losses (R, 6, EPOCHS + 1); the last is constant."""
    table = np.array(
        [
            [*(rates_of(name, one, rate) for name, one in functions.items()), np.full(STEPS, rate)]
            for rate in RATES
        ]
    )
    left = np.median(stochastic_walks(table.reshape(-1, STEPS), SEEDS, EPOCHS), axis=0)
    return table, left.reshape(len(RATES), -1, EPOCHS + 1)


def _watched(PlateauSchedule):
    """The rates (R, STEPS) of the first seed and the excess losses (R, EPOCHS + 1)."""
    loss = ten_features()
    schedules = [[ask(PlateauSchedule, rate, *PLATEAU) for rate in RATES] for _ in SEEDS]
    generators = [np.random.default_rng(seed) for seed in SEEDS]
    w = np.zeros((len(SEEDS), len(RATES), 10))
    now = np.tile(RATES, (len(SEEDS), 1))
    used, reached = [], [excess(w)]
    for _ in range(EPOCHS):
        used.append(now[0])
        w = epoch_of_steps(w, np.repeat(now[..., np.newaxis], PATIENTS, axis=-1), generators)
        reached.append(excess(w))
        now = np.array(
            [
                [_next_rate(one, loss.value(p)) for one, p in zip(row, points, strict=True)]
                for row, points in zip(schedules, w, strict=True)
            ]
        )
    rates = np.repeat(np.array(used).T, PATIENTS, axis=1)
    return rates, np.median(np.stack(reached, axis=-1), axis=0)


def _next_rate(schedule, loss):
    def step(loss):
        return schedule.step(loss)

    step.__name__ = type(schedule).__name__  # the name by which it is checked
    return numbers(ask(step, float(loss)), (), f"{step.__name__}(…).step({loss:.4g})")


def _said(names, rate, left):
    constant = left[-1, -1]
    return [
        f"{name}, initial rate {rate:g}: {end:.1e} above the smallest loss after {EPOCHS} epochs;"
        f" a constant rate ends at {constant:.1e}."
        for name, end in zip(names, left[:-1, -1], strict=True)
    ]
