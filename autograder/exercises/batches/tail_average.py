"""The mean of the last weights of a walk."""

import numpy as np

from autograder.exercise import Exercise


def tail_average(path, burn_in):
    """Return the mean of the weights on a walk, without those of its beginning.

    w̄ = 1/(T − k) Σ wₜ over t = k, …, T − 1, where T is the number of points and k is burn_in.

    Parameters
    ----------
    path : array, shape (T, D)
        The weights after each step, one point a row.
    burn_in : int
        How many points at the beginning are left out, from 0 to T − 1.

    Returns
    -------
    array, shape (D,)

    Examples
    --------
    >>> path = np.array([[9.0, 9.0], [1.0, 0.0], [3.0, 1.0]])
    >>> print(tail_average(path, 1))
    [2.  0.5]

    Source: Polyak, Juditsky (1992), Acceleration of stochastic approximation by averaging.
    """
    return np.mean(path[burn_in:], axis=0)


WALK = np.array([[40.0, -16.0], [8.0, 24.0], [2.0, 5.0], [4.0, -1.0], [3.0, 2.0]])

exercise = Exercise(
    tail_average,
    points=2,
    minutes=6,
    difficulty=1,
    shown={
        "four points of one weight, two left out": dict(
            path=np.array([[32.0], [16.0], [5.0], [9.0]]), burn_in=2
        ),
        "five points, one left out": dict(path=WALK, burn_in=1),
        "nothing left out": dict(path=WALK[1:], burn_in=0),
        "all but the last left out": dict(path=WALK, burn_in=4),
        "whole numbers": dict(
            path=np.array([[7, 1, 3], [2, 8, 4], [5, 3, 9], [1, 6, 1]]), burn_in=1
        ),
    },
    hidden={
        "a single point": dict(path=np.array([[1.5, -0.3, 2.2]]), burn_in=0),
        "single precision": dict(
            path=np.array([[4.1, 0.2], [1.3, 0.8], [1.1, 0.9], [0.7, 1.4]], dtype=np.float32),
            burn_in=2,
        ),
        "as many points as weights": dict(
            path=np.array([[2.1, 0.4, 1.1], [0.6, 1.8, 0.3], [0.9, 1.2, 0.5]]), burn_in=1
        ),
        "half of a long walk": dict(
            path=np.column_stack([np.linspace(5, 1, 40), np.cos(np.arange(40.0))]), burn_in=20
        ),
    },
    hints=(
        "Which rows of the path are the tail?",
        "A slice that begins at burn_in takes exactly the rows that are left.",
        "The mean runs over the points, so that one number for each weight is left: which axis?",
    ),
)


@exercise.misconception
def from_the_start(path, burn_in):
    """The whole walk was averaged: the way down, which burn_in leaves out, pulls the mean back to
    the start.
    """
    return np.mean(path, axis=0)


@exercise.misconception
def only_the_last_points(path, burn_in):
    """The last burn_in points were averaged; burn_in says how many are left out at the
    beginning.
    """
    return np.mean(path[-burn_in:], axis=0)


@exercise.misconception
def the_beginning(path, burn_in):
    """The beginning was averaged and the tail left out."""
    return np.mean(path[:burn_in], axis=0)


@exercise.misconception
def one_too_many(path, burn_in):
    """One point too many was left out: the point with the index burn_in belongs to the tail."""
    return np.mean(path[burn_in + 1 :], axis=0)


@exercise.misconception
def one_too_few(path, burn_in):
    """One point too few was left out: with burn_in = 2 the tail begins at index 2."""
    return np.mean(path[max(burn_in - 1, 0) :], axis=0)


@exercise.misconception
def last_point_missing(path, burn_in):
    """The last point is missing: a slice that ends at −1 stops before it."""
    return np.mean(path[burn_in:-1], axis=0)


@exercise.misconception
def last_point(path, burn_in):
    """This is the last point; the tail is to be averaged."""
    return path[-1]


@exercise.misconception
def over_the_weights(path, burn_in):
    """The mean was taken over the weights of each point; it runs over the points."""
    return np.mean(path[burn_in:], axis=1)


@exercise.misconception
def one_number(path, burn_in):
    """Everything was averaged into one number; each weight has a mean of its own."""
    return np.mean(path[burn_in:])


@exercise.misconception
def divided_by_all(path, burn_in):
    """The tail was added up and divided by the length of the whole path."""
    return np.sum(path[burn_in:], axis=0) / len(path)


@exercise.misconception
def median(path, burn_in):
    """This is the median of the tail; the mean is asked for."""
    return np.median(path[burn_in:], axis=0)


@exercise.misconception
def summed(path, burn_in):
    """The tail was added up and not averaged."""
    return np.sum(path[burn_in:], axis=0)


@exercise.variant
def looped(path, burn_in):
    total = np.zeros(path.shape[1])
    for t in range(burn_in, len(path)):
        total += path[t]
    return total / (len(path) - burn_in)


@exercise.variant
def running(path, burn_in):
    mean = np.zeros(path.shape[1])
    for count, w in enumerate(path[burn_in:], start=1):
        mean = mean + (w - mean) / count
    return mean


@exercise.variant
def columns(path, burn_in):
    return np.array([column[burn_in:].mean() for column in path.T])


@exercise.fresh
def fresh(rng):
    return dict(path=rng.normal(3, 2, size=(12, 3)), burn_in=int(rng.integers(1, 8)))
