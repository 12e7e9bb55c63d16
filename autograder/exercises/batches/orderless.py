"""Data on which every order of the examples leads to the same weights.

What a right answer returns can then be compared as it is, however it drew its order.
"""

import numpy as np


def equal_examples(count, **settings):
    """The same example many times."""
    return dict(
        X=np.tile([1.0, 2.0], (count, 1)),
        y=np.full(count, 3.0),
        w=np.array([0.5, -1.0]),
        **settings,
    )


def apart(scales, y, **settings):
    """Examples with one feature and one weight each: what one learns, no other feels."""
    return dict(X=np.diag(scales), y=np.array(y), **settings)


def strangers(learning_rate, batch_size, rng):
    """Sixteen examples apart, whose losses tell which of them a batch held.

    `alone` are the losses ½, 1, 2, 4, … that they have at the start, `after` the weights when each
    has taken its step: it is only given where all batches are full, since otherwise somebody takes
    a longer step alone. The weights are not whole: a label of somebody else gives no such loss.
    """
    w, error = 0.7 * np.arange(16), 2 ** (np.arange(16) / 2)
    full = 16 % batch_size == 0
    return apart(
        np.ones(16),
        w - error,
        w=w,
        learning_rate=learning_rate,
        batch_size=batch_size,
        rng=rng,
        alone=error**2 / 2,
        after=w - learning_rate / batch_size * error if full else None,
    )
