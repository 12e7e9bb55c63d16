"""One step of RMSprop."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.optimizers.root_slips import register_root_slips, root_step
from autograder.exercises.optimizers.rows import for_a_student, rough, row, whole
from autograder.exercises.optimizers.slips import register_slips


def rmsprop_step(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    """Return the weights and the mean square after one step of RMSprop.

    s ← ρ s + (1 − ρ) g², then w ← w − η g / (√s + ε), entry by entry: s is a running mean of the
    squares, which forgets old gradients.

    Parameters
    ----------
    w, gradient : array of any shape, both of the same
        They are left as they were.
    state : array of that shape, or None
        The mean square s that the step before returned; None before the first step means zeros.
    learning_rate, rho : float
        η and ρ in the formula; ρ is the share of s that stays.
    epsilon : float
        ε in the formula: it stands outside the root and keeps 0/0 away.

    Returns
    -------
    w, state : array
        The new weights and the new s, two new arrays.

    Examples
    --------
    >>> w, s = np.array([1.0]), np.array([4.0])
    >>> print(*rmsprop_step(w, np.array([6.0]), s, learning_rate=0.5, rho=0.625, epsilon=0.0))
    [0.25] [16.]

    Source: Tieleman, Hinton (2012), Lecture 6.5 of Neural networks for machine learning.
    """
    s = np.zeros_like(w) if state is None else state
    s = rho * s + (1 - rho) * gradient**2
    return w - learning_rate * gradient / (np.sqrt(s) + epsilon), s


exercise = Exercise(
    rmsprop_step,
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
            rho=0.75,
            epsilon=0.25,
        ),
        "a mean square from earlier steps": dict(
            w=np.array([1.0, -2.0, 0.5]),
            gradients=row(5, 3, seed=21),
            state=np.array([4.0, 0.25, 9.0]),
            learning_rate=0.125,
            rho=0.625,
            epsilon=0.5,
        ),
        "a gradient that changes its sign in every step": dict(
            w=np.array([1.0, 0.5]),
            gradients=[np.array([1.0, -3.0]) * (-1) ** t for t in range(12)],
            state=None,
            learning_rate=0.0625,
            rho=0.9,
            epsilon=0.001,
        ),
        "ten steps of a matrix, columns a thousand times apart, many zeros": dict(
            w=np.array([[1.0, 2.0, -0.5], [-1.5, 0.25, 3.0]]),
            gradients=row(10, (2, 3), seed=25, scales=np.array([1000.0, 1.0, 0.001]), idle=0.4),
            state=None,
            learning_rate=0.25,
            rho=0.5,
            epsilon=0.0005,
        ),
        "whole numbers": dict(
            w=np.array([3, -1]),
            gradients=whole(5, 2, seed=24),
            state=None,
            learning_rate=0.5,
            rho=0.875,
            epsilon=0.125,
        ),
    },
    hidden={
        "ρ and ε as they are set without asking": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(15, 3, seed=26),
            state=None,
            learning_rate=0.03,
        ),
        "gradients below ε and beyond all measure": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(12, 3, seed=27, scales=np.array([1e-9, 1.0, 1e60])),
            state=None,
            learning_rate=0.07,
            rho=0.97,
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
            gradients=rough(row(10, (2, 3, 2), seed=28)),
            state=np.full((2, 3, 2), 0.5, dtype=np.float32),
            learning_rate=0.04,
            rho=0.83,
            epsilon=0.003,
        ),
    },
    hints=(
        "Two lines: first what becomes of the mean square s, then what becomes of the weights.",
        "A running mean has two shares that add up to 1. Which of them is ρ?",
        "Of what is s the mean: of g, or of g²? A gradient that only changes its sign tells.",
    ),
)


@exercise.misconception
def mean_of_gradients(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    """s is the mean of the gradients and not of their squares: where they change their sign, they
    cancel, and the step becomes many times too long.
    """
    mean = rho * (0 if state is None else state) + (1 - rho) * gradient
    return w - learning_rate * gradient / (np.abs(mean) + epsilon), mean


@exercise.misconception
def root_of_the_mean_gradient(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    """The gradients were averaged without their squares: where their mean is negative, its root is
    nan.
    """
    return root_step(
        lambda s, g: rho * s + (1 - rho) * g, w, gradient, state, learning_rate, epsilon
    )


@exercise.misconception
def swapped(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    """ρ and 1 − ρ are swapped: with ρ = 0.9 the mean then forgets nearly all at every step."""
    return root_step(
        lambda s, g: (1 - rho) * s + rho * g**2, w, gradient, state, learning_rate, epsilon
    )


@exercise.misconception
def summed(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    """The whole square was added: 1 − ρ is missing, so that s is no mean and grows to 1/(1 − ρ)
    times the square.
    """
    return root_step(lambda s, g: rho * s + g**2, w, gradient, state, learning_rate, epsilon)


@exercise.misconception
def nothing_forgotten(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    """s grows and forgets nothing: the old s has to shrink by the share ρ before the new square
    comes in.
    """
    return root_step(lambda s, g: s + (1 - rho) * g**2, w, gradient, state, learning_rate, epsilon)


@exercise.misconception
def adagrad(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    """This is AdaGrad: the squares are summed and ρ is not used, so that the steps only ever get
    shorter.
    """
    return root_step(lambda s, g: s + g**2, w, gradient, state, learning_rate, epsilon)


@exercise.misconception
def one_mean_for_all(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    """The squares were averaged over all weights, too, so that they share one rate; each weight has
    an s of its own.
    """

    def gather(s, g):
        return rho * s + (1 - rho) * np.mean(g**2)

    return root_step(gather, w, gradient, state, learning_rate, epsilon)


register_slips(exercise)
register_root_slips(exercise)


@exercise.variant
def in_place_on_copies(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    s = np.zeros(w.shape) if state is None else np.array(state, dtype=float)
    s *= rho
    s += (1 - rho) * np.square(gradient)
    new = np.array(w, dtype=float)
    new -= learning_rate / (epsilon + s**0.5) * gradient
    return [new, s]


@exercise.variant
def moved_towards_the_square(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    s = 0.0 if state is None else state
    s = s + (1 - rho) * (gradient * gradient - s)
    return w - learning_rate * np.divide(gradient, np.sqrt(s) + epsilon), s


@exercise.variant
def entry_by_entry(w, gradient, state, *, learning_rate, rho=0.9, epsilon=1e-8):
    new, s = np.empty(w.shape), np.zeros(w.shape) if state is None else state.astype(float)
    for i in np.ndindex(w.shape):
        s[i] = rho * s[i] + (1 - rho) * gradient[i] ** 2
        new[i] = w[i] - learning_rate * gradient[i] / (np.sqrt(s[i]) + epsilon)
    return new, s


@exercise.fresh
def fresh(rng):
    given = for_a_student(rng)
    return dict(
        **given,
        state=rng.uniform(0.1, 2, size=given["w"].shape),
        learning_rate=rng.uniform(0.02, 0.2),
        rho=rng.uniform(0.5, 0.95),
        epsilon=rng.uniform(0.01, 0.3),
    )
