"""Known mistakes of `repair_batches`: what else was changed while the bug was repaired."""

import numpy as np

from autograder.exercises.batches.epochs import cut, drawn, train


def _orders(y, epochs, rng):
    return (rng.permutation(len(y)) for _ in range(epochs))


def _trained(X, y, w, learning_rate, batch_size, orders, gradient=None):
    """The right training over given orders of the examples."""
    losses = []
    for order in orders:
        w, _ = train(X, y, w, cut(order, batch_size), learning_rate, gradient=gradient)
        losses.append(np.mean((X @ w - y) ** 2) / 2)
    return w, np.array(losses)


def without_shuffling(X, y, w, learning_rate, batch_size, epochs, rng):
    """Features and labels are together again, but `rng` no longer draws the order: the given code
    took a new one for every epoch, and that was right.
    """
    return _trained(X, y, w, learning_rate, batch_size, [np.arange(len(y))] * epochs)


def only_features_shuffled(X, y, w, learning_rate, batch_size, epochs, rng):
    """Only the features are shuffled now, and the labels stay as they were: a row of X still meets
    a label that is not its own.
    """
    losses = []
    for order in _orders(y, epochs, rng):
        X = X[order]
        w, _ = train(X, y, w, cut(np.arange(len(y)), batch_size), learning_rate)
        losses.append(np.mean((X @ w - y) ** 2) / 2)
    return w, np.array(losses)


def one_order_for_all_epochs(X, y, w, learning_rate, batch_size, epochs, rng):
    """Features and labels are together again, but the same examples share a batch in every epoch:
    the given code shuffled all of them anew for each epoch, and that was right.
    """
    return _trained(X, y, w, learning_rate, batch_size, [rng.permutation(len(y))] * epochs)


def another_source(X, y, w, learning_rate, batch_size, epochs, rng):
    """Features and labels are together again, but the chance comes from somewhere else than `rng`:
    no run can be repeated.
    """
    orders = _orders(y, epochs, np.random.default_rng())
    return _trained(X, y, w, learning_rate, batch_size, orders)


def losses_of_batches(X, y, w, learning_rate, batch_size, epochs, rng):
    """The weights are right, but each loss is the mean of the batch losses on the way; the given
    code took the loss of all examples at the end of the epoch, and that was right.
    """
    losses = []
    for _ in range(epochs):
        w, seen = train(X, y, w, drawn(y, batch_size, rng), learning_rate)
        losses.append(np.mean(seen))
    return w, np.array(losses)


def losses_before_the_epoch(X, y, w, learning_rate, batch_size, epochs, rng):
    """The weights are right, but each loss was taken before its epoch; the given code took it at
    the end, and that was right.
    """
    first = np.mean((X @ w - y) ** 2) / 2
    w, losses = _trained(X, y, w, learning_rate, batch_size, _orders(y, epochs, rng))
    return w, np.array([first, *losses])[:-1]


def summed(X, y, w, learning_rate, batch_size, epochs, rng):
    """Features and labels are together again, but the gradients of a batch are added up now; the
    given code took their mean, and that was right.
    """

    def gradient(rows, w):
        return X[rows].T @ (X[rows] @ w - y[rows])

    return _trained(X, y, w, learning_rate, batch_size, _orders(y, epochs, rng), gradient)


def divided_by_batch_size(X, y, w, learning_rate, batch_size, epochs, rng):
    """Features and labels are together again, but the gradient is divided by batch_size even where
    the last batch is smaller; the given code took the batch's own mean, and that was right.
    """

    def gradient(rows, w):
        return X[rows].T @ (X[rows] @ w - y[rows]) / batch_size

    return _trained(X, y, w, learning_rate, batch_size, _orders(y, epochs, rng), gradient)


def without_half(X, y, w, learning_rate, batch_size, epochs, rng):
    """The weights are right, but the losses are twice too large: the ½ was there and it was
    right.
    """
    w, losses = _trained(X, y, w, learning_rate, batch_size, _orders(y, epochs, rng))
    return w, 2 * losses
