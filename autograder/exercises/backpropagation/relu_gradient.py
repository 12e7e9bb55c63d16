"""The slope of ReLU."""

import numpy as np

from autograder.exercise import Exercise


def relu_gradient(z):
    """Return the slope of ReLU at every entry of z.

    ReLU(z) = max(0, z) is flat where z < 0 and rises with slope 1 where z > 0. In its kink, at
    z = 0, it has no slope: 0, 1 and everything between count as right.

    Parameters
    ----------
    z : array of any shape
        What goes into ReLU.

    Returns
    -------
    array with the shape of z

    Examples
    --------
    >>> print(1.0 * relu_gradient(np.array([-2.0, 3.0])))
    [0. 1.]
    """
    return (z > 0).astype(float)


exercise = Exercise(
    relu_gradient,
    points=1,
    minutes=5,
    difficulty=1,
    probe="away_from_kink",
    shown={
        "one number on either side": dict(z=np.array([-1.5, 2.5])),
        "a table with a zero in it": dict(z=np.array([[0.5, -3.0, 4.0], [0.0, 7.0, -0.25]])),
        "whole numbers, small and large": dict(z=np.array([-1000, -1, 1, 1000])),
    },
    hidden={
        "a single number": dict(z=np.array([0.3])),
        "numbers close to the kink": dict(z=np.array([1e-12, -1e-12, 1e-300])),
        "single precision": dict(z=np.array([[-0.5], [2.0], [0.75]], dtype=np.float32)),
        "zeros only": dict(z=np.zeros((2, 3))),
    },
    hints=(
        "Draw max(0, z). How steep is it on the left, how steep on the right?",
        "The answer holds only zeros and ones, one for each entry of z.",
        "Comparing an array with a number gives True and False, and these count as 1 and 0.",
    ),
)


@exercise.misconception
def relu_itself(z):
    """These are the values of ReLU, not its slopes: a slope says how the value grows with z."""
    return np.maximum(0, z)


@exercise.misconception
def sign(z):
    """On the left the slope came out as −1, but ReLU does not fall there: it is flat."""
    return np.sign(z)


@exercise.misconception
def other_side(z):
    """Left and right are swapped: ReLU is flat where z is negative and rises where z is
    positive.
    """
    return (z < 0).astype(float)


@exercise.misconception
def one_everywhere(z):
    """The slope is 1 everywhere: then nothing would have been cut off at zero."""
    return np.ones(z.shape)


@exercise.misconception
def leaky(z):
    """On the left a small slope is left: that is the leaky ReLU, another activation."""
    return np.where(z > 0, 1.0, 0.01)


@exercise.misconception
def at_one(z):
    """The slope begins at z = 1; the kink of max(0, z) lies at z = 0."""
    return (z >= 1).astype(float)


@exercise.variant
def with_equality(z):
    return (z >= 0).astype(float)


@exercise.variant
def mask(z):
    return z > 0


@exercise.variant
def half_in_the_kink(z):
    return (np.sign(z) + 1) / 2


@exercise.variant
def looped(z):
    slopes = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            slopes[i] = 1
    return slopes


@exercise.fresh
def fresh(rng):
    return dict(z=rng.normal(size=(4, 3)))
