"""One step of the heavy ball."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.optimizers.rows import for_a_student, rough, row, whole
from autograder.exercises.optimizers.slips import register_slips


def momentum_step(w, gradient, state, *, learning_rate, beta=0.9):
    """Return the weights and the velocity after one step of gradient descent with momentum.

    v ← β v + g, then w ← w − η v: the velocity v keeps the share β of itself and takes in the whole
    gradient g; the learning rate η stands outside of it.

    Parameters
    ----------
    w, gradient : array of any shape, both of the same
        They are left as they were.
    state : array of that shape, or None
        The velocity v that the step before returned; None before the first step means zeros.
    learning_rate, beta : float
        η and β in the formula.

    Returns
    -------
    w, state : array
        The new weights and the new velocity, two new arrays.

    Examples
    --------
    >>> w, v = momentum_step(np.array([1.0]), np.array([2.0]), None, learning_rate=0.125, beta=0.5)
    >>> print(w, v)
    [0.75] [2.]
    >>> print(*momentum_step(w, np.array([1.0]), v, learning_rate=0.125, beta=0.5))
    [0.5] [2.]

    Source: Polyak (1964), Some methods of speeding up the convergence of iteration methods.
    """
    velocity = np.zeros_like(w) if state is None else state
    velocity = beta * velocity + gradient
    return w - learning_rate * velocity, velocity


exercise = Exercise(
    momentum_step,
    points=2,
    minutes=8,
    difficulty=1,
    probe="repeat",
    shown={
        "one weight, three steps from rest": dict(
            w=np.array([1.0]),
            gradients=[np.array([2.0]), np.array([1.0]), np.array([-4.0])],
            state=None,
            learning_rate=0.125,
            beta=0.5,
        ),
        "a velocity from earlier steps": dict(
            w=np.array([1.0, -2.0, 0.5]),
            gradients=row(4, 3, seed=1),
            state=np.array([4.0, -0.5, 3.0]),
            learning_rate=0.25,
            beta=0.75,
        ),
        "twelve steps of a matrix, the rate is cut after six": dict(
            w=np.array([[1.0, 2.0, -0.5], [-1.5, 0.25, 3.0]]),
            gradients=row(12, (2, 3), seed=2),
            state=None,
            learning_rate=[0.25] * 6 + [0.03125] * 6,
            beta=0.875,
        ),
        "gradients that are often zero": dict(
            w=np.array([3.0, -1.0, 0.5, 2.0]),
            gradients=row(10, 4, seed=3, idle=0.7),
            state=np.array([0.0, 2.0, -1.0, 0.5]),
            learning_rate=0.375,
            beta=0.625,
        ),
        "whole numbers": dict(
            w=np.array([3, -1]),
            gradients=whole(5, 2, seed=4),
            state=None,
            learning_rate=0.5,
            beta=0.25,
        ),
    },
    hidden={
        "β as it is set without asking": dict(
            w=np.array([0.3, -0.7, 1.1]),
            gradients=row(15, 3, seed=5),
            state=None,
            learning_rate=0.03,
        ),
        "no momentum at all": dict(
            w=np.array([0.3, -0.7]),
            gradients=row(10, 2, seed=6),
            state=np.array([5.0, -3.0]),
            learning_rate=0.13,
            beta=0.0,
        ),
        "rolling on where the ground is flat": dict(
            w=np.array([[0.4], [1.7]]),
            gradients=[np.zeros((2, 1))] * 20,
            state=np.array([[1.5], [-0.3]]),
            learning_rate=0.07,
            beta=0.93,
        ),
        "tiny and huge gradients": dict(
            w=np.zeros(3),
            gradients=row(12, 3, seed=7, scales=np.array([1e-3, 1.0, 1e8])),
            state=None,
            learning_rate=0.11,
            beta=0.97,
        ),
        "single precision, three axes": dict(
            w=np.linspace(-1, 1, 12, dtype=np.float32).reshape(2, 3, 2),
            gradients=rough(row(10, (2, 3, 2), seed=8)),
            state=np.full((2, 3, 2), 0.5, dtype=np.float32),
            learning_rate=0.04,
            beta=0.83,
        ),
    },
    hints=(
        "Two lines: first what becomes of the velocity, then what becomes of the weights.",
        "In the first step the state is None. What has to stand in its place?",
        "The new velocity is used at once, and it is returned beside the weights: two things.",
    ),
)


def _step(roll, w, gradient, state, learning_rate):
    """A step with another rule for the velocity."""
    velocity = roll(np.zeros_like(w) if state is None else state, gradient)
    return w - learning_rate * velocity, velocity


@exercise.misconception
def averaged(w, gradient, state, *, learning_rate, beta=0.9):
    """The gradient was scaled by 1 − β, which makes an average; the heavy ball takes in the whole
    gradient, so that ten equal ones add up.
    """
    return _step(lambda v, g: beta * v + (1 - beta) * g, w, gradient, state, learning_rate)


@exercise.misconception
def undamped(w, gradient, state, *, learning_rate, beta=0.9):
    """The velocity keeps all of itself: β is missing, and a ball without friction never rests."""
    return _step(lambda v, g: v + g, w, gradient, state, learning_rate)


@exercise.misconception
def gradient_damped_too(w, gradient, state, *, learning_rate, beta=0.9):
    """β took its share of today's gradient, too; it damps only the velocity that was there."""
    return _step(lambda v, g: beta * (v + g), w, gradient, state, learning_rate)


@exercise.misconception
def swapped(w, gradient, state, *, learning_rate, beta=0.9):
    """β stands at the gradient and 1 − β at the velocity: the old velocity is to keep the share β
    of itself, and the gradient comes in whole.
    """
    return _step(lambda v, g: (1 - beta) * v + beta * g, w, gradient, state, learning_rate)


@exercise.misconception
def old_velocity(w, gradient, state, *, learning_rate, beta=0.9):
    """The step was taken with the velocity of the step before, so that every gradient comes one
    step late and the first step stands still.
    """
    old = np.zeros_like(w) if state is None else state
    return w - learning_rate * old, beta * old + gradient


@exercise.misconception
def rate_inside(w, gradient, state, *, learning_rate, beta=0.9):
    """The learning rate went into the velocity: with a constant rate from rest the weights are the
    same, but after a cut the old, large steps roll on. Here the rate stands outside.
    """
    return _step(lambda v, g: beta * v + learning_rate * g, w, gradient, state, 1.0)


@exercise.misconception
def rate_and_sign_inside(w, gradient, state, *, learning_rate, beta=0.9):
    """The velocity took in −η g and was added: that is the other convention. Here the velocity
    takes in the gradient as it is, and rate and minus stand outside.
    """
    return _step(lambda v, g: beta * v - learning_rate * g, w, gradient, state, -1.0)


@exercise.misconception
def rate_twice(w, gradient, state, *, learning_rate, beta=0.9):
    """The learning rate was used twice, in the velocity and in the step."""
    return _step(lambda v, g: beta * v + learning_rate * g, w, gradient, state, learning_rate)


@exercise.misconception
def against_the_gradient(w, gradient, state, *, learning_rate, beta=0.9):
    """The gradient was subtracted from the velocity and the velocity from the weights: the two
    minuses cancel, and the ball rolls uphill.
    """
    return _step(lambda v, g: beta * v - g, w, gradient, state, learning_rate)


@exercise.misconception
def looking_ahead(w, gradient, state, *, learning_rate, beta=0.9):
    """This is Nesterov's step, which goes by β v + g; the heavy ball goes by the new v itself."""
    new = beta * (0 if state is None else state) + gradient
    return w - learning_rate * (beta * new + gradient), new


register_slips(exercise)


@exercise.variant
def in_place_on_copies(w, gradient, state, *, learning_rate, beta=0.9):
    velocity = np.zeros(w.shape) if state is None else np.array(state, dtype=float)
    velocity *= beta
    velocity += gradient
    new = np.array(w, dtype=float)
    new -= learning_rate * velocity
    return [new, velocity]


@exercise.variant
def entry_by_entry(w, gradient, state, *, learning_rate, beta=0.9):
    new, velocity = np.empty(w.shape), np.empty(w.shape)
    for i in np.ndindex(w.shape):
        velocity[i] = gradient[i] + (0 if state is None else beta * state[i])
        new[i] = w[i] - learning_rate * velocity[i]
    return new, velocity


@exercise.variant
def as_an_average(w, gradient, state, *, learning_rate, beta=0.9):
    """The mean of gradients, with a rate 1/(1 − β) times as large."""
    mean = (1 - beta) * (0 if state is None else np.asarray(state))
    mean = beta * mean + (1 - beta) * gradient
    return w - learning_rate / (1 - beta) * mean, mean / (1 - beta)


@exercise.fresh
def fresh(rng):
    given = for_a_student(rng)
    return dict(
        **given,
        state=rng.normal(size=given["w"].shape),
        learning_rate=rng.uniform(0.02, 0.2),
        beta=rng.uniform(0.5, 0.95),
    )
