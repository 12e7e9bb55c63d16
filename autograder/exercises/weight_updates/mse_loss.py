"""The squared loss."""

import numpy as np

from autograder.exercise import Exercise


def mse_loss(y_hat, y):
    """Return half the mean squared error of predictions.

    J = 1/(2N) Σ (ŷ − y)². The ½ is there so that the derivative carries no 2.

    Parameters
    ----------
    y_hat : array, shape (N,)
        Predictions.
    y : array, shape (N,)
        Labels.

    Returns
    -------
    float
        The loss, 0 where all predictions are right.

    Examples
    --------
    >>> float(mse_loss(np.array([1.0, 2.0]), np.array([0.0, 5.0])))
    2.5
    """
    return np.mean((y_hat - y) ** 2) / 2


exercise = Exercise(
    mse_loss,
    points=2,
    minutes=6,
    difficulty=1,
    shown={
        "a single prediction": dict(y_hat=np.array([5.0]), y=np.array([2.0])),
        "three predictions": dict(y_hat=np.array([1.0, 2.0, 4.0]), y=np.array([0.5, 3.0, 2.0])),
        "errors that cancel": dict(
            y_hat=np.array([2.0, 4.0, 1.0, 3.0]), y=np.array([3.0, 3.0, 4.0, 0.0])
        ),
        "all predictions right": dict(
            y_hat=np.array([1.5, -2.0, 0.25]), y=np.array([1.5, -2.0, 0.25])
        ),
    },
    hidden={
        "whole numbers": dict(y_hat=np.array([3, 0, -2, 7, 1]), y=np.array([1, 4, -2, 2, 0])),
        "single precision": dict(
            y_hat=np.array([0.1, 0.9, 0.4, 0.7, 0.2], dtype=np.float32),
            y=np.array([0.0, 1.0, 1.0, 1.0, 0.5], dtype=np.float32),
        ),
        "labels far from zero": dict(
            y_hat=np.array([1500.0, 1730.0, 990.0]), y=np.array([1512.0, 1701.0, 1004.0])
        ),
        "a very large error": dict(y_hat=np.array([1e6, 0.0, -3e6]), y=np.array([0.0, 0.5, 2.0])),
        "two predictions": dict(y_hat=np.array([0.3, -0.4]), y=np.array([0.7, 1.1])),
    },
    hints=(
        "Compute it by hand for the errors 0.5, −1 and 2: what is squared, what is averaged?",
        "Three things happen in this order: an error for each example, its square, the mean.",
        "np.mean averages an array. Do not forget the ½ in front of the mean.",
    ),
)


@exercise.misconception
def without_half(y_hat, y):
    """The ½ is missing, so the loss is twice as large and its gradient will carry a factor 2."""
    return np.mean((y_hat - y) ** 2)


@exercise.misconception
def summed(y_hat, y):
    """The squares were added up but not divided by N: this loss grows with the number of examples,
    and so would every step.
    """
    return np.sum((y_hat - y) ** 2) / 2


@exercise.misconception
def sum_of_squares(y_hat, y):
    """This is the plain sum of squares: both the division by N and the ½ are missing."""
    return np.sum((y_hat - y) ** 2)


@exercise.misconception
def squared_mean(y_hat, y):
    """The mean error was squared, but errors of opposite sign cancel in a mean: each error is
    squared first.
    """
    return np.mean(y_hat - y) ** 2 / 2


@exercise.misconception
def absolute(y_hat, y):
    """This is the mean absolute error; the squared loss weighs an error twice as large four
    times.
    """
    return np.mean(np.abs(y_hat - y))


@exercise.misconception
def half_absolute(y_hat, y):
    """The errors were made positive with their absolute value and never squared."""
    return np.mean(np.abs(y_hat - y)) / 2


@exercise.misconception
def not_squared(y_hat, y):
    """The errors were averaged without a square, so a prediction too high makes up for one that is
    too low.
    """
    return np.mean(y_hat - y) / 2


@exercise.misconception
def rooted(y_hat, y):
    """A root was taken of the mean square: that is an error in the units of y, not this loss."""
    return np.sqrt(np.mean((y_hat - y) ** 2))


@exercise.misconception
def every_pair(y_hat, y):
    """Every prediction was compared with every label: a column of shape (N, 1) minus a row of shape
    (N,) is an (N, N) table, and its mean still looks like a loss.
    """
    return np.mean((y_hat.reshape(-1, 1) - y) ** 2) / 2


@exercise.misconception
def one_for_each(y_hat, y):
    """One loss for each example came back; the loss of the model is their mean, a single number."""
    return (y_hat - y) ** 2 / 2


@exercise.misconception
def one_less(y_hat, y):
    """The sum was divided by N − 1, as for a sample variance; a loss is a mean over N examples."""
    return np.sum((y_hat - y) ** 2) / np.float64(len(y) - 1) / 2


@exercise.variant
def looped(y_hat, y):
    total = 0.0
    for prediction, label in zip(y_hat, y, strict=True):
        total += (label - prediction) ** 2
    return total / (2 * len(y))


@exercise.variant
def inner_product(y_hat, y):
    error = y - y_hat
    return float(error @ error) / (2 * error.size)


@exercise.variant
def squared_norm(y_hat, y):
    return 0.5 * np.linalg.norm(y_hat - y) ** 2 / y.shape[0]


@exercise.fresh
def fresh(rng):
    return dict(y_hat=rng.normal(2, 3, size=9), y=rng.normal(1, 2, size=9))
