"""The prediction of a linear model."""

import numpy as np

from autograder.exercise import Exercise


def predict(X, w, b):
    """Return what a linear model predicts for each example.

    ŷ = X w + b: every example's features, times their weights, summed, plus the bias.

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row.
    w : array, shape (D,)
        One weight for each feature.
    b : float
        The bias, the same for all examples.

    Returns
    -------
    array, shape (N,)
        One prediction for each example, also when there is only one.

    Examples
    --------
    >>> predict(np.array([[1.0, 2.0], [0.0, 3.0]]), np.array([2.0, -1.0]), 0.5)
    array([ 0.5, -2.5])
    """
    return X @ w + b


exercise = Exercise(
    predict,
    points=1,
    minutes=5,
    difficulty=1,
    shown={
        "two examples with two features": dict(
            X=np.array([[1.0, 2.0], [3.0, 5.0]]), w=np.array([2.0, -1.0]), b=0.5
        ),
        "four examples with one feature": dict(
            X=np.array([[1.0], [2.0], [-3.0], [0.5]]), w=np.array([1.5]), b=-0.25
        ),
        "a single example": dict(
            X=np.array([[2.0, -1.0, 4.0]]), w=np.array([0.5, 3.0, 1.0]), b=2.0
        ),
        "whole numbers as features": dict(
            X=np.array([[1, 4], [0, 2], [3, -1]]), w=np.array([0.5, 0.25]), b=0.125
        ),
    },
    hidden={
        "one example with one feature": dict(X=np.array([[3.0]]), w=np.array([-2.0]), b=0.75),
        "fewer examples than features": dict(
            X=np.array([[1.0, 0.0, 2.0, -1.0, 3.0], [0.5, 4.0, -2.0, 1.5, 0.0]]),
            w=np.array([0.3, -0.7, 1.1, 2.0, -1.3]),
            b=-3.5,
        ),
        "features far from zero": dict(
            X=np.array([[1200.0, 0.002], [1350.0, -0.004], [990.0, 0.007]]),
            w=np.array([0.01, 350.0]),
            b=-11.0,
        ),
        "features of single precision": dict(
            X=np.array([[0.1, 0.7], [1.3, -0.2], [2.1, 0.9]], dtype=np.float32),
            w=np.array([0.6, -1.7], dtype=np.float32),
            b=0.3,
        ),
        "whole numbers everywhere": dict(
            X=np.array([[2, 7, 1], [5, 0, 3]]), w=np.array([3, -1, 2]), b=4
        ),
    },
    hints=(
        "Write the prediction of one example with two features on paper first.",
        "A matrix times a vector takes each row's product with the vector: what shape has X w?",
        (
            "NumPy writes the matrix product with @; `*` multiplies entry by entry. "
            "The bias is one number, which NumPy adds to every entry."
        ),
    ),
)


@exercise.misconception
def not_summed(X, w, b):
    """The features were multiplied by their weights but not added up: a prediction is one number
    for each example, not one for each feature.
    """
    return X * w + b


@exercise.misconception
def weights_first(X, w, b):
    """The weights stand on the wrong side of X: then they meet the examples and not the
    features.
    """
    return w @ X + b


@exercise.misconception
def as_column(X, w, b):
    """The predictions stand in a column of shape (N, 1): subtracting labels of shape (N,) from it
    will give a whole (N, N) table of differences, and no error message.
    """
    return X @ w.reshape(-1, 1) + b


@exercise.misconception
def without_bias(X, w, b):
    """The bias is missing: without it every prediction for an example of zeros is zero."""
    return X @ w


@exercise.misconception
def bias_for_each_weight(X, w, b):
    """The bias was added to the weights, so it gets multiplied by the features; it stands alone."""
    return X @ (w + b)


@exercise.misconception
def all_summed(X, w, b):
    """Everything was added up to one number; the sum runs over the features of each example
    only.
    """
    return np.sum(X * w) + b


@exercise.misconception
def squeezed(X, w, b):
    """For a single example a bare number came back; it should be an array with one entry, so that
    code for many examples works for one as well.
    """
    return np.squeeze(X @ w + b)


@exercise.misconception
def whole_numbers(X, w, b):
    """The predictions were stored in an array of X's kind: where X holds whole numbers, that cuts
    off all digits behind the point.
    """
    y_hat = np.empty(len(X), dtype=X.dtype)
    y_hat[:] = X @ w + b
    return y_hat


@exercise.misconception
def summed_over_examples(X, w, b):
    """The sum runs down the examples and not along the features: there is one prediction for each
    example.
    """
    return (X * w).sum(axis=0) + b


@exercise.variant
def looped(X, w, b):
    y_hat = np.zeros(len(X))
    for n in range(X.shape[0]):
        y_hat[n] = b
        for d in range(X.shape[1]):
            y_hat[n] += X[n, d] * w[d]
    return y_hat


@exercise.variant
def summed_products(X, w, b):
    return (X * w).sum(axis=1) + b


@exercise.variant
def bias_as_a_feature(X, w, b):
    return np.column_stack([X, np.ones(len(X))]) @ np.append(w, b)


@exercise.variant
def weights_times_columns(X, w, b):
    return np.einsum("d,nd->n", w, X) + np.full(len(X), b)


@exercise.fresh
def fresh(rng):
    return dict(X=rng.normal(3, 2, size=(7, 4)), w=rng.normal(size=4), b=rng.normal())
