"""Where a network starts."""

import itertools
from math import exp, sqrt

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation import initialize_mistakes
from autograder.exercises.backpropagation.drawn_layers import drawn, right_spread
from course.probes import Rng
from course.probes.backpropagation import CENTRED, NEAR

LARGE = 10_000  # so many weights show their spread
ALLOWED = 1e-6  # of all runs of the check and of the grading together


def initialize(sizes, rng, kind):
    """Return the parameters of a network before its training: random weights, zero biases.

    The weights of a layer are drawn around zero with the standard deviation
    √(2 / in) for kind "he", √(2 / (in + out)) for kind "xavier",
    where `in` numbers come into the layer and `out` come out.

    Parameters
    ----------
    sizes : list of int
        How many numbers come in, how many units each hidden layer has, how many numbers come out:
        one more than there are layers.
    rng : numpy.random.Generator
        The only source of chance.
    kind : str
        "he" or "xavier".

    Returns
    -------
    dict
        {"W1": array, shape (in, out), "b1": array, shape (out,), "W2": …}

    Examples
    --------
    >>> params = initialize([64, 30, 10], np.random.default_rng(0), "he")
    >>> print({name: p.shape for name, p in params.items()})
    {'W1': (64, 30), 'b1': (30,), 'W2': (30, 10), 'b2': (10,)}
    """
    params = {}
    for k in range(1, len(sizes)):
        before, after = sizes[k - 1], sizes[k]
        spread = np.sqrt(2 / before if kind == "he" else 2 / (before + after))
        params[f"W{k}"] = rng.normal(0, spread, size=(before, after))
        params[f"b{k}"] = np.zeros(after)
    return params


def _case(sizes, kind, seed):
    """A case with the right spread of every array that is large enough to show it."""
    pairs = enumerate(itertools.pairwise(sizes), start=1)
    spread = {
        f"W{k}": float(right_spread(kind)(before, after))
        for k, (before, after) in pairs
        if before * after >= LARGE
    }
    return dict(sizes=sizes, rng=Rng(seed), kind=kind, spread=spread)


exercise = Exercise(
    initialize,
    points=2,
    minutes=12,
    difficulty=2,
    probe="initial_weights",
    shown={
        "one layer, 60 to 170": _case([60, 170], "he", 1),
        "two layers, 60 to 180 to 58": _case([60, 180, 58], "he", 2),
        "the same two layers, Xavier": _case([60, 180, 58], "xavier", 3),
        "two layers of one size": _case([15, 15, 15], "xavier", 4),
    },
    hidden={
        "small layers": _case([3, 5, 2], "he", 5),
        "four layers, the last is large": _case([8, 12, 10, 80, 130], "he", 6),
        "many in, few out": _case([2500, 4], "xavier", 7),
        "few in, many out": _case([2, 5000], "he", 8),
    },
    hints=(
        "A loop over neighbouring sizes, such as 64 and 30, then 30 and 10. Two arrays for each.",
        (
            "rng.normal takes the standard deviation as its second argument; that of the formula "
            "has a root in it already."
        ),
        (
            "Layer k has sizes[k - 1] inputs and sizes[k] outputs. Which does the formula ask "
            "for, and does it ask for one or for both?"
        ),
    ),
)

FRESH = (100, 160)  # the sizes that are drawn


def chance_of_failure():
    """Return at most how often a right answer fails one of all its cases, by chance alone.

    The variance of n normal numbers, as a share of the true one, is above 1 + 2√(x/n) + 2x/n, or
    below 1 − 2√(x/n), with probability exp(−x) each (Laurent and Massart, 2000, Adaptive estimation
    of a quadratic functional by model selection); uniform numbers vary less. Their mean lies more
    than m of its standard deviations from zero with probability 2 exp(−m²/2).
    """
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    arrays = [sizes for case in cases for sizes in _sizes(case)]
    arrays += [FRESH[0] ** 2] * 2  # of what is drawn, the smallest
    return sum(_of_array(n) for n in arrays)


def _sizes(case):
    sizes = case["sizes"]
    counts = {f"W{k}": a * b for k, (a, b) in enumerate(itertools.pairwise(sizes), 1)}
    return [counts[name] for name in case["spread"]]


def _of_array(n):
    above = n * ((sqrt(2 * (1 + NEAR) ** 2 - 1) - 1) / 2) ** 2
    below = n * ((1 - (1 - NEAR) ** 2) / 2) ** 2
    mean = CENTRED * (1 - NEAR) * sqrt(n)
    return exp(-above) + exp(-below) + 2 * exp(-(mean**2) / 2)


exercise.misconceptions_from(initialize_mistakes)


@exercise.variant
def uniform(sizes, rng, kind):
    return drawn(
        sizes,
        right_spread(kind),
        lambda spread, shape: rng.uniform(-np.sqrt(3) * spread, np.sqrt(3) * spread, size=shape),
    )


@exercise.variant
def single_precision(sizes, rng, kind):
    return drawn(
        sizes,
        right_spread(kind),
        lambda spread, shape: rng.standard_normal(shape, dtype=np.float32) * np.float32(spread),
    )


@exercise.variant
def column_by_column(sizes, rng, kind):
    return drawn(
        sizes,
        right_spread(kind),
        lambda spread, shape: np.column_stack(
            [spread * rng.standard_normal(shape[0]) for _ in range(shape[1])]
        ),
        bias=lambda size: np.zeros(size, dtype=int),
    )


@exercise.fresh
def fresh(rng):
    sizes = rng.integers(*FRESH, size=3).tolist()
    return _case(sizes, str(rng.choice(["he", "xavier"])), int(rng.integers(2**31)))
