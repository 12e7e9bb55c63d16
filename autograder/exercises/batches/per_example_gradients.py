"""The gradient of each example on its own."""

import numpy as np

from autograder.exercise import Exercise


def per_example_gradients(X, y, w):
    """Return the gradient that each example alone would give.

    The loss of example i is ½ (xᵢ·w − yᵢ)², its gradient gᵢ = (xᵢ·w − yᵢ) xᵢ.
    The mean of the rows is the gradient of the loss J of all examples.

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row; a bias is the weight of a column of ones.
    y : array, shape (N,)
        Labels.
    w : array, shape (D,)
        Weights.

    Returns
    -------
    array, shape (N, D)
        Row i is the gradient of example i.

    Examples
    --------
    >>> X, y = np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([0.0, 1.0])
    >>> print(per_example_gradients(X, y, np.array([1.0, 1.0])))
    [[3. 6.]
     [6. 0.]]
    """
    error = X @ w - y
    return error[:, np.newaxis] * X


exercise = Exercise(
    per_example_gradients,
    points=3,
    minutes=10,
    difficulty=1,
    shown={
        "one example with one feature": dict(
            X=np.array([[3.0]]), y=np.array([2.0]), w=np.array([1.5])
        ),
        "three examples with two features": dict(
            X=np.array([[1.0, 2.0], [1.0, -3.0], [1.0, 5.0]]),
            y=np.array([0.0, 4.0, 2.0]),
            w=np.array([0.5, -1.0]),
        ),
        "features of whole numbers, weights that are none": dict(
            X=np.array([[1, 4, 2], [1, 3, -5]]), y=np.array([7, 1]), w=np.array([2.5, -1.0, 3.25])
        ),
        "as many examples as features": dict(
            X=np.array([[1.0, 2.0], [4.0, -2.0]]), y=np.array([3.0, 1.0]), w=np.array([2.0, 0.25])
        ),
    },
    hidden={
        "an example without an error": dict(
            X=np.array([[1.0, 2.0], [0.5, 0.3], [2.0, 1.0]]),
            y=np.array([5.0, -0.4, 2.2]),
            w=np.array([1.0, 2.0]),
        ),
        "single precision": dict(
            X=np.array([[0.2, 1.1, 0.4], [0.9, -0.3, 2.2]], dtype=np.float32),
            y=np.array([1.3, -0.2], dtype=np.float32),
            w=np.array([0.7, -1.2, 0.1], dtype=np.float32),
        ),
        "a single example with four features": dict(
            X=np.array([[0.3, -2.0, 1.7, 0.9]]),
            y=np.array([-0.4]),
            w=np.array([1.1, 0.2, -0.9, 0.5]),
        ),
        "five examples with one feature": dict(
            X=np.array([[0.4], [2.1], [-1.3], [0.7], [1.9]]),
            y=np.array([1.1, 0.2, -0.6, 3.0, 0.9]),
            w=np.array([0.8]),
        ),
    },
    hints=(
        "Take one example: what is its error, and by what is it multiplied?",
        "Each row of X is scaled by the error of its own example; nothing is added up.",
        (
            "The errors have shape (N,), X has shape (N, D). NumPy multiplies row by row if the "
            "errors are a column of shape (N, 1): index them with [:, np.newaxis]."
        ),
    ),
)


@exercise.misconception
def averaged(X, y, w):
    """This is the mean over the examples already; here every example keeps a row of its own."""
    return X.T @ (X @ w - y) / len(y)


@exercise.misconception
def summed(X, y, w):
    """The gradients were added up over the examples; here every example keeps a row of its own."""
    return X.T @ (X @ w - y)


@exercise.misconception
def divided_twice(X, y, w):
    """The rows were divided by N: their mean would be N times too small, since the mean divides by
    N once more.
    """
    return per_example_gradients(X, y, w) / len(y)


@exercise.misconception
def ascent(X, y, w):
    """The error was taken as y − ŷ, so every row points downhill; a gradient points uphill."""
    return -per_example_gradients(X, y, w)


@exercise.misconception
def doubled(X, y, w):
    """Every row is twice too large: the ½ of the loss cancels the 2 of the square."""
    return 2 * per_example_gradients(X, y, w)


@exercise.misconception
def only_errors(X, y, w):
    """These are the errors alone; each has to be multiplied with the features of its example."""
    return X @ w - y


@exercise.misconception
def errors_in_every_column(X, y, w):
    """Every column holds the error; how much a weight matters depends on the feature that it
    multiplies.
    """
    return np.tile((X @ w - y)[:, np.newaxis], X.shape[1])


@exercise.misconception
def transposed(X, y, w):
    """The result lies on its side: one row for each example, one column for each weight."""
    return per_example_gradients(X, y, w).T


@exercise.misconception
def labels_missing(X, y, w):
    """The labels do not appear: these are the predictions times the features."""
    return (X @ w)[:, np.newaxis] * X


@exercise.misconception
def times_the_weights(X, y, w):
    """The errors were multiplied with the weights; the derivative of x·w for w is x."""
    return (X @ w - y)[:, np.newaxis] * np.asarray(w)


@exercise.misconception
def error_along_the_features(X, y, w):
    """The errors ran along the columns: shape (N,) next to (N, D) is taken as a row, which only
    fits where N equals D, and then scales features in place of examples.
    """
    return (X @ w - y) * X


@exercise.misconception
def whole_numbers(X, y, w):
    """The rows were stored in an array of X's own kind: where X holds whole numbers, all digits
    behind the point are cut off.
    """
    return per_example_gradients(X, y, w).astype(X.dtype)


@exercise.misconception
def every_pair(X, y, w):
    """Every prediction was compared with every label, and the table of errors averaged: (N, 1) and
    (N,) make (N, N).
    """
    table = (X @ w)[:, np.newaxis] - y
    return table.mean(axis=1)[:, np.newaxis] * X


@exercise.misconception
def still_squared(X, y, w):
    """The errors are still squared: the derivative of a square is linear, and it keeps the sign."""
    return ((X @ w - y) ** 2)[:, np.newaxis] * X


@exercise.variant
def looped(X, y, w):
    rows = np.zeros(X.shape)
    for i in range(len(X)):
        rows[i] = (sum(X[i] * w) - y[i]) * X[i]
    return rows


@exercise.variant
def diagonal(X, y, w):
    return np.diag(np.dot(X, w) - y) @ X


@exercise.variant
def stacked(X, y, w):
    return np.array([(x @ w - label) * x for x, label in zip(X, y, strict=True)])


@exercise.variant
def summed_by_einsum(X, y, w):
    return -np.einsum("n,nd->nd", y - np.einsum("nd,d->n", X, w), X)


@exercise.fresh
def fresh(rng):
    return dict(X=rng.normal(1, 1.5, size=(6, 3)), y=rng.normal(size=6), w=rng.normal(size=3))
