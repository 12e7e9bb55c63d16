"""The slope of the hyperbolic tangent."""

import numpy as np

from autograder.exercise import Exercise


def tanh_gradient(z):
    """Return the slope of tanh at every entry of z.

    With a = tanh(z), which lies between −1 and 1, the slope is 1 − a².

    Parameters
    ----------
    z : array of any shape
        What goes into tanh.

    Returns
    -------
    array with the shape of z

    Examples
    --------
    >>> print(tanh_gradient(np.array([0.0, 1000.0])))
    [1. 0.]
    """
    return 1 - np.tanh(z) ** 2


exercise = Exercise(
    tanh_gradient,
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
        "First compute a, what tanh puts out. The slope is a short formula in a alone.",
        "np.tanh works entry by entry; so does squaring an array.",
        "Take one, and subtract the square of the output, not of the input.",
    ),
)


@exercise.misconception
def from_the_input(z):
    """The square is that of z, the input; the formula 1 − a² wants the output a = tanh(z). A
    slope of tanh is never negative.
    """
    return 1 - z**2.0


@exercise.misconception
def not_squared(z):
    """The output has to be squared: without the square the slope would be larger than 1 on the
    left.
    """
    return 1 - np.tanh(z)


@exercise.misconception
def tanh_itself(z):
    """These are the values of tanh, not its slopes."""
    return np.tanh(z)


@exercise.misconception
def twice_through(z):
    """The input went through tanh twice: z is not yet the output, one tanh is enough."""
    return 1 - np.tanh(np.tanh(z)) ** 2


@exercise.misconception
def of_the_sigmoid(z):
    """That is the rule of the sigmoid, a (1 − a), with a = tanh(z) put in."""
    a = np.tanh(z)
    return a * (1 - a)


@exercise.misconception
def plus(z):
    """The sign in the middle is wrong: the slope is largest at z = 0 and falls from there."""
    return 1 + np.tanh(z) ** 2


@exercise.misconception
def through_huge_numbers(z):
    """Far from zero this divides one huge number by another, which gives nan; tanh itself stays
    calm there.
    """
    return 4 * np.exp(2.0 * z) / (np.exp(2.0 * z) + 1) ** 2


@exercise.variant
def by_cosh(z):
    return 1 / np.cosh(z) ** 2


@exercise.variant
def factored(z):
    a = np.tanh(z)
    return (1 - a) * (1 + a)


@exercise.variant
def looped(z):
    slopes = np.empty(z.shape)
    for i in np.ndindex(z.shape):
        slopes[i] = 1 - np.tanh(z[i]) * np.tanh(z[i])
    return slopes


@exercise.fresh
def fresh(rng):
    return dict(z=rng.normal(0, 2, size=(3, 4)))
