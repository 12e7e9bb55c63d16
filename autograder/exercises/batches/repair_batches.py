"""Bug hunt: a training with mini-batches that runs, and learns nothing."""

from math import comb, perm

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.batches import chance, repair_batches_mistakes
from autograder.exercises.batches.epochs import cut, train
from autograder.exercises.batches.orderless import apart, equal_examples
from course.probes import Rng
from course.probes.epochs import WALKS
from course.probes.orders import ENOUGH


def repair_batches(X, y, w, learning_rate, batch_size, epochs, rng):
    """Train with mini-batches; return the weights and the loss of all examples after each epoch.

    Repair the given code: keep what it does right, mend what it does wrong.

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row.
    y : array, shape (N,)
        Labels.
    w : array, shape (D,)
        The weights at the start; they are left as they were.
    learning_rate : float
    batch_size : int
    epochs : int
        Every epoch has an order of its own.
    rng : numpy.random.Generator
        The only source of chance.

    Returns
    -------
    w : array, shape (D,)
    losses : array, shape (epochs,)
        The loss of all examples at the end of each epoch.

    Examples
    --------
    >>> X, y = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([4.0, 8.0])
    >>> w, losses = repair_batches(X, y, np.zeros(2), 0.5, 1, 2, np.random.default_rng(0))
    >>> print(w, losses)
    [3. 6.] [5.   1.25]
    """
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            rows = order[start : start + batch_size]
            error = X[rows] @ w - y[rows]
            w = w - learning_rate * X[rows].T @ error / len(rows)
        losses.append(np.mean((X @ w - y) ** 2) / 2)
    return w, np.array(losses)


def as_given(X, y, w, learning_rate, batch_size, epochs, rng):
    """This is still the given code, in which the features and the labels are shuffled apart: look
    at which label a row of X has after the shuffle.
    """
    losses = []
    for _ in range(epochs):
        X = X[rng.permutation(len(X))]
        y = y[rng.permutation(len(y))]
        for start in range(0, len(y), batch_size):
            X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            error = X_batch @ w - y_batch
            w = w - learning_rate * X_batch.T @ error / len(error)
        losses.append(np.mean((X @ w - y) ** 2) / 2)
    return w, np.array(losses)


exercise = Exercise(
    repair_batches,
    points=3,
    minutes=12,
    difficulty=2,
    probe="epochs_of_training",
    starting_point=as_given,
    shown={
        "two examples, one at a time, one epoch": apart(
            [1.0, 2.0],
            [4.0, -3.0],
            w=np.array([1.0, 0.5]),
            learning_rate=0.25,
            batch_size=1,
            epochs=1,
            rng=Rng(8),  # with it the first order drawn is not the old one
        ),
        "four examples in batches of two, three epochs": apart(
            [1.0, 2.0, -1.0, 0.5],
            [5.0, 1.0, 2.0, -3.0],
            w=np.array([0.5, 1.0, -1.5, 2.0]),
            learning_rate=0.25,
            batch_size=2,
            epochs=3,
            rng=Rng(2),
            watched=True,
        ),
        "five equal examples in batches of two": equal_examples(
            5, learning_rate=0.125, batch_size=2, epochs=2, rng=Rng(3)
        ),
    },
    hidden={
        "three examples in one batch": dict(
            X=np.array([[1.0, 0.4], [1.0, -1.7], [1.0, 2.2]]),
            y=np.array([0.3, 1.1, -0.8]),
            w=np.array([0.9, 0.2]),
            learning_rate=0.1,
            batch_size=3,
            epochs=4,
            rng=Rng(4),
        ),
        "no epochs": apart(
            [1.0, 1.0],
            [0.0, 5.0],
            w=np.array([0.7, 0.3]),
            learning_rate=0.1,
            batch_size=1,
            epochs=0,
            rng=Rng(5),
        ),
        "whole numbers": apart(
            [2, 1, 3],
            [2, 7, 1],
            w=np.array([1, 2, -1]),
            learning_rate=0.03,
            batch_size=1,
            epochs=5,
            rng=Rng(6),
            watched=True,
        ),
        "single precision": dict(
            X=np.diag(np.array([0.5, 1.5], dtype=np.float32)),
            y=np.array([1.2, -0.7], dtype=np.float32),
            w=np.array([0.1, 0.9], dtype=np.float32),
            learning_rate=0.3,
            batch_size=1,
            epochs=6,
            rng=Rng(7),
        ),
    },
    hints=(
        (
            "The loss does not fall below that of a flat line. Does the training notice when you "
            "shuffle the labels yourself, before the call?"
        ),
        "Follow one example: at which place is its row of X after the shuffle, and its label?",
        (
            "Two calls of rng.permutation give two different orders. One order has to serve both "
            "arrays."
        ),
    ),
)


def chance_of_failure():
    """Return at most how often a right answer fails one of all the cases, by chance alone.

    Three facts of a watched case depend on a draw. No two of its walks end alike: the order in
    which the last twelve of 16 examples came can be read from the end. The epochs of one training
    end unlike each other, and not in the same way again and again.
    """
    cases = [*exercise.shown.values(), *exercise.hidden.values()]
    watched = sum("watched" in case for case in cases)
    ends = chance.of_epochs_that_end_alike(ENOUGH) + chance.of_ends_that_come_again()
    return watched * (comb(WALKS, 2) / perm(ENOUGH, 12) + ends)


exercise.misconception(as_given)
exercise.misconceptions_from(repair_batches_mistakes)


def _epoch(X, y, w, learning_rate, batch_size):
    return train(X, y, w, cut(np.arange(len(y)), batch_size), learning_rate)[0]


@exercise.variant
def both_in_one_order(X, y, w, learning_rate, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(y))
        X, y = X[order], y[order]
        w = _epoch(X, y, w, learning_rate, batch_size)
        losses.append(np.mean((X @ w - y) ** 2) / 2)
    return w, np.array(losses)


@exercise.variant
def the_same_state_twice(X, y, w, learning_rate, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        seed = int(rng.integers(2**32))
        X = X[np.random.default_rng(seed).permutation(len(X))]
        y = y[np.random.default_rng(seed).permutation(len(y))]
        w = _epoch(X, y, w, learning_rate, batch_size)
        losses.append(np.mean((X @ w - y) ** 2) / 2)
    return w, np.array(losses)


@exercise.variant
def labels_glued_to_features(X, y, w, learning_rate, batch_size, epochs, rng):
    both, losses = np.column_stack([X, y]), np.zeros(epochs)
    for epoch in range(epochs):
        rng.shuffle(both)
        w = _epoch(both[:, :-1], both[:, -1], w, learning_rate, batch_size)
        losses[epoch] = np.mean((both[:, :-1] @ w - both[:, -1]) ** 2) / 2
    return [w, losses]


@exercise.fresh
def fresh(rng):
    count = int(rng.integers(3, 6))
    return apart(
        rng.uniform(0.5, 1.5, size=count),
        rng.normal(size=count),
        w=rng.normal(size=count),
        learning_rate=rng.uniform(0.1, 0.5),
        batch_size=1,
        epochs=int(rng.integers(2, 6)),
        rng=Rng(int(rng.integers(2**31))),
    )
