"""How far two arrays are apart, whatever their size."""

import numpy as np

from autograder.exercise import Exercise


def relative_error(a, b):
    """Return the largest difference of two arrays as a share of the largest of all their entries.

    max |a − b| / max(max |a|, max |b|), and 0 where both arrays are zero throughout.
    0 says equal, 2 says opposite; 1/2 says that one is twice the other.

    Parameters
    ----------
    a, b : arrays of the same shape

    Returns
    -------
    float
        From 0 to 2.

    Examples
    --------
    >>> a = np.array([1.0, -4.0])
    >>> print(relative_error(a, np.array([2.0, -4.0])), relative_error(a, -a))
    0.25 2.0
    """
    largest = max(np.max(np.abs(a)), np.max(np.abs(b)))
    return np.max(np.abs(a - b)) / largest if largest > 0 else 0.0


exercise = Exercise(
    relative_error,
    points=1,
    minutes=8,
    difficulty=1,
    shown={
        "one entry differs": dict(a=np.array([1.0, -4.0, 2.0]), b=np.array([1.0, -4.0, 3.0])),
        "the second is larger": dict(a=np.array([0.5, 1.0]), b=np.array([0.5, -8.0])),
        "tiny arrays": dict(
            a=np.array([[2e-9, -1e-9], [0.0, 4e-9]]), b=np.array([[2e-9, 1e-9], [0.0, 4e-9]])
        ),
        "an entry that is zero in both": dict(
            a=np.array([0.0, 3.0, -1.0]), b=np.array([0.0, 2.0, -1.0])
        ),
        "zeros throughout": dict(a=np.zeros((2, 2)), b=np.zeros((2, 2))),
    },
    hidden={
        "equal arrays": dict(a=np.array([0.3, -0.7]), b=np.array([0.3, -0.7])),
        "opposite arrays": dict(a=np.array([[0.3], [-0.7]]), b=np.array([[-0.3], [0.7]])),
        "huge arrays": dict(a=np.array([3e12, 1e12]), b=np.array([3.003e12, 1e12])),
        "one of them zero throughout": dict(a=np.zeros(3), b=np.array([0.1, 0.2, -0.3])),
        "whole numbers": dict(a=np.array([3, -5, 4]), b=np.array([3, -5, 0])),
        "single precision": dict(
            a=np.array([0.5, 0.25], dtype=np.float32), b=np.array([0.5, 0.3], dtype=np.float32)
        ),
    },
    hints=(
        "Two numbers: how far apart the arrays are at worst, and how large they are at most.",
        "np.abs first, then np.max; the built-in max takes the larger of two numbers.",
        "Compute the size first. Only where it is above zero can you divide by it.",
    ),
)


def _largest(*arrays):
    return max(np.max(np.abs(array)) for array in arrays)


@exercise.misconception
def absolute(a, b):
    """This is the difference itself; it has to be seen against the size of the arrays. A
    difference of 1e-9 is much where the gradient is 1e-9.
    """
    return np.max(np.abs(a - b))


@exercise.misconception
def against_the_first(a, b):
    """The difference was divided by the size of the first array only; the larger of both counts,
    so that the order does not matter.
    """
    size = np.max(np.abs(a))
    return np.max(np.abs(a - b)) / size if size > 0 else 0.0


@exercise.misconception
def against_the_sum(a, b):
    """The difference was divided by the sum of both sizes; divide by the larger of the two."""
    size = np.max(np.abs(a)) + np.max(np.abs(b))
    return np.max(np.abs(a - b)) / size if size > 0 else 0.0


@exercise.misconception
def entry_by_entry(a, b):
    """Each entry was divided by its own size. An entry near zero, where only rounding differs,
    then looks all wrong, and 0 / 0 is nan. The largest entry of the array is the measure.
    """
    return np.max(np.abs(a - b) / np.maximum(np.abs(a), np.abs(b)))


@exercise.misconception
def zero_by_zero(a, b):
    """Two arrays of zeros gave nan, 0 / 0: they are equal, so their error is 0."""
    return np.max(np.abs(a - b)) / _largest(a, b)


@exercise.misconception
def mean_difference(a, b):
    """The mean difference was taken: a single wrong entry among many right ones disappears in
    it. Take the largest.
    """
    size = _largest(a, b)
    return np.mean(np.abs(a - b)) / size if size > 0 else 0.0


@exercise.misconception
def signs_kept(a, b):
    """Without absolute values a negative difference counts as none, and a large negative entry
    as small.
    """
    size = max(np.max(a), np.max(b))
    return np.max(a - b) / size if size > 0 else 0.0


@exercise.misconception
def padded(a, b):
    """A small number was added to the size, so as not to divide by zero; where the gradient
    itself is as small, it hides the error.
    """
    return np.max(np.abs(a - b)) / (_largest(a, b) + 1e-8)


@exercise.variant
def by_norm(a, b):
    size = max(np.linalg.norm(np.ravel(a), np.inf), np.linalg.norm(np.ravel(b), np.inf))
    return float(np.linalg.norm(np.ravel(a - b), np.inf) / size) if size else 0.0


@exercise.variant
def looped(a, b):
    apart = size = 0.0
    for u, v in zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True):
        apart, size = max(apart, abs(u - v)), max(size, abs(u), abs(v))
    return apart / size if size > 0 else 0


@exercise.variant
def equal_first(a, b):
    if np.array_equal(a, b):
        return 0.0
    return np.abs(np.subtract(a, b)).max() / np.abs(np.stack([a, b])).max()


@exercise.fresh
def fresh(rng):
    scale = 10.0 ** rng.integers(-12, 12)
    a = scale * rng.normal(size=(3, 4))
    return dict(a=a, b=a + 0.1 * scale * rng.normal(size=(3, 4)))
