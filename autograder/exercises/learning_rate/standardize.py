"""Columns with mean 0 and standard deviation 1, by the training data's measure."""

import numpy as np

from autograder.exercise import Exercise


def standardize(X_train, X_new):
    """Return both tables on the scale on which the training columns have mean 0 and deviation 1.

    z = (x − m) / s for each column, with the mean m and the standard deviation s = √(mean (x − m)²)
    of that column **in X_train**, for both tables. A column that is constant there is only shifted:
    its s counts as 1.

    Parameters
    ----------
    X_train : array, shape (N, D)
    X_new : array, shape (M, D)
        Examples that were not there when m and s were measured.

    Returns
    -------
    Z_train : array, shape (N, D)
    Z_new : array, shape (M, D)

    Examples
    --------
    >>> Z_train, Z_new = standardize(np.array([[1.0], [3.0]]), np.array([[4.0]]))
    >>> print(Z_train.ravel(), Z_new.ravel())
    [-1.  1.] [2.]
    """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation = np.where(deviation == 0, 1.0, deviation)
    return (X_train - mean) / deviation, (X_new - mean) / deviation


ONE = np.array([[1.0], [5.0], [9.0], [5.0]])
TWO = np.array([[2.0, 30.0], [4.0, 10.0], [9.0, 20.0], [1.0, 80.0]])
CONSTANT = np.array([[2.0, 7.0, 0.5], [5.0, 7.0, -2.5], [8.0, 7.0, 1.0]])

exercise = Exercise(
    standardize,
    points=2,
    minutes=10,
    difficulty=2,
    results=("Z_train", "Z_new"),
    shown={
        "one column": dict(X_train=ONE, X_new=np.array([[7.0], [3.0]])),
        "two columns on different scales": dict(
            X_train=TWO, X_new=np.array([[3.0, 50.0], [0.0, -10.0], [6.0, 40.0]])
        ),
        "a single new example": dict(X_train=TWO, X_new=np.array([[5.0, 25.0]])),
        "a column that is constant in training": dict(
            X_train=CONSTANT, X_new=np.array([[3.0, 7.0, 0.0], [4.0, 9.0, 2.0]])
        ),
        "whole numbers": dict(
            X_train=np.array([[3, 1], [5, 4], [10, 1]]), X_new=np.array([[7, 2]])
        ),
        "tiny values": dict(
            X_train=np.array([[2e-4], [5e-4], [8e-4]]), X_new=np.array([[3e-4], [9e-4]])
        ),
    },
    hidden={
        "a single training example": dict(
            X_train=np.array([[4.0, -1.0]]), X_new=np.array([[5.0, -1.0], [4.0, 2.0]])
        ),
        "columns of very different size": dict(
            X_train=np.array([[2026e3, 2e-10], [2027e3, 1e-10], [2025e3, 7e-10]]),
            X_new=np.array([[2024e3, 3e-10]]),
        ),
        "no new examples": dict(X_train=TWO, X_new=np.empty((0, 2))),
        "single precision": dict(
            X_train=np.array([[0.2, 3.1], [1.4, -2.0], [0.9, 0.6]], dtype=np.float32),
            X_new=np.array([[0.5, 1.5]], dtype=np.float32),
        ),
    },
    hints=(
        "How many means are there for a table of 442 patients and 10 features?",
        "Axis 0 runs down the rows. The new examples are measured with the same ruler.",
        "Before you divide, replace every standard deviation that is 0; np.where does it.",
    ),
)


def _scaled(X, mean, deviation):
    return (X - mean) / np.where(deviation == 0, 1.0, deviation)


def _own(X):
    return _scaled(X, X.mean(axis=0), X.std(axis=0))


@exercise.misconception
def each_on_its_own(X_train, X_new):
    """The new examples were measured with their own mean and deviation: equal values in the two
    tables are no longer equal, and a single new example becomes all zeros.
    """
    return _own(X_train), _own(X_new)


@exercise.misconception
def all_together(X_train, X_new):
    """Mean and deviation were taken over both tables: the new examples have leaked into the scale
    of the training data.
    """
    together = np.vstack([X_train, X_new])
    mean, deviation = together.mean(axis=0), together.std(axis=0)
    return _scaled(X_train, mean, deviation), _scaled(X_new, mean, deviation)


@exercise.misconception
def along_the_rows(X_train, X_new):
    """Mean and deviation were taken along each row: that compares a patient's age with the own
    blood pressure.
    """

    def own_rows(X):
        return _scaled(X, X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True))

    return own_rows(X_train), own_rows(X_new)


@exercise.misconception
def one_mean_for_the_table(X_train, X_new):
    """One mean and one deviation were taken for the whole table: each column has its own."""
    mean, deviation = X_train.mean(), X_train.std()
    return _scaled(X_train, mean, deviation), _scaled(X_new, mean, deviation)


@exercise.misconception
def by_the_variance(X_train, X_new):
    """The columns were divided by their variance, which is measured in squared units."""
    mean, variance = X_train.mean(axis=0), X_train.var(axis=0)
    return _scaled(X_train, mean, variance), _scaled(X_new, mean, variance)


@exercise.misconception
def zero_by_zero(X_train, X_new):
    """A column that is constant in training has deviation 0, and 0 / 0 is nan."""
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mean) / deviation, (X_new - mean) / deviation


@exercise.misconception
def a_little_added(X_train, X_new):
    """A tiny number was added to the deviation: where that is 0, a new value that differs becomes
    astronomically large.
    """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0) + 1e-8
    return (X_train - mean) / deviation, (X_new - mean) / deviation


@exercise.misconception
def tiny_is_constant(X_train, X_new):
    """A small deviation was taken for none: a column in a large unit varies little in numbers, and
    is as good as any other. Only a deviation of 0 counts as 1.
    """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation = np.where(deviation < 1e-3, 1.0, deviation)
    return (X_train - mean) / deviation, (X_new - mean) / deviation


@exercise.misconception
def constant_set_to_zero(X_train, X_new):
    """In the constant column the new values were set to 0, too; they are shifted by the mean like
    all others.
    """
    deviation = X_train.std(axis=0)
    Z_train, Z_new = standardize(X_train, X_new)
    return np.where(deviation == 0, 0.0, Z_train), np.where(deviation == 0, 0.0, Z_new)


@exercise.misconception
def without_centring(X_train, X_new):
    """The columns were divided, but their mean was not subtracted."""
    deviation = X_train.std(axis=0)
    return _scaled(X_train, 0.0, deviation), _scaled(X_new, 0.0, deviation)


@exercise.misconception
def without_scaling(X_train, X_new):
    """The columns were centred, but not divided by their deviation."""
    mean = X_train.mean(axis=0)
    return X_train - mean, X_new - mean


@exercise.misconception
def by_the_range(X_train, X_new):
    """The columns were squeezed between 0 and 1 by their smallest and largest value: one outlier
    then sets the scale; here mean and deviation do.
    """
    low, high = X_train.min(axis=0), X_train.max(axis=0)
    return _scaled(X_train, low, high - low), _scaled(X_new, low, high - low)


@exercise.misconception
def one_less_than_n(X_train, X_new):
    """The squares were divided by N − 1 (an estimate for a larger population); here the training
    columns get a mean square of exactly 1, so divide by N.
    """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0, ddof=1)
    return _scaled(X_train, mean, deviation), _scaled(X_new, mean, deviation)


@exercise.misconception
def new_left_as_they_were(X_train, X_new):
    """Only the training examples were put on the new scale; a model trained on them would read the
    new ones wrongly. This also happens where m and s are measured after X_train was rescaled.
    """
    return _own(X_train), X_new.astype(float)


@exercise.misconception
def new_without_centring(X_train, X_new):
    """The new examples were divided by the training deviation, but not shifted by its mean."""
    deviation = X_train.std(axis=0)
    return _own(X_train), _scaled(X_new, 0.0, deviation)


@exercise.variant
def column_by_column(X_train, X_new):
    Z_train, Z_new = np.zeros(X_train.shape), np.zeros(X_new.shape)
    for j in range(X_train.shape[1]):
        mean = np.mean(X_train[:, j])
        deviation = np.sqrt(np.mean((X_train[:, j] - mean) ** 2)) or 1.0
        Z_train[:, j] = (X_train[:, j] - mean) / deviation
        Z_new[:, j] = (X_new[:, j] - mean) / deviation
    return Z_train, Z_new


@exercise.variant
def deviations_mended(X_train, X_new):
    mean, deviation = X_train.mean(0, keepdims=True), X_train.std(0, keepdims=True)
    deviation[deviation < 1e-12] = 1
    return tuple((X - mean) / deviation for X in (X_train, X_new))


@exercise.variant
def with_a_function_inside(X_train, X_new):
    mean = np.average(X_train, axis=0)
    deviation = np.linalg.norm(X_train - mean, axis=0) / np.sqrt(len(X_train))

    def scaled(X):
        Z = X - mean
        varies = deviation > 0
        Z[:, varies] = Z[:, varies] / deviation[varies]
        return Z

    return scaled(X_train), scaled(X_new)


@exercise.fresh
def fresh(rng):
    scale = np.exp(rng.normal(size=3))
    return dict(
        X_train=rng.normal(2, scale, size=(8, 3)), X_new=rng.normal(1, 2 * scale, size=(5, 3))
    )
