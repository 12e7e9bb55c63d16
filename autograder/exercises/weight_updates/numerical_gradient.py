"""The gradient by central differences."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.weight_updates import numerical_gradient_mistakes
from course.landscapes import Quadratic, Quartic


def numerical_gradient(f, w, eps):
    """Return the gradient of a function, measured and not derived.

    ∂f/∂wᵢ ≈ (f(w + ε eᵢ) − f(w − ε eᵢ)) / (2ε): one entry is moved at a time, the others stay.
    The error of this central difference shrinks with ε², that of a one-sided one only with ε.

    Parameters
    ----------
    f : callable
        f(w) is a float for an array of the shape of w. It is called twice for each entry of w.
    w : array of any shape
        Where the slope is measured; it is left as it was, to the last bit.
    eps : float
        The distance ε to either side.

    Returns
    -------
    array of floats with the shape of w

    Examples
    --------
    >>> def f(w):
    ...     return w[0] ** 2 + 3 * w[1]
    >>> numerical_gradient(f, np.array([2.0, 5.0]), 0.25)
    array([4., 3.])
    """
    point = np.array(w, dtype=float)
    gradient = np.zeros_like(point)
    for i in np.ndindex(point.shape):
        old = point[i]
        point[i] = old + eps
        above = f(point)
        point[i] = old - eps
        below = f(point)
        point[i] = old
        gradient[i] = (above - below) / (2 * eps)
    return gradient


BOWL = Quadratic(np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([1.0, -2.0]))
WALL = Quartic(np.array([0.5, 0.25, 1.0]))
PAIR = Quartic(np.array([0.5, 0.25]))
SHEET = Quartic(np.array([[0.5, 0.25], [0.125, 2.0], [1.0, 0.75]]))
STEEP = Quartic(np.array([30.0, 0.01, 400.0]))

exercise = Exercise(
    numerical_gradient,
    points=2,
    minutes=15,
    difficulty=3,
    results=("the gradient", "the number of calls of f"),
    probe="counted",
    tolerance=1e-4,
    shown={
        "a bowl with two weights": dict(f=BOWL.value, w=np.array([3.0, 1.0]), eps=0.5),
        "three weights and a wall that is not a parabola": dict(
            f=WALL.value, w=np.array([1.0, -2.0, 1.5]), eps=0.25
        ),
        "weights that are a matrix": dict(
            f=SHEET.value, w=np.array([[0.7, 1.2], [0.4, -1.1], [-0.3, 0.9]]), eps=0.1
        ),
        "whole numbers as weights": dict(f=PAIR.value, w=np.array([2, -1]), eps=0.125),
    },
    hidden={
        "a single weight": dict(f=Quartic(np.array([0.3])).value, w=np.array([1.7]), eps=0.03),
        "a small distance": dict(f=PAIR.value, w=np.array([1.3, 0.2]), eps=1e-5),
        "weights of single precision": dict(
            f=PAIR.value, w=np.array([0.9, -1.4], dtype=np.float32), eps=0.0625
        ),
        "a start at the minimum": dict(f=BOWL.value, w=np.array([1.0, -2.0]), eps=0.01),
        "slopes of very different size": dict(
            f=STEEP.value, w=np.array([1.1, 3.0, -0.2]), eps=0.07
        ),
    },
    hints=(
        "Measure the slope of one weight only: which two points does f have to be asked at?",
        "Move one entry at a time, keep the old number, and put it back before the next.",
        (
            "np.ndindex(w.shape) gives the index of every entry for any shape; work on a copy of w "
            "that holds floats, and divide by the distance between the two points."
        ),
    ),
)

exercise.misconceptions_from(numerical_gradient_mistakes)


@exercise.variant
def with_basis_vectors(f, w, eps):
    slopes = []
    for k in range(w.size):
        e = np.zeros(w.size)
        e[k] = eps
        e = e.reshape(w.shape)
        slopes.append((f(w + e) - f(w - e)) / (2 * eps))
    return np.array(slopes).reshape(w.shape)


@exercise.variant
def with_two_copies(f, w, eps):
    gradient = np.empty(w.shape)
    for i, _ in np.ndenumerate(w):
        above, below = w.astype(float), w.astype(float)
        above[i] += eps
        below[i] -= eps
        gradient[i] = (f(above) - f(below)) / eps / 2
    return gradient


@exercise.variant
def moved_and_put_back(f, w, eps):
    point = w.astype("float64")
    flat, gradient = point.reshape(-1), np.zeros(w.size)
    for k in range(flat.size):
        old = flat[k]
        flat[k] = old - eps
        below = f(point)
        flat[k] = old + eps
        gradient[k] = (f(point) - below) / (2 * eps)
        flat[k] = old
    return gradient.reshape(w.shape)


@exercise.fresh
def fresh(rng):
    scale = rng.uniform(0.2, 2, size=(1, 3))
    return dict(f=Quartic(scale).value, w=rng.normal(size=(1, 3)), eps=rng.uniform(0.05, 0.2))
