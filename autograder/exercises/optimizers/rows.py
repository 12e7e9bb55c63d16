"""Rows of gradients for the cases of the optimizers, in numbers that computers hold exactly."""

import numpy as np

from autograder.exercises.backpropagation.networks import quarters


def row(steps, shape, seed, *, scales=1.0, idle=0.0):
    """Return a list of gradients of that shape, in quarters from −2 to 2, times `scales`.

    Parameters
    ----------
    steps : int
    shape : int or tuple of int
    seed : int
    scales : float or array
        What each entry is multiplied by; an array of the gradient's shape or one for its last axis.
    idle : float
        The share of entries that are zero, as for a word that most texts lack.
    """
    rng = np.random.default_rng(seed)
    return [quarters(rng, shape) * scales * (rng.random(shape) >= idle) + 0.0 for _ in range(steps)]


def rough(gradients):
    """Return the gradients in single precision."""
    return [gradient.astype(np.float32) for gradient in gradients]


def whole(steps, shape, seed):
    """Return a list of gradients of whole numbers from −4 to 4, none of them zero."""
    rng = np.random.default_rng(seed)
    return [rng.integers(1, 5, shape) * rng.choice([-1, 1], shape) for _ in range(steps)]


def for_a_student(rng, *, steps=11):
    """Return weights and a row of gradients that are drawn for one student."""
    shape = tuple(int(n) for n in rng.integers(2, 5, size=2))
    w = rng.normal(size=shape)
    return dict(w=w, gradients=[rng.normal(0.2, 1, size=shape) for _ in range(steps)])


def for_a_student_of_adam(rng):
    """Return a whole case of Adam, in the middle of a run, that is drawn for one student."""
    given = for_a_student(rng)
    shape = given["w"].shape
    return dict(
        **given,
        state=(rng.normal(size=shape), rng.uniform(0.5, 2, size=shape), int(rng.integers(1, 9))),
        learning_rate=rng.uniform(0.02, 0.2),
        beta1=rng.uniform(0.5, 0.95),
        beta2=rng.uniform(0.8, 0.99),
        epsilon=rng.uniform(0.01, 0.3),
    )
