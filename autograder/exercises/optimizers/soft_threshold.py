"""Towards zero, and no further: the step that the L1 penalty asks for."""

import numpy as np

from autograder.exercise import Exercise


def soft_threshold(W, threshold):
    """Return the weights, each moved towards zero by a threshold; what would cross zero is zero.

    S(w) = sign(w) · max(|w| − k, 0), entry by entry.

    Parameters
    ----------
    W : array of any shape
        Left as it was.
    threshold : float
        k, zero or more.

    Returns
    -------
    array
        Of the shape of W; entries between −k and k are exactly 0.

    Examples
    --------
    >>> print(soft_threshold(np.array([3.0, -0.5, -2.0]), 1.0))
    [ 2. -0. -1.]

    Source: Donoho, Johnstone (1994), Ideal spatial adaptation by wavelet shrinkage.
    """
    return np.sign(W) * np.maximum(np.abs(W) - threshold, 0)


exercise = Exercise(
    soft_threshold,
    points=1,
    minutes=8,
    difficulty=1,
    shown={
        "one weight beyond the threshold, one within": dict(W=np.array([2.0, 0.25]), threshold=0.5),
        "negative ones": dict(W=np.array([-3.0, 0.75, -0.25, 5.0]), threshold=0.5),
        "a table, with weights on the threshold": dict(
            W=np.array([[1.5, -1.5, 0.0], [4.0, -0.75, 2.5]]), threshold=1.5
        ),
        "whole numbers": dict(W=np.array([[3, -1], [0, -7], [2, 5]]), threshold=2),
    },
    hidden={
        "a threshold of zero": dict(W=np.array([0.3, -1.2, 0.0]), threshold=0.0),
        "a threshold above all": dict(W=np.array([[0.3, -1.2], [0.7, 0.2]]), threshold=6.5),
        "single precision": dict(
            W=np.array([0.31, -0.02, 1.7, -0.9], dtype=np.float32), threshold=0.11
        ),
        "tiny and huge": dict(W=np.array([1e-9, -1e-3, 1e9, -1e4]), threshold=0.013),
        "three axes": dict(W=np.linspace(-3.1, 3.4, 24).reshape(2, 3, 4), threshold=0.7),
    },
    hints=(
        "Take a threshold of 1. Where does 3 go, where −3, and where 0.4?",
        "Size and sign are two things: make the size smaller, but never negative, and put the "
        "sign back.",
        "np.abs gives the size, np.maximum(…, 0) stops it at zero, np.sign gives the sign.",
    ),
)


@exercise.misconception
def crosses_zero(W, threshold):
    """Small weights went through zero and came out on the other side: a step of k towards zero
    stops there.
    """
    return W - threshold * np.sign(W)


@exercise.misconception
def hard(W, threshold):
    """Small weights became zero, but large ones kept their size: this is the hard threshold; the
    soft one takes k off all of them.
    """
    return np.where(np.abs(W) > threshold, W, 0)


@exercise.misconception
def shifted_down(W, threshold):
    """Negative weights moved away from zero: k was subtracted from all, whatever their sign."""
    return W - threshold


@exercise.misconception
def only_positive(W, threshold):
    """All negative weights became zero: they move towards zero like the others, from below."""
    return np.maximum(W - threshold, 0)


@exercise.misconception
def without_sign(W, threshold):
    """The sign was lost: negative weights came back positive."""
    return np.maximum(np.abs(W) - threshold, 0)


@exercise.misconception
def clipped(W, threshold):
    """What came back is what is taken off: weights cut to the range from −k to k."""
    return np.clip(W, -threshold, threshold)


@exercise.misconception
def small_ones_kept(W, threshold):
    """Large weights shrank, but those within the threshold stayed: they are what becomes zero."""
    return np.where(np.abs(W) > threshold, W - threshold * np.sign(W), W)


@exercise.misconception
def by_a_share(W, threshold):
    """Each weight lost a share of itself, as with L2; here each loses the same amount, so that
    small ones reach zero.
    """
    return W * (1 - threshold)


@exercise.misconception
def taken_off_twice(W, threshold):
    """The weights moved by 2k: the size was made smaller, and k was then taken off once more."""
    return np.sign(W) * np.maximum(np.abs(W) - 2 * threshold, 0)


@exercise.variant
def by_cases(weights, k):
    return np.where(weights > k, weights - k, np.where(weights < -k, weights + k, 0))


@exercise.variant
def what_clipping_leaves(W, threshold):
    return W - np.clip(W, -threshold, threshold)


@exercise.variant
def two_ramps(W, threshold):
    return np.maximum(W - threshold, 0) - np.maximum(-W - threshold, 0)


@exercise.variant
def looped(W, threshold):
    out = np.zeros(np.shape(W))
    for index, w in np.ndenumerate(W):
        if abs(w) >= threshold:
            out[index] = w - threshold if w > 0 else w + threshold
    return out


@exercise.fresh
def fresh(rng):
    return dict(W=rng.normal(size=(3, 5)), threshold=float(rng.uniform(0.2, 1)))
