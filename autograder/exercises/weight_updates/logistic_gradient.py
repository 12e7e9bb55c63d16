"""The gradient of the logistic loss."""

import numpy as np

from autograder.exercise import Exercise


def logistic_gradient(X, y, w):
    """Return the gradient of the mean logistic loss for the weights.

    ∂J/∂w = Xᵀ (σ(z) − y) / N with the scores z = X w and σ(z) = 1/(1 + e⁻ᶻ).

    Parameters
    ----------
    X : array, shape (N, D)
        One example a row; scores z = X w of ±1000 are possible.
    y : array, shape (N,)
        Labels, 0 or 1.
    w : array, shape (D,)
        Weights.

    Returns
    -------
    array, shape (D,)

    Examples
    --------
    >>> X, y = np.array([[2.0, 1.0], [0.0, 4.0]]), np.array([1.0, 0.0])
    >>> logistic_gradient(X, y, np.zeros(2))
    array([-0.5 ,  0.75])
    """
    z = X @ w
    size = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1, size) / (1 + size)
    return X.T @ (p - y) / len(y)


exercise = Exercise(
    logistic_gradient,
    points=1,
    minutes=8,
    difficulty=2,
    shown={
        "one example with one feature": dict(
            X=np.array([[2.0]]), y=np.array([0.0]), w=np.array([0.5])
        ),
        "three examples with two features": dict(
            X=np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 4.0]]),
            y=np.array([1.0, 0.0, 1.0]),
            w=np.array([0.5, -0.25]),
        ),
        "whole numbers, each example twice": dict(
            X=np.array([[3, 1, 2], [1, 4, 0]] * 2), y=np.array([0, 1] * 2), w=np.array([1, -1, 1])
        ),
        "scores of 1000": dict(
            X=np.array([[1000.0, 1.0], [-1000.0, 2.0], [500.0, 3.0]]),
            y=np.array([0.0, 1.0, 1.0]),
            w=np.array([1.0, 0.0]),
        ),
    },
    hidden={
        "all weights zero": dict(
            X=np.array([[0.3, -1.2], [2.5, 0.7], [1.1, 1.6], [-0.8, 0.4], [0.2, 3.0]]),
            y=np.array([1.0, 0.0, 0.0, 1.0, 1.0]),
            w=np.zeros(2),
        ),
        "a single example": dict(
            X=np.array([[0.3, -2.0, 1.7]]), y=np.array([1.0]), w=np.array([1.1, 0.2, -0.9])
        ),
        "single precision": dict(
            X=np.array([[0.2, 1.1], [0.9, -0.3], [-1.4, 0.8]], dtype=np.float32),
            y=np.array([1.0, 0.0, 1.0], dtype=np.float32),
            w=np.array([0.7, -1.2], dtype=np.float32),
        ),
        "as many examples as features": dict(
            X=np.array([[1.0, 0.3], [-0.5, 2.0]]), y=np.array([0.0, 1.0]), w=np.array([0.8, -0.3])
        ),
        "features far from zero": dict(
            X=np.array(
                [[101.0, 98.0, 3.0], [99.0, 103.0, 5.0], [97.0, 100.0, 4.0], [102.0, 99.0, 1.0]]
            ),
            y=np.array([1.0, 0.0, 1.0, 0.0]),
            w=np.array([0.3, -0.3, 0.1]),
        ),
    },
    hints=(
        (
            "Compare with the gradient of the squared loss: what has taken the place of the "
            "prediction ŷ?"
        ),
        (
            "The derivative of the loss for one score is σ(z) − y and nothing else: "
            "the slope of the sigmoid cancels."
        ),
        "Compute σ(z) for all examples, subtract the labels, and let Xᵀ sum over the examples.",
    ),
)


def _sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


@exercise.misconception
def slope_of_the_sigmoid(X, y, w):
    """The slope of the sigmoid stands there as a factor: it belongs to the squared loss; here it
    cancels, and that is why a confident mistake still learns.
    """
    p = _sigmoid(X @ w)
    return X.T @ ((p - y) * p * (1 - p)) / len(y)


@exercise.misconception
def without_sigmoid(X, y, w):
    """The scores were compared with the labels; they become probabilities by the sigmoid first."""
    return X.T @ (X @ w - y) / len(y)


@exercise.misconception
def ascent(X, y, w):
    """The difference was taken as y − σ(z): this points downhill, and a step against it climbs."""
    return X.T @ (y - _sigmoid(X @ w)) / len(y)


@exercise.misconception
def summed(X, y, w):
    """The gradients of the examples were added up and not averaged."""
    return X.T @ (_sigmoid(X @ w) - y)


@exercise.misconception
def doubled(X, y, w):
    """There is no factor 2: the logistic loss contains no square."""
    return 2 * X.T @ (_sigmoid(X @ w) - y) / len(y)


@exercise.misconception
def decided(X, y, w):
    """The probabilities were rounded to 0 or 1, so that examples on the right side teach
    nothing.
    """
    return X.T @ ((X @ w > 0) - y) / len(y)


@exercise.misconception
def exponential_overflow(X, y, w):
    """The sigmoid as eᶻ/(1 + eᶻ) is inf/inf = nan for a large score; 1/(1 + e⁻ᶻ) is not."""
    e = np.exp(X @ w)
    return X.T @ (e / (1 + e) - y) / len(y)


@exercise.misconception
def sigmoid_turned_round(X, y, w):
    """The exponent has the wrong sign: this sigmoid falls where the score rises."""
    return X.T @ (_sigmoid(-(X @ w)) - y) / len(y)


@exercise.misconception
def without_features(X, y, w):
    """The differences were not multiplied by the features: each weight's slope depends on its own
    feature.
    """
    return np.full(X.shape[1], np.mean(_sigmoid(X @ w) - y))


@exercise.misconception
def every_pair(X, y, w):
    """Every probability was compared with every label: (N, 1) and (N,) make an (N, N) table."""
    return X.T @ (_sigmoid(X @ w) - y.reshape(-1, 1)) / len(y)


@exercise.misconception
def labels_of_plus_minus_one(X, y, w):
    """This is the formula for labels −1 and +1: here they are 0 and 1, and label 0 drops out."""
    return -X.T @ (y * _sigmoid(-y * (X @ w))) / len(y)


@exercise.misconception
def sigmoid_twice(X, y, w):
    """The sigmoid was applied twice: what it returns is a probability already."""
    return X.T @ (_sigmoid(_sigmoid(X @ w)) - y) / len(y)


@exercise.misconception
def chain_too_short(X, y, w):
    """This is the derivative for the probability p; the way from w to p goes through the sigmoid,
    whose slope is missing as a factor and would cancel the denominators.
    """
    p = _sigmoid(X @ w)
    return X.T @ ((1 - y) / (1 - p) - y / p) / len(y)


@exercise.misconception
def divided_by_features(X, y, w):
    """It was divided by the number of features instead of the number of examples."""
    return X.T @ (_sigmoid(X @ w) - y) / len(w)


@exercise.variant
def plain(X, y, w):
    return X.T @ (1 / (1 + np.exp(-(X @ w))) - y) / len(y)


@exercise.variant
def looped(X, y, w):
    gradient = np.zeros(len(w))
    for x, label in zip(X, y, strict=True):
        gradient += (1 / (1 + np.exp(-float(sum(x * w)))) - label) * x
    return gradient / len(X)


@exercise.variant
def with_tanh(X, y, w):
    p = (1 + np.tanh(X @ w / 2)) / 2
    return np.mean(X * (p - y)[:, None], axis=0)


@exercise.fresh
def fresh(rng):
    return dict(X=rng.normal(1, 2, size=(8, 3)), y=rng.integers(0, 2, size=8), w=rng.normal(size=3))
