"""How much of the distance to the minimum a step leaves."""

import numpy as np

from autograder.exercise import Exercise


def convergence_rate(H, learning_rate):
    """Return the share of the distance to the minimum that one step leaves, in the worst direction.

    r = max over i of |1 − η λᵢ|, with λᵢ the eigenvalues of H. After t steps of gradient descent
    on J(w) = ½ wᵀ H w, at most rᵗ of the distance is left; above 1 the walk diverges.

    Parameters
    ----------
    H : array, shape (D, D)
        Symmetric; its eigenvalues are the curvatures.
    learning_rate : float
        η in the formula.

    Returns
    -------
    float

    Examples
    --------
    >>> print(convergence_rate(np.array([[4.0, 0.0], [0.0, 1.0]]), 0.25))
    0.75
    """
    return np.max(np.abs(1 - learning_rate * np.linalg.eigvalsh(H)))


TURNED = np.array([[5.0, 3.0], [3.0, 5.0]])  # curvatures 2 and 8
THREE = np.array([[1.0, 0.0, 0.0], [0.0, 3.0, 1.0], [0.0, 1.0, 3.0]])  # curvatures 1, 2, 4

exercise = Exercise(
    convergence_rate,
    points=2,
    minutes=8,
    difficulty=2,
    shown={
        "one weight": dict(H=np.array([[4.0]]), learning_rate=0.125),
        "a bowl at an angle, a small rate": dict(H=TURNED, learning_rate=0.0625),
        "three weights, a small rate": dict(H=THREE, learning_rate=0.125),
        "a rate that makes the steep direction swing": dict(H=TURNED, learning_rate=0.21875),
        "a rate that diverges": dict(H=THREE, learning_rate=1.25),
        "curvatures 2, 0.5 and 4, in this order": dict(
            H=np.diag([2.0, 0.5, 4.0]), learning_rate=0.25
        ),
    },
    hidden={
        "a rate of zero": dict(H=THREE, learning_rate=0.0),
        "a direction without curvature": dict(
            H=np.array([[1.0, 1.0], [1.0, 1.0]]), learning_rate=0.7
        ),
        "whole numbers": dict(H=np.array([[5, -2], [-2, 2]]), learning_rate=0.3),
        "nearly round, the steepest direction in the middle": dict(
            H=np.diag([1.0, 1.03, 0.99]), learning_rate=1.0
        ),
    },
    hints=(
        "Each direction of the bowl shrinks by a factor of its own. Which of them lasts longest?",
        "A factor of −0.9 is as slow as one of 0.9: the sign only says that the walk swings.",
        "Compute one number for each eigenvalue, take the size of each, and keep the largest.",
    ),
)


@exercise.misconception
def mean_curvature(H, learning_rate):
    """The mean curvature is that of no direction: the slowest direction is the one you wait for."""
    return abs(1 - learning_rate * np.linalg.eigvalsh(H).mean())


@exercise.misconception
def without_size(H, learning_rate):
    """A factor below 0 swings, and can be slow as well: compare the sizes of the factors."""
    return np.max(1 - learning_rate * np.linalg.eigvalsh(H))


@exercise.misconception
def fastest_direction(H, learning_rate):
    """This is the direction that shrinks fastest; the walk is over when the slowest one is."""
    return np.min(np.abs(1 - learning_rate * np.linalg.eigvalsh(H)))


@exercise.misconception
def steepest_direction(H, learning_rate):
    """Only the steepest direction was looked at; with a small rate the flattest is slower."""
    return abs(1 - learning_rate * np.linalg.eigvalsh(H)[-1])


@exercise.misconception
def flattest_direction(H, learning_rate):
    """Only the flattest direction was looked at; with a large rate the steepest is the worst."""
    return abs(1 - learning_rate * np.linalg.eigvalsh(H)[0])


@exercise.misconception
def mean_of_the_factors(H, learning_rate):
    """The factors were averaged: after many steps only the largest of them is left to see."""
    return np.mean(np.abs(1 - learning_rate * np.linalg.eigvalsh(H)))


@exercise.misconception
def only_the_diagonal(H, learning_rate):
    """The diagonal of H was taken for the curvatures; in a bowl at an angle they are others."""
    return np.max(np.abs(1 - learning_rate * np.diag(H)))


@exercise.misconception
def largest_product(H, learning_rate):
    """This is the largest η λ itself; what is left after the step is 1 minus it."""
    return np.max(np.abs(learning_rate * np.linalg.eigvalsh(H)))


@exercise.misconception
def squared(H, learning_rate):
    """The factor was squared: that is what a step leaves of the loss, not of the distance."""
    return np.max((1 - learning_rate * np.linalg.eigvalsh(H)) ** 2)


@exercise.misconception
def entry_by_entry(H, learning_rate):
    """The largest entry of the matrix is not its largest factor: 1 − η λ needs the eigenvalues."""
    return np.max(np.abs(np.eye(len(H)) - learning_rate * H))


@exercise.misconception
def one_minus_every_entry(H, learning_rate):
    """1 was subtracted from every entry of H; the factors belong to its eigenvalues."""
    return np.max(np.abs(1 - learning_rate * H))


@exercise.variant
def spectral_radius(H, learning_rate):
    return max(abs(np.linalg.eigvals(np.eye(len(H)) - learning_rate * H)))


@exercise.variant
def two_ends(H, learning_rate):
    curvatures = np.linalg.eigvalsh(H)
    return max(abs(1 - learning_rate * curvatures[0]), abs(1 - learning_rate * curvatures[-1]))


@exercise.variant
def spectral_norm(H, learning_rate):
    return float(np.linalg.norm(np.eye(len(H)) - learning_rate * H, 2))


@exercise.fresh
def fresh(rng):
    A = rng.normal(size=(6, 3))
    H = A.T @ A / 6
    limit = 2 / np.linalg.eigvalsh(H)[-1]
    return dict(H=H, learning_rate=float(limit * rng.uniform(0.1, 1.3)))
