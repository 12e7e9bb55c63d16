"""Gradient descent on a bowl, point by point."""

import numpy as np

from autograder.exercise import Exercise


def quadratic_path(H, w0, learning_rate, steps):
    """Return every point of gradient descent on the bowl J(w) = ½ wᵀ H w.

    The gradient of J is H w, so each step is w ← w − η H w.

    Parameters
    ----------
    H : array, shape (D, D)
        Symmetric: the curvatures of the bowl.
    w0 : array, shape (D,)
        The start; it is left as it was.
    learning_rate : float
        η in the formula.
    steps : int
        0 or more.

    Returns
    -------
    path : array, shape (steps + 1, D)
        path[0] is w0, path[t] is the point after t steps.

    Examples
    --------
    >>> H = np.array([[2.0, 1.0], [1.0, 2.0]])
    >>> print(quadratic_path(H, np.array([4.0, 0.0]), 0.25, 2))
    [[ 4.    0.  ]
     [ 2.   -1.  ]
     [ 1.25 -1.  ]]
    """
    path = np.empty((steps + 1, len(w0)))
    path[0] = w0
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * (H @ path[t])
    return path


TILTED = np.array([[2.0, 1.0], [1.0, 3.0]])
STEEP = np.array([[6.0, -1.0, 0.0], [-1.0, 3.0, 0.5], [0.0, 0.5, 2.0]])

exercise = Exercise(
    quadratic_path,
    points=2,
    minutes=8,
    difficulty=1,
    shown={
        "one weight, two steps": dict(
            H=np.array([[2.0]]), w0=np.array([3.0]), learning_rate=0.25, steps=2
        ),
        "two weights that pull on each other": dict(
            H=TILTED, w0=np.array([1.0, -2.0]), learning_rate=0.25, steps=3
        ),
        "three weights and a rate that is too large": dict(
            H=STEEP, w0=np.array([0.5, -1.0, 2.0]), learning_rate=0.5, steps=4
        ),
        "a start of whole numbers": dict(
            H=TILTED, w0=np.array([3, 1]), learning_rate=0.125, steps=2
        ),
        "no steps": dict(H=TILTED, w0=np.array([1.5, -0.5]), learning_rate=0.25, steps=0),
    },
    hidden={
        "a rate of zero": dict(H=TILTED, w0=np.array([0.7, 1.1]), learning_rate=0.0, steps=3),
        "a direction without curvature": dict(
            H=np.array([[1.0, -1.0], [-1.0, 1.0]]),
            w0=np.array([2.0, 1.2]),
            learning_rate=0.3,
            steps=5,
        ),
        "sixty steps": dict(H=STEEP, w0=np.array([-2.1, 0.4, 3.3]), learning_rate=0.21, steps=60),
        "sixty steps away from the minimum": dict(
            H=STEEP, w0=np.array([0.2, 1.3, -0.6]), learning_rate=0.5, steps=60
        ),
        "single precision": dict(
            H=TILTED.astype(np.float32),
            w0=np.array([0.9, -0.7], dtype=np.float32),
            learning_rate=0.13,
            steps=6,
        ),
    },
    hints=(
        "What is the gradient of ½ wᵀ H w? For one weight it is the derivative of ½ h w².",
        "A matrix times a vector is written with @. The gradient is taken anew at every point.",
        "Row t + 1 is row t minus the rate times the gradient there; the first row is w0 itself.",
    ),
)


def _follow(update, w0, steps):
    """The points that an update leads to, as rows."""
    points = [np.array(w0, dtype=float)]
    for _ in range(steps):
        points.append(update(points[-1]))
    return np.array(points)


@exercise.misconception
def matrix_inverted(H, w0, learning_rate, steps):
    """The step was divided by the curvatures: H⁻¹ w is (Newton's) way straight to the minimum,
    the gradient is H times w and is long where the bowl is steep.
    """
    return _follow(lambda w: w - learning_rate * np.linalg.solve(H, w), w0, steps)


@exercise.misconception
def matrix_without_point(H, w0, learning_rate, steps):
    """The matrix H itself was subtracted: the gradient at w is H times w, and has w's shape."""
    path = np.empty((steps + 1, len(w0)))
    path[0] = w0
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * H
    return path


@exercise.misconception
def halved(H, w0, learning_rate, steps):
    """The step is half as long as it should be: the square brings a 2 that cancels the ½."""
    return _follow(lambda w: w - learning_rate * (H @ w) / 2, w0, steps)


@exercise.misconception
def doubled(H, w0, learning_rate, steps):
    """The step is twice as long as it should be: the 2 of the square is cancelled by the ½."""
    return _follow(lambda w: w - learning_rate * 2 * (H @ w), w0, steps)


@exercise.misconception
def only_the_diagonal(H, w0, learning_rate, steps):
    """Only the diagonal of H was used, as if each weight had a bowl of its own; off the diagonal
    stands how much one weight tilts the slope of another.
    """
    return _follow(lambda w: w - learning_rate * np.diag(H) * w, w0, steps)


@exercise.misconception
def ones_for_the_identity(H, w0, learning_rate, steps):
    """`1 - learning_rate * H` subtracts from every entry; w stays itself only with the identity
    matrix, 1 on the diagonal and 0 elsewhere.
    """
    return _follow(lambda w: (1 - learning_rate * H) @ w, w0, steps)


@exercise.misconception
def power_of_each_entry(H, w0, learning_rate, steps):
    """`**` raised each entry of the matrix to a power; applying a matrix t times is a product of
    matrices.
    """
    step = np.eye(len(w0)) - learning_rate * H
    return np.array([step**t @ w0 for t in range(steps + 1)])


@exercise.misconception
def uphill(H, w0, learning_rate, steps):
    """The steps go uphill: the gradient is subtracted."""
    return _follow(lambda w: w + learning_rate * (H @ w), w0, steps)


@exercise.misconception
def gradient_of_the_start(H, w0, learning_rate, steps):
    """The gradient was computed once, at the start: at every new point the slope is another."""
    return _follow(lambda w: w - learning_rate * (H @ w0), w0, steps)


@exercise.misconception
def without_the_start(H, w0, learning_rate, steps):
    """The start is missing: the first row is w0, and there is one row more than steps."""
    return quadratic_path(H, w0, learning_rate, steps)[1:]


@exercise.misconception
def one_step_too_few(H, w0, learning_rate, steps):
    """One step is missing: steps = 3 means three updates, and the start comes on top of them."""
    return quadratic_path(H, w0, learning_rate, max(steps - 1, 0))


@exercise.misconception
def one_step_too_many(H, w0, learning_rate, steps):
    """There is one step too many: the start is in the path without a step."""
    return quadratic_path(H, w0, learning_rate, steps + 1)


@exercise.misconception
def same_array_in_every_row(H, w0, learning_rate, steps):
    """All rows are the same: one array was changed in place and stored again and again, so every
    row shows its last value.
    """
    w = np.array(w0, dtype=float)
    points = [w]
    for _ in range(steps):
        w -= learning_rate * (H @ w)
        points.append(w)
    return np.array(points)


@exercise.misconception
def same_array_after_the_start(H, w0, learning_rate, steps):
    """All rows after the first are the same: `-=` changed the one array that was stored again and
    again, so that each of them shows its last value.
    """
    w = np.array(w0, dtype=float)
    points = [w0]
    for _ in range(steps):
        w -= learning_rate * (H @ w)
        points.append(w)
    return np.array(points)


@exercise.misconception
def whole_numbers(H, w0, learning_rate, steps):
    """The path was stored in an array of w0's kind: a start of whole numbers cuts off all digits
    behind the point.
    """
    path = np.zeros((steps + 1, len(w0)), dtype=w0.dtype)
    path[0] = w0
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * (H @ path[t])
    return path


@exercise.misconception
def along_the_axes_of_the_bowl(H, w0, learning_rate, steps):
    """The path is right, but told in the bowl's own axes (its eigenvectors): turn it back to w."""
    curvatures, axes = np.linalg.eigh(H)
    shrink = (1 - learning_rate * curvatures) ** np.arange(steps + 1)[:, None]
    return shrink * (axes.T @ w0)


@exercise.variant
def list_of_points(H, w0, learning_rate, steps):
    w, points = w0, [w0]
    for _ in range(steps):
        w = w - learning_rate * H.dot(w)
        points.append(w)
    return np.array(points, dtype=float)


@exercise.variant
def powers_of_a_matrix(H, w0, learning_rate, steps):
    step = np.eye(len(w0)) - learning_rate * H
    return np.stack([np.linalg.matrix_power(step, t) @ w0 for t in range(steps + 1)])


@exercise.variant
def in_the_eigenbasis(H, w0, learning_rate, steps):
    curvatures, axes = np.linalg.eigh(H)
    shrink = (1 - learning_rate * curvatures) ** np.arange(steps + 1)[:, None]
    return (shrink * (axes.T @ w0)) @ axes.T


@exercise.fresh
def fresh(rng):
    A = rng.normal(size=(3, 3))
    return dict(
        H=A @ A.T / 3 + 0.2 * np.eye(3),
        w0=rng.normal(size=3),
        learning_rate=rng.uniform(0.05, 0.2),
        steps=6,
    )
