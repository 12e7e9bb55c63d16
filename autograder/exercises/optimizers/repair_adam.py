"""The bug hunt of lesson 5: an Adam whose first step is right."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.optimizers.adam_parts import adam, corrected
from autograder.exercises.optimizers.adam_step import adam_step
from autograder.exercises.optimizers.rows import for_a_student_of_adam, rough, row, whole


def repair_adam(w, gradient, state, *, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """Return the weights and the state after one step of Adam.

    t ← t + 1, m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²;
    with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ): w ← w − η m̂ / (√v̂ + ε), entry by entry.

    Parameters
    ----------
    w, gradient : array of any shape, both of the same
    state : tuple (m, v, t), or None
        What the step before returned; None before the first step means zeros, and t = 0.
    learning_rate, beta1, beta2, epsilon : float
        η, β₁, β₂ and ε in the formula.

    Returns
    -------
    w : array
        The new weights.
    state : tuple (m, v, t)
        After this step.

    Examples
    --------
    >>> w, state = np.array([1.0]), None
    >>> for _ in range(3):
    ...     w, state = repair_adam(w, np.array([5.0]), state, learning_rate=0.25)
    >>> print(w.round(6), state[0].round(3))
    [0.25] [1.355]
    """
    m, v, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), (m, v, t)


def given_adam(w, gradient, state, *, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """This is Adam as it was found. Its first step is as long as the learning rate, as it should
    be. Now give it the same gradient ten times, then one that is a million times smaller, and look
    at how long its steps are.
    """
    m, v, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m = m / (1 - beta1**t)
    v = v / (1 - beta2**t)
    return w - learning_rate * m / np.sqrt(v + epsilon), (m, v, t)


exercise = Exercise(
    repair_adam,
    points=2,
    minutes=15,
    difficulty=3,
    probe="repeat",
    starting_point=given_adam,
    shown={
        "the same gradient, five times": dict(
            w=np.array([1.0, -2.0]),
            gradients=[np.array([4.0, -0.5])] * 5,
            state=None,
            learning_rate=0.125,
            beta1=0.5,
            beta2=0.75,
            epsilon=1e-6,
        ),
        "small gradients, and some that are zero": dict(
            w=np.array([1.0, -2.0, 0.5]),
            gradients=[np.zeros(3), *row(6, 3, seed=51, scales=1e-3, idle=0.3)],
            state=None,
            learning_rate=0.25,
            beta1=0.75,
            beta2=0.875,
            epsilon=1e-5,
        ),
        "a state from three earlier steps": dict(
            w=np.array([[1.0, -2.0], [0.5, 2.5], [1.5, 0.0]]),
            gradients=row(10, (3, 2), seed=52),
            state=(np.full((3, 2), 0.5), np.full((3, 2), 2.0), 3),
            learning_rate=0.25,
            beta1=0.8,
            beta2=0.95,
            epsilon=0.25,
        ),
        "whole numbers": dict(
            w=np.array([3, -1]),
            gradients=whole(5, 2, seed=53),
            state=None,
            learning_rate=0.5,
            beta1=0.625,
            beta2=0.8,
            epsilon=0.125,
        ),
    },
    hidden={
        "both β and ε as they are set without asking": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(25, 3, seed=54),
            state=None,
            learning_rate=0.03,
        ),
        "gradients below ε and beyond all measure": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(12, 3, seed=55, scales=np.array([1e-9, 1.0, 1e60])),
            state=None,
            learning_rate=0.07,
            beta2=0.97,
        ),
        "single precision, three axes": dict(
            w=np.linspace(-1, 1, 12, dtype=np.float32).reshape(2, 3, 2),
            gradients=rough(row(10, (2, 3, 2), seed=56)),
            state=None,
            learning_rate=0.04,
            beta1=0.83,
            beta2=0.96,
            epsilon=0.003,
        ),
    },
    hints=(
        "With one gradient again and again, every step of Adam is as long as the learning rate.",
        "There are two faults: one shows from the second step on, the other with small gradients.",
        "Print m, v and t after each step beside those you compute by hand for a gradient of 1.",
    ),
)

exercise.misconception(given_adam)


def _under_the_root(m, v, epsilon):
    return m / np.sqrt(v + epsilon)


def _keeping(kept, w, gradient, state, **settings):
    """A step whose state holds the corrected means where `kept`, a pair of bools, says so."""
    hats = []

    def correct(*moments):
        hats.extend(corrected(*moments))
        return hats

    new, (*means, t) = adam(w, gradient, state, correct=correct, **settings)
    m, v = (hat if keep else mean for keep, hat, mean in zip(kept, hats, means, strict=True))
    return new, (m, v, t)


@exercise.misconception
def epsilon_still_inside(w, gradient, state, **settings):
    """The steps are right now while the gradients are large; with small ones they are too short,
    because ε weighs more under the root than outside.
    """
    return adam(w, gradient, state, divide=_under_the_root, **settings)


@exercise.misconception
def corrected_still_kept(w, gradient, state, **settings):
    """Small gradients are answered rightly now, but from the second step on the means are corrected
    that were corrected before.
    """
    return _keeping((True, True), w, gradient, state, **settings)


@exercise.misconception
def only_m_mended(w, gradient, state, **settings):
    """m is kept as it should be now; v is still corrected again in every step."""
    return _keeping((False, True), w, gradient, state, **settings)


@exercise.misconception
def only_v_mended(w, gradient, state, **settings):
    """v is kept as it should be now; m is still corrected again in every step."""
    return _keeping((True, False), w, gradient, state, **settings)


@exercise.misconception
def corrections_removed(w, gradient, state, **settings):
    """The corrections are gone, and the state is right; but now the first steps have the wrong
    length. The corrections were right, only not what was kept.
    """
    return adam(w, gradient, state, correct=lambda m, v, *_: (m, v), **settings)


@exercise.misconception
def corrections_removed_and_epsilon_inside(w, gradient, state, **settings):
    """The corrections are gone, and with them the right length of the first steps; they were right,
    only not what was kept. The fault with small gradients is still there.
    """
    return adam(
        w, gradient, state, correct=lambda m, v, *_: (m, v), divide=_under_the_root, **settings
    )


@exercise.misconception
def corrected_in_the_first_step_only(w, gradient, state, **settings):
    """Only the first step is corrected now; the later ones need it, too, until βᵗ has died out."""

    def correct(m, v, t, beta1, beta2):
        return corrected(m, v, t, beta1, beta2) if t == 1 else (m, v)

    return adam(w, gradient, state, correct=correct, **settings)


@exercise.misconception
def epsilon_removed(w, gradient, state, **settings):
    """ε is gone, and 0/0 makes nan where a gradient is zero; it only stood in the wrong place."""
    return adam(w, gradient, state, divide=lambda m, v, e: m / np.sqrt(v), **settings)


@exercise.misconception
def clock_stopped(w, gradient, state, **settings):
    """The t that comes back is the old one, so that every step is corrected like the first; the
    clock of the given code was right.
    """
    new, (m, v, t) = adam(w, gradient, state, **settings)
    return new, (m, v, t - 1)


exercise.variant(adam_step)


@exercise.variant
def mended_in_two_places(
    w, gradient, state, *, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    m, v, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    kept = (m, v, t)
    m = m / (1 - beta1**t)
    v = v / (1 - beta2**t)
    return w - learning_rate * m / (np.sqrt(v) + epsilon), kept


@exercise.fresh
def fresh(rng):
    return for_a_student_of_adam(rng)
