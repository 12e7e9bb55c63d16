"""One layer, forwards."""

import numpy as np

from autograder.exercise import Exercise


def affine_forward(x, W, b):
    """Return what a layer puts out, and what its backward pass will need.

    out = x W + b, the bias added to every row.

    Parameters
    ----------
    x : array, shape (N, D)
        What comes in, one example a row.
    W : array, shape (D, M)
        Weights: column j leads to output j.
    b : array, shape (M,)
        Biases.

    Returns
    -------
    out : array, shape (N, M)
    cache : tuple
        (x, W)

    Examples
    --------
    >>> x, W = np.array([[1.0, 2.0]]), np.array([[3.0, 0.0], [1.0, -1.0]])
    >>> out, cache = affine_forward(x, W, np.array([10.0, 20.0]))
    >>> print(out, len(cache))
    [[15. 18.]] 2
    """
    return x @ W + b, (x, W)


exercise = Exercise(
    affine_forward,
    points=1,
    minutes=6,
    difficulty=1,
    results=("out", "cache"),
    shown={
        "one example, two in and two out": dict(
            x=np.array([[1.0, -2.0]]), W=np.array([[3.0, 1.0], [0.5, 2.0]]), b=np.array([10.0, 4.0])
        ),
        "two examples, two in and two out": dict(
            x=np.array([[1.0, -2.0], [0.5, 4.0]]),
            W=np.array([[3.0, 1.0], [0.5, 2.0]]),
            b=np.array([1.0, -4.0]),
        ),
        "four examples, two in and three out": dict(
            x=np.array([[1.0, 2.0], [0.5, -1.0], [0.0, 3.0], [-2.0, 0.25]]),
            W=np.array([[1.0, 0.5, -1.0], [2.0, -0.25, 3.0]]),
            b=np.array([0.5, 0.0, -2.0]),
        ),
    },
    hidden={
        "one output": dict(
            x=np.array([[0.3, 1.7], [-2.2, 0.9], [1.4, 0.1]]),
            W=np.array([[0.4], [-1.1]]),
            b=np.array([0.6]),
        ),
        "one of everything": dict(x=np.array([[0.7]]), W=np.array([[-1.3]]), b=np.array([0.2])),
        "whole numbers": dict(
            x=np.array([[1, 2, 3]]), W=np.array([[1, 0], [2, -1], [0, 4]]), b=np.array([5, 6])
        ),
        "single precision": dict(
            x=np.array([[0.5, 0.1], [2.0, -0.3]], dtype=np.float32),
            W=np.array([[0.2, 0.9, 1.1], [-0.7, 0.4, 0.3]], dtype=np.float32),
            b=np.array([0.1, 0.2, 0.3], dtype=np.float32),
        ),
    },
    hints=(
        "Check the shapes: (N, D) and (D, M) make (N, M).",
        "A row of shape (M,) added to a table of shape (N, M) is added to every row of it.",
        "The second result is a tuple of two: what came in, and the weights.",
    ),
)


@exercise.misconception
def without_bias(x, W, b):
    """The bias was left out: every output unit has one of its own, added to all examples."""
    return x @ W, (x, W)


@exercise.misconception
def transposed(x, W, b):
    """The weights were transposed: W has a row for each input and a column for each output, so
    that x W fits as it is.
    """
    return x @ W.T + b, (x, W)


@exercise.misconception
def bias_down_the_column(x, W, b):
    """The biases were laid down the column, one an example; there is one an output, the same for
    all examples.
    """
    return x @ W + b.reshape(-1, 1), (x, W)


@exercise.misconception
def entry_by_entry(x, W, b):
    """`*` multiplies entry by entry; a layer sums over its inputs, which is what `@` does."""
    return x * W + b, (x, W)


@exercise.misconception
def bias_first(x, W, b):
    """The bias was added to the inputs, before the weights; it belongs to the outputs."""
    return (x + b) @ W, (x, W)


@exercise.misconception
def cache_of_the_output(x, W, b):
    """The cache holds the output; backwards it is the input of the layer that is needed, and the
    weights.
    """
    out = x @ W + b
    return out, (out, W)


@exercise.misconception
def cache_swapped(x, W, b):
    """The cache holds the right things in the wrong order: first x, then W."""
    return x @ W + b, (W, x)


@exercise.misconception
def rectified(x, W, b):
    """Negative outputs were cut off: that is the work of an activation, and this layer has none."""
    return np.maximum(0, x @ W + b), (x, W)


@exercise.variant
def summed_by_hand(x, W, b):
    out = np.zeros((len(x), W.shape[1]))
    for i in range(len(x)):
        for j in range(W.shape[1]):
            out[i, j] = sum(x[i] * W[:, j]) + b[j]
    return out, (x, W)


@exercise.variant
def by_einsum(x, W, b):
    return np.einsum("nd,dm->nm", x, W) + b[np.newaxis, :], [x.copy(), W.copy()]


@exercise.variant
def with_a_column_of_ones(x, W, b):
    return np.column_stack([x, np.ones(len(x))]) @ np.vstack([W, b]), (x, W)


@exercise.fresh
def fresh(rng):
    return dict(x=rng.normal(size=(5, 3)), W=rng.normal(size=(3, 4)), b=rng.normal(size=4))
