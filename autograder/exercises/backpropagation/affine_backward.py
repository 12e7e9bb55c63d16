"""One layer, backwards."""

import numpy as np

from autograder.exercise import Exercise


def affine_backward(dout, cache):
    """Return the slopes of the loss for a layer's inputs, weights and biases.

    Forwards it was out = x W + b. With dout = ∂J/∂out, which comes from the layers above:
    ∂J/∂x = dout Wᵀ, ∂J/∂W = xᵀ dout, ∂J/∂b = the sum of the rows of dout.

    Parameters
    ----------
    dout : array, shape (N, M)
        The slope of the loss for every output; the 1/N of a mean loss is in it already.
    cache : tuple
        (x, W) as `affine_forward` kept them: shapes (N, D) and (D, M).

    Returns
    -------
    dx : array, shape (N, D)
    dW : array, shape (D, M)
    db : array, shape (M,)

    Examples
    --------
    >>> x, W = np.array([[1.0, 2.0]]), np.array([[3.0, 0.0], [1.0, -1.0]])
    >>> dx, dW, db = affine_backward(np.array([[10.0, 1.0]]), (x, W))
    >>> print(dx, db)
    [[30.  9.]] [10.  1.]
    >>> print(dW)
    [[10.  1.]
     [20.  2.]]
    """
    x, W = cache
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)


exercise = Exercise(
    affine_backward,
    points=2,
    minutes=18,
    difficulty=2,
    results=("dx", "dW", "db"),
    shown={
        "one example, two in and two out": dict(
            dout=np.array([[2.0, -1.0]]),
            cache=(np.array([[1.0, -2.0]]), np.array([[3.0, 1.0], [0.5, 2.0]])),
        ),
        "three examples, two in and two out": dict(
            dout=np.array([[2.0, -1.0], [0.5, 4.0], [1.0, -3.0]]),
            cache=(
                np.array([[1.0, -2.0], [0.5, 3.0], [0.25, 1.5]]),
                np.array([[3.0, 1.0], [0.5, 2.0]]),
            ),
        ),
        "two examples, two in and two out": dict(
            dout=np.array([[2.0, -1.0], [0.5, 4.0]]),
            cache=(np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[3.0, 1.0], [0.5, 2.0]])),
        ),
        "four examples, two in and three out": dict(
            dout=np.array([[1.0, 0.5, -2.0], [0.0, 3.0, 1.0], [-1.5, 0.25, 4.0], [2.0, 1.0, 0.5]]),
            cache=(
                np.array([[1.0, 2.0], [0.5, -1.0], [0.0, 3.0], [-2.0, 0.25]]),
                np.array([[1.0, 0.5, -1.0], [2.0, -0.25, 3.0]]),
            ),
        ),
    },
    hidden={
        "one output": dict(
            dout=np.array([[0.4], [-1.3], [0.2]]),
            cache=(np.array([[0.3, 1.7], [-2.2, 0.9], [1.4, 0.1]]), np.array([[0.4], [-1.1]])),
        ),
        "one input": dict(
            dout=np.array([[0.4, 0.9], [-1.3, 0.1]]),
            cache=(np.array([[0.3], [-2.2]]), np.array([[0.4, -1.1]])),
        ),
        "nothing comes from above": dict(
            dout=np.zeros((2, 3)),
            cache=(np.array([[0.3, 1.0], [-2.2, 0.5]]), np.array([[0.4, -1.1, 2.0]] * 2)),
        ),
        "whole numbers": dict(
            dout=np.array([[1, -2], [3, 4], [0, 7]]),
            cache=(
                np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
                np.array([[1, 0], [2, -1], [0, 4]]),
            ),
        ),
        "single precision": dict(
            dout=np.array([[0.7, -0.2, 0.4]], dtype=np.float32),
            cache=(
                np.array([[0.5, 0.1]], dtype=np.float32),
                np.array([[0.2, 0.9, 1.1], [-0.7, 0.4, 0.3]], dtype=np.float32),
            ),
        ),
    },
    hints=(
        (
            "A gradient has the shape of what it belongs to. There are only so many ways to make "
            "(N, D) from (N, M) and (D, M)."
        ),
        (
            "x holds one example a row; the gradient of W sums, over the examples, what came in "
            "times what comes back. A product of matrices sums over what stands side by side."
        ),
        (
            "Every example felt the same bias: add up what comes back from all of them, column "
            "by column."
        ),
    ),
)


@exercise.misconception
def mean_for_the_bias(dout, cache):
    """The gradient of the bias is a sum over the examples, not a mean: the 1/N of the mean loss
    is in dout already.
    """
    x, W = cache
    return dout @ W.T, x.T @ dout, dout.mean(axis=0)


@exercise.misconception
def divided_again(dout, cache):
    """The gradients of weights and bias were divided by N once more: the 1/N of the mean loss is
    in dout already.
    """
    x, W = cache
    return dout @ W.T, x.T @ dout / len(x), dout.mean(axis=0)


@exercise.misconception
def weights_divided_again(dout, cache):
    """The gradient of the weights was divided by N once more: the 1/N of the mean loss is in
    dout already.
    """
    x, W = cache
    return dout @ W.T, x.T @ dout / len(x), dout.sum(axis=0)


@exercise.misconception
def bias_as_a_table(dout, cache):
    """The gradient of the bias has shape (1, M); the bias has shape (M,), and so must its
    gradient.
    """
    x, W = cache
    return dout @ W.T, x.T @ dout, dout.sum(axis=0, keepdims=True)


@exercise.misconception
def bias_over_the_outputs(dout, cache):
    """The gradient of the bias was summed over the outputs, one an example; it is summed over
    the examples, one an output.
    """
    x, W = cache
    return dout @ W.T, x.T @ dout, dout.sum(axis=1)


@exercise.misconception
def bias_not_summed(dout, cache):
    """The gradient of the bias still has a row for each example; all examples share one bias, so
    their rows add up.
    """
    x, W = cache
    return dout @ W.T, x.T @ dout, dout


@exercise.misconception
def last_example_only(dout, cache):
    """The gradients are those of the last example alone: in a loop over the examples their
    shares have to be added up.
    """
    x, W = cache
    return dout @ W.T, np.outer(x[-1], dout[-1]), dout[-1].copy()


@exercise.misconception
def weights_not_transposed(dout, cache):
    """On the way back to x the weights have to be transposed. With a square W nothing complains,
    and every slope goes to the wrong input.
    """
    x, W = cache
    return dout @ W, x.T @ dout, dout.sum(axis=0)


@exercise.misconception
def gradient_of_weights_transposed(dout, cache):
    """The gradient of the weights is transposed: it must have a row for each input and a column
    for each output, as W has.
    """
    x, W = cache
    return dout @ W.T, dout.T @ x, dout.sum(axis=0)


@exercise.misconception
def without_upstream(dout, cache):
    """What comes from above was left out: each local slope has to be multiplied by dout."""
    x, W = cache
    ones = np.ones(dout.shape)
    return ones @ W.T, x.T @ ones, ones.sum(axis=0)


@exercise.misconception
def weights_first(dout, cache):
    """The three results are in the wrong order: first that of x, then of W, then of b."""
    x, W = cache
    return x.T @ dout, dout @ W.T, dout.sum(axis=0)


@exercise.misconception
def bias_second(dout, cache):
    """The three results are in the wrong order: dx, dW, db; here the bias comes second."""
    x, W = cache
    return dout @ W.T, dout.sum(axis=0), x.T @ dout


@exercise.variant
def example_by_example(dout, cache):
    x, W = cache
    dx, dW, db = np.zeros(x.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for i in range(len(x)):
        dx[i] = W @ dout[i]
        dW += np.outer(x[i], dout[i])
        db += dout[i]
    return dx, dW, db


@exercise.variant
def by_einsum(dout, cache):
    x, W = cache
    return (
        np.einsum("nm,dm->nd", dout, W),
        np.einsum("nd,nm->dm", x, dout),
        np.ones(len(dout)) @ dout,
    )


@exercise.variant
def with_a_column_of_ones(dout, cache):
    x, W = cache
    both = np.column_stack([x, np.ones(len(x))]).T @ dout
    return [(W @ dout.T).T, both[:-1], both[-1]]


@exercise.fresh
def fresh(rng):
    return dict(
        dout=rng.normal(size=(5, 3)), cache=(rng.normal(size=(5, 2)), rng.normal(size=(2, 3)))
    )
