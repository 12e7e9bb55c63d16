"""The ten standardised measurements of the diabetes patients, as lesson 2's explorers use them."""

from functools import cache

import numpy as np

from course.data import diabetes
from course.landscapes import SquaredLoss


@cache
def ten_features():
    """Return the loss over the ten weights of a line through all standardised columns.

    Features and progression have mean 0 and standard deviation 1, so that no bias is needed.
    """
    table = diabetes()
    return SquaredLoss(standardised(table.X), standardised(table.y))


def standardised(values):
    """Return columns with mean 0 and standard deviation 1."""
    return (values - values.mean(axis=0)) / values.std(axis=0)


def excess(weights):
    """Return how far the loss at weights (…, 10) lies above the smallest possible."""
    with np.errstate(over="ignore", invalid="ignore"):
        return ten_features().bowl.value(weights)


def stochastic_walks(rates, seeds, epochs):
    """Return the excess loss after each epoch of gradient descent with one patient a step.

    Parameters
    ----------
    rates : array, shape (R, epochs * 442)
        The learning rate of each step, one row a walk; all walks start at 0.
    seeds : sequence of int
        Each gives an order of the patients, anew in every epoch, the same for all walks.
    epochs : int

    Returns
    -------
    array, shape (S, R, epochs + 1), one row a seed.
    """
    n = len(ten_features().y)
    generators = [np.random.default_rng(seed) for seed in seeds]
    w = np.zeros((len(generators), len(rates), 10))
    reached = [excess(w)]
    for epoch in range(epochs):
        w = epoch_of_steps(w, rates[:, epoch * n : (epoch + 1) * n], generators)
        reached.append(excess(w))
    return np.stack(reached, axis=-1)


def epoch_of_steps(w, rates, generators):
    """Return the weights after one epoch with one patient a step.

    Parameters
    ----------
    w : array, shape (S, R, 10)
    rates : array, shape (R, 442) or (S, R, 442)
    generators : sequence of S numpy.random.Generator
        Each shuffles the patients for its row of walks.
    """
    loss = ten_features()
    order = np.stack([rng.permutation(len(loss.y)) for rng in generators])
    for i in range(len(loss.y)):
        x, y = loss.X[order[:, i]], loss.y[order[:, i]]
        error = np.einsum("sd,srd->sr", x, w) - y[:, np.newaxis]
        w = w - (rates[..., i] * error)[..., np.newaxis] * x[:, np.newaxis]
    return w
