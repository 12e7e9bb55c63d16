"""The slope of the sigmoid."""

import numpy as np

from autograder.exercise import Exercise


def sigmoid_gradient(z):
    """Return the slope of the sigmoid σ(z) = 1 / (1 + exp(−z)) at every entry of z.

    With a = σ(z), which lies between 0 and 1, the slope is a (1 − a).

    Parameters
    ----------
    z : array of any shape
        What goes into the sigmoid; huge numbers of either sign, too.

    Returns
    -------
    array with the shape of z

    Examples
    --------
    >>> print(sigmoid_gradient(np.array([0.0, 1000.0])))
    [0.25 0.  ]
    """
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


exercise = Exercise(
    sigmoid_gradient,
    points=1,
    minutes=5,
    difficulty=1,
    shown={
        "zero, where it is steepest": dict(z=np.array([0.0, 0.5])),
        "a table, mirrored at zero": dict(z=np.array([[0.5, -0.5, 2.0], [-2.0, 1.25, -1.25]])),
        "far out, where it is flat": dict(z=np.array([-1000.0, 3.0, 1000.0])),
        "whole numbers": dict(z=np.array([-2, -1, 0, 1, 2])),
    },
    hidden={
        "a single number": dict(z=np.array([0.7])),
        "small numbers": dict(z=np.array([1e-9, -1e-4, 0.03])),
        "single precision": dict(z=np.array([[-0.4, 1.1]], dtype=np.float32)),
    },
    hints=(
        "First compute a, what the sigmoid puts out. The slope is a short formula in a alone.",
        "np.exp(-z) works entry by entry, and may become infinite: 1 / inf is 0, as it should be.",
        "The output, times what it lacks to one.",
    ),
)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


@exercise.misconception
def from_the_input(z):
    """The formula a (1 − a) wants the output a = σ(z); here the input z stands in its place."""
    return z * (1.0 - z)


@exercise.misconception
def sigmoid_itself(z):
    """These are the values of the sigmoid, not its slopes."""
    return _sigmoid(z)


@exercise.misconception
def second_factor_missing(z):
    """This is 1 − a alone; the slope is the product of a and 1 − a, and small on both sides."""
    return 1 - _sigmoid(z)


@exercise.misconception
def of_tanh(z):
    """That is the rule of tanh, 1 − a², with a = σ(z) put in."""
    return 1 - _sigmoid(z) ** 2


@exercise.misconception
def squared(z):
    """The square of 1 − a, or of a, is not the product of both: the slope is the same at z and
    −z.
    """
    return (1 - _sigmoid(z)) ** 2


@exercise.misconception
def twice_through(z):
    """The input went through the sigmoid twice: z is not yet the output, one sigmoid is enough."""
    a = _sigmoid(_sigmoid(z))
    return a * (1 - a)


@exercise.misconception
def through_huge_numbers(z):
    """Far from zero this divides one huge number by another, which gives nan: write it with a,
    the output.
    """
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@exercise.variant
def by_tanh(z):
    return (1 - np.tanh(z / 2) ** 2) / 4


@exercise.variant
def both_sides(z):
    return _sigmoid(z) * _sigmoid(-z)


@exercise.variant
def looped(z):
    slopes = np.empty(z.shape)
    for i in np.ndindex(z.shape):
        small = np.exp(-abs(z[i]))
        slopes[i] = small / (1 + small) ** 2
    return slopes


@exercise.fresh
def fresh(rng):
    return dict(z=rng.normal(0, 3, size=(3, 4)))
