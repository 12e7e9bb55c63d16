"""The learning rate above which a bowl throws gradient descent out."""

import numpy as np

from autograder.exercise import Exercise


def critical_learning_rate(H):
    """Return the rate above which gradient descent diverges on J(w) = ½ wᵀ H w.

    Along an eigenvector of H with eigenvalue λ, a step multiplies the distance to the minimum by
    1 − η λ. Its size exceeds 1 first in the steepest direction: the limit is 2 / λ_max.

    Parameters
    ----------
    H : array, shape (D, D)
        Symmetric; its eigenvalues, the curvatures, are 0 or positive, and one at least is positive.

    Returns
    -------
    float

    Examples
    --------
    >>> print(critical_learning_rate(np.array([[4.0, 0.0], [0.0, 1.0]])))
    0.5
    """
    return 2 / np.linalg.eigvalsh(H)[-1]


TURNED = np.array([[0.5, 0.25], [0.25, 0.5]])  # curvatures 0.25 and 0.75
THREE = np.array([[2.0, 0.0, 0.0], [0.0, 2.5, 1.5], [0.0, 1.5, 2.5]])  # curvatures 1, 2, 4
CHAIN = np.array([[1.0, 1.0, 0.0], [1.0, 2.0, -1.0], [0.0, -1.0, 3.0]])

exercise = Exercise(
    critical_learning_rate,
    points=1,
    minutes=5,
    difficulty=1,
    shown={
        "one weight": dict(H=np.array([[4.0]])),
        "a bowl along the axes": dict(H=np.diag([8.0, 1.0])),
        "a bowl at an angle": dict(H=TURNED),
        "three weights": dict(H=THREE),
        "three weights in a chain": dict(H=CHAIN),
    },
    hidden={
        "a valley without a slope along it": dict(H=np.array([[1.0, 1.0], [1.0, 1.0]])),
        "whole numbers": dict(H=np.array([[5, -2], [-2, 2]])),
        "tiny curvatures": dict(H=1e-7 * THREE),
        "huge curvatures": dict(H=3e5 * THREE),
        "the steepest direction first": dict(H=np.diag([9.0, 0.3, 2.0])),
    },
    hints=(
        "Which direction runs away first when the rate grows, the flat or the steep one?",
        "The curvatures of the bowl are the eigenvalues of H, not the entries of its diagonal.",
        "np.linalg.eigvalsh gives the eigenvalues of a symmetric matrix, the smallest first.",
    ),
)


@exercise.misconception
def right_into_the_minimum(H):
    """1 / λ is the rate that hits the bottom in one step; it may be twice as large before the
    walk runs away.
    """
    return 1 / np.linalg.eigvalsh(H)[-1]


@exercise.misconception
def two_by_the_trace(H):
    """The trace is the sum of all curvatures; only the largest of them sets the limit."""
    return 2 / np.trace(H)


@exercise.misconception
def two_by_the_mean(H):
    """The mean curvature sets no limit: the steepest direction runs away alone."""
    return 2 / np.linalg.eigvalsh(H).mean()


@exercise.misconception
def largest_on_the_diagonal(H):
    """The diagonal of H shows the curvature along each weight; a bowl at an angle is steeper in
    between.
    """
    return 2 / np.max(np.diag(H))


@exercise.misconception
def flattest_direction(H):
    """This is the limit of the flattest direction; the steepest one has run away long before."""
    return 2 / np.linalg.eigvalsh(H)[0]


@exercise.misconception
def without_two(H):
    """The largest curvature itself came back: the limit is a rate, and falls as it grows."""
    return np.linalg.eigvalsh(H)[-1]


@exercise.misconception
def half_the_curvature(H):
    """The fraction is upside down: the steeper the bowl, the smaller the rate it allows."""
    return np.linalg.eigvalsh(H)[-1] / 2


@exercise.misconception
def square_root(H):
    """This is the square root of the largest curvature: those are the singular values of X, and
    H = XᵀX / N already has their squares as eigenvalues.
    """
    return 2 / np.sqrt(np.linalg.eigvalsh(H)[-1])


@exercise.misconception
def frobenius_norm(H):
    """`np.linalg.norm(H)` squares and adds all entries, so that every direction counts; here only
    the steepest does.
    """
    return 2 / np.linalg.norm(H)


@exercise.misconception
def best_rate(H):
    """2 / (λ_max + λ_min) is the rate that converges fastest; the limit is larger."""
    curvatures = np.linalg.eigvalsh(H)
    return 2 / (curvatures[0] + curvatures[-1])


@exercise.variant
def general_eigenvalues(H):
    return 2.0 / max(np.linalg.eig(H)[0])


@exercise.variant
def spectral_norm(H):
    return 2 / np.linalg.norm(H, 2)


@exercise.variant
def smallest_of_all_limits(H):
    curvatures = np.linalg.eigvalsh(H)
    return min(2 / curvature for curvature in curvatures if curvature > 1e-12)


@exercise.fresh
def fresh(rng):
    A = rng.normal(size=(4, 3))
    return dict(H=A.T @ A / 4)
