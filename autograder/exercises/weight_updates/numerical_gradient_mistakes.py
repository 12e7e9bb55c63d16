"""Known mistakes of `numerical_gradient`: the two points, and what happens between them."""

import numpy as np


def _entrywise(w, slope):
    """An array of the shape of w that holds `slope(point, i)` of each entry i; point is a copy."""
    point, gradient = np.array(w, dtype=float), np.zeros(np.shape(w))
    for i in np.ndindex(point.shape):
        gradient[i] = slope(point, i)
    return gradient


def _moved(point, i, distance):
    moved = point.copy()
    moved[i] += distance
    return moved


def _right(f, w, eps):
    def slope(point, i):
        return (f(_moved(point, i, eps)) - f(_moved(point, i, -eps))) / (2 * eps)

    return _entrywise(w, slope)


def without_two(f, w, eps):
    """It was divided by ε, but the two points lie 2ε apart: every slope is doubled."""
    return 2 * _right(f, w, eps)


def one_sided(f, w, eps):
    """This is the one-sided difference from f(w) to f(w + ε): its error shrinks only with ε, so use
    a point on either side.
    """
    start = f(np.array(w, dtype=float))
    return _entrywise(w, lambda point, i: (f(_moved(point, i, eps)) - start) / eps)


def one_sided_each_time(f, w, eps):
    """This is the one-sided difference, with f(w) computed again for every entry: for the same two
    calls you get a point on either side, and an error that shrinks with ε².
    """
    return _entrywise(w, lambda point, i: (f(_moved(point, i, eps)) - f(point)) / eps)


def backward(f, w, eps):
    """This is the one-sided difference from f(w − ε) to f(w): use a point on either side."""
    return _entrywise(w, lambda point, i: (f(point) - f(_moved(point, i, -eps))) / eps)


def not_put_back(f, w, eps):
    """The moved entry was not put back, so that each further slope is measured at another point."""

    def slope(point, i):
        point[i] += eps
        above = f(point)
        point[i] -= 2 * eps
        return (above - f(point)) / (2 * eps)

    return _entrywise(w, slope)


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


def all_at_once(f, w, eps):
    """All entries were moved together: that measures one slope along the diagonal, the sum of all;
    each entry needs two calls of its own.
    """
    slope = (f(w + eps) - f(w - eps)) / (2 * eps)
    return np.full(w.shape, slope)


def own_distance(f, w, eps):
    """The distance ε that was passed in is not used; a far too small one drowns in rounding, so the
    caller has to be able to choose.
    """
    return _right(f, w, 1e-3)


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


def flattened(f, w, eps):
    """The slopes came back in a row: the gradient has the shape of w, to be subtracted from it."""
    return _right(f, w, eps).ravel()


def downhill(f, w, eps):
    """The difference was taken the wrong way round, so that it points downhill."""
    return -_right(f, w, eps)


def multiplied(f, w, eps):
    """The difference was multiplied by ε: `/ 2 * eps` divides by 2 only, so brackets are
    missing.
    """
    return _right(f, w, eps) * eps**2


def half_the_distance(f, w, eps):
    """The two points lie only ε/2 to either side; they should be ε away, as the caller asked."""
    return _right(f, w, eps / 2)


def others_stay_moved(f, w, eps):
    """The entries moved before are still moved, because the array with ε in it was not cleared: one
    entry is moved at a time.
    """
    step = np.zeros(w.shape)

    def slope(point, i):
        step[i] = eps
        return (f(point + step) - f(point - step)) / (2 * eps)

    return _entrywise(w, slope)


def whole_numbers_returned(f, w, eps):
    """The slopes were stored in an array of w's kind: where w holds whole numbers, that cuts
    off all digits behind the point.
    """
    return _right(f, w, eps).astype(w.dtype)
