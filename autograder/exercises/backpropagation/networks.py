"""Small networks for the cases: parameters that computers hold exactly, and what flows through."""

import itertools

import numpy as np


def parameters(sizes, seed):
    """Return {"W1": array, "b1": array, …} of quarters from −2 to 2 for layers of those sizes."""
    rng, params = np.random.default_rng(seed), {}
    for k, (inputs, outputs) in enumerate(itertools.pairwise(sizes), start=1):
        params[f"W{k}"] = quarters(rng, (inputs, outputs))
        params[f"b{k}"] = quarters(rng, outputs)
    return params


def quarters(rng, shape):
    """Return an array of quarters between −2 and 2, none of them zero."""
    return rng.integers(1, 9, size=shape) / 4 * rng.choice([-1, 1], size=shape)


def examples(count, features, seed):
    """Return X of shape (count, features), in quarters."""
    return quarters(np.random.default_rng([seed, 1]), (count, features))


def labels(count, classes, seed):
    """Return y of shape (count,) in which as many classes occur as can."""
    rng = np.random.default_rng([seed, 2])
    return rng.permutation(np.resize(np.arange(classes), count))


def small(params, factor):
    """Return the parameters, all multiplied by a factor."""
    return {name: factor * p for name, p in params.items()}


def backwards(params):
    """Return the parameters with their names in the opposite order."""
    return dict(reversed(params.items()))


def rough(params):
    """Return the parameters in single precision."""
    return {name: p.astype(np.float32) for name, p in params.items()}
