"""Dropout: while it trains, a network cannot rely on any single unit."""

from itertools import product, starmap
from math import comb, prod

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.optimizers import dropout_forward_mistakes
from course.probes import Rng
from course.probes.dropout import RARE, calls_for, is_even, shows_coins

ALLOWED = 1e-6  # of all runs of the check and of the grading together


def dropout_forward(x, keep, rng, training=True):
    """Return activations of which some are set to zero at random, and the mask that did it.

    While training, each entry of x, on its own, is kept with probability `keep` and is then
    multiplied by 1/keep; otherwise it is 0. So the mean of what goes on is that of x, and after
    the training nothing has to be scaled: x itself goes on.

    Parameters
    ----------
    x : array of any shape
        The activations; left as they were.
    keep : float
        The probability that an entry is kept, above 0 and up to 1.
    rng : numpy.random.Generator
        The only source of chance.
    training : bool
        False when the network is used: then nothing is dropped.

    Returns
    -------
    out : array
        Of the shape of x: x times the mask.
    mask : array or None
        Of the shape of x, holding 0 or 1/keep; None where nothing was dropped because `training`
        is False.

    Examples
    --------
    >>> out, mask = dropout_forward(np.ones((2, 3)), 1.0, np.random.default_rng(0))
    >>> print(out.mean(), mask.mean())
    1.0 1.0
    >>> dropout_forward(np.ones(2), 0.5, np.random.default_rng(0), training=False)
    (array([1., 1.]), None)

    Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov (2014), Dropout: a simple way
    to prevent neural networks from overfitting. They scaled after the training; scaling in it is
    called inverted dropout.
    """
    if not training:
        return x, None
    mask = (rng.random(x.shape) < keep) / keep
    return x * mask, mask


def _ramp(*shape):
    """Activations that all differ, none of them zero."""
    return np.arange(1, prod(shape) + 1).reshape(shape) / 8


exercise = Exercise(
    dropout_forward,
    points=2,
    minutes=12,
    difficulty=2,
    results=("out", "mask"),
    probe="dropped",
    seconds=4.0,  # of fifty calls, also where a loop draws one entry after the other
    shown={
        "three entries": dict(x=np.array([1.0, -2.0, 4.0]), keep=0.4, rng=Rng(1)),
        "twenty examples with twelve units, two fifths are dropped": dict(
            x=_ramp(20, 12), keep=0.6, rng=Rng(2)
        ),
        "the same units, three quarters are dropped": dict(x=-_ramp(20, 12), keep=0.25, rng=Rng(3)),
        "after the training": dict(x=_ramp(6, 4), keep=0.6, rng=Rng(4), training=False),
    },
    hidden={
        "nothing is dropped while training": dict(x=_ramp(3, 4), keep=1.0, rng=Rng(5)),
        "whole numbers": dict(
            x=np.arange(-12, 12).reshape(4, 6), keep=0.6, rng=Rng(6), training=True
        ),
        "single precision": dict(x=_ramp(20, 15).astype(np.float32), keep=0.7, rng=Rng(7)),
        "three axes": dict(x=_ramp(10, 2, 10), keep=0.5, rng=Rng(8)),
        "a single unit": dict(x=np.array([[3.0]]), keep=0.3, rng=Rng(9)),
        "after the training, whole numbers": dict(
            x=np.array([[1, -2, 0]]), keep=0.9, rng=Rng(10), training=False
        ),
    },
    hints=(
        "Each entry tosses a coin of its own that shows heads with probability `keep`.",
        "A number from rng.random is below 0.8 in 80 % of all draws. Draw as many as x has.",
        "A comparison gives True and False, which count as 1 and 0; divided by what do they have "
        "the mean 1?",
    ),
)

FRESH_SHAPE, FRESH_KEEP = (12, 16), (0.4, 0.45, 0.55, 0.6)


def chance_of_failure():
    """Return at most how often a right answer fails one of all its cases, by chance alone."""
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    given = [(case["x"].shape, case["keep"]) for case in cases if case.get("training", True)]
    drawn = product(product(range(*FRESH_SHAPE), repeat=2), FRESH_KEEP)
    return sum(starmap(_of_case, given)) + max(starmap(_of_case, drawn))


def _of_case(shape, keep):
    """Bound the sum of the chances of the facts, for C calls with n entries each.

    - One of the two values in the mask never comes: keepᶜⁿ + (1 − keep)ᶜⁿ.
    - The share is more than ε off: 2 exp(−2 C n ε²) (Hoeffding, 1963), which ε makes RARE.
    - A given entry is kept, or dropped, in all calls: keepᶜ + (1 − keep)ᶜ; n entries.
    - Two entries agree with probability a = keep² + (1 − keep)². The first two masks agree with aⁿ.
      Two given rows agree in all masks with a for each of their C n / R entries; there are
      R (R − 1) / 2 pairs of the R rows. Columns likewise.
    - All masks keep equally many: no count is likelier than the likeliest, in all calls but one.
    """
    n, calls = prod(shape), calls_for(shape, keep)
    if keep == 1:
        return 0.0
    alone = keep ** (calls * n) + (1 - keep) ** (calls * n)
    if not shows_coins(shape, keep):
        return alone
    stuck = n * (keep**calls + (1 - keep) ** calls) if is_even(keep) else 0.0
    agree = keep**2 + (1 - keep) ** 2
    pairs = (comb(lines, 2) * agree ** (calls * n / lines) for lines in (shape[0], shape[-1]))
    alike = agree**n + sum(pairs)
    likeliest = max(comb(n, k) * keep**k * (1 - keep) ** (n - k) for k in range(n + 1))
    return alone + RARE + stuck + alike + likeliest ** (calls - 1)


exercise.misconceptions_from(dropout_forward_mistakes)


@exercise.variant
def by_binomial(x, keep, rng, training=True):
    if training:
        mask = rng.binomial(1, keep, size=x.shape) / keep
        return [np.multiply(x, mask), mask]
    return [x.copy(), None]


@exercise.variant
def by_choice(activations, keep, rng, training=True):
    if not training:
        return activations, None
    mask = rng.choice([0.0, 1 / keep], size=activations.shape, p=[1 - keep, keep])
    return activations * mask, mask


@exercise.variant
def looped(x, keep, rng, training=True):
    if not training:
        return x, None
    mask = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if rng.uniform() >= 1 - keep:
            mask[index] = 1 / keep
    return mask * x, mask


@exercise.fresh
def fresh(rng):
    shape = tuple(int(n) for n in rng.integers(*FRESH_SHAPE, size=2))
    return dict(
        x=rng.integers(1, 9, size=shape) / 4,
        keep=float(rng.choice(FRESH_KEEP)),
        rng=Rng(int(rng.integers(2**31))),
    )
