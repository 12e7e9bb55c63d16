"""Where a network starts."""

import itertools
from math import exp, sqrt

import numpy as np

from autograder.exercise import Exercise
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
        f"W{k}": sqrt(2 / before if kind == "he" else 2 / (before + after))
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
        "one layer, 100 to 250": _case([100, 250], "he", 1),
        "two layers, 150 to 400 to 70": _case([150, 400, 70], "he", 2),
        "the same two layers, Xavier": _case([150, 400, 70], "xavier", 3),
        "two layers of one size": _case([110, 110, 110], "xavier", 4),
    },
    hidden={
        "small layers": _case([3, 5, 2], "he", 5),
        "four layers": _case([64, 200, 60, 180, 100], "he", 6),
        "many in, few out": _case([5000, 4], "xavier", 7),
        "few in, many out": _case([2, 6000], "he", 8),
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

FRESH = (120, 250)  # the sizes that are drawn


def chance_of_failure():
    """Return at most how often a right answer fails one of all its cases, by chance alone.

    The variance of n normal numbers, as a share of the true one, is above 1 + 2√(x/n) + 2x/n, or
    below 1 − 2√(x/n), with probability exp(−x) each (Laurent and Massart, 2000, Adaptive estimation
    of a quadratic functional by model selection); uniform numbers vary less. Their mean lies more
    than m of its standard deviations from zero with probability 2 exp(−m²/2).
    """
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    arrays = [sizes for case in cases for sizes in _sizes(case)]
    arrays += [FRESH[0] ** 2] * 3  # of what is drawn, the smallest
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


def _drawn(sizes, spread, draw, bias=np.zeros):
    """Parameters whose layers have the spread `spread(in, out)`, drawn by `draw(spread, shape)`."""
    params = {}
    for k, (before, after) in enumerate(itertools.pairwise(sizes), start=1):
        params[f"W{k}"] = draw(spread(before, after), (before, after))
        params[f"b{k}"] = bias(after)
    return params


def _right(kind):
    if kind == "he":
        return lambda before, after: np.sqrt(2 / before)
    return lambda before, after: np.sqrt(2 / (before + after))


def _normal(rng):
    return lambda spread, shape: rng.normal(0, spread, size=shape)


@exercise.misconception
def all_equal(sizes, rng, kind):
    """All weights of a layer are equal. Then all its units compute the same, get the same
    gradient and stay equal for ever, like a single unit.
    """
    return _drawn(sizes, _right(kind), lambda spread, shape: np.full(shape, spread))


@exercise.misconception
def all_zero(sizes, rng, kind):
    """All weights are zero: nothing comes out of the first layer, no slope comes back through
    the second, and the units stay equal for ever.
    """
    return _drawn(sizes, _right(kind), lambda spread, shape: np.zeros(shape))


@exercise.misconception
def variance_for_deviation(sizes, rng, kind):
    """The root is missing: 2 / in is the variance of the weights, and rng.normal wants the
    standard deviation.
    """
    return _drawn(sizes, lambda *both: _right(kind)(*both) ** 2, _normal(rng))


@exercise.misconception
def outputs_counted(sizes, rng, kind):
    """The spread was computed from how many numbers come out; "he" asks how many come in, since
    it is these that are summed.
    """

    def spread(before, after):
        return np.sqrt(2 / after) if kind == "he" else _right(kind)(before, after)

    return _drawn(sizes, spread, _normal(rng))


@exercise.misconception
def always_he(sizes, rng, kind):
    """The spread of "xavier" is that of "he": it has to count both what comes in and what goes
    out.
    """
    return _drawn(sizes, _right("he"), _normal(rng))


@exercise.misconception
def always_xavier(sizes, rng, kind):
    """The spread of "he" is that of "xavier": it counts only what comes in."""
    return _drawn(sizes, _right("xavier"), _normal(rng))


@exercise.misconception
def one_for_two(sizes, rng, kind):
    """The spread is √2 times too small: a 1 stands where the 2 belongs. The 2 makes up for the
    half that ReLU cuts off.
    """
    return _drawn(sizes, lambda *both: _right(kind)(*both) / np.sqrt(2), _normal(rng))


@exercise.misconception
def uniform_to_the_spread(sizes, rng, kind):
    """The weights were drawn uniformly between minus and plus the spread; their standard
    deviation is then √3 times smaller.
    """
    return _drawn(
        sizes, _right(kind), lambda spread, shape: rng.uniform(-spread, spread, size=shape)
    )


@exercise.misconception
def spread_of_one(sizes, rng, kind):
    """The weights have the standard deviation 1, whatever the sizes: sums over many inputs then
    become large, and larger with every layer.
    """
    return _drawn(sizes, lambda *_: 1.0, _normal(rng))


@exercise.misconception
def a_hundredth(sizes, rng, kind):
    """The weights have the standard deviation 0.01, whatever the sizes: what goes through many
    layers fades away.
    """
    return _drawn(sizes, lambda *_: 0.01, _normal(rng))


@exercise.misconception
def positive_only(sizes, rng, kind):
    """The weights are not centred: rng.random draws from 0 to 1, and all are positive."""
    return _drawn(sizes, _right(kind), lambda spread, shape: spread * rng.random(shape))


@exercise.misconception
def transposed(sizes, rng, kind):
    """The weights have shape (out, in); this course has a row for each input, (in, out)."""
    return _drawn(
        sizes, _right(kind), lambda spread, shape: rng.normal(0, spread, size=shape[::-1])
    )


@exercise.misconception
def random_biases(sizes, rng, kind):
    """The biases were drawn, too; they start at zero. The weights alone make the units
    different.
    """
    return _drawn(
        sizes, _right(kind), _normal(rng), bias=lambda size: rng.normal(0, 0.1, size=size)
    )


@exercise.misconception
def seeded_inside(sizes, rng, kind):
    """A generator with a seed of its own was made inside: every network starts from the same
    weights. Use the `rng` that is passed in.
    """
    return _drawn(sizes, _right(kind), _normal(np.random.default_rng(0)))


@exercise.misconception
def seeded_for_each_layer(sizes, rng, kind):
    """A generator with a seed of its own was made for each layer: layers of one size get the
    same weights. Use the `rng` that is passed in.
    """
    return _drawn(
        sizes,
        _right(kind),
        lambda spread, shape: np.random.default_rng(0).normal(0, spread, size=shape),
    )


@exercise.misconception
def another_source(sizes, rng, kind):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the
    weights are others, and no run can be repeated.
    """
    return _drawn(sizes, _right(kind), _normal(np.random.default_rng()))


@exercise.variant
def uniform(sizes, rng, kind):
    return _drawn(
        sizes,
        _right(kind),
        lambda spread, shape: rng.uniform(-np.sqrt(3) * spread, np.sqrt(3) * spread, size=shape),
    )


@exercise.variant
def single_precision(sizes, rng, kind):
    return _drawn(
        sizes,
        _right(kind),
        lambda spread, shape: rng.standard_normal(shape, dtype=np.float32) * np.float32(spread),
    )


@exercise.variant
def column_by_column(sizes, rng, kind):
    return _drawn(
        sizes,
        _right(kind),
        lambda spread, shape: np.column_stack(
            [spread * rng.standard_normal(shape[0]) for _ in range(shape[1])]
        ),
        bias=lambda size: np.zeros(size, dtype=int),
    )


@exercise.fresh
def fresh(rng):
    sizes = rng.integers(*FRESH, size=4).tolist()
    return _case(sizes, str(rng.choice(["he", "xavier"])), int(rng.integers(2**31)))
