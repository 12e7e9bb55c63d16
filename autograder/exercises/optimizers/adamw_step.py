"""One step of AdamW: Adam, and a weight decay that Adam does not touch."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.optimizers.adam_parts import adam
from autograder.exercises.optimizers.adam_step import adam_step
from autograder.exercises.optimizers.rows import for_a_student_of_adam, rough, row, whole
from autograder.exercises.optimizers.slips import register_slips


def adamw_step(
    w,
    gradient,
    state,
    *,
    learning_rate,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    weight_decay=0.01,
):
    """Return the weights and the state after one step of AdamW.

    w ← w − η λ w − η m̂ / (√v̂ + ε): Adam's step, and beside it the decay λ, which shrinks the
    weights as they were before the step. The moments m and v see the gradient alone.

    Parameters
    ----------
    w, gradient : array of any shape, both of the same
        They are left as they were.
    state : tuple (m, v, t), or None
        As in `adam_step`, which you may call.
    learning_rate, beta1, beta2, epsilon : float
        As in `adam_step`.
    weight_decay : float
        λ in the formula; the learning rate η stands before it, too.

    Returns
    -------
    w : array
        The new weights, a new array.
    state : tuple (m, v, t)
        After this step.

    Examples
    --------
    >>> w = np.array([1.0, 0.01, 10.0])
    >>> new, _ = adamw_step(w, np.zeros(3), None, learning_rate=0.01, weight_decay=0.1)
    >>> print(["%.5f" % step for step in new - w])
    ['-0.00100', '-0.00001', '-0.01000']

    Source: Loshchilov, Hutter (2019), Decoupled weight decay regularization.
    """
    settings = dict(learning_rate=learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    new, state = adam_step(w, gradient, state, **settings)
    return new - learning_rate * weight_decay * w, state


exercise = Exercise(
    adamw_step,
    points=2,
    minutes=10,
    difficulty=2,
    probe="repeat",
    shown={
        "no gradient: three weights, each shrinks in proportion": dict(
            w=np.array([1.0, 0.01, 10.0]),
            gradients=[np.zeros(3)] * 2,
            state=None,
            learning_rate=0.01,
            weight_decay=0.1,
        ),
        "two weights, four steps from nothing": dict(
            w=np.array([4.0, -2.0]),
            gradients=row(4, 2, seed=41),
            state=None,
            learning_rate=0.25,
            beta1=0.75,
            beta2=0.875,
            epsilon=0.25,
            weight_decay=0.5,
        ),
        "a state from three earlier steps": dict(
            w=np.array([1.0, -2.0, 0.5, 2.5]),
            gradients=row(10, 4, seed=42),
            state=(np.array([1.0, -0.5, 2.0, -1.5]), np.array([4.0, 0.25, 1.0, 2.0]), 3),
            learning_rate=0.125,
            beta1=0.8,
            beta2=0.95,
            epsilon=0.125,
            weight_decay=0.75,
        ),
        "a matrix, ten steps, weights and gradients of very different size": dict(
            w=np.array([[64.0, 1.0, 0.125], [-32.0, -1.5, 0.25]]),
            gradients=row(10, (2, 3), seed=43, scales=np.array([0.001, 1.0, 1000.0])),
            state=None,
            learning_rate=0.0625,
            beta1=0.7,
            beta2=0.9,
            epsilon=1e-6,
            weight_decay=0.25,
        ),
        "whole numbers": dict(
            w=np.array([[3], [-1]]),
            gradients=whole(5, (2, 1), seed=44),
            state=None,
            learning_rate=0.5,
            beta1=0.625,
            beta2=0.8,
            epsilon=0.5,
            weight_decay=0.125,
        ),
    },
    hidden={
        "all but the rate as it is set without asking": dict(
            w=np.array([3.0, -0.7, 11.0]),
            gradients=row(20, 3, seed=45),
            state=None,
            learning_rate=0.3,
        ),
        "no decay is Adam": dict(
            w=np.array([0.3, -0.7]),
            gradients=row(10, 2, seed=46),
            state=None,
            learning_rate=0.07,
            beta1=0.83,
            weight_decay=0.0,
        ),
        "the rate is cut on the way, and the decay with it": dict(
            w=np.array([1.9]),
            gradients=row(12, 1, seed=47),
            state=(np.array([0.5]), np.array([1.5]), 7),
            learning_rate=[0.3] * 6 + [0.03] * 6,
            beta2=0.97,
            weight_decay=0.4,
        ),
        "single precision, three axes": dict(
            w=np.linspace(-1, 1, 12, dtype=np.float32).reshape(2, 3, 2),
            gradients=rough(row(10, (2, 3, 2), seed=48)),
            state=None,
            learning_rate=0.04,
            beta1=0.83,
            beta2=0.96,
            epsilon=0.003,
            weight_decay=0.6,
        ),
    },
    hints=(
        "Take Adam's step first, as if there were no decay. What is still missing?",
        "The decay is subtracted beside Adam's step; neither m nor v may hear of it.",
        "Where the gradient is zero, a weight loses the share η λ of itself. Which w is shrunk?",
    ),
)

register_slips(exercise)


@exercise.misconception
def decay_in_the_gradient(w, gradient, state, *, weight_decay=0.01, **settings):
    """λ w was added to the gradient, which is L2: Adam then divides the decay by its own size, and
    small and large weights shrink by the same step. AdamW keeps it outside.
    """
    return adam(w, gradient + weight_decay * w, state, **settings)


@exercise.misconception
def decay_divided(w, gradient, state, *, weight_decay=0.01, **settings):
    """The decay was added to m̂ and divided by √v̂ + ε with it: where gradients are small, weights
    then shrink far too fast.
    """
    return adam(
        w, gradient, state, divide=lambda m, v, e: (m + weight_decay * w) / (v**0.5 + e), **settings
    )


@exercise.misconception
def decay_inside_and_outside(w, gradient, state, *, weight_decay=0.01, **settings):
    """The weights decay twice, in the gradient and beside the step: the moments are to see the
    gradient alone.
    """
    decayed = gradient + weight_decay * w
    return adamw_step(w, decayed, state, weight_decay=weight_decay, **settings)


@exercise.misconception
def decay_without_rate(w, gradient, state, *, weight_decay=0.01, **settings):
    """The decay lacks the learning rate: each step takes the share λ of every weight, and a
    schedule of the rate does not reach it.
    """
    new, state = adam(w, gradient, state, **settings)
    return new - weight_decay * w, state


@exercise.misconception
def decay_of_the_new_weights(w, gradient, state, *, learning_rate, weight_decay=0.01, **settings):
    """The decay was taken from the weights after Adam's step; both are subtracted from the weights
    before it.
    """
    new, state = adam(w, gradient, state, learning_rate=learning_rate, **settings)
    return new - learning_rate * weight_decay * new, state


@exercise.misconception
def growth(w, gradient, state, *, weight_decay=0.01, **settings):
    """The decay was added: the weights grow, and the large ones fastest."""
    return adamw_step(w, gradient, state, weight_decay=-weight_decay, **settings)


@exercise.misconception
def no_decay(w, gradient, state, *, weight_decay=0.01, **settings):
    """This is Adam: the decay is missing."""
    return adam(w, gradient, state, **settings)


@exercise.misconception
def only_the_decay(w, gradient, state, *, learning_rate, weight_decay=0.01, **settings):
    """Only the decay came back; Adam's step has to be subtracted, too."""
    _, state = adam(w, gradient, state, learning_rate=learning_rate, **settings)
    return w - learning_rate * weight_decay * w, state


@exercise.misconception
def settings_forgotten(w, gradient, state, *, learning_rate, weight_decay=0.01, **settings):
    """β₁, β₂ and ε were not handed on: Adam then takes those that are set without asking."""
    new, state = adam(w, gradient, state, learning_rate=learning_rate)
    return new - learning_rate * weight_decay * w, state


@exercise.variant
def shrunk_first(w, gradient, state, *, learning_rate, weight_decay=0.01, **settings):
    shrunk = (1 - learning_rate * weight_decay) * w
    return adam_step(shrunk, gradient, state, learning_rate=learning_rate, **settings)


@exercise.variant
def in_place_on_copies(w, gradient, state, *, learning_rate, weight_decay=0.01, **settings):
    new = np.array(w, dtype=float)
    moved, state = adam(np.zeros(w.shape), gradient, state, learning_rate=learning_rate, **settings)
    new -= learning_rate * weight_decay * new
    new += moved
    return [new, list(state)]


@exercise.fresh
def fresh(rng):
    return dict(**for_a_student_of_adam(rng), weight_decay=rng.uniform(0.1, 0.9))
