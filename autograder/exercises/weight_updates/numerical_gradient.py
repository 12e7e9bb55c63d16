"""The gradient by central differences."""

import numpy as np

from autograder.exercise import Exercise
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
SHEET = Quartic(np.array([[0.5, 0.25, 1.0], [0.125, 2.0, 0.75]]))
STEEP = Quartic(np.array([30.0, 0.01, 7.0, 400.0]))

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
            f=SHEET.value, w=np.array([[0.7, 1.2, -0.3], [0.4, -1.1, 0.9]]), eps=0.1
        ),
        "whole numbers as weights": dict(f=WALL.value, w=np.array([2, -1, 1]), eps=0.125),
    },
    hidden={
        "a single weight": dict(f=Quartic(np.array([0.3])).value, w=np.array([1.7]), eps=0.03),
        "a small distance": dict(f=WALL.value, w=np.array([1.3, 0.2, -0.8]), eps=1e-5),
        "weights of single precision": dict(
            f=WALL.value, w=np.array([0.9, -1.4, 0.6], dtype=np.float32), eps=0.0625
        ),
        "a start at the minimum": dict(f=BOWL.value, w=np.array([1.0, -2.0]), eps=0.01),
        "slopes of very different size": dict(
            f=STEEP.value, w=np.array([1.1, 3.0, -0.2, 2.3]), eps=0.07
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


@exercise.misconception
def without_two(f, w, eps):
    """It was divided by ε, but the two points lie 2ε apart: every slope is doubled."""
    return 2 * numerical_gradient(f, w, eps)


@exercise.misconception
def one_sided(f, w, eps):
    """This is the one-sided difference from f(w) to f(w + ε): its error shrinks only with ε, so use
    a point on either side.
    """
    point = np.array(w, dtype=float)
    start, gradient = f(point), np.zeros_like(point)
    for i in np.ndindex(point.shape):
        moved = point.copy()
        moved[i] += eps
        gradient[i] = (f(moved) - start) / eps
    return gradient


@exercise.misconception
def one_sided_each_time(f, w, eps):
    """This is the one-sided difference, with f(w) computed again for every entry: for the same two
    calls you get a point on either side, and an error that shrinks with ε².
    """
    point, gradient = np.array(w, dtype=float), np.zeros(np.shape(w))
    for i in np.ndindex(point.shape):
        moved = point.copy()
        moved[i] += eps
        gradient[i] = (f(moved) - f(point)) / eps
    return gradient


@exercise.misconception
def backward(f, w, eps):
    """This is the one-sided difference from f(w − ε) to f(w): use a point on either side."""
    point, gradient = np.array(w, dtype=float), np.zeros(np.shape(w))
    for i in np.ndindex(point.shape):
        moved = point.copy()
        moved[i] -= eps
        gradient[i] = (f(point) - f(moved)) / eps
    return gradient


@exercise.misconception
def not_put_back(f, w, eps):
    """The moved entry was not put back, so that each further slope is measured at another point."""
    point, gradient = np.array(w, dtype=float), np.zeros(np.shape(w))
    for i in np.ndindex(point.shape):
        point[i] += eps
        above = f(point)
        point[i] -= 2 * eps
        gradient[i] = (above - f(point)) / (2 * eps)
    return gradient


@exercise.misconception
def put_back_by_adding(f, w, eps):
    """w was moved by adding and subtracting ε, and rounding leaves it a little beside where it was:
    work on a copy, or keep the old number.
    """
    if w.dtype.kind != "f":
        w = w.astype(float)
    gradient = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] += eps
        above = f(w)
        w[i] -= 2 * eps
        below = f(w)
        w[i] += eps
        gradient[i] = (above - below) / (2 * eps)
    return gradient


@exercise.misconception
def all_at_once(f, w, eps):
    """All entries were moved together: that measures one slope along the diagonal, the sum of all;
    each entry needs two calls of its own.
    """
    slope = (f(w + eps) - f(w - eps)) / (2 * eps)
    return np.full(w.shape, slope)


@exercise.misconception
def own_distance(f, w, eps):
    """The distance ε that was passed in is not used; a far too small one drowns in rounding, so the
    caller has to be able to choose.
    """
    return numerical_gradient(f, w, 1e-3)


@exercise.misconception
def whole_numbers(f, w, eps):
    """The copy of w holds whole numbers, so adding ε to an entry was rounded away: a copy of floats
    is needed.
    """
    point, gradient = w.copy(), np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        point[i] = w[i] + eps
        above = f(point)
        point[i] = w[i] - eps
        gradient[i] = (above - f(point)) / (2 * eps)
        point[i] = w[i]
    return gradient


@exercise.misconception
def only_the_first_axis(f, w, eps):
    """The loop runs over the first axis only, so that a whole row of a matrix moves at once: each
    entry has its own slope.
    """
    point, gradient = np.array(w, dtype=float), np.zeros(np.shape(w))
    for i in range(len(point)):
        old = point[i].copy()
        point[i] = old + eps
        above = f(point)
        point[i] = old - eps
        gradient[i] = (above - f(point)) / (2 * eps)
        point[i] = old
    return gradient


@exercise.misconception
def flattened(f, w, eps):
    """The slopes came back in a row: the gradient has the shape of w, to be subtracted from it."""
    return numerical_gradient(f, w, eps).ravel()


@exercise.misconception
def downhill(f, w, eps):
    """The difference was taken the wrong way round, so that it points downhill."""
    return -numerical_gradient(f, w, eps)


@exercise.misconception
def multiplied(f, w, eps):
    """The difference was multiplied by ε: `/ 2 * eps` divides by 2 only, so brackets are
    missing.
    """
    return numerical_gradient(f, w, eps) * eps**2


@exercise.misconception
def half_the_distance(f, w, eps):
    """The two points lie only ε/2 to either side; they should be ε away, as the caller asked."""
    return numerical_gradient(f, w, eps / 2)


@exercise.misconception
def others_stay_moved(f, w, eps):
    """The entries moved before are still moved, because the array with ε in it was not cleared: one
    entry is moved at a time.
    """
    point, step, gradient = np.array(w, dtype=float), np.zeros(w.shape), np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        step[i] = eps
        gradient[i] = (f(point + step) - f(point - step)) / (2 * eps)
    return gradient


@exercise.misconception
def whole_numbers_returned(f, w, eps):
    """The slopes were stored in an array of w's kind: where w holds whole numbers, that cuts
    off all digits behind the point.
    """
    return numerical_gradient(f, w, eps).astype(w.dtype)


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
    scale = rng.uniform(0.2, 2, size=(2, 4))
    return dict(f=Quartic(scale).value, w=rng.normal(size=(2, 4)), eps=rng.uniform(0.05, 0.2))
