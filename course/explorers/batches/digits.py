"""The classifier of digits that the budget duel trains: ten linear scores, made probabilities."""

from functools import cache

import numpy as np

from course import data


@cache
def examples():
    """Return the digits as X (1797, 65) with a column of ones, and one-hot labels Y (1797, 10)."""
    table = data.digits()
    return np.column_stack([np.ones(len(table.X)), table.X / 16]), np.eye(10)[table.y]


def loss(W):
    """Return the mean surprise −log p(right digit) of all digits under weights W (65, 10)."""
    X, Y = examples()
    scores = X @ W
    scores -= scores.max(axis=1, keepdims=True)
    return np.mean(np.log(np.sum(np.exp(scores), axis=1)) - np.sum(scores * Y, axis=1))


def training(batch_size, learning_rate, seed=0):
    """Yield (how many examples the batch had, the weights after its step), epoch after epoch."""
    X, Y = examples()
    rng, W = np.random.default_rng(seed), np.zeros((65, 10))
    while True:
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            W = W - learning_rate * _gradient(X[rows], Y[rows], W)
            yield len(rows), W


def _gradient(X, Y, W):
    scores = X @ W
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return X.T @ (p - Y) / len(X)
