"""Gradient descent: a path of steps."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.weight_updates import gradient_descent_mistakes
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
        "sixty steps": dict(
            gradient=Quadratic(np.diag([3.0, 0.02, 0.7]), np.array([0.3, 5.0, -1.2])).gradient,
            w0=np.array([-2.1, 0.4, 3.3]),
            learning_rate=0.37,
            steps=60,
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

exercise.misconceptions_from(gradient_descent_mistakes)


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
