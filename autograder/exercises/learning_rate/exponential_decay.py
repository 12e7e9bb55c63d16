"""A rate that loses the same share at each step."""

import numpy as np

from autograder.exercise import Exercise


def exponential_decay(t, initial_rate, decay):
    """Return the learning rate of step t, which loses the same share at each step.

    η_t = η₀ · exp(−k t)

    Parameters
    ----------
    t : int
        The number of the step; the first is 0.
    initial_rate : float
        η₀ in the formula.
    decay : float
        k in the formula, 0 or more: after 1 / k steps the rate is down to 37 %.

    Returns
    -------
    float

    Examples
    --------
    >>> print(*(round(exponential_decay(t, 0.8, 0.25), 4) for t in (0, 1, 4)))
    0.8 0.623 0.2943
    """
    return initial_rate * np.exp(-decay * t)


exercise = Exercise(
    exponential_decay,
    points=1,
    minutes=3,
    difficulty=1,
    probe="timetable",
    shown={
        "the first steps": dict(t=[0, 1, 2, 3], initial_rate=0.5, decay=0.25),
        "a larger initial rate": dict(t=[0, 2, 8], initial_rate=2.0, decay=0.375),
        "the same step asked for again": dict(t=[0, 4, 4, 2, 4], initial_rate=1.5, decay=0.5),
    },
    hidden={
        "no decay": dict(t=[0, 7, 300], initial_rate=0.3, decay=0.0),
        "far into the training": dict(t=[0, 999, 12345], initial_rate=0.7, decay=0.0003),
        "a fast decay": dict(t=[5, 1, 0], initial_rate=0.02, decay=1.7),
        "when hardly anything is left": dict(t=[60, 50, 52], initial_rate=0.02, decay=0.7),
    },
    hints=(
        "What does the formula give for t = 0? And by which factor does it fall from 0 to 1?",
        "np.exp(x) is e to the power of x; what stands in the exponent, and with which sign?",
        "The initial rate stands in front and is only a factor; it is not part of the exponent.",
    ),
)

_rate = {}


@exercise.misconception
def inverse_time(t, initial_rate, decay):
    """This is 1 / (1 + k t), the inverse-time decay: it starts alike, but falls ever more slowly;
    an exponential loses the same share at each step.
    """
    return initial_rate / (1 + decay * t)


@exercise.misconception
def growing(t, initial_rate, decay):
    """The rate grows: the exponent needs a minus."""
    return initial_rate * np.exp(decay * t)


@exercise.misconception
def power_of_the_decay(t, initial_rate, decay):
    """k was raised to the power of t; e is what is raised, to the power of −k t."""
    return initial_rate * decay**t


@exercise.misconception
def power_of_one_minus(t, initial_rate, decay):
    """(1 − k)ᵗ is near exp(−k t) while k is small, and is another schedule where it is not."""
    return initial_rate * (1 - decay) ** t


@exercise.misconception
def straight_line(t, initial_rate, decay):
    """The rate falls along a straight line, and below 0 in the end; an exponential never gets
    there.
    """
    return initial_rate * (1 - decay * t)


@exercise.misconception
def decays_on_every_call(t, initial_rate, decay):
    """The rate decays again whenever it is asked for: a schedule keeps nothing between its calls,
    step t always has the same rate.
    """
    if t == 0:
        _rate["now"] = initial_rate
    else:
        _rate["now"] = _rate.get("now", initial_rate) * np.exp(-decay)
    return _rate["now"]


@exercise.misconception
def decays_on_what_is_left(t, initial_rate, decay):
    """The decay of t steps was applied to a rate that had already decayed in the call before; each
    call starts from the initial rate.
    """
    if t == 0:
        _rate["left"] = initial_rate
    _rate["left"] = _rate.get("left", initial_rate) * np.exp(-decay * t)
    return _rate["left"]


@exercise.misconception
def counted_from_one(t, initial_rate, decay):
    """The first step has decayed already: it is step 0, and has the initial rate."""
    return initial_rate * np.exp(-decay * (t + 1))


@exercise.misconception
def divided_by_the_decay(t, initial_rate, decay):
    """t was divided by k; a larger k should make the rate fall faster, so they multiply."""
    return initial_rate * np.exp(-t / decay) if decay else initial_rate


@exercise.misconception
def rate_in_the_exponent(t, initial_rate, decay):
    """The initial rate stands in the exponent as well; it is a factor in front."""
    return initial_rate * np.exp(-initial_rate * decay * t)


@exercise.misconception
def only_the_factor(t, initial_rate, decay):
    """The initial rate is missing: this is only the factor that it is multiplied by."""
    return np.exp(-decay * t)


@exercise.misconception
def power_of_two(t, initial_rate, decay):
    """2 was raised to the power, so that 1 / k is a half-life; exp is a power of e."""
    return initial_rate * 2 ** (-decay * t)


@exercise.variant
def share_by_share(t, initial_rate, decay):
    rate = initial_rate
    for _ in range(t):
        rate *= np.exp(-decay)
    return rate


@exercise.variant
def divided(t, initial_rate, decay):
    return initial_rate / np.e ** (decay * t)


@exercise.variant
def by_logarithm(t, initial_rate, decay):
    return np.exp(np.log(initial_rate) - decay * t)


@exercise.fresh
def fresh(rng):
    return dict(
        t=[int(t) for t in rng.integers(0, 40, size=5)],
        initial_rate=float(rng.uniform(0.05, 2)),
        decay=float(rng.uniform(0.02, 0.4)),
    )
