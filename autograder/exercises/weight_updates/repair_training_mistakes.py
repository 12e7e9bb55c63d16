"""Known mistakes of `repair_training`: half repairs, and what else was changed on the way."""

import numpy as np


def _error(x, y, w, b):
    return w * x + b - y


def _table(x, y, w, b):
    """The errors of every prediction with every label."""
    return w * x.reshape(-1, 1) + b - y


def _loss(error):
    return np.mean(error**2) / 2


def _slopes(error, x):
    return np.mean(error * x), np.mean(error)


def _slopes_by_column(error, x):
    return np.mean(error * x.reshape(-1, 1)), np.mean(error)


def _trained(
    x, y, w, b, learning_rate, steps, *, noted=_error, felt=_error, loss=_loss, slopes=_slopes
):
    """The right training with a part changed: the error of the losses, that of the steps, …"""
    losses = []
    for _ in range(steps):
        losses.append(loss(noted(x, y, w, b)))
        gradient_w, gradient_b = slopes(felt(x, y, w, b), x)
        w, b = w - learning_rate * gradient_w, b - learning_rate * gradient_b
    return w, b, np.array(losses)


def only_the_losses(*arguments):
    """The losses are right now, but the gradient for w still averages over every pair of an example
    with a label: the same error serves both.
    """
    return _trained(*arguments, felt=_table, slopes=_slopes_by_column)


def only_the_gradient(*arguments):
    """The line is right now, but the losses still compare every prediction with every label."""
    return _trained(*arguments, noted=_table)


def averaged_away(*arguments):
    """Averaging the table of errors over one axis gives the right shape and hides the mistake: each
    prediction is then compared with the mean of all labels.
    """

    def error(x, y, w, b):
        return np.mean(_table(x, y, w, b), axis=1)

    return _trained(*arguments, noted=error, felt=error)


def averaged_over_examples(*arguments):
    """Averaging the table of errors over the examples leaves one number for each label: each is
    then compared with the mean of all predictions.
    """

    def error(x, y, w, b):
        return np.mean(_table(x, y, w, b), axis=0)

    return _trained(*arguments, noted=error, felt=error)


def column_against_row(*arguments):
    """The error fits now, but the feature it is multiplied with does not: an array of shape (N,)
    times a column of shape (N, 1) is a table again, and w learns from every pair.
    """
    return _trained(*arguments, slopes=_slopes_by_column)


def bias_after_weight(x, y, w, b, learning_rate, steps):
    """The shapes are right now, but b takes its step from an error computed with the new w; the
    given code took both steps from the old values, and that was right.
    """
    losses = []
    for _ in range(steps):
        losses.append(_loss(_error(x, y, w, b)))
        w, _, _ = _trained(x, y, w, b, learning_rate, 1)
        b = b - learning_rate * np.mean(_error(x, y, w, b))
    return w, b, np.array(losses)


def losses_after_the_step(x, y, w, b, learning_rate, steps):
    """The line is right, but the losses are those after each step; the given code kept the loss
    before it, and that was right.
    """
    losses = []
    for _ in range(steps):
        w, b, _ = _trained(x, y, w, b, learning_rate, 1)
        losses.append(_loss(_error(x, y, w, b)))
    return w, b, np.array(losses)


def without_half(*arguments):
    """The line is right, but the losses are twice too large: the ½ was there and it was right."""
    return _trained(*arguments, loss=lambda error: np.mean(error**2))


def summed(*arguments):
    """The shapes are right now, but the gradients are sums over the examples; the given code took
    means, and that was right.
    """
    return _trained(*arguments, slopes=lambda error, x: (np.sum(error * x), np.sum(error)))
