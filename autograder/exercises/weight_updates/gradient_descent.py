"""Gradient descent: a path of steps."""

import numpy as np

from autograder.exercise import Exercise
from course.landscapes import Quadratic


def gradient_descent(gradient, w0, learning_rate, steps):
    """Return where gradient descent arrives, and every point on the way.

    w ← w − η g(w), as many times as `steps` says, each time with the gradient of the new point.

    Parameters
    ----------
    gradient : callable
        gradient(w) is an array of the shape of w.
    w0 : array, shape (D,)
        The start; it is left as it was.
    learning_rate : float
    steps : int
        How many steps are taken, 0 or more.

    Returns
    -------
    w : array, shape (D,)
        The last point.
    path : array, shape (steps + 1, D)
        All points: path[0] is w0, path[-1] is w.

    Examples
    --------
    >>> def gradient(w):
    ...     return 2 * w
    >>> w, path = gradient_descent(gradient, np.array([4.0]), 0.25, 2)
    >>> print(w, path.ravel())
    [1.] [4. 2. 1.]
    """
    path = np.empty((steps + 1, len(w0)))
    path[0] = w0
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * gradient(path[t])
    return path[-1].copy(), path


LINE = Quadratic(np.array([[2.0]]), np.array([1.0]))
BOWL = Quadratic(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -2.0]))
VALLEY = Quadratic(np.array([[6.0, 0.0], [0.0, 0.5]]))

exercise = Exercise(
    gradient_descent,
    points=3,
    minutes=15,
    difficulty=2,
    results=("w", "path"),
    shown={
        "one weight, one step": dict(
            gradient=LINE.gradient, w0=np.array([3.0]), learning_rate=0.25, steps=1
        ),
        "two weights, three steps": dict(
            gradient=BOWL.gradient, w0=np.array([3.0, 0.5]), learning_rate=0.25, steps=3
        ),
        "a start of whole numbers": dict(
            gradient=BOWL.gradient, w0=np.array([2, 1]), learning_rate=0.125, steps=4
        ),
        "a rate that is too large": dict(
            gradient=VALLEY.gradient, w0=np.array([0.5, 4.0]), learning_rate=0.375, steps=5
        ),
        "no steps": dict(
            gradient=BOWL.gradient, w0=np.array([1.5, -0.5]), learning_rate=0.25, steps=0
        ),
        "a start at the minimum": dict(
            gradient=BOWL.gradient, w0=np.array([1.0, -2.0]), learning_rate=0.25, steps=3
        ),
    },
    hidden={
        "a learning rate of zero": dict(
            gradient=BOWL.gradient, w0=np.array([0.7, 1.1]), learning_rate=0.0, steps=3
        ),
        "two hundred steps": dict(
            gradient=Quadratic(np.diag([3.0, 0.02, 0.7]), np.array([0.3, 5.0, -1.2])).gradient,
            w0=np.array([-2.1, 0.4, 3.3]),
            learning_rate=0.37,
            steps=200,
        ),
        "single precision": dict(
            gradient=BOWL.gradient,
            w0=np.array([0.9, -0.7], dtype=np.float32),
            learning_rate=0.13,
            steps=6,
        ),
        "a swinging path": dict(
            gradient=LINE.gradient, w0=np.array([-1.3]), learning_rate=0.93, steps=7
        ),
    },
    hints=(
        "How many points has a path of three steps, the start included?",
        "Each step asks for the gradient at the point where it stands now, and makes a new point.",
        (
            "`w = w - …` makes a new array, `w -= …` changes the one that is already in your path. "
            "np.array(points) turns a list of points into rows."
        ),
    ),
)


def _walk(gradient, w0, learning_rate, steps):
    """The points of the right path as a list; the mistakes below spoil it."""
    points = [np.array(w0, dtype=float)]
    for _ in range(steps):
        points.append(points[-1] - learning_rate * gradient(points[-1]))
    return points


@exercise.misconception
def same_array_in_every_row(gradient, w0, learning_rate, steps):
    """All rows of the path are the same: one array was changed in place and stored again and again,
    so every row shows its last value.
    """
    w = np.array(w0, dtype=float)
    points = [w]
    for _ in range(steps):
        w -= learning_rate * gradient(w)
        points.append(w)
    return w, np.array(points)


@exercise.misconception
def start_changed(gradient, w0, learning_rate, steps):
    """`-=` changed the array w0 itself: the caller's start is gone, and with it the first row."""
    w, points = w0, [w0]
    for _ in range(steps):
        np.subtract(w, learning_rate * gradient(w), out=w, casting="unsafe")
        points.append(w)
    return w, np.array(points, dtype=float)


@exercise.misconception
def start_changed_rows_copied(gradient, w0, learning_rate, steps):
    """The rows of the path are copies, but `-=` still wrote every step into the caller's w0."""
    w, points = w0, [w0.copy()]
    for _ in range(steps):
        np.subtract(w, learning_rate * gradient(w), out=w, casting="unsafe")
        points.append(w.copy())
    return w, np.array(points, dtype=float)


@exercise.misconception
def without_the_start(gradient, w0, learning_rate, steps):
    """The start is missing in the path: its first row is w0, and there is one row more than
    steps.
    """
    points = _walk(gradient, w0, learning_rate, steps)
    return points[-1], np.array(points[1:]).reshape(steps, len(w0))


@exercise.misconception
def without_the_end(gradient, w0, learning_rate, steps):
    """The point after the last step is missing in the path: it was stored before the step, not
    after.
    """
    points = _walk(gradient, w0, learning_rate, steps)
    return points[-1], np.array(points[:-1]).reshape(steps, len(w0))


@exercise.misconception
def one_step_too_few(gradient, w0, learning_rate, steps):
    """One step is missing: steps = 3 means three updates, and the start comes on top of them."""
    points = _walk(gradient, w0, learning_rate, max(steps - 1, 0))
    return points[-1], np.array(points)


@exercise.misconception
def one_step_too_many(gradient, w0, learning_rate, steps):
    """There is one step too many: the start is in the path without a step."""
    points = _walk(gradient, w0, learning_rate, steps + 1)
    return points[-1], np.array(points)


@exercise.misconception
def gradient_of_the_start(gradient, w0, learning_rate, steps):
    """The gradient was computed once, at the start: the slope is another one at every new point."""
    g = gradient(w0)
    points = [w0 - t * learning_rate * g for t in range(steps + 1)]
    return points[-1], np.array(points, dtype=float)


@exercise.misconception
def uphill(gradient, w0, learning_rate, steps):
    """The steps go uphill: the gradient is subtracted."""
    points = _walk(gradient, w0, -learning_rate, steps)
    return points[-1], np.array(points)


@exercise.misconception
def best_for_last(gradient, w0, learning_rate, steps):
    """The flattest point of the path came back as w; gradient descent ends where its last step
    ends, and a path that runs away must show.
    """
    points = _walk(gradient, w0, learning_rate, steps)
    best = min(points, key=lambda w: np.linalg.norm(gradient(w)))
    return best, np.array(points)


@exercise.misconception
def length_of_one(gradient, w0, learning_rate, steps):
    """The gradient was scaled to length one, so that every step is as long as the learning rate:
    steps get shorter by themselves where the ground is flat.
    """
    points = [np.array(w0, dtype=float)]
    for _ in range(steps):
        g = gradient(points[-1])
        points.append(points[-1] - learning_rate * g / np.linalg.norm(g))
    return points[-1], np.array(points)


@exercise.misconception
def rate_decays(gradient, w0, learning_rate, steps):
    """The learning rate shrinks from step to step; here it stays as it is."""
    points = [np.array(w0, dtype=float)]
    for t in range(steps):
        points.append(points[-1] - learning_rate / (t + 1) * gradient(points[-1]))
    return points[-1], np.array(points)


@exercise.misconception
def whole_numbers(gradient, w0, learning_rate, steps):
    """The path was stored in an array of w0's kind: a start of whole numbers cuts off all digits
    behind the point.
    """
    path = np.zeros((steps + 1, len(w0)), dtype=w0.dtype)
    path[0] = w0
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * gradient(path[t])
    return path[-1], path


@exercise.misconception
def start_for_last(gradient, w0, learning_rate, steps):
    """The path is right, but the start came back as w: return the last point."""
    points = _walk(gradient, w0, learning_rate, steps)
    return points[0], np.array(points)


@exercise.misconception
def stops_where_flat(gradient, w0, learning_rate, steps):
    """The loop stopped early where the ground was flat: every step that was asked for is taken, so
    that the path always has one row more than steps.
    """
    points = _walk(gradient, w0, learning_rate, steps)
    flat = [t for t, w in enumerate(points) if not gradient(w).any()]
    points = points[: flat[0] + 1] if flat else points
    return points[-1], np.array(points)


@exercise.misconception
def without_rate(gradient, w0, learning_rate, steps):
    """The learning rate was not used: the whole gradient was subtracted."""
    points = _walk(gradient, w0, 1.0, steps)
    return points[-1], np.array(points)


@exercise.misconception
def first_row_empty(gradient, w0, learning_rate, steps):
    """The first row of the path was never filled: it is the start w0."""
    points = _walk(gradient, w0, learning_rate, steps)
    return points[-1], np.array([np.zeros(len(w0)), *points[1:]])


@exercise.misconception
def whole_numbers_in_place(gradient, w0, learning_rate, steps):
    """The copy of w0 holds whole numbers where w0 does, and `-=` cannot put a number with a
    fraction into it: make a copy of floats, or a new array in each step.
    """
    w = w0.copy()
    points = [w0.copy()]
    for _ in range(steps):
        w -= learning_rate * gradient(w)
        points.append(w.copy())
    return w, np.array(points)


@exercise.variant
def list_of_points(gradient, w0, learning_rate, steps):
    w, points = w0, [w0]
    for _ in range(steps):
        w = w - learning_rate * gradient(w)
        points.append(w)
    return w, np.array(points)


@exercise.variant
def copies_of_one_array(gradient, w0, learning_rate, steps):
    w = np.array(w0, dtype=float)
    path = np.zeros((steps + 1, w.size))
    path[0] = w
    for t in range(1, steps + 1):
        w -= learning_rate * gradient(w)
        path[t] = w
    return w, path


@exercise.variant
def stacked(gradient, w0, learning_rate, steps):
    path = w0[np.newaxis, :]
    while len(path) <= steps:
        path = np.vstack([path, path[-1] - learning_rate * gradient(path[-1])])
    return path[-1], path


@exercise.variant
def recursive(gradient, w0, learning_rate, steps):
    if steps == 0:
        return w0.copy(), np.stack([w0])
    w, path = recursive(gradient, w0, learning_rate, steps - 1)
    w = w - learning_rate * gradient(w)
    return w, np.concatenate([path, [w]])


@exercise.fresh
def fresh(rng):
    A = rng.normal(size=(3, 3))
    bowl = Quadratic(A @ A.T / 3 + 0.2 * np.eye(3), rng.normal(size=3))
    return dict(
        gradient=bowl.gradient, w0=rng.normal(size=3), learning_rate=rng.uniform(0.05, 0.2), steps=6
    )
