"""Dropout: while it trains, a network cannot rely on any single unit."""

from math import comb, exp, prod

import numpy as np

from autograder.exercise import Exercise
from course.probes import Rng
from course.probes.dropout import CALLS, ENOUGH, SHARE

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
    seconds=4.0,  # of a hundred calls, also where a loop draws one entry after the other
    shown={
        "three entries": dict(x=np.array([1.0, -2.0, 4.0]), keep=0.25, rng=Rng(1)),
        "twelve examples with ten units, a fifth is dropped": dict(
            x=_ramp(12, 10), keep=0.8, rng=Rng(2)
        ),
        "the same units, three quarters are dropped": dict(x=-_ramp(12, 10), keep=0.25, rng=Rng(3)),
        "after the training": dict(x=_ramp(6, 4), keep=0.6, rng=Rng(4), training=False),
    },
    hidden={
        "nothing is dropped while training": dict(x=_ramp(3, 4), keep=1.0, rng=Rng(5)),
        "whole numbers": dict(
            x=np.arange(-60, 60).reshape(10, 12), keep=0.6, rng=Rng(6), training=True
        ),
        "single precision": dict(x=_ramp(15, 10).astype(np.float32), keep=0.7, rng=Rng(7)),
        "three axes": dict(x=_ramp(10, 2, 10), keep=0.4, rng=Rng(8)),
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

FRESH_SHAPE, FRESH_KEEP = (12, 16), (0.3, 0.4, 0.6, 0.7, 0.8)


def chance_of_failure():
    """Return at most how often a right answer fails one of all its cases, by chance alone."""
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    given = [(case["x"].shape, case["keep"]) for case in cases if case.get("training", True)]
    given.append(((FRESH_SHAPE[0],) * 2, max(FRESH_KEEP)))  # of what is drawn, the likeliest
    return sum(_of_case(shape, keep) for shape, keep in given)


def _of_case(shape, keep):
    """Bound the sum of the chances of the facts, for C calls with n entries each.

    - One of the two values in the mask never comes: keepᶜⁿ + (1 − keep)ᶜⁿ.
    - The share is more than ε off: 2 exp(−2 C n ε²) (Hoeffding, 1963).
    - A given entry is kept, or dropped, in all calls: keepᶜ + (1 − keep)ᶜ; n entries.
    - Two entries agree with probability a = keep² + (1 − keep)². The first two masks agree with aⁿ.
      All rows of the first mask agree with a at most for each entry of every second row, which are
      independent pairs; columns likewise.
    - All masks keep equally many: no count is likelier than the likeliest, in all calls but one.
    """
    n = prod(shape)
    if keep == 1:
        return 0.0
    alone = keep ** (CALLS * n) + (1 - keep) ** (CALLS * n)
    if len(shape) < 2 or n < ENOUGH:
        return alone
    share = 2 * exp(-2 * CALLS * n * SHARE**2)
    stuck = n * (keep**CALLS + (1 - keep) ** CALLS)
    agree = keep**2 + (1 - keep) ** 2
    rows, columns = n // shape[0] * (shape[0] // 2), n // shape[-1] * (shape[-1] // 2)
    alike = agree**n + agree**rows + agree**columns
    likeliest = max(comb(n, k) * keep**k * (1 - keep) ** (n - k) for k in range(n + 1))
    return alone + share + stuck + alike + likeliest ** (CALLS - 1)


def _masked(x, rng, training, draw, at_test=1.0):
    """Dropout with a mask from `draw(rng, shape)`, and a factor after the training."""
    if not training:
        return (x if at_test == 1 else x * at_test), None
    mask = draw(rng, x.shape)
    return x * mask, mask


def _coins(keep):
    return lambda rng, shape: (rng.random(shape) < keep) / keep


def _plain(keep):
    return lambda rng, shape: 1.0 * (rng.random(shape) < keep)


@exercise.misconception
def not_scaled(x, keep, rng, training=True):
    """The kept entries were not multiplied by 1/keep: while training less goes on than later, when
    all units speak, and the next layer was never prepared for that.
    """
    return _masked(x, rng, training, _plain(keep))


@exercise.misconception
def scaled_by_the_other(x, keep, rng, training=True):
    """The kept entries were multiplied by 1/(1 − keep), one over the share that was dropped: the
    mean is not that of x.
    """
    dropped = max(1 - keep, 0.01)
    return _masked(x, rng, training, lambda r, s: (r.random(s) < keep) / dropped)


@exercise.misconception
def swapped(x, keep, rng, training=True):
    """The entries that should be kept were dropped, and the others kept: a number from rng.random
    is below `keep` with probability keep, not above it.
    """
    return _masked(x, rng, training, lambda r, s: (r.random(s) > keep) / keep)


@exercise.misconception
def keep_taken_for_drop(x, keep, rng, training=True):
    """`keep` was read as the probability to be dropped, as some libraries have it; here it is the
    probability to stay.
    """
    return _masked(x, rng, training, lambda r, s: (r.random(s) >= keep) / max(1 - keep, 0.01))


@exercise.misconception
def scaled_at_test(x, keep, rng, training=True):
    """After the training the activations were multiplied by `keep`; the training has scaled
    already, so that nothing is left to do.
    """
    return _masked(x, rng, training, _coins(keep), at_test=keep)


@exercise.misconception
def as_it_was_first_written(x, keep, rng, training=True):
    """This is dropout of 2014, unscaled in training and multiplied by `keep` afterwards. It works,
    but this course scales while training, so that the finished network needs to know nothing of it.
    """
    return _masked(x, rng, training, _plain(keep), at_test=keep)


@exercise.misconception
def divided_at_test(x, keep, rng, training=True):
    """After the training the activations were divided by `keep`; nothing was dropped there that
    would have to be made up for.
    """
    return _masked(x, rng, training, _coins(keep), at_test=1 / keep)


@exercise.misconception
def dropped_at_test(x, keep, rng, training=True):
    """Units were dropped although `training` is False: the same question would be answered
    differently each time.
    """
    return dropout_forward(x, keep, rng)


@exercise.misconception
def another_mask_came_back(x, keep, rng, training=True):
    """The mask that came back is not the one that x was multiplied by: the backward pass would send
    slopes through units that were silent.
    """
    if not training:
        return x, None
    return x * _coins(keep)(rng, x.shape), _coins(keep)(rng, x.shape)


@exercise.misconception
def unscaled_mask(x, keep, rng, training=True):
    """`out` is right, but the mask that came back holds 0 and 1: the backward pass needs the factor
    1/keep as well.
    """
    if not training:
        return x, None
    mask = _plain(keep)(rng, x.shape)
    return x * mask / keep, mask


@exercise.misconception
def scaled_twice(x, keep, rng, training=True):
    """The mask is right, but x was divided by `keep` once more."""
    if not training:
        return x, None
    mask = _coins(keep)(rng, x.shape)
    return x * mask / keep, mask


@exercise.misconception
def one_mask_for_all_rows(x, keep, rng, training=True):
    """All rows got the same mask: every example in the batch loses the same units. Each entry
    tosses a coin of its own.
    """
    return _masked(x, rng, training, lambda r, s: np.broadcast_to(_coins(keep)(r, s[1:]), s) + 0.0)


@exercise.misconception
def whole_rows(x, keep, rng, training=True):
    """Whole rows were dropped: some examples disappear, instead of some units of each."""
    return _masked(
        x, rng, training, lambda r, s: _coins(keep)(r, (s[0],) + (1,) * (len(s) - 1)) * np.ones(s)
    )


@exercise.misconception
def all_or_nothing(x, keep, rng, training=True):
    """A single coin decided for all entries; each needs one of its own."""
    return _masked(x, rng, training, lambda r, s: _coins(keep)(r, ()) * np.ones(s))


@exercise.misconception
def seeded_inside(x, keep, rng, training=True):
    """A generator was made inside the function, with a seed of its own: every batch gets the same
    mask. Use the `rng` that is passed in.
    """
    return dropout_forward(x, keep, np.random.default_rng(0), training)


@exercise.misconception
def another_source(x, keep, rng, training=True):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the mask is
    another one, and no run can be repeated.
    """
    return dropout_forward(x, keep, np.random.default_rng(), training)


@exercise.misconception
def always_equally_many(x, keep, rng, training=True):
    """Exactly the same number of entries is kept every time; each entry has to decide on its own,
    so that the number varies.
    """

    def draw(rng, shape):
        size = prod(shape)
        kept = rng.permutation(size) < round(keep * size)
        return kept.reshape(shape) / keep

    return _masked(x, rng, training, draw)


@exercise.misconception
def noise(x, keep, rng, training=True):
    """The entries were multiplied by random numbers; an entry is kept as a whole, or not at all."""
    return _masked(x, rng, training, lambda r, s: r.random(s) / keep)


@exercise.misconception
def nothing_dropped(x, keep, rng, training=True):
    """Nothing was dropped while training."""
    return x, np.ones(x.shape) if training else None


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
