"""One step of AdaGrad."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.optimizers.root_slips import register_root_slips, root_step
from autograder.exercises.optimizers.rows import for_a_student, rough, row, whole
from autograder.exercises.optimizers.slips import register_slips


def adagrad_step(w, gradient, state, *, learning_rate, epsilon=1e-8):
    """Return the weights and the summed squares after one step of AdaGrad.

    s ← s + g², then w ← w − η g / (√s + ε), entry by entry: each weight has a rate of its own,
    which falls the more, the larger its gradients have been.

    Parameters
    ----------
    w, gradient : array of any shape, both of the same
        They are left as they were.
    state : array of that shape, or None
        The sum of squares s that the step before returned; None before the first step means zeros.
    learning_rate : float
        η in the formula.
    epsilon : float
        ε in the formula: it stands outside the root and keeps 0/0 away.

    Returns
    -------
    w, state : array
        The new weights and the new s, two new arrays.

    Examples
    --------
    >>> w, s = np.array([1.0, 1.0]), np.array([0.0, 16.0])
    >>> print(*adagrad_step(w, np.array([3.0, 3.0]), s, learning_rate=0.5, epsilon=0.0))
    [0.5 0.7] [ 9. 25.]

    Source: Duchi, Hazan, Singer (2011), Adaptive subgradient methods for online learning and
    stochastic optimization.
    """
    s = np.zeros_like(w) if state is None else state
    s = s + gradient**2
    return w - learning_rate * gradient / (np.sqrt(s) + epsilon), s


exercise = Exercise(
    adagrad_step,
    points=2,
    minutes=8,
    difficulty=1,
    probe="repeat",
    shown={
        "one weight, three steps from nothing": dict(
            w=np.array([1.0]),
            gradients=[np.array([2.0]), np.array([1.0]), np.array([-4.0])],
            state=None,
            learning_rate=0.5,
            epsilon=0.25,
        ),
        "squares from earlier steps": dict(
            w=np.array([1.0, -2.0, 0.5]),
            gradients=row(5, 3, seed=11),
            state=np.array([4.0, 0.25, 9.0]),
            learning_rate=0.125,
            epsilon=0.5,
        ),
        "gradients that are often zero, the first ones too": dict(
            w=np.array([3.0, -1.0, 0.5, 2.0]),
            gradients=[np.zeros(4), *row(9, 4, seed=12, idle=0.6)],
            state=None,
            learning_rate=0.375,
            epsilon=1e-6,
        ),
        "ten steps of a matrix, its columns a thousand times apart": dict(
            w=np.array([[1.0, 2.0, -0.5], [-1.5, 0.25, 3.0]]),
            gradients=row(10, (2, 3), seed=13, scales=np.array([1000.0, 1.0, 0.001])),
            state=None,
            learning_rate=0.25,
            epsilon=0.001,
        ),
        "weights that are whole numbers": dict(
            w=np.array([3, -1]),
            gradients=[*whole(2, 2, seed=14), *row(4, 2, seed=14)],
            state=None,
            learning_rate=0.5,
            epsilon=0.125,
        ),
    },
    hidden={
        "ε as it is set without asking": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(15, 3, seed=15),
            state=None,
            learning_rate=0.3,
        ),
        "gradients below ε and beyond all measure": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(12, 3, seed=16, scales=np.array([1e-9, 1.0, 1e60])),
            state=None,
            learning_rate=0.07,
        ),
        "no gradient at all": dict(
            w=np.array([[0.4], [1.7]]),
            gradients=[np.zeros((2, 1))] * 10,
            state=np.array([[0.0], [0.3]]),
            learning_rate=0.07,
            epsilon=1e-7,
        ),
        "single precision, three axes": dict(
            w=np.linspace(-1, 1, 12, dtype=np.float32).reshape(2, 3, 2),
            gradients=rough(row(10, (2, 3, 2), seed=18)),
            state=np.full((2, 3, 2), 0.5, dtype=np.float32),
            learning_rate=0.04,
            epsilon=0.003,
        ),
    },
    hints=(
        "Two lines: first what becomes of the sum s, then what becomes of the weights.",
        "All of it works entry by entry: no sum over the weights, no loop.",
        "Is the root taken of s alone? Is ε added before the division? Brackets decide both.",
    ),
)


@exercise.misconception
def gradients_summed(w, gradient, state, *, learning_rate, epsilon=1e-8):
    """The gradients were summed without their squares: positive and negative ones cancel, and the
    root of a negative sum is nan.
    """
    return root_step(lambda s, g: s + g, w, gradient, state, learning_rate, epsilon)


@exercise.misconception
def magnitudes_summed(w, gradient, state, *, learning_rate, epsilon=1e-8):
    """The magnitudes of the gradients were summed and not their squares: the unit of g no longer
    cancels in the step.
    """
    return root_step(lambda s, g: s + np.abs(g), w, gradient, state, learning_rate, epsilon)


@exercise.misconception
def one_sum_for_all(w, gradient, state, *, learning_rate, epsilon=1e-8):
    """The squares were summed over all weights, too, so that they share one rate; each weight has
    an s of its own.
    """
    return root_step(lambda s, g: s + np.sum(g**2), w, gradient, state, learning_rate, epsilon)


register_slips(exercise)
register_root_slips(exercise)


@exercise.variant
def in_place_on_copies(w, gradient, state, *, learning_rate, epsilon=1e-8):
    s = np.zeros(w.shape) if state is None else np.array(state, dtype=float)
    s += np.square(gradient)
    new = np.array(w, dtype=float)
    new -= learning_rate / (epsilon + s**0.5) * gradient
    return [new, s]


@exercise.variant
def entry_by_entry(w, gradient, state, *, learning_rate, epsilon=1e-8):
    new, s = np.empty(w.shape), np.empty(w.shape)
    for i in np.ndindex(w.shape):
        s[i] = gradient[i] * gradient[i] + (0 if state is None else state[i])
        new[i] = w[i] - learning_rate * (gradient[i] / (np.sqrt(s[i]) + epsilon))
    return new, s


@exercise.fresh
def fresh(rng):
    given = for_a_student(rng)
    return dict(
        **given,
        state=rng.uniform(0.1, 2, size=given["w"].shape),
        learning_rate=rng.uniform(0.05, 0.5),
        epsilon=rng.uniform(0.01, 0.3),
    )
