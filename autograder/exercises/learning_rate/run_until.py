"""Gradient descent that knows when to stop, and why."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.learning_rate import run_until_mistakes
from course.landscapes import Quadratic, Quartic


def run_until(gradient, w0, learning_rate, tol, max_steps, blowup):
    """Walk downhill until the ground is flat, the walk has run away, or the steps are used up.

    Look at the length ‖g‖ = √(Σ gⱼ²) of the gradient at the start and after every step:

    - "converged" where it is at most `tol`
    - "diverged" where it is larger than `blowup`, or is no finite number (inf or nan)
    - "stalled" where neither holds after `max_steps` steps

    Parameters
    ----------
    gradient : callable
        gradient(w) is an array of the shape of w.
    w0 : array, shape (D,)
        The start; it is left as it was.
    learning_rate : float
    tol, blowup : float
        The lengths of the gradient that end the walk.
    max_steps : int

    Returns
    -------
    w : array, shape (D,)
        Where the walk ended.
    steps : int
        How many steps were taken.
    status : str
        "converged", "stalled" or "diverged".

    Examples
    --------
    >>> w, steps, status = run_until(lambda w: 2 * w, np.array([8.0]), 0.25, 1.0, 50, 1e6)
    >>> print(w, steps, status)
    [0.5] 4 converged
    """
    w = np.array(w0, dtype=float)
    for steps in range(max_steps + 1):
        g = gradient(w)
        length = np.linalg.norm(g)
        if length <= tol:
            return w, steps, "converged"
        if not np.isfinite(length) or length > blowup:
            return w, steps, "diverged"
        if steps < max_steps:
            w = w - learning_rate * g
    return w, max_steps, "stalled"


LINE = Quadratic(np.array([[2.0]]), np.array([1.0]))
VALLEY = Quadratic(np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([1.0, -2.0]))
WALL = Quartic(np.array([1.0, 2.0]))


def _case(landscape, w0, learning_rate, tol, max_steps, blowup):
    return dict(
        gradient=landscape.gradient,
        w0=np.array(w0),
        learning_rate=learning_rate,
        tol=tol,
        max_steps=max_steps,
        blowup=blowup,
    )


exercise = Exercise(
    run_until,
    points=3,
    minutes=18,
    difficulty=3,
    results=("w", "steps", "status"),
    shown={
        "one weight, in the end just flat enough": _case(LINE, [3.0], 0.25, 0.125, 50, 1e6),
        "two weights, flat only in both": _case(VALLEY, [0.0, -3.5], 0.125, 0.225, 30, 1e6),
        "a tiny rate": _case(VALLEY, [3.0, 0.5], 2.0**-12, 0.0625, 5, 1e6),
        "a rate that is too large, whole numbers": _case(VALLEY, [3, 0], 1.75, 0.0625, 20, 1000.0),
        "the last step arrives": _case(LINE, [3.0], 0.25, 0.6, 3, 1e6),
        "a start that is not a number": _case(VALLEY, [1.0, np.nan], 0.25, 0.0625, 10, 1e6),
    },
    hidden={
        "a start that is just flat enough, and no steps allowed": _case(
            VALLEY, [3.0, 0.0], 0.3, 10.0, 0, 1e3
        ),
        "no steps allowed": _case(LINE, [2.0], 0.3, 1e-3, 0, 1e3),
        "the last step runs away, and only in both": _case(VALLEY, [3.0, 0.0], 0.75, 1e-3, 4, 80.0),
        "numbers that overflow": _case(WALL, [3.0, -2.0], 0.5, 1e-6, 40, 1e100),
        "a minimum far from the origin": _case(
            Quadratic(np.diag([1.0, 0.5]), np.array([4e4, -3e4])),
            [39990.0, -29990.0],
            0.9,
            1e-3,
            60,
            100.0,
        ),
        "a loss that swings without end": _case(LINE, [3.0], 1.0, 1e-3, 17, 4.0),
    },
    hints=(
        "Three questions are asked at every point, the start included. In which order?",
        "Every comparison with nan is False: ask for finite numbers, or the walk goes on for ever.",
        (
            "A loop over range(max_steps + 1) looks at every point, also at the one after the last "
            "step; np.linalg.norm gives the length."
        ),
    ),
)

exercise.misconceptions_from(run_until_mistakes)


@exercise.variant
def while_loop(gradient, w0, learning_rate, tol, max_steps, blowup):
    w, steps = w0 * 1.0, 0
    g = gradient(w)
    while np.linalg.norm(g) > tol and np.linalg.norm(g) <= blowup and steps < max_steps:
        w = w - learning_rate * g
        steps += 1
        g = gradient(w)
    if np.sqrt(np.sum(g**2)) <= tol:
        return w, steps, "converged"
    return w, steps, "stalled" if np.linalg.norm(g) <= blowup else "diverged"


@exercise.variant
def divergence_first(gradient, w0, learning_rate, tol, max_steps, blowup):
    w = np.array(w0, dtype=float)
    steps = 0
    while True:
        g = gradient(w)
        length = float(np.sqrt(g @ g))
        if not length <= blowup:
            return w, steps, "diverged"
        if length <= tol:
            return [w, steps, "converged"]
        if steps == max_steps:
            return w, steps, "stalled"
        w, steps = w - learning_rate * g, steps + 1


@exercise.variant
def steps_then_a_last_look(gradient, w0, learning_rate, tol, max_steps, blowup):
    def look(g):
        length = sum(x * x for x in g) ** 0.5
        if np.isnan(length) or np.isinf(length) or length > blowup:
            return "diverged"
        return "converged" if length <= tol else None

    w = w0
    for steps in range(max_steps):
        status = look(gradient(w))
        if status:
            return np.asarray(w, dtype=float), steps, status
        w = w - learning_rate * gradient(w)
    return np.asarray(w, dtype=float), max_steps, look(gradient(w)) or "stalled"


@exercise.fresh
def fresh(rng):
    A = rng.normal(size=(6, 3))
    bowl = Quadratic(A.T @ A / 6 + 0.1 * np.eye(3), rng.normal(size=3))
    rate = rng.choice([0.01, 0.5, 1.5]) / np.linalg.eigvalsh(bowl.H)[-1] * rng.uniform(0.9, 1.1)
    return dict(
        gradient=bowl.gradient,
        w0=rng.normal(size=3),
        learning_rate=float(2 * rate),
        tol=1e-2,
        max_steps=60,
        blowup=1e4,
    )
