"""One step of Adam."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.optimizers import adam_step_clock_mistakes, adam_step_formula_mistakes
from autograder.exercises.optimizers.adam_parts import corrected
from autograder.exercises.optimizers.rows import for_a_student_of_adam, rough, row, whole
from autograder.exercises.optimizers.slips import register_slips


def adam_step(w, gradient, state, *, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """Return the weights and the state after one step of Adam.

    t ← t + 1, m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²;
    with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ): w ← w − η m̂ / (√v̂ + ε), entry by entry.

    Parameters
    ----------
    w, gradient : array of any shape, both of the same
        They are left as they were.
    state : tuple (m, v, t), or None
        What the step before returned: the means m and v, arrays of that shape and not corrected,
        and the number t of steps so far. None before the first step means zeros, and t = 0.
    learning_rate, beta1, beta2 : float
        η, β₁ and β₂ in the formula.
    epsilon : float
        ε in the formula: it stands outside the root.

    Returns
    -------
    w : array
        The new weights, a new array.
    state : tuple (m, v, t)
        After this step, so that t = 1 after the first one; nothing of the old state is changed.

    Examples
    --------
    >>> w, state = adam_step(np.array([1.0, 1.0]), np.array([5.0, -0.1]), None, learning_rate=0.25)
    >>> print(w.round(6), state[2])
    [0.75 1.25] 1

    Source: Kingma, Ba (2015), Adam: a method for stochastic optimization.
    """
    m, v, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), (m, v, t)


SCALES = np.array([1000.0, 1.0, 0.001])

exercise = Exercise(
    adam_step,
    points=4,
    minutes=20,
    difficulty=3,
    probe="repeat",
    shown={
        "two steps from nothing, the first one along the signs": dict(
            w=np.array([1.0, -2.0, 0.5]),
            gradients=[np.array([4.0, -0.25, 100.0]), np.array([-1.0, -0.5, 25.0])],
            state=None,
            learning_rate=0.125,
            beta1=0.5,
            beta2=0.75,
            epsilon=1e-6,
        ),
        "a large ε, and zeros among the gradients": dict(
            w=np.array([1.0, 3.0]),
            gradients=[np.array([2.0, 0.0]), *row(5, 2, seed=31, idle=0.3)],
            state=None,
            learning_rate=0.5,
            beta1=0.75,
            beta2=0.875,
            epsilon=0.25,
        ),
        "a state from three earlier steps": dict(
            w=np.array([1.0, -2.0, 0.5, 2.5]),
            gradients=row(10, 4, seed=32),
            state=(np.array([1.0, -0.5, 2.0, -1.5]), np.array([4.0, 0.25, 1.0, 2.0]), 3),
            learning_rate=0.25,
            beta1=0.8,
            beta2=0.95,
            epsilon=0.125,
        ),
        "ten steps of a matrix, its columns alike but for their scale": dict(
            w=np.array([[1.0, 1.0, 1.0], [-1.5, -1.5, -1.5]]),
            gradients=[g * SCALES for g in row(10, (2, 1), seed=33)],
            state=None,
            learning_rate=0.0625,
            beta1=0.7,
            beta2=0.9,
            epsilon=1e-6,
        ),
        "whole numbers": dict(
            w=np.array([3, -1]),
            gradients=whole(4, 2, seed=34),
            state=None,
            learning_rate=0.5,
            beta1=0.625,
            beta2=0.8,
            epsilon=0.5,
        ),
    },
    hidden={
        "both β and ε as they are set without asking": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(25, 3, seed=35),
            state=None,
            learning_rate=0.03,
        ),
        "gradients below ε and beyond all measure": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(12, 3, seed=36, scales=np.array([1e-9, 1.0, 1e60])),
            state=None,
            learning_rate=0.07,
            beta2=0.97,
        ),
        "rolling on where the ground is flat, after a thousand steps": dict(
            w=np.array([[0.4], [1.7]]),
            gradients=[np.zeros((2, 1))] * 10,
            state=(np.array([[0.5], [0.0]]), np.array([[2.0], [0.0]]), 1000),
            learning_rate=0.07,
            beta1=0.83,
            beta2=0.99,
        ),
        "single precision, three axes": dict(
            w=np.linspace(-1, 1, 12, dtype=np.float32).reshape(2, 3, 2),
            gradients=rough(row(10, (2, 3, 2), seed=38)),
            state=None,
            learning_rate=0.04,
            beta1=0.83,
            beta2=0.96,
            epsilon=0.003,
        ),
    },
    hints=(
        "Count the step, update both means, correct both, then step: one line each.",
        "In the first step m is (1 − β₁) g. What do you have to divide it by to get g back?",
        "Correct into new names: what comes back as the state are m and v without correction.",
    ),
)

register_slips(exercise)
exercise.misconceptions_from(adam_step_clock_mistakes)
exercise.misconceptions_from(adam_step_formula_mistakes)


@exercise.variant
def in_place_on_copies(w, gradient, state, *, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    zeros = (np.zeros(w.shape), np.zeros(w.shape), 0)
    m, v, t = (np.array(part, dtype=float) for part in (zeros if state is None else state))
    t += 1
    m += (1 - beta1) * (gradient - m)
    v += (1 - beta2) * (np.square(gradient) - v)
    new = np.array(w, dtype=float)
    new -= learning_rate / (1 - beta1**t) * m / ((v / (1 - beta2**t)) ** 0.5 + epsilon)
    return [new, [m, v, t]]


@exercise.variant
def entry_by_entry(w, gradient, state, *, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    before = (np.zeros(w.shape), np.zeros(w.shape), 0) if state is None else state
    m, v, t = before[0].astype(float), before[1].astype(float), before[2] + 1
    new = np.empty(w.shape)
    for i in np.ndindex(w.shape):
        m[i] = beta1 * m[i] + (1 - beta1) * gradient[i]
        v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i]
        m_hat, v_hat = corrected(m[i], v[i], t, beta1, beta2)
        new[i] = w[i] - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return new, (m, v, t)


@exercise.variant
def rate_carries_the_corrections(
    w, gradient, state, *, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    m, v, t = (0.0, 0.0, 0) if state is None else state
    m, v, t = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2, t + 1
    root = np.sqrt(1 - beta2**t)
    rate = learning_rate * root / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + epsilon * root), (m, v, t)


@exercise.fresh
def fresh(rng):
    return for_a_student_of_adam(rng)
