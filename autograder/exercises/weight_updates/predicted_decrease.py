"""How much a step is expected to lower the loss."""

import numpy as np

from autograder.exercise import Exercise


def predicted_decrease(gradient, learning_rate):
    """Return by how much the loss should fall in one step, if the slope stayed what it is.

    The step is −η g, and along it the loss changes by g · (−η g): it falls by η ‖g‖².

    Parameters
    ----------
    gradient : array of any shape
        The gradient g; ‖g‖² is the sum of the squares of all its entries.
    learning_rate : float
        The learning rate η.

    Returns
    -------
    float
        The decrease, positive where the loss falls.

    Examples
    --------
    >>> float(predicted_decrease(np.array([3.0, -4.0]), 0.5))
    12.5
    """
    return learning_rate * np.sum(gradient**2)


exercise = Exercise(
    predicted_decrease,
    points=1,
    minutes=5,
    difficulty=1,
    shown={
        "one slope": dict(gradient=np.array([3.0]), learning_rate=0.5),
        "two slopes": dict(gradient=np.array([-2.0, 1.0]), learning_rate=0.25),
        "three slopes, whole numbers": dict(gradient=np.array([1, -2, 5]), learning_rate=0.1),
        "a gradient with the shape of a matrix": dict(
            gradient=np.array([[1.0, 2.0, 0.0], [-3.0, 0.5, 4.0]]), learning_rate=0.5
        ),
    },
    hidden={
        "a gradient of zero": dict(gradient=np.zeros(3), learning_rate=0.7),
        "a learning rate of zero": dict(gradient=np.array([2.0, 0.3]), learning_rate=0.0),
        "large slopes and a small rate": dict(
            gradient=np.array([3.1e4, -2.7e4, 150.0, 0.2]), learning_rate=3e-7
        ),
        "small slopes": dict(gradient=np.array([0.004, -0.013, 0.007]), learning_rate=1.7),
        "single precision": dict(
            gradient=np.array([0.3, -1.7, 0.45, 2.2], dtype=np.float32), learning_rate=0.07
        ),
    },
    hints=(
        (
            "The slope tells how much the loss changes for a short way; how long is the way "
            "in each direction?"
        ),
        "The change is the gradient times the step, summed over the directions; the step is −η g.",
        (
            "A number times itself is its square: sum the squares of all entries, times the "
            "learning rate."
        ),
    ),
)


@exercise.misconception
def slope_once(gradient, learning_rate):
    """This is −η ‖g‖, the length of the step with a minus: a steeper slope counts twice, once
    because it falls faster and once because the step is longer.
    """
    return -learning_rate * np.linalg.norm(gradient)


@exercise.misconception
def length_of_the_step(gradient, learning_rate):
    """This is η ‖g‖, how far the step goes; how far the loss falls is that times the slope ‖g‖."""
    return learning_rate * np.linalg.norm(gradient)


@exercise.misconception
def only_the_rate(gradient, learning_rate):
    """The learning rate alone is neither the length of the step nor what the loss falls by: both
    depend on the slope.
    """
    return learning_rate


@exercise.misconception
def change_for_decrease(gradient, learning_rate):
    """The size is right, but a decrease is positive where the loss falls."""
    return -learning_rate * np.sum(gradient**2)


@exercise.misconception
def without_rate(gradient, learning_rate):
    """The learning rate is missing: half as long a step lowers the loss half as much."""
    return np.sum(gradient**2)


@exercise.misconception
def squared_step(gradient, learning_rate):
    """This is the squared length of the step, η² ‖g‖²; the learning rate enters once."""
    return np.sum((learning_rate * gradient) ** 2)


@exercise.misconception
def sum_of_slopes(gradient, learning_rate):
    """The slopes were added with their signs, so that they cancel: in every direction the loss
    falls.
    """
    return learning_rate * np.sum(gradient)


@exercise.misconception
def sum_of_sizes(gradient, learning_rate):
    """The absolute slopes were added; each enters squared, once as slope and once as step."""
    return learning_rate * np.sum(np.abs(gradient))


@exercise.misconception
def squared_sum(gradient, learning_rate):
    """The slopes were added first and then squared; each is squared on its own."""
    return learning_rate * np.sum(gradient) ** 2


@exercise.misconception
def averaged(gradient, learning_rate):
    """The squares were averaged over the directions; what each of them gains adds up."""
    return learning_rate * np.mean(gradient**2)


@exercise.misconception
def one_for_each(gradient, learning_rate):
    """One decrease for each direction came back; the loss falls by their sum."""
    return learning_rate * gradient**2


@exercise.misconception
def halved(gradient, learning_rate):
    """There is no ½ here: it belongs to the squared loss, and this holds for every loss."""
    return 0.5 * learning_rate * np.sum(gradient**2)


@exercise.misconception
def vectors_only(gradient, learning_rate):
    """The product of the gradient with itself is ‖g‖² for a vector only; parameters can be a
    matrix, so sum the squares of all entries.
    """
    return learning_rate * gradient @ gradient


@exercise.misconception
def summed_over_rows(gradient, learning_rate):
    """The squares were summed over the first axis only: a matrix leaves one number for each
    column.
    """
    return learning_rate * sum(row**2 for row in gradient)


@exercise.variant
def norm_squared(gradient, learning_rate):
    return learning_rate * np.linalg.norm(gradient) ** 2


@exercise.variant
def slope_times_step(gradient, learning_rate):
    step = -learning_rate * gradient
    return float(-(gradient * step).sum())


@exercise.variant
def looped(gradient, learning_rate):
    total = 0.0
    for slope in np.ravel(gradient):
        total += learning_rate * slope * slope
    return total


@exercise.fresh
def fresh(rng):
    return dict(gradient=rng.normal(size=(3, 5)), learning_rate=rng.uniform(0.03, 0.3))
