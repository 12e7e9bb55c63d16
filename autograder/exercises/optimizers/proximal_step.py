"""A step down the loss, then one for the L1 penalty that stops at zero."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.optimizers.l1_subgradient import l1_subgradient
from autograder.exercises.optimizers.soft_threshold import soft_threshold


def proximal_step(W, gradient, learning_rate, strength):
    """Return the weights after one proximal step on a loss with the L1 penalty λ Σ |w|.

    First a step of gradient descent on the loss alone, then the soft threshold. The penalty pulls
    with λ for a time of η, so that η and λ together make the threshold.

    Parameters
    ----------
    W : array of any shape
        Left as it was.
    gradient : array
        The slope of the loss, without the penalty.
    learning_rate : float
        η.
    strength : float
        λ.

    Returns
    -------
    array
        Of the shape of W; some of its entries may be exactly 0.

    Examples
    --------
    >>> print(proximal_step(np.array([1.0, 0.25]), np.array([-2.0, 1.0]), 0.25, 0.5))
    [1.375 0.   ]

    Source: Daubechies, Defrise, De Mol (2004), An iterative thresholding algorithm for linear
    inverse problems with a sparsity constraint.
    """
    return soft_threshold(W - learning_rate * gradient, learning_rate * strength)


exercise = Exercise(
    proximal_step,
    points=1,
    minutes=8,
    difficulty=2,
    shown={
        "one weight": dict(
            W=np.array([2.0]), gradient=np.array([1.0]), learning_rate=0.25, strength=0.5
        ),
        "weights that get to zero, and beyond it": dict(
            W=np.array([0.25, -0.25, 1.5, -2.0, 0.125]),
            gradient=np.array([0.5, -1.0, 8.0, 0.5, 0.0]),
            learning_rate=0.25,
            strength=0.75,
        ),
        "a table": dict(
            W=np.array([[1.5, -0.5, 0.0], [4.0, -0.75, 2.5]]),
            gradient=np.array([[2.0, 1.0, -3.0], [-0.5, -2.0, 0.25]]),
            learning_rate=0.5,
            strength=1.5,
        ),
        "whole numbers": dict(
            W=np.array([3, -1, 0]),
            gradient=np.array([2, -4, 9]),
            learning_rate=0.125,
            strength=3,
        ),
    },
    hidden={
        "no penalty": dict(
            W=np.array([0.3, -1.2]), gradient=np.array([0.7, 0.1]), learning_rate=0.3, strength=0.0
        ),
        "a penalty that takes all": dict(
            W=np.array([[0.3, -1.2], [0.7, 0.2]]),
            gradient=np.array([[0.5, 0.1], [-0.2, 0.9]]),
            learning_rate=0.4,
            strength=11.0,
        ),
        "single precision": dict(
            W=np.array([0.31, -0.02, 1.7], dtype=np.float32),
            gradient=np.array([0.9, 0.4, -0.6], dtype=np.float32),
            learning_rate=0.07,
            strength=1.3,
        ),
        "a rate of zero": dict(
            W=np.array([0.3, -1.2]), gradient=np.array([0.7, 0.1]), learning_rate=0.0, strength=0.6
        ),
    },
    hints=(
        "Two steps, one after the other, and you have written the second one.",
        "The threshold is applied to where the first step has ended, not to where it began.",
        "Halve the learning rate: both steps should become half as long. Does your threshold?",
    ),
)


@exercise.misconception
def strength_for_rate_times_strength(W, gradient, learning_rate, strength):
    """The threshold is λ; it has to be η λ, or a small learning rate would take tiny steps down the
    loss and huge ones towards zero.
    """
    return soft_threshold(W - learning_rate * gradient, strength)


@exercise.misconception
def threshold_first(W, gradient, learning_rate, strength):
    """The threshold came before the step down the loss, which then moves the zeros away from
    zero.
    """
    return soft_threshold(W, learning_rate * strength) - learning_rate * gradient


@exercise.misconception
def subgradient_step(W, gradient, learning_rate, strength):
    """This is a step along the subgradient of the penalty: it crosses zero instead of stopping
    there, and no weight ever becomes exactly 0.
    """
    return W - learning_rate * (gradient + l1_subgradient(W, strength))


@exercise.misconception
def threshold_alone(W, gradient, learning_rate, strength):
    """The gradient was not used: this step knows the penalty, but not the loss."""
    return soft_threshold(W, learning_rate * strength)


@exercise.misconception
def threshold_of_the_gradient(W, gradient, learning_rate, strength):
    """The threshold was applied to the gradient; it is the weights that shall become zero."""
    return W - learning_rate * soft_threshold(gradient, strength)


@exercise.misconception
def uphill(W, gradient, learning_rate, strength):
    """The step on the loss goes uphill: a minus is missing."""
    return soft_threshold(W + learning_rate * gradient, learning_rate * strength)


@exercise.misconception
def no_rate_for_the_gradient(W, gradient, learning_rate, strength):
    """The whole gradient was taken off: it has to be multiplied by the learning rate."""
    return soft_threshold(W - gradient, learning_rate * strength)


@exercise.misconception
def gradient_step_alone(W, gradient, learning_rate, strength):
    """This is the step down the loss alone, without the threshold."""
    return W - learning_rate * gradient


@exercise.misconception
def decayed(W, gradient, learning_rate, strength):
    """The weights shrank by a share of themselves, as an L2 penalty asks; L1 takes the same amount
    off each.
    """
    return (1 - learning_rate * strength) * W - learning_rate * gradient


@exercise.misconception
def penalty_twice(W, gradient, learning_rate, strength):
    """The penalty was counted twice: as a slope in the step, and again as a threshold."""
    return soft_threshold(
        subgradient_step(W, gradient, learning_rate, strength), learning_rate * strength
    )


@exercise.variant
def written_out(W, gradient, learning_rate, strength):
    new = W - learning_rate * gradient
    return np.sign(new) * np.maximum(np.abs(new) - learning_rate * strength, 0)


@exercise.variant
def what_clipping_leaves(W, gradient, learning_rate, strength):
    new, most = W - gradient * learning_rate, strength * learning_rate
    return new - np.clip(new, -most, most)


@exercise.variant
def scaled_by_the_rate(W, gradient, learning_rate, strength):
    if learning_rate == 0:
        return W.copy()
    return learning_rate * soft_threshold(W / learning_rate - gradient, strength)


@exercise.fresh
def fresh(rng):
    return dict(
        W=rng.normal(size=(3, 4)),
        gradient=rng.normal(size=(3, 4)),
        learning_rate=float(rng.uniform(0.1, 0.5)),
        strength=float(rng.uniform(0.3, 2)),
    )
