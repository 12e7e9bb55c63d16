"""The learning rate that is fastest on a bowl."""

import numpy as np

from autograder.exercise import Exercise


def best_learning_rate(H):
    """Return the rate at which gradient descent on J(w) = ½ wᵀ H w converges fastest.

    The worst direction leaves max |1 − η λᵢ|. That is smallest where the steepest and the flattest
    direction are equally bad: η = 2 / (λ_max + λ_min).

    Parameters
    ----------
    H : array, shape (D, D)
        Symmetric; its eigenvalues, the curvatures, are positive.

    Returns
    -------
    float

    Examples
    --------
    >>> print(best_learning_rate(np.array([[3.0, 0.0], [0.0, 1.0]])))
    0.5
    """
    curvatures = np.linalg.eigvalsh(H)
    return 2 / (curvatures[0] + curvatures[-1])


TURNED = np.array([[2.0, 1.0], [1.0, 2.0]])  # curvatures 1 and 3
THREE = np.array([[4.0, 0.0, 0.0], [0.0, 4.0, 3.0], [0.0, 3.0, 4.0]])  # curvatures 1, 4, 7
PARTLY = np.array([[6.0, 0.0, 0.0], [0.0, 2.0, 1.0], [0.0, 1.0, 2.0]])  # curvatures 1, 3, 6

exercise = Exercise(
    best_learning_rate,
    points=1,
    minutes=5,
    difficulty=2,
    shown={
        "one weight": dict(H=np.array([[4.0]])),
        "a bowl at an angle": dict(H=TURNED),
        "three weights": dict(H=THREE),
        "three weights, two of which pull on each other": dict(H=PARTLY),
    },
    hidden={
        "whole numbers": dict(H=np.array([[5, -2], [-2, 2]])),
        "a very long valley": dict(H=np.diag([1e-4, 1.0, 250.0])),
        "the steepest direction first": dict(H=np.diag([9.0, 0.3, 2.0, 0.7])),
        "a round bowl": dict(H=0.2 * np.eye(3)),
    },
    hints=(
        "With a small rate the flattest direction is the slow one, with a large rate the steepest.",
        "Set 1 − η λ for the flattest equal to −(1 − η λ) for the steepest, and solve for η.",
        "Two eigenvalues are enough: the smallest and the largest.",
    ),
)


@exercise.misconception
def critical_rate(H):
    """This is the limit: there the steepest direction swings for ever and never comes nearer."""
    return 2 / np.linalg.eigvalsh(H)[-1]


@exercise.misconception
def steepest_at_once(H):
    """1 / λ_max settles the steepest direction in one step and leaves the flattest to wait; a
    larger rate is a better bargain.
    """
    return 1 / np.linalg.eigvalsh(H)[-1]


@exercise.misconception
def without_two(H):
    """The rate is half as large as it should be: solve 1 − η λ_min = η λ_max − 1 once more."""
    curvatures = np.linalg.eigvalsh(H)
    return 1 / (curvatures[0] + curvatures[-1])


@exercise.misconception
def mean_of_all(H):
    """The mean of all curvatures was used; those between the smallest and the largest do not
    matter.
    """
    return 1 / np.linalg.eigvalsh(H).mean()


@exercise.misconception
def two_by_the_trace(H):
    """The trace adds up all curvatures; only the smallest and the largest matter."""
    return 2 / np.trace(H)


@exercise.misconception
def from_the_diagonal(H):
    """The diagonal of H was taken for the curvatures; in a bowl at an angle they are others."""
    return 2 / (np.diag(H).min() + np.diag(H).max())


@exercise.misconception
def geometric_mean(H):
    """The geometric mean of the two curvatures was used; equally bad means the ordinary one."""
    curvatures = np.linalg.eigvalsh(H)
    return 1 / np.sqrt(curvatures[0] * curvatures[-1])


@exercise.misconception
def mean_of_the_rates(H):
    """The two directions' own best rates were averaged; the flat one's is far beyond the limit."""
    curvatures = np.linalg.eigvalsh(H)
    return (1 / curvatures[0] + 1 / curvatures[-1]) / 2


@exercise.misconception
def middle_curvature(H):
    """The mean of the two curvatures itself came back: the rate is one over it."""
    curvatures = np.linalg.eigvalsh(H)
    return (curvatures[0] + curvatures[-1]) / 2


@exercise.misconception
def flattest_at_once(H):
    """1 / λ_min settles the flattest direction in one step, and throws out the steepest."""
    return 1 / np.linalg.eigvalsh(H)[0]


@exercise.misconception
def difference(H):
    """The curvatures were subtracted; where both directions are equally bad their sum stands."""
    curvatures = np.linalg.eigvalsh(H)
    return 2 / (curvatures[-1] - curvatures[0])


@exercise.variant
def general_eigenvalues(H):
    curvatures = np.linalg.eig(H)[0]
    return 2.0 / (min(curvatures) + max(curvatures))


@exercise.variant
def one_over_the_middle(H):
    curvatures = np.linalg.svd(H, compute_uv=False)
    return float(1 / np.mean([curvatures[0], curvatures[-1]]))


@exercise.fresh
def fresh(rng):
    A = rng.normal(size=(9, 4))
    return dict(H=A.T @ A / 9 + 0.1 * np.eye(4))
