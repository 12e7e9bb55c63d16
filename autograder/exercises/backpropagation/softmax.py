"""Scores to probabilities."""

import numpy as np

from autograder.exercise import Exercise


def softmax(z):
    """Return the probabilities of the classes, one row an example.

    pᵢⱼ = exp(zᵢⱼ) / Σₖ exp(zᵢₖ). Subtracting the same number from all scores of a row changes
    nothing; subtracting the row's largest keeps exp from overflowing.

    Parameters
    ----------
    z : array, shape (N, C)
        Scores: one row an example, one column a class; of any size and sign.

    Returns
    -------
    array, shape (N, C)
        Positive numbers; every row sums to 1.

    Examples
    --------
    >>> print(softmax(np.array([[0.0, 0.0], [1000.0, 0.0]])))
    [[0.5 0.5]
     [1.  0. ]]
    """
    raised = np.exp(z - z.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


exercise = Exercise(
    softmax,
    points=1,
    minutes=10,
    difficulty=2,
    shown={
        "one example with three classes": dict(z=np.array([[1.0, 2.0, 0.5]])),
        "two examples with three classes": dict(z=np.array([[1.0, -1.0, 0.0], [3.0, 0.5, 2.5]])),
        "as many examples as classes": dict(z=np.array([[0.0, 1.5], [2.0, -1.0]])),
        "huge scores of both signs": dict(
            z=np.array([[2000.0, 2001.0, -1000.0], [-1000.0, -1002.0, -1001.0]])
        ),
        "whole numbers": dict(z=np.array([[2, 0, 1], [-3, 1, 1]])),
    },
    hidden={
        "a single class": dict(z=np.array([[3.0], [-700.0]])),
        "scores very far apart": dict(z=np.array([[1000.0, -1000.0, 0.0], [0.0, 5.0, 800.0]])),
        "equal scores": dict(z=np.full((3, 4), -1e6)),
        "single precision": dict(z=np.array([[0.3, -1.2, 100.5, 99.0]], dtype=np.float32)),
    },
    hints=(
        "Three steps: shift each row, raise e to it, divide each row by its own sum.",
        "Along which axis does one go from class to class within one example?",
        (
            "keepdims=True leaves a maximum or a sum over axis 1 with shape (N, 1), so that it "
            "fits the rows of an array of shape (N, C)."
        ),
    ),
)


@exercise.misconception
def over_the_examples(z):
    """Each class sums to 1 over the examples; it is each example that has to sum to 1 over the
    classes. What one example gets must not depend on the others.
    """
    raised = np.exp(z - z.max(axis=0, keepdims=True))
    return raised / raised.sum(axis=0, keepdims=True)


@exercise.misconception
def over_everything(z):
    """The whole table sums to 1; it is each row that has to."""
    raised = np.exp(z - z.max())
    return raised / raised.sum()


@exercise.misconception
def not_shifted(z):
    """For large scores exp overflows, and inf / inf is nan; for very negative ones it is 0 / 0.
    Subtract the row's largest score first: the probabilities stay the same.
    """
    raised = np.exp(1.0 * z)
    return raised / raised.sum(axis=1, keepdims=True)


@exercise.misconception
def shifted_by_one_for_all(z):
    """The largest score of the whole table was subtracted: a row far below it becomes 0 / 0.
    Each row needs its own largest.
    """
    raised = np.exp(z - z.max())
    return raised / raised.sum(axis=1, keepdims=True)


@exercise.misconception
def shifted_by_the_mean(z):
    """The mean of each row was subtracted: a score far above it still overflows. Subtract the
    largest, so that no exponent is above zero.
    """
    raised = np.exp(z - z.mean(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


@exercise.misconception
def logarithms(z):
    """These are the logarithms of the probabilities: all are negative, and no row sums to 1."""
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


@exercise.misconception
def not_divided(z):
    """The rows do not sum to 1: the division by the row's sum is missing."""
    return np.exp(z - z.max(axis=1, keepdims=True))


@exercise.misconception
def sums_as_a_row(z):
    """The sums of the rows were laid along the columns. With as many examples as classes NumPy
    does not complain, and everything is divided by somebody else's sum.
    """
    raised = np.exp(z - z.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1)


@exercise.misconception
def sigmoids(z):
    """Each score went through a sigmoid of its own; the classes have to compete for one whole."""
    return 1 / (1 + np.exp(-z))


@exercise.misconception
def without_exp(z):
    """The scores themselves were divided by their sum; without exp they stay negative, or the
    sum is zero.
    """
    return z / z.sum(axis=1, keepdims=True)


@exercise.variant
def row_by_row(z):
    p = np.empty(z.shape)
    for i, row in enumerate(z):
        raised = np.exp(row - max(row))
        p[i] = raised / sum(raised)
    return p


@exercise.variant
def by_logarithms(z):
    z = z - z.max(axis=1, keepdims=True)
    return np.exp(z - np.log(np.exp(z).sum(axis=1))[:, None])


@exercise.variant
def turned(z):
    raised = np.exp(z.T - z.max(axis=1))
    return (raised / raised.sum(axis=0)).T


@exercise.fresh
def fresh(rng):
    return dict(z=rng.normal(0, 20, size=(5, 4)))
