"""How far a batch's gradient is from the gradient of all."""

import numpy as np

from autograder.exercise import Exercise


def gradient_noise(G, batch_size, replace):
    """Return the mean squared distance of a batch's gradient from the gradient of all examples.

    E‖g_B − g‖² = tr(Σ)/B for batches drawn with replacement, and tr(Σ)/B · (N − B)/(N − 1) without.
    tr(Σ) = 1/N Σ ‖gᵢ − g‖² is the mean squared distance of a single example's gradient gᵢ.

    Parameters
    ----------
    G : array, shape (N, D)
        The gradient of each example, one a row; N is at least 2.
    batch_size : int
        B, from 1 to N.
    replace : bool
        Whether an example can come more than once in a batch.

    Returns
    -------
    float

    Examples
    --------
    >>> G = np.array([[0.0, 1.0], [0.0, 3.0], [6.0, 2.0]])
    >>> print(gradient_noise(G, 1, True), gradient_noise(G, 2, False))
    8.666666666666666 2.1666666666666665
    """
    trace = np.mean(np.sum((G - G.mean(axis=0)) ** 2, axis=1))
    correction = 1.0 if replace else (len(G) - batch_size) / (len(G) - 1)
    return trace / batch_size * correction


FOUR = np.array([[1.0, 6.0], [3.0, 2.0], [-1.0, 4.0], [1.0, 0.0]])  # mean (1, 3), tr(Σ) = 7
FIVE = np.array([[9, 1, 2], [7, -1, 6], [11, 5, -2], [8, 2, 4], [10, 3, 5]])  # tr(Σ) = 14

exercise = Exercise(
    gradient_noise,
    points=3,
    minutes=15,
    difficulty=2,
    shown={
        "single examples": dict(G=FOUR, batch_size=1, replace=True),
        "batches of four, with replacement": dict(G=FOUR, batch_size=4, replace=True),
        "batches of two out of four, without replacement": dict(
            G=FOUR, batch_size=2, replace=False
        ),
        "all examples in one batch, without replacement": dict(G=FOUR, batch_size=4, replace=False),
        "one weight, two of six without replacement": dict(
            G=np.array([[1.0], [3.0], [0.0], [4.0], [1.0], [3.0]]), batch_size=2, replace=False
        ),
        "whole numbers, two of five without replacement": dict(G=FIVE, batch_size=2, replace=False),
    },
    hidden={
        "all in one batch, with replacement": dict(
            G=np.array([[0.3, 1.9], [2.2, -0.6], [1.4, 0.5]]), batch_size=3, replace=True
        ),
        "one weight": dict(
            G=np.array([[0.4], [2.3], [-1.1], [0.9], [5.0], [0.2]]), batch_size=4, replace=False
        ),
        "examples that agree": dict(
            G=np.tile([0.5, -1.5, 2.0], (4, 1)), batch_size=2, replace=False
        ),
        "single precision": dict(
            G=np.array([[0.3, 1.9], [2.2, -0.6], [1.4, 0.5], [0.1, 0.8]], dtype=np.float32),
            batch_size=3,
            replace=False,
        ),
        "single examples, without replacement": dict(
            G=np.array([[0.7, 0.2], [1.9, 1.1], [-0.4, 2.5], [0.6, 0.6], [3.0, 1.2]]),
            batch_size=1,
            replace=False,
        ),
        "gradients far from zero": dict(
            G=np.array([[100.3, 51.0], [99.1, 49.2], [101.8, 50.4]]), batch_size=2, replace=False
        ),
    },
    hints=(
        "Start with one example: how far is its gradient from the mean of all, squared?",
        (
            "The distances of single examples, squared, have a mean: tr(Σ). The mean of B "
            "independent draws has a variance B times smaller."
        ),
        (
            "Subtract the mean of the rows, square, add along each row, average over the rows. "
            "Then divide by B; without replacement a factor makes it 0 at B = N."
        ),
    ),
)


def _noise(G, batch_size, replace, *, trace=None, power=1, correction=None):
    """The right formula with one part exchanged; the mistakes below use it."""
    if trace is None:
        trace = np.mean(np.sum((G - G.mean(axis=0)) ** 2, axis=1))
    if correction is None:
        correction = (len(G) - batch_size) / (len(G) - 1)
    return trace / batch_size**power * (1.0 if replace else correction)


@exercise.misconception
def root_of_the_size(G, batch_size, replace):
    """The noise was divided by √B: that holds for the distance itself, its square shrinks with
    B.
    """
    return _noise(G, batch_size, replace, power=0.5)


@exercise.misconception
def square_of_the_size(G, batch_size, replace):
    """The noise was divided by B²; the variance of a mean of B draws shrinks with B."""
    return _noise(G, batch_size, replace, power=2)


@exercise.misconception
def distance(G, batch_size, replace):
    """This is the root of the answer: the distance and not its square."""
    return np.sqrt(gradient_noise(G, batch_size, replace))


@exercise.misconception
def never_corrected(G, batch_size, replace):
    """Without replacement the noise is smaller: a batch of all examples has none at all."""
    return _noise(G, batch_size, True)


@exercise.misconception
def always_corrected(G, batch_size, replace):
    """With replacement there is no correction: even a batch as large as the data misses some
    examples and takes others twice.
    """
    return _noise(G, batch_size, False)


@exercise.misconception
def corrected_the_wrong_way(G, batch_size, replace):
    """The correction stands with the wrong case: it belongs to drawing without replacement."""
    return _noise(G, batch_size, not replace)


@exercise.misconception
def corrected_by_n(G, batch_size, replace):
    """The correction is (N − B)/(N − 1): with N below, a batch of one would be less noisy without
    replacement than with it, and for one example there is no difference.
    """
    return _noise(G, batch_size, replace, correction=(len(G) - batch_size) / len(G))


@exercise.misconception
def uncorrected_when_alone(G, batch_size, replace):
    """The correction became 1 − B/(N − 1), which is below zero at B = N; above stands N − B."""
    return _noise(G, batch_size, replace, correction=1 - batch_size / (len(G) - 1))


@exercise.misconception
def sample_variance(G, batch_size, replace):
    """The variance was divided by N − 1: these N examples are all there are, so the mean is over
    N.
    """
    return _noise(G, batch_size, replace, trace=np.var(G, axis=0, ddof=1).sum())


@exercise.misconception
def not_centred(G, batch_size, replace):
    """The mean of the rows was not subtracted: this is how long the gradients are, not how far they
    are from their mean.
    """
    return _noise(G, batch_size, replace, trace=np.mean(np.sum(G**2, axis=1)))


@exercise.misconception
def averaged_over_weights(G, batch_size, replace):
    """The variances of the weights were averaged; a squared distance is their sum."""
    return _noise(G, batch_size, replace, trace=np.var(G, axis=0).mean())


@exercise.misconception
def one_for_each_weight(G, batch_size, replace):
    """There is one number for each weight; the squared distance is the sum of them."""
    return _noise(G, batch_size, replace, trace=np.var(G, axis=0))


@exercise.misconception
def of_all_entries(G, batch_size, replace):
    """The variance was taken over all entries at once, around one common mean; every weight has a
    mean of its own.
    """
    return _noise(G, batch_size, replace, trace=G.shape[1] * np.var(G))


@exercise.misconception
def standard_deviations_added(G, batch_size, replace):
    """The standard deviations were added up; squared distances add, lengths do not."""
    return _noise(G, batch_size, replace, trace=np.std(G, axis=0).sum())


@exercise.misconception
def not_averaged(G, batch_size, replace):
    """The squared distances were added up over the examples; tr(Σ) is their mean."""
    return _noise(G, batch_size, replace, trace=np.sum((G - G.mean(axis=0)) ** 2))


@exercise.variant
def looped(G, batch_size, replace):
    n, mean, total = len(G), sum(G) / len(G), 0.0
    for row in G:
        total += sum((row - mean) ** 2)
    noise = total / n / batch_size
    return noise if replace else noise * (n - batch_size) / (n - 1)


@exercise.variant
def trace_of_the_covariance(G, batch_size, replace):
    covariance = np.atleast_2d(np.cov(G, rowvar=False, bias=True))
    noise = np.trace(covariance) / batch_size
    if not replace:
        noise *= 1 - (batch_size - 1) / (len(G) - 1)
    return float(noise)


@exercise.variant
def sum_of_variances(G, batch_size, replace):
    factor = 1 if replace else (len(G) - batch_size) / (len(G) - 1)
    return np.var(G, axis=0).sum() * factor / batch_size


@exercise.variant
def by_the_sample_variance(G, batch_size, replace):
    if replace:
        return np.var(G, axis=0).sum() / batch_size
    return np.var(G, axis=0, ddof=1).sum() / batch_size * (1 - batch_size / len(G))


@exercise.fresh
def fresh(rng):
    return dict(G=rng.normal(2, 1, size=(9, 4)), batch_size=int(rng.integers(2, 9)), replace=False)
