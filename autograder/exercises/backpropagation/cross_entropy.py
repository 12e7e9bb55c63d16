"""The loss of a classifier and its slope."""

import numpy as np

from autograder.exercise import Exercise


def cross_entropy(z, y):
    """Return the mean surprise at the right classes, and its gradient for the scores.

    With p = softmax(z), row by row: J = −1/N Σᵢ log pᵢ,ᵧᵢ and ∂J/∂z = (p − onehot(y)) / N,
    where onehot(y) holds 1 at each example's right class and 0 elsewhere.

    Parameters
    ----------
    z : array, shape (N, C)
        Scores; of any size and sign.
    y : array of int, shape (N,)
        The right class of each example, 0 … C − 1.

    Returns
    -------
    loss : float
    dz : array, shape (N, C)
        Every row sums to 0.

    Examples
    --------
    >>> loss, dz = cross_entropy(np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([0, 1]))
    >>> print(round(float(loss), 4))
    0.6931
    >>> print(dz)
    [[-0.25  0.25]
     [ 0.25 -0.25]]
    """
    rows = np.arange(len(y))
    z = z - z.max(axis=1, keepdims=True)
    sums = np.exp(z).sum(axis=1, keepdims=True)
    loss = np.mean(np.log(sums[:, 0]) - z[rows, y])
    dz = np.exp(z) / sums
    dz[rows, y] -= 1
    return loss, dz / len(y)


exercise = Exercise(
    cross_entropy,
    points=2,
    minutes=18,
    difficulty=3,
    results=("loss", "dz"),
    shown={
        "one example with three classes": dict(z=np.array([[1.0, 2.0, 0.5]]), y=np.array([0])),
        "two examples with three classes": dict(
            z=np.array([[1.0, -1.0, 0.0], [3.0, 0.5, 2.5]]), y=np.array([2, 1])
        ),
        "as many examples as classes": dict(
            z=np.array([[0.0, 1.5, -1.0], [2.0, -1.0, 0.5], [0.25, 0.5, 1.0]]),
            y=np.array([2, 2, 0]),
        ),
        "huge scores, one of them for the wrong class": dict(
            z=np.array([[1000.0, 998.0, 1001.0], [-1000.0, 1000.0, 0.0]]), y=np.array([0, 2])
        ),
    },
    hidden={
        "all examples of one class": dict(
            z=np.array([[0.3, -0.2], [1.1, 0.7], [-0.6, 2.0]]), y=np.array([1, 1, 1])
        ),
        "whole numbers": dict(z=np.array([[2, 0, 1, -1], [-3, 1, 1, 4]]), y=np.array([3, 0])),
        "a single class": dict(z=np.array([[3.0], [-700.0]]), y=np.array([0, 0])),
        "single precision": dict(
            z=np.array([[0.3, -1.2, 2.5], [1.4, 0.1, -0.7]], dtype=np.float32), y=np.array([1, 0])
        ),
        "very sure and right, very sure and wrong": dict(
            z=np.array([[500.0, 0.0], [500.0, 0.0]]), y=np.array([0, 1])
        ),
    },
    hints=(
        (
            "First the probabilities, as in softmax. The loss looks at one of them in each row, "
            "the gradient at all."
        ),
        (
            "p[np.arange(N), y] picks one entry from each row: the row's own right class. The "
            "same index can be written to."
        ),
        (
            "log p is the shifted score minus the logarithm of the row's sum of exp: taken that "
            "way, no logarithm of 0 can come up. And both results are means, so that N divides "
            "both."
        ),
    ),
)


def _parts(z, y):
    """Shifted scores, probabilities and the one-hot labels."""
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return z, p, np.eye(z.shape[1])[y]


def _loss(z, y):
    z, _, onehot = _parts(z, y)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - np.sum(z * onehot, axis=1))


@exercise.misconception
def gradient_summed(z, y):
    """The loss is a mean over the examples, and so its gradient is divided by N, too; here it is
    N times too large.
    """
    _, p, onehot = _parts(z, y)
    return _loss(z, y), p - onehot


@exercise.misconception
def both_summed(z, y):
    """Loss and gradient are sums over the examples; both are meant to be means."""
    _, p, onehot = _parts(z, y)
    return _loss(z, y) * len(y), p - onehot


@exercise.misconception
def everything_summed_in_the_loss(z, y):
    """The gradient is right, but the loss is the sum of the surprises; it is meant to be the
    mean.
    """
    _, p, onehot = _parts(z, y)
    return _loss(z, y) * len(y), (p - onehot) / len(y)


@exercise.misconception
def whole_columns(z, y):
    """A 1 was subtracted from whole columns: p[:, y] is the column of each label, for all rows.
    Each row has one right class, so rows and classes have to be named in pairs.
    """
    _, p, _ = _parts(z, y)
    p[:, y] -= 1
    return _loss(z, y), p / len(y)


@exercise.misconception
def upside_down(z, y):
    """The gradient has the wrong sign: raising the score of the right class lowers the loss, so
    its slope is negative.
    """
    _, p, onehot = _parts(z, y)
    return _loss(z, y), (onehot - p) / len(y)


@exercise.misconception
def divided_by_the_classes(z, y):
    """The gradient was divided by N C, as if the mean went over all entries; there is one
    surprise an example, so N alone divides.
    """
    _, p, onehot = _parts(z, y)
    return _loss(z, y), (p - onehot) / p.size


@exercise.misconception
def labels_left_out(z, y):
    """The gradient is that of no label: p / N pushes every score down. At each example's right
    class 1 has to be taken off first.
    """
    _, p, _ = _parts(z, y)
    return _loss(z, y), p / len(y)


@exercise.misconception
def extra_slope(z, y):
    """An extra factor p (1 − p) came in. The slopes of logarithm and softmax have cancelled
    already: what is left is p minus the one-hot label.
    """
    _, p, onehot = _parts(z, y)
    return _loss(z, y), (p - onehot) * p * (1 - p) / len(y)


@exercise.misconception
def logarithm_of_zero(z, y):
    """Where the right class has a tiny probability, it is rounded to 0, and log 0 is −inf.
    Compute log p from the shifted scores and never from p.
    """
    _, p, onehot = _parts(z, y)
    picked = p[np.arange(len(y)), y]
    return -np.mean(np.log(picked)), (p - onehot) / len(y)


@exercise.misconception
def softened_logarithm(z, y):
    """A small number was added before the logarithm, so that it is never log 0. Where the right
    class has less than that number, the loss is too small: use the shifted scores.
    """
    _, p, onehot = _parts(z, y)
    picked = p[np.arange(len(y)), y]
    return -np.mean(np.log(picked + 1e-12)), (p - onehot) / len(y)


@exercise.misconception
def not_shifted(z, y):
    """For large scores exp overflows, and inf / inf is nan: subtract the row's largest score
    first.
    """
    raised = np.exp(1.0 * z)
    p = raised / raised.sum(axis=1, keepdims=True)
    picked = p[np.arange(len(y)), y]
    return -np.mean(np.log(picked)), (p - np.eye(z.shape[1])[y]) / len(y)


@exercise.misconception
def without_minus(z, y):
    """The loss is negative: a probability has a negative logarithm, and the minus in front is
    missing.
    """
    _, p, onehot = _parts(z, y)
    return -_loss(z, y), (p - onehot) / len(y)


@exercise.misconception
def in_bits(z, y):
    """The loss is in bits: the logarithm is the one to base 2. The gradient belongs to the
    natural one.
    """
    _, p, onehot = _parts(z, y)
    return _loss(z, y) / np.log(2), (p - onehot) / len(y)


@exercise.misconception
def over_the_examples(z, y):
    """The probabilities sum to 1 over the examples; they have to over the classes, row by row."""
    raised = np.exp(z - z.max(axis=0))
    p = raised / raised.sum(axis=0)
    picked = p[np.arange(len(y)), y]
    return -np.mean(np.log(picked)), (p - np.eye(z.shape[1])[y]) / len(y)


@exercise.variant
def by_one_hot_labels(z, y):
    onehot = np.eye(z.shape[1])[y]
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return float(-np.sum(onehot * log_p) / len(z)), (np.exp(log_p) - onehot) / len(z)


@exercise.variant
def example_by_example(z, y):
    loss, dz = 0.0, np.zeros(z.shape)
    for i, (row, label) in enumerate(zip(z, y, strict=True)):
        row = row - row.max()
        loss += (np.log(np.sum(np.exp(row))) - row[label]) / len(y)
        dz[i] = np.exp(row) / np.sum(np.exp(row)) / len(y)
        dz[i, label] -= 1 / len(y)
    return loss, dz


@exercise.variant
def by_logaddexp(z, y):
    log_p = z - np.logaddexp.reduce(z.astype(float), axis=1)[:, None]
    loss = -np.mean([row[label] for row, label in zip(log_p, y, strict=True)])
    return [loss, (np.exp(log_p) - (np.arange(z.shape[1]) == y[:, None])) / len(y)]


@exercise.fresh
def fresh(rng):
    return dict(z=rng.normal(0, 5, size=(6, 4)), y=rng.integers(4, size=6))
