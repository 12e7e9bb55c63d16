"""One epoch of stochastic gradient descent."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.batches import (
    chance,
    sgd_epoch_gradient_mistakes,
    sgd_epoch_order_mistakes,
    sgd_epoch_result_mistakes,
)
from autograder.exercises.batches.epochs import train
from autograder.exercises.batches.orderless import equal_examples, strangers
from course.probes import Rng


def sgd_epoch(X, y, w, learning_rate, batch_size, rng):
    """Return the weights after one epoch of mini-batch gradient descent, and each batch's loss.

    The examples are shuffled and cut into batches. For one batch after the other, with the weights
    of the moment, w ← w − η g, where g = Xᵀ(X w − y) / B is the gradient of that batch's loss.

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row; a bias is the weight of a column of ones.
    y : array, shape (N,)
        Labels.
    w : array, shape (D,)
        The weights at the start; they are left as they were.
    learning_rate : float
    batch_size : int
        How many examples a batch has; the last one takes what is left.
    rng : numpy.random.Generator
        The only source of chance.

    Returns
    -------
    w : array, shape (D,)
    losses : list of ⌈N / batch_size⌉ floats
        The loss 1/(2B) Σ (x·w − y)² of each batch of B examples, just before its step.

    Examples
    --------
    >>> X, y = np.array([[1.0], [1.0], [1.0]]), np.array([2.0, 2.0, 2.0])
    >>> w, losses = sgd_epoch(X, y, np.array([0.0]), 0.5, 2, np.random.default_rng(0))
    >>> print(w, [float(loss) for loss in losses])
    [1.5] [2.0, 0.5]
    """
    order, losses = rng.permutation(len(y)), []
    for start in range(0, len(y), batch_size):
        rows = order[start : start + batch_size]
        error = X[rows] @ w - y[rows]
        losses.append(np.mean(error**2) / 2)
        w = w - learning_rate * X[rows].T @ error / len(rows)
    return w, losses


exercise = Exercise(
    sgd_epoch,
    points=4,
    minutes=18,
    difficulty=3,
    probe="epoch_of_training",
    shown={
        "a single example": dict(
            X=np.array([[1.0, 2.0]]),
            y=np.array([3.0]),
            w=np.array([0.5, -1.0]),
            learning_rate=0.125,
            batch_size=4,
            rng=Rng(1),
        ),
        "six equal examples in batches of two": equal_examples(
            6, learning_rate=0.125, batch_size=2, rng=Rng(2)
        ),
        "seven equal examples in batches of three": equal_examples(
            7, learning_rate=0.0625, batch_size=3, rng=Rng(3)
        ),
        "sixteen examples that do not disturb each other, in batches of four": strangers(
            0.3, 4, Rng(4)
        ),
        "sixteen examples in batches of three, a last batch of one": strangers(0.25, 3, Rng(11)),
        "six examples in one batch": dict(
            X=np.array([[1.0, 2.0], [1.0, -1.0], [1.0, 4.0], [1.0, 0.5], [1.0, -3.0], [1.0, 7.0]]),
            y=np.array([2.0, 0.5, 1.0, -4.0, 8.0, 3.0]),
            w=np.array([1.0, -0.5]),
            learning_rate=0.125,
            batch_size=6,
            rng=Rng(5),
        ),
    },
    hidden={
        "whole numbers, one batch that is not full": dict(
            X=np.array([[1, 3], [1, 2], [1, -4], [1, 5]]),
            y=np.array([2, 7, 1, 8]),
            w=np.array([2, -1]),
            learning_rate=0.03,
            batch_size=9,
            rng=Rng(6),
        ),
        "a learning rate of zero": equal_examples(5, learning_rate=0.0, batch_size=2, rng=Rng(7)),
        "single precision, a rate that is too large, a last batch of one": {
            name: value.astype(np.float32) if isinstance(value, np.ndarray) else value
            for name, value in equal_examples(
                9, learning_rate=0.5, batch_size=4, rng=Rng(8)
            ).items()
        },
        "sixteen examples, one at a time": strangers(0.6, 1, Rng(9)),
        "as many examples as features in one batch": dict(
            X=np.array([[1.2, 0.3], [0.4, -2.0]]),
            y=np.array([0.7, 1.9]),
            w=np.array([-0.2, 0.9]),
            learning_rate=0.11,
            batch_size=2,
            rng=Rng(10),
        ),
    },
    hints=(
        "How many steps does an epoch have? Each starts from the weights that the last one left.",
        (
            "Shuffle once, at the start. For each batch: errors, then loss, then the step, all "
            "three with the rows of that batch alone."
        ),
        (
            "Divide by the number of rows that the batch really has: the last one may be smaller "
            "than batch_size. And `w = w - …` makes a new array, `w -= …` changes the caller's."
        ),
    ),
)


def chance_of_failure():
    """Return at most how often a right answer fails one of all the cases, by chance alone."""
    return sum(chance.of_case(16, size) for size in (4, 3, 1))  # in the others no order is seen


exercise.misconceptions_from(sgd_epoch_gradient_mistakes)
exercise.misconceptions_from(sgd_epoch_order_mistakes)
exercise.misconceptions_from(sgd_epoch_result_mistakes)


@exercise.variant
def by_a_list(X, y, w, learning_rate, batch_size, rng):
    order = list(range(len(X)))
    rng.shuffle(order)
    w, losses = np.array(w, dtype=float), []
    while order:
        batch, order = order[:batch_size], order[batch_size:]
        errors = [sum(X[i] * w) - y[i] for i in batch]
        losses.append(sum(e**2 for e in errors) / (2 * len(batch)))
        w -= learning_rate * sum(e * X[i] for e, i in zip(errors, batch, strict=True)) / len(batch)
    return w, losses


@exercise.variant
def shuffled_copies(X, y, w, learning_rate, batch_size, rng):
    order = np.argsort(rng.random(len(y)))
    X, y = X[order], y[order]
    losses = []
    for start in range(0, len(y), batch_size):
        A, b = X[start : start + batch_size], y[start : start + batch_size]
        losses.append(np.mean(np.square(b - A @ w)) * 0.5)
        w = w + learning_rate * np.mean((b - A @ w)[:, None] * A, axis=0)
    return [w, np.array(losses)]


@exercise.variant
def split_by_numpy(X, y, w, learning_rate, batch_size, rng):
    order = rng.choice(len(y), size=len(y), replace=False)
    return train(X, y, w, np.split(order, range(batch_size, len(y), batch_size)), learning_rate)


@exercise.fresh
def fresh(rng):
    return dict(
        X=np.tile(rng.normal(size=3), (11, 1)),
        y=np.full(11, rng.normal()),
        w=rng.normal(size=3),
        learning_rate=rng.uniform(0.05, 0.3),
        batch_size=int(rng.integers(2, 6)),
        rng=Rng(int(rng.integers(2**31))),
    )
