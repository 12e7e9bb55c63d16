"""The gradient of the squared loss."""

import numpy as np

from autograder.exercise import Exercise


def mse_gradient(X, y, w, b):
    """Return the gradient of the squared loss of a linear model.

    With the error e = X w + b − y of each example:
    ∂J/∂w = Xᵀ e / N and ∂J/∂b = mean(e).

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row.
    y : array, shape (N,)
        Labels.
    w : array, shape (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    gradient_w : array, shape (D,)
    gradient_b : float

    Examples
    --------
    >>> X, y = np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([0.0, 1.0])
    >>> gradient_w, gradient_b = mse_gradient(X, y, np.array([1.0, 1.0]), 0.0)
    >>> print(gradient_w, gradient_b)
    [4.5 3. ] 2.5
    """
    error = X @ w + b - y
    return X.T @ error / len(y), error.mean()


exercise = Exercise(
    mse_gradient,
    points=3,
    minutes=12,
    difficulty=2,
    results=("gradient_w", "gradient_b"),
    shown={
        "one example with one feature": dict(
            X=np.array([[2.0]]), y=np.array([1.0]), w=np.array([1.5]), b=0.5
        ),
        "three examples with two features": dict(
            X=np.array([[1.0, 2.0], [3.0, 0.0], [-1.0, 4.0]]),
            y=np.array([0.0, 1.0, 5.0]),
            w=np.array([1.0, 0.5]),
            b=2.0,
        ),
        "the same three examples, each of them twice": dict(
            X=np.array([[1.0, 2.0], [3.0, 0.0], [-1.0, 4.0]] * 2),
            y=np.array([0.0, 1.0, 5.0] * 2),
            w=np.array([1.0, 0.5]),
            b=2.0,
        ),
        "whole numbers, far from zero": dict(
            X=np.array([[12, 9, 10], [14, 7, 11]]), y=np.array([3, 8]), w=np.array([2, -1, 1]), b=1
        ),
    },
    hidden={
        "predictions that are all right": dict(
            X=np.array([[1.0, 2.0], [0.5, -1.0], [4.0, 0.25]]),
            y=np.array([0.0, 2.5, 4.75]),
            w=np.array([1.0, -1.0]),
            b=1.0,
        ),
        "a single example": dict(
            X=np.array([[0.3, -2.0, 1.7]]), y=np.array([-0.4]), w=np.array([1.1, 0.2, -0.9]), b=0.7
        ),
        "single precision": dict(
            X=np.array([[0.2, 1.1], [0.9, -0.3], [-1.4, 0.8], [0.6, 0.5]], dtype=np.float32),
            y=np.array([1.3, -0.2, 0.4, 2.2], dtype=np.float32),
            w=np.array([0.7, -1.2], dtype=np.float32),
            b=0.4,
        ),
        "features of very different size": dict(
            X=np.array([[0.002, 1500.0], [0.005, 900.0], [-0.003, 1100.0]]),
            y=np.array([2.0, -1.0, 0.5]),
            w=np.array([40.0, 0.003]),
            b=-0.8,
        ),
        "as many examples as features": dict(
            X=np.array([[1.0, 0.3, -2.0], [2.5, 1.0, 0.0], [0.7, -0.6, 1.9]]),
            y=np.array([0.5, 1.5, -2.0]),
            w=np.array([0.4, 1.3, -0.6]),
            b=0.9,
        ),
    },
    hints=(
        (
            "Start with one example: J = ½ (w x + b − y)². What does the chain rule give for "
            "w, and for b?"
        ),
        (
            "Each example contributes its error times its own features; the mean over the "
            "examples has "
            "the shape of w."
        ),
        (
            "Xᵀ e adds, for every feature, error times feature over all examples: check its "
            "shape, then "
            "divide once."
        ),
    ),
)


@exercise.misconception
def ascent(X, y, w, b):
    """The error was taken as y − ŷ, so this gradient points downhill: a step along its negative
    climbs.
    """
    error = y - (X @ w + b)
    return X.T @ error / len(y), error.mean()


@exercise.misconception
def summed(X, y, w, b):
    """The gradients of the examples were added up and not averaged: with twice the data every step
    would be twice as long.
    """
    error = X @ w + b - y
    return X.T @ error, error.sum()


@exercise.misconception
def weights_summed(X, y, w, b):
    """The gradient for b is a mean, but the one for w is still a sum over the examples."""
    error = X @ w + b - y
    return X.T @ error, error.mean()


@exercise.misconception
def bias_summed(X, y, w, b):
    """The gradient for w is right, but the one for b is a sum over the examples; J is a mean."""
    error = X @ w + b - y
    return X.T @ error / len(y), error.sum()


@exercise.misconception
def doubled(X, y, w, b):
    """Both gradients are twice too large: the ½ in J cancels the 2 of the square."""
    error = X @ w + b - y
    return 2 * X.T @ error / len(y), 2 * error.mean()


@exercise.misconception
def without_features(X, y, w, b):
    """The errors were not multiplied by the features: how much a weight matters depends on the
    feature that it multiplies.
    """
    error = X @ w + b - y
    return np.full(X.shape[1], error.mean()), error.mean()


@exercise.misconception
def one_for_all_weights(X, y, w, b):
    """The mean was taken over the examples and over the features, so that all weights share one
    number; every weight has a slope of its own.
    """
    error = X @ w + b - y
    return np.mean(X * error[:, None]), error.mean()


@exercise.misconception
def divided_by_all_entries(X, y, w, b):
    """The gradient for w was divided by N·D, the number of entries of X; the mean is over the N
    examples.
    """
    error = X @ w + b - y
    return X.T @ error / X.size, error.mean()


@exercise.misconception
def divided_by_features(X, y, w, b):
    """It was divided by the number of features instead of the number of examples."""
    error = X @ w + b - y
    return X.T @ error / len(w), error.mean()


@exercise.misconception
def only_the_sign(X, y, w, b):
    """Only the sign of each error was used; in the squared loss a large error pulls harder."""
    error = np.sign(X @ w + b - y)
    return X.T @ error / len(y), error.mean()


@exercise.misconception
def still_squared(X, y, w, b):
    """The errors are still squared: the derivative of a square is linear, and it keeps the sign."""
    error = (X @ w + b - y) ** 2
    return X.T @ error / len(y), error.mean()


@exercise.misconception
def without_bias(X, y, w, b):
    """The bias is missing in the prediction, so the errors are those of another model."""
    error = X @ w - y
    return X.T @ error / len(y), error.mean()


@exercise.misconception
def without_labels(X, y, w, b):
    """The labels do not appear: this is the gradient of the predictions, which would pull all
    weights to zero.
    """
    y_hat = X @ w + b
    return X.T @ y_hat / len(y), y_hat.mean()


@exercise.misconception
def every_pair(X, y, w, b):
    """Every prediction was compared with every label: (N, 1) and (N,) make an (N, N) table."""
    error = X @ w + b - y.reshape(-1, 1)
    return X.T @ error / len(y), error.mean()


@exercise.misconception
def halved(X, y, w, b):
    """Both gradients are half as large as they should be: the square brings a 2 that cancels
    the ½.
    """
    error = X @ w + b - y
    return X.T @ error / (2 * len(y)), error.mean() / 2


@exercise.misconception
def swapped(X, y, w, b):
    """The two came back in the wrong order: the gradient for w is the first."""
    error = X @ w + b - y
    return error.mean(), X.T @ error / len(y)


@exercise.variant
def looped(X, y, w, b):
    gradient_w, gradient_b = np.zeros(len(w)), 0.0
    for x, label in zip(X, y, strict=True):
        error = sum(x * w) + b - label
        gradient_w += error * x / len(y)
        gradient_b += error / len(y)
    return gradient_w, gradient_b


@exercise.variant
def column_means(X, y, w, b):
    error = X @ w + b - y
    return np.mean(X * error[:, np.newaxis], axis=0), float(np.sum(error) / error.size)


@exercise.variant
def bias_as_a_feature(X, y, w, b):
    A = np.column_stack([X, np.ones(len(X))])
    gradient = A.T @ (A @ np.append(w, b) - y) / len(A)
    return [gradient[:-1], gradient[-1]]


@exercise.variant
def error_first(X, y, w, b):
    error = -(y - b - np.dot(X, w))
    return error @ X * (1 / len(y)), np.average(error)


@exercise.fresh
def fresh(rng):
    return dict(
        X=rng.normal(2, 1.5, size=(7, 3)),
        y=rng.normal(size=7),
        w=rng.normal(size=3),
        b=rng.normal(),
    )
