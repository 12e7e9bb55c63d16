"""Back through dropout: the way that was closed forward is closed backward."""

import numpy as np

from autograder.exercise import Exercise


def dropout_backward(dout, mask):
    """Return the slope of the loss for what went into dropout.

    out = x · mask, entry by entry, so that the mask is all that is needed: the same one.

    Parameters
    ----------
    dout : array
        The slope of the loss for each entry that came out.
    mask : array of the same shape
        As it came back from the forward pass: 0 where an entry was dropped, 1/keep elsewhere.

    Returns
    -------
    array
        The slope of the loss for each entry of x.

    Examples
    --------
    >>> print(dropout_backward(np.array([3.0, -1.0]), np.array([0.0, 2.0])))
    [ 0. -2.]
    """
    return dout * mask


def _case(rows, columns, keep, seed):
    rng = np.random.default_rng(seed)
    mask = (rng.random((rows, columns)) < keep) / keep
    mask.flat[:2] = 0, 1 / keep  # of both there is one
    return dict(
        dout=rng.integers(1, 9, (rows, columns)) / 4 * rng.choice([-1, 1], (rows, columns)),
        mask=mask,
    )


exercise = Exercise(
    dropout_backward,
    points=1,
    minutes=5,
    difficulty=1,
    probe="asked_again",
    shown={
        "one example, four units": dict(
            dout=np.array([[1.0, -2.0, 3.0, 0.5]]), mask=np.array([[4.0, 0.0, 4.0, 0.0]])
        ),
        "three examples, half of the units kept": _case(3, 4, 0.5, 1),
        "five examples, four fifths kept": _case(5, 3, 0.8, 2),
    },
    hidden={
        "nothing dropped": dict(dout=np.array([[0.3, -1.7]]), mask=np.ones((1, 2))),
        "all dropped": dict(dout=np.array([[0.3], [-1.7]]), mask=np.zeros((2, 1))),
        "single precision": {k: v.astype(np.float32) for k, v in _case(4, 6, 0.7, 3).items()},
        "whole numbers": dict(dout=np.array([[3, -5, 2]]), mask=np.array([[0, 2, 2]])),
        "one axis": dict(dout=np.array([1.5, -0.3, 0.7]), mask=np.array([0.0, 1.25, 1.25])),
    },
    hints=(
        "If one entry of x moves a little, how much does its entry of out move?",
        "A dropped entry can move as it likes: nothing comes out, so that its slope is…",
        "What multiplies on the way forward multiplies on the way back.",
    ),
)


@exercise.misconception
def new_mask(dout, mask):
    """A new mask was drawn: slopes went through units that had been dropped, and others that had
    spoken got none. The mask of the forward pass is used again.
    """
    rng, kept = np.random.default_rng(), np.max(mask)
    return dout * (rng.random(np.shape(mask)) < 1 / max(kept, 1)) * kept


@exercise.misconception
def mask_ignored(dout, mask):
    """The slopes came back as they went in: those of dropped entries have to be zero, those of the
    others grow as the entries did.
    """
    return dout * 1.0


@exercise.misconception
def not_scaled(dout, mask):
    """The dropped entries are right, but the others lack their factor 1/keep."""
    return dout * (np.asarray(mask) != 0)


@exercise.misconception
def divided(dout, mask):
    """The slopes were divided by the mask: that is inf where an entry was dropped, and too small
    elsewhere.
    """
    return dout / mask


@exercise.misconception
def divided_where_kept(dout, mask):
    """The kept slopes were multiplied by `keep`; forward the entries were divided by it, and their
    slopes are too.
    """
    return np.where(mask != 0, dout / np.where(mask != 0, mask, 1), 0)


@exercise.misconception
def scaled_twice(dout, mask):
    """The slopes were divided by `keep` once more: the mask holds 1/keep already."""
    return dout * mask * np.max(mask)


@exercise.misconception
def scaled_but_open(dout, mask):
    """All slopes were scaled, but those of the dropped entries have to be zero."""
    return dout * np.max(mask)


@exercise.misconception
def swapped(dout, mask):
    """Slopes passed where entries had been dropped, and stopped where they had been kept."""
    return dout * (np.max(mask) - mask)


@exercise.misconception
def summed_over_examples(dout, mask):
    """The slopes were added up over the examples; each entry of x has a slope of its own."""
    return np.sum(dout * mask, axis=0)


@exercise.misconception
def mask_alone(dout, mask):
    """This is the mask, the slope of out for x; the slope of the loss is that times dout."""
    return mask * 1.0


@exercise.variant
def by_cases(dout, mask):
    return np.where(mask == 0, 0.0, mask * dout)


@exercise.variant
def looped(d, m):
    dx = np.zeros(d.shape)
    for index in np.ndindex(d.shape):
        dx[index] = d[index] * m[index]
    return dx


@exercise.variant
def by_einsum(dout, mask):
    return np.einsum("...,...->...", dout, mask)


@exercise.fresh
def fresh(rng):
    rows, columns = rng.integers(2, 6, size=2)
    return _case(
        int(rows), int(columns), float(rng.choice([0.3, 0.6, 0.9])), int(rng.integers(2**31))
    )
