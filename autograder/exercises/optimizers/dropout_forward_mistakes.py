"""Known mistakes of `dropout_forward`: how the coins are tossed, and what is scaled."""

from math import prod

import numpy as np


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


def not_scaled(x, keep, rng, training=True):
    """The kept entries were not multiplied by 1/keep: while training less goes on than later, when
    all units speak, and the next layer was never prepared for that.
    """
    return _masked(x, rng, training, _plain(keep))


def scaled_by_the_other(x, keep, rng, training=True):
    """The kept entries were multiplied by 1/(1 − keep), one over the share that was dropped: the
    mean is not that of x.
    """
    dropped = max(1 - keep, 0.01)
    return _masked(x, rng, training, lambda r, s: (r.random(s) < keep) / dropped)


def swapped(x, keep, rng, training=True):
    """The entries that should be kept were dropped, and the others kept: a number from rng.random
    is below `keep` with probability keep, not above it.
    """
    return _masked(x, rng, training, lambda r, s: (r.random(s) > keep) / keep)


def keep_taken_for_drop(x, keep, rng, training=True):
    """`keep` was read as the probability to be dropped, as some libraries have it; here it is the
    probability to stay.
    """
    return _masked(x, rng, training, lambda r, s: (r.random(s) >= keep) / max(1 - keep, 0.01))


def scaled_at_test(x, keep, rng, training=True):
    """After the training the activations were multiplied by `keep`; the training has scaled
    already, so that nothing is left to do.
    """
    return _masked(x, rng, training, _coins(keep), at_test=keep)


def as_it_was_first_written(x, keep, rng, training=True):
    """This is dropout of 2014, unscaled in training and multiplied by `keep` afterwards. It works,
    but this course scales while training, so that the finished network needs to know nothing of it.
    """
    return _masked(x, rng, training, _plain(keep), at_test=keep)


def divided_at_test(x, keep, rng, training=True):
    """After the training the activations were divided by `keep`; nothing was dropped there that
    would have to be made up for.
    """
    return _masked(x, rng, training, _coins(keep), at_test=1 / keep)


def dropped_at_test(x, keep, rng, training=True):
    """Units were dropped although `training` is False: the same question would be answered
    differently each time.
    """
    return _masked(x, rng, True, _coins(keep))


def another_mask_came_back(x, keep, rng, training=True):
    """The mask that came back is not the one that x was multiplied by: the backward pass would send
    slopes through units that were silent.
    """
    if not training:
        return x, None
    return x * _coins(keep)(rng, x.shape), _coins(keep)(rng, x.shape)


def unscaled_mask(x, keep, rng, training=True):
    """`out` is right, but the mask that came back holds 0 and 1: the backward pass needs the factor
    1/keep as well.
    """
    if not training:
        return x, None
    mask = _plain(keep)(rng, x.shape)
    return x * mask / keep, mask


def scaled_twice(x, keep, rng, training=True):
    """The mask is right, but x was divided by `keep` once more."""
    if not training:
        return x, None
    mask = _coins(keep)(rng, x.shape)
    return x * mask / keep, mask


def one_mask_for_all_rows(x, keep, rng, training=True):
    """All rows got the same mask: every example in the batch loses the same units. Each entry
    tosses a coin of its own.
    """
    return _masked(x, rng, training, lambda r, s: np.broadcast_to(_coins(keep)(r, s[1:]), s) + 0.0)


def whole_rows(x, keep, rng, training=True):
    """Whole rows were dropped: some examples disappear, instead of some units of each."""
    return _masked(
        x, rng, training, lambda r, s: _coins(keep)(r, (s[0],) + (1,) * (len(s) - 1)) * np.ones(s)
    )


def all_or_nothing(x, keep, rng, training=True):
    """A single coin decided for all entries; each needs one of its own."""
    return _masked(x, rng, training, lambda r, s: _coins(keep)(r, ()) * np.ones(s))


def seeded_inside(x, keep, rng, training=True):
    """A generator was made inside the function, with a seed of its own: every batch gets the same
    mask. Use the `rng` that is passed in.
    """
    return _masked(x, np.random.default_rng(0), training, _coins(keep))


def another_source(x, keep, rng, training=True):
    """The chance came from somewhere else than `rng`: with a generator of the same seed the mask is
    another one, and no run can be repeated.
    """
    return _masked(x, np.random.default_rng(), training, _coins(keep))


def always_equally_many(x, keep, rng, training=True):
    """Exactly the same number of entries is kept every time; each entry has to decide on its own,
    so that the number varies.
    """

    def draw(rng, shape):
        size = prod(shape)
        kept = rng.permutation(size) < round(keep * size)
        return kept.reshape(shape) / keep

    return _masked(x, rng, training, draw)


def noise(x, keep, rng, training=True):
    """The entries were multiplied by random numbers; an entry is kept as a whole, or not at all."""
    return _masked(x, rng, training, lambda r, s: r.random(s) / keep)


def nothing_dropped(x, keep, rng, training=True):
    """Nothing was dropped while training."""
    return x, np.ones(x.shape) if training else None
