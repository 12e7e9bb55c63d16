"""Known mistakes of `sgd_epoch`: the length of the steps, the losses, and the caller's weights."""

import numpy as np

from autograder.exercises.batches.epochs import drawn, train


def uphill(X, y, w, learning_rate, batch_size, rng):
    """The steps go uphill: a minus is missing, or the error was taken as y − ŷ."""
    return train(X, y, w, drawn(y, batch_size, rng), -learning_rate)


def doubled(X, y, w, learning_rate, batch_size, rng):
    """The steps are twice too long: the ½ of the loss cancels the 2 of the square."""
    return train(X, y, w, drawn(y, batch_size, rng), 2 * learning_rate)


def losses_without_half(X, y, w, learning_rate, batch_size, rng):
    """The weights are right, but the losses are twice too large: the ½ is missing."""

    def loss(rows, w):
        return np.mean((X[rows] @ w - y[rows]) ** 2)

    return train(X, y, w, drawn(y, batch_size, rng), learning_rate, loss=loss)


def losses_after_the_step(X, y, w, learning_rate, batch_size, rng):
    """The weights are right, but each loss was taken after its step, not just before."""
    losses, batches = [], drawn(y, batch_size, rng)
    for rows in batches:
        w, _ = train(X, y, w, [rows], learning_rate)
        losses.append(np.mean((X[rows] @ w - y[rows]) ** 2) / 2)
    return w, losses


def losses_of_all(X, y, w, learning_rate, batch_size, rng):
    """The weights are right, but the losses are those of all examples, which costs as much as
    an epoch at every step; the loss of the batch comes for free.
    """

    def loss(rows, w):
        return np.mean((X @ w - y) ** 2) / 2

    return train(X, y, w, drawn(y, batch_size, rng), learning_rate, loss=loss)


def mean_loss(X, y, w, learning_rate, batch_size, rng):
    """The weights are right, but one mean loss came back; every batch has a loss of its own."""
    w, losses = train(X, y, w, drawn(y, batch_size, rng), learning_rate)
    return w, [np.mean(losses)]


def in_place(X, y, w, learning_rate, batch_size, rng):
    """`-=` wrote the steps into the array w that was passed in: the caller's start is gone."""
    new, losses = train(X, y, w, drawn(y, batch_size, rng), learning_rate)
    np.copyto(w, new, casting="unsafe")
    return w, losses
