"""Known mistakes of `sgd_epoch`: what a gradient is made of, and where it is taken."""

import numpy as np

from autograder.exercises.batches.epochs import cut, drawn, train


def errors_with_other_rows(X, y, w, learning_rate, batch_size, rng):
    """The errors are those of the shuffled batch, but the gradient multiplies them with rows of
    X in the table's order: an error belongs to the features of its own example.
    """
    places, losses, w = cut(np.arange(len(y)), batch_size), [], np.array(w, dtype=float)
    for place, rows in zip(places, drawn(y, batch_size, rng), strict=True):
        error = X[rows] @ w - y[rows]
        losses.append(np.mean(error**2) / 2)
        w = w - learning_rate * X[place].T @ error / len(rows)
    return w, losses


def means_multiplied(X, y, w, learning_rate, batch_size, rng):
    """The mean error was multiplied with the mean features; the gradient is the mean of the
    products, error times features, and that is another number.
    """

    def gradient(rows, w):
        return np.mean(X[rows] @ w - y[rows]) * X[rows].mean(axis=0)

    return train(X, y, w, drawn(y, batch_size, rng), learning_rate, gradient=gradient)


def full_gradient_each_time(X, y, w, learning_rate, batch_size, rng):
    """Every step used the gradient of all examples: that is gradient descent, ⌈N/B⌉ times as
    expensive as an epoch.
    """

    def gradient(rows, w):
        return X.T @ (X @ w - y) / len(y)

    return train(X, y, w, drawn(y, batch_size, rng), learning_rate, gradient=gradient)


def summed(X, y, w, learning_rate, batch_size, rng):
    """The gradients of a batch were added up and not averaged, so that the step grows with the
    batch.
    """

    def gradient(rows, w):
        return X[rows].T @ (X[rows] @ w - y[rows])

    return train(X, y, w, drawn(y, batch_size, rng), learning_rate, gradient=gradient)


def divided_by_all(X, y, w, learning_rate, batch_size, rng):
    """The gradient of a batch was divided by N; the mean of a batch is over its own examples."""

    def gradient(rows, w):
        return X[rows].T @ (X[rows] @ w - y[rows]) / len(y)

    return train(X, y, w, drawn(y, batch_size, rng), learning_rate, gradient=gradient)


def divided_by_batch_size(X, y, w, learning_rate, batch_size, rng):
    """The gradient was divided by batch_size even where the batch has fewer examples: its last step
    is too short.
    """

    def gradient(rows, w):
        return X[rows].T @ (X[rows] @ w - y[rows]) / batch_size

    return train(X, y, w, drawn(y, batch_size, rng), learning_rate, gradient=gradient)


def reset_for_each_batch(X, y, w, learning_rate, batch_size, rng):
    """Each batch started from the weights of the beginning, so that only the last batch has
    learned anything.
    """
    steps = [train(X, y, w, [rows], learning_rate) for rows in drawn(y, batch_size, rng)]
    return steps[-1][0], [losses[0] for _, losses in steps]


def gradients_of_the_start(X, y, w, learning_rate, batch_size, rng):
    """All gradients were taken at the weights of the beginning; the second batch has to see what
    the first has changed.
    """
    start = w

    def gradient(rows, w):
        return X[rows].T @ (X[rows] @ start - y[rows]) / len(rows)

    return train(X, y, w, drawn(y, batch_size, rng), learning_rate, gradient=gradient)
