"""The batches themselves: pairs of features and labels."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.batches import chance, minibatches_mistakes
from course.probes import Rng
from course.probes.orders import ENOUGH


def minibatches(X, y, batch_size, rng):
    """Yield the batches of one epoch, in random order, each as a pair.

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row; it is left as it was.
    y : array, shape (N,)
        Labels; they are left as they were.
    batch_size : int
        How many examples a batch has; the last one takes what is left.
    rng : numpy.random.Generator
        The only source of chance.

    Yields
    ------
    X_batch : array, shape (B, D)
    y_batch : array, shape (B,)
        The labels of just those rows.

    Examples
    --------
    >>> X, y = np.array([[0.0], [10.0], [20.0]]), np.array([0.0, 1.0, 2.0])
    >>> for X_batch, y_batch in minibatches(X, y, 2, np.random.default_rng(0)):
    ...     print(X_batch.shape, y_batch.shape, np.array_equal(X_batch[:, 0], 10 * y_batch))
    (2, 1) (2,) True
    (1, 1) (1,) True
    """
    order = rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def table(n, columns):
    """n examples whose features and label tell their row: feature j of row i is i + j / 8."""
    rows = np.arange(float(n))
    return dict(X=rows[:, np.newaxis] + np.arange(columns) / 8, y=rows)


exercise = Exercise(
    minibatches,
    points=3,
    minutes=12,
    difficulty=2,
    probe="pair_batches",
    shown={
        "eight examples in batches of four": dict(**table(8, 3), batch_size=4, rng=Rng(1)),
        "eleven examples in batches of five": dict(**table(11, 1), batch_size=5, rng=Rng(2)),
        "thirty examples in batches of five, fourteen epochs": dict(
            **table(30, 2), batch_size=5, rng=Rng(3)
        ),
        "five examples, but batches of eight": dict(**table(5, 2), batch_size=8, rng=Rng(4)),
    },
    hidden={
        "a single example": dict(**table(1, 2), batch_size=1, rng=Rng(5)),
        "whole numbers": dict(
            X=np.arange(120).reshape(40, 3), y=np.arange(40) * 7 - 5, batch_size=6, rng=Rng(6)
        ),
        "single precision, a last batch of one": dict(
            X=np.arange(26, dtype=np.float32).reshape(13, 2),
            y=np.arange(13, dtype=np.float32) - 6,
            batch_size=4,
            rng=Rng(7),
        ),
        "sixteen examples, one at a time": dict(**table(16, 2), batch_size=1, rng=Rng(8)),
        "as many examples as features": dict(**table(4, 4), batch_size=3, rng=Rng(9)),
    },
    hints=(
        "Row 7 of X and entry 7 of y are one person. What must never happen to the two?",
        "Draw one order for both, cut it into batches, and pick the same rows of X and of y.",
        (
            "In a loop over the batches, X[rows] and y[rows] pick the examples with the indices "
            "`rows` and make new arrays; `yield` hands out the pair."
        ),
    ),
)


def chance_of_failure():
    """Return at most how often a right answer fails one of all the cases, by chance alone.

    What is drawn has fewer than ENOUGH examples, whose order is not judged.
    """
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    return sum(chance.of_case(len(case["y"]), case["batch_size"]) for case in cases)


exercise.misconceptions_from(minibatches_mistakes)


@exercise.variant
def from_shuffled_copies(X, y, batch_size, rng):
    order = np.arange(X.shape[0])
    rng.shuffle(order)
    mixed_X, mixed_y = X[order], y[order]
    for i in range(-(-len(order) // batch_size)):
        part = slice(i * batch_size, (i + 1) * batch_size)
        yield mixed_X[part], mixed_y[part]


@exercise.variant
def as_a_list(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(X)))
    parts = np.split(order, range(batch_size, len(X), batch_size))
    return [(X[part], y[part]) for part in parts]


@exercise.variant
def as_an_iterator(X, y, batch_size, rng):
    order = rng.choice(len(y), size=len(y), replace=False)
    starts = range(0, len(y), batch_size)
    return map(lambda i: (X[order[i : i + batch_size]], y[order[i : i + batch_size]]), starts)


@exercise.variant
def glued_together(X, y, batch_size, rng):
    both = rng.permutation(np.column_stack([X, y]))
    for start in range(0, len(both), batch_size):
        part = both[start : start + batch_size]
        yield part[:, :-1], part[:, -1]


@exercise.fresh
def fresh(rng):
    n = int(rng.integers(10, ENOUGH))
    return dict(
        X=rng.normal(size=(n, 3)),
        y=np.arange(n) + rng.uniform(0, 0.5, size=n),
        batch_size=int(rng.integers(3, 6)),
        rng=Rng(int(rng.integers(2**31))),
    )
