"""Layers whose weights are drawn, for right and wrong answers to `initialize`."""

import itertools

import numpy as np


def drawn(sizes, spread, draw, bias=np.zeros):
    """Parameters whose layers have the spread `spread(in, out)`, drawn by `draw(spread, shape)`."""
    params = {}
    for k, (before, after) in enumerate(itertools.pairwise(sizes), start=1):
        params[f"W{k}"] = draw(spread(before, after), (before, after))
        params[f"b{k}"] = bias(after)
    return params


def right_spread(kind):
    """The function spread(in, out) of "he" or "xavier"."""
    if kind == "he":
        return lambda before, after: np.sqrt(2 / before)
    return lambda before, after: np.sqrt(2 / (before + after))


def normal(rng):
    """The function draw(spread, shape) of normal numbers from `rng`."""
    return lambda spread, shape: rng.normal(0, spread, size=shape)
