"""From the gradients of the batches to the gradient of all."""

import numpy as np

from autograder.exercise import Exercise


def combine_batch_gradients(gradients, sizes):
    """Return the gradient of all examples from the gradients of the batches they were cut into.

    g = Σ nₖ gₖ / Σ nₖ, where batch k has nₖ examples and gₖ is the mean over them.

    Parameters
    ----------
    gradients : list of K arrays, each of shape (D,)
        The mean gradient of each batch.
    sizes : list of K ints
        How many examples each batch has.

    Returns
    -------
    array, shape (D,)

    Examples
    --------
    >>> print(combine_batch_gradients([np.array([1.0, 2.0]), np.array([5.0, -2.0])], [3, 1]))
    [2. 1.]
    """
    weighted = [n * g for n, g in zip(sizes, gradients, strict=True)]
    return np.sum(weighted, axis=0) / np.sum(sizes)


exercise = Exercise(
    combine_batch_gradients,
    points=2,
    minutes=8,
    difficulty=1,
    shown={
        "two batches of three and one examples": dict(
            gradients=[np.array([4.0]), np.array([-8.0])], sizes=[3, 1]
        ),
        "three batches, the last of a single example": dict(
            gradients=[np.array([1.0, -2.0]), np.array([3.0, 0.5]), np.array([-40.0, 25.0])],
            sizes=[4, 4, 1],
        ),
        "whole numbers, the small batch comes first": dict(
            gradients=[np.array([5, 1, 2]), np.array([-3, 4, 9])], sizes=[2, 6]
        ),
    },
    hidden={
        "equal batches": dict(
            gradients=[np.array([1.5, 0.3]), np.array([-0.7, 2.2]), np.array([0.4, -1.1])],
            sizes=[8, 8, 8],
        ),
        "a single batch": dict(gradients=[np.array([2.5, -1.5, 0.5])], sizes=[7]),
        "a small batch before two large ones": dict(
            gradients=[np.array([9.0, -3.0]), np.array([0.2, 0.6]), np.array([0.1, 1.3])],
            sizes=[2, 32, 32],
        ),
        "single precision": dict(
            gradients=[
                np.array([0.3, 1.7], dtype=np.float32),
                np.array([-2.2, 0.9], dtype=np.float32),
            ],
            sizes=[63, 1],
        ),
    },
    hints=(
        "A batch of one example: should it pull as hard as a batch of a hundred?",
        "Every example has the same say, so that a batch counts as often as it has examples.",
        "Turn each mean back into a sum by its size, add the sums, and divide by all examples.",
    ),
)


@exercise.misconception
def plain_mean(gradients, sizes):
    """The batches were averaged as if all had the same size: the few examples of a small batch then
    pull as hard as the many of a large one.
    """
    return np.mean(gradients, axis=0)


@exercise.misconception
def added_up(gradients, sizes):
    """The gradients of the batches were added up; the gradient of all examples is a mean."""
    return np.sum(gradients, axis=0)


@exercise.misconception
def not_divided(gradients, sizes):
    """The weighted sum was not divided by the number of all examples."""
    return np.sum([n * g for n, g in zip(sizes, gradients, strict=True)], axis=0)


@exercise.misconception
def divided_by_batches(gradients, sizes):
    """The weighted sum was divided by the number of batches; its weights add up to the number of
    examples.
    """
    return not_divided(gradients, sizes) / len(sizes)


@exercise.misconception
def sizes_upside_down(gradients, sizes):
    """The weights are 1/size, so that the smallest batch counts most; it should be the largest."""
    weights = 1 / np.array(sizes)
    return np.sum([n * g for n, g in zip(weights, gradients, strict=True)], axis=0) / weights.sum()


@exercise.misconception
def treated_as_sums(gradients, sizes):
    """The gradients were taken for sums over the batches; they are means already, and each has to
    count as often as its batch has examples.
    """
    return np.sum(gradients, axis=0) / np.sum(sizes)


@exercise.misconception
def small_batch_left_out(gradients, sizes):
    """The batches that are not full were left out: their examples count like all others."""
    full = [g for g, n in zip(gradients, sizes, strict=True) if n == max(sizes)]
    return np.mean(full, axis=0)


@exercise.misconception
def one_number(gradients, sizes):
    """Everything was added into one number; the sum runs over the batches, entry by entry."""
    return np.sum([n * g for n, g in zip(sizes, gradients, strict=True)]) / np.sum(sizes)


@exercise.misconception
def divided_by_the_largest(gradients, sizes):
    """It was divided by the size of a full batch times the number of batches; the smaller batches
    have fewer examples.
    """
    return not_divided(gradients, sizes) / (max(sizes) * len(sizes))


@exercise.variant
def looped(gradients, sizes):
    total, count = np.zeros_like(gradients[0], dtype=float), 0
    for gradient, size in zip(gradients, sizes, strict=True):
        total += size * gradient
        count += size
    return total / count


@exercise.variant
def averaged_by_numpy(gradients, sizes):
    return np.average(gradients, axis=0, weights=sizes)


@exercise.variant
def running(gradients, sizes):
    mean, seen = 0.0 * gradients[0], 0
    for gradient, size in zip(gradients, sizes, strict=True):
        seen += size
        mean = mean + (gradient - mean) * size / seen
    return mean


@exercise.fresh
def fresh(rng):
    count = int(rng.integers(3, 6))
    return dict(
        gradients=[rng.normal(size=4) for _ in range(count)],
        sizes=[16] * (count - 1) + [int(rng.integers(1, 16))],
    )
