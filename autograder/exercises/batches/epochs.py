"""An epoch in parts, of which each known mistake of lesson 3's epochs replaces one."""

import numpy as np


def train(X, y, w, batches, learning_rate, *, loss=None, gradient=None):
    """Right steps over given batches; a mistake spoils one thing."""
    losses, w = [], np.array(w, dtype=float)
    for rows in batches:
        error = X[rows] @ w - y[rows]
        losses.append(np.mean(error**2) / 2 if loss is None else loss(rows, w))
        g = X[rows].T @ error / len(rows) if gradient is None else gradient(rows, w)
        w = w - learning_rate * g
    return w, losses


def cut(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def drawn(y, batch_size, rng):
    return cut(rng.permutation(len(y)), batch_size)
