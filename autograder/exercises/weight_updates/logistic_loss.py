"""The logistic loss, computed without overflow."""

import numpy as np

from autograder.exercise import Exercise


def logistic_loss(z, y):
    """Return the mean logistic loss (binary cross-entropy) of scores.

    With p = σ(z) = 1/(1 + e⁻ᶻ) the loss is −mean(y log p + (1 − y) log(1 − p)).
    Written as mean(max(z, 0) − z y + log(1 + e^−|z|)) it is exact for scores of any size.

    Parameters
    ----------
    z : array, shape (N,)
        Scores (log-odds), before any sigmoid; −1000 and 1000 are possible.
    y : array, shape (N,)
        Labels, 0 or 1.

    Returns
    -------
    float

    Examples
    --------
    >>> print(logistic_loss(np.array([0.0, 1000.0]), np.array([1.0, 0.0])).round(4))
    500.3466
    """
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


exercise = Exercise(
    logistic_loss,
    points=2,
    minutes=12,
    difficulty=2,
    shown={
        "three modest scores": dict(z=np.array([0.5, -1.0, 2.0]), y=np.array([1.0, 0.0, 0.0])),
        "scores of zero": dict(z=np.array([0.0, 0.0]), y=np.array([1.0, 0.0])),
        "scores of 1000 on the right side": dict(
            z=np.array([1000.0, -1000.0, 2.0]), y=np.array([1.0, 0.0, 1.0])
        ),
        "scores of 1000 on the wrong side": dict(
            z=np.array([1000.0, 0.5, -1000.0]), y=np.array([0.0, 1.0, 1.0])
        ),
    },
    hidden={
        "a single score": dict(z=np.array([-0.7]), y=np.array([1.0])),
        "labels as whole numbers": dict(z=np.array([3, -2, 1, 0, -1]), y=np.array([1, 1, 0, 1, 0])),
        "single precision": dict(
            z=np.array([0.3, -90.0, 4.0, 100.0, -1.2], dtype=np.float32),
            y=np.array([1.0, 1.0, 0.0, 0.0, 0.0], dtype=np.float32),
        ),
        "scores between 30 and 800": dict(
            z=np.array([30.0, -40.0, 100.0, -750.0, 710.0]), y=np.array([0.0, 1.0, 1.0, 0.0, 0.0])
        ),
        "all labels 0": dict(z=np.array([1.5, -0.4, 2.2, -3.1]), y=np.zeros(4)),
        "all labels 1": dict(z=np.array([1.5, -0.4, 2.2]), y=np.ones(3)),
    },
    hints=(
        "Try it on paper for z = 0: the model is undecided, p = ½. What does each label cost?",
        (
            "σ(1000) is exactly 1 in floating point, so log(1 − p) is log 0. "
            "Which of the two formulas never takes the logarithm of zero?"
        ),
        (
            "e^−|z| is never larger than 1, so it cannot overflow; np.log1p(x) is log(1 + x), "
            "np.maximum compares entry by entry."
        ),
    ),
)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


@exercise.misconception
def logarithm_of_zero(z, y):
    """The logarithms of p and 1 − p break down where p rounds to 0 or 1: 0 · log 0 is nan. The loss
    of a large score has to be computed from the score itself.
    """
    p = _sigmoid(z)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.misconception
def overflow(z, y):
    """The exponential of a large number overflowed to inf: only e to a negative number is safe."""
    return np.mean(np.log(1 + np.exp(z)) - z * y)


@exercise.misconception
def clipped(z, y):
    """Clipping the probabilities hides the nan but puts a ceiling on the loss: a score of 1000 on
    the wrong side costs 1000, and its slope must not vanish.
    """
    p = np.clip(_sigmoid(z), 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.misconception
def sigmoid_twice(z, y):
    """The sigmoid was applied before the formula for scores, so it acts twice: this formula takes z
    and contains the sigmoid already.
    """
    p = _sigmoid(z)
    return np.mean(np.maximum(p, 0) - p * y + np.log1p(np.exp(-np.abs(p))))


@exercise.misconception
def labels_of_plus_minus_one(z, y):
    """This is the formula for labels −1 and +1; here they are 0 and 1, so that every label 0 costs
    log 2 whatever its score.
    """
    return np.mean(np.logaddexp(0, -z * y))


@exercise.misconception
def only_positives(z, y):
    """The examples with label 0 cost nothing: the part with 1 − y is missing."""
    return np.mean(y * np.logaddexp(0, -z))


@exercise.misconception
def labels_swapped(z, y):
    """The labels were swapped: a large score is a vote for label 1."""
    return np.mean(np.maximum(z, 0) - z * (1 - y) + np.log1p(np.exp(-np.abs(z))))


@exercise.misconception
def label_term_missing(z, y):
    """The labels do not enter: without the term −z y all examples are treated as label 0."""
    return np.mean(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


@exercise.misconception
def negative(z, y):
    """The sign is turned round: this is the mean log-likelihood, and a loss is its negative."""
    return -np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


@exercise.misconception
def summed(z, y):
    """The losses were added up; the loss is their mean over the examples."""
    return np.sum(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


@exercise.misconception
def one_for_each(z, y):
    """One loss for each example came back; the loss of the model is their mean, a single number."""
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


@exercise.misconception
def halved(z, y):
    """There is no ½ in the logistic loss; it belongs to the squared loss."""
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))) / 2


@exercise.misconception
def squared_errors(z, y):
    """This is the squared error of the probabilities: it hardly punishes a confident mistake."""
    return np.mean((_sigmoid(z) - y) ** 2) / 2


@exercise.misconception
def one_maximum_for_all(z, y):
    """One maximum was taken over the whole array; each score is compared with 0 on its own."""
    return np.mean(max(z.max(), 0) - z * y + np.log1p(np.exp(-np.abs(z))))


@exercise.misconception
def without_absolute_value(z, y):
    """The exponent is −z without the absolute value: with max(z, 0) in front, negative scores are
    then counted twice and may overflow.
    """
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-z)))


@exercise.misconception
def infinite_on_the_wrong_side(z, y):
    """A confident mistake overflowed to inf, but a score of 1000 on the wrong side costs 1000: take
    the large part out before the exponential.
    """
    return np.mean(np.where(y == 1, np.log1p(np.exp(-z)), np.log1p(np.exp(z))))


@exercise.misconception
def label_term_added(z, y):
    """The term z y was added: it is subtracted, for a large score makes label 1 cheap."""
    return np.mean(np.maximum(z, 0) + z * y + np.log1p(np.exp(-np.abs(z))))


@exercise.misconception
def base_two(z, y):
    """This is the loss in bits, by logarithms to base 2; the natural logarithm is meant."""
    return np.mean(np.logaddexp(0, z) - z * y) / np.log(2)


@exercise.variant
def logaddexp(z, y):
    return np.mean(np.logaddexp(0, z) - y * z)


@exercise.variant
def signed_labels(z, y):
    return float(np.logaddexp(0, -(2 * y - 1) * z).mean())


@exercise.variant
def looped(z, y):
    total = 0.0
    for score, label in zip(z, y, strict=True):
        size = abs(float(score))
        total += max(float(score), 0.0) - score * label + np.log(1 + np.exp(-size))
    return total / len(z)


@exercise.variant
def by_sign(z, y):
    softplus = np.where(z > 0, z + np.log1p(np.exp(-abs(z))), np.log1p(np.exp(-abs(z))))
    return (softplus - z * y).sum() / z.size


@exercise.fresh
def fresh(rng):
    return dict(z=rng.normal(0, 4, size=11), y=rng.integers(0, 2, size=11))
