"""A rate that falls as one over the time."""

from autograder.exercise import Exercise


def inverse_time_decay(t, initial_rate, decay):
    """Return the learning rate of step t, which falls as one over the time.

    η_t = η₀ / (1 + k t)

    Parameters
    ----------
    t : int
        The number of the step; the first is 0.
    initial_rate : float
        η₀ in the formula.
    decay : float
        k in the formula, 0 or more: after 1 / k steps the rate is halved, after 3 / k it is a
        quarter.

    Returns
    -------
    float

    Source: Robbins, Monro (1951), A stochastic approximation method.

    Examples
    --------
    >>> print([inverse_time_decay(t, 0.8, 0.25) for t in (0, 4, 12)])
    [0.8, 0.4, 0.2]
    """
    return initial_rate / (1 + decay * t)


exercise = Exercise(
    inverse_time_decay,
    points=1,
    minutes=3,
    difficulty=1,
    probe="timetable",
    shown={
        "the first steps": dict(t=[0, 1, 2, 4], initial_rate=0.5, decay=0.25),
        "a larger initial rate": dict(t=[0, 3, 8], initial_rate=2.0, decay=0.125),
        "the same step asked for again": dict(t=[0, 6, 6, 2, 6], initial_rate=1.5, decay=0.5),
    },
    hidden={
        "no decay": dict(t=[0, 7, 300], initial_rate=0.3, decay=0.0),
        "far into the training": dict(t=[0, 999, 12345], initial_rate=0.7, decay=0.003),
        "a fast decay": dict(t=[5, 1, 0], initial_rate=0.02, decay=1.7),
        "when hardly anything is left": dict(t=[20000, 16000], initial_rate=0.01, decay=0.9),
    },
    hints=(
        "What does the formula give for t = 0? It must be the initial rate, not a division by 0.",
        "The 1 keeps the first rate; then k times t is added to it.",
        "Mind the brackets: the whole sum stands below the fraction line.",
    ),
)

_rate = {}


@exercise.misconception
def divided_on_every_call(t, initial_rate, decay):
    """A rate that had already decayed was divided again: each call starts from the initial rate,
    and keeps nothing for the next.
    """
    if t == 0:
        _rate["now"] = initial_rate
    _rate["now"] = _rate.get("now", initial_rate) / (1 + decay * t)
    return _rate["now"]


@exercise.misconception
def without_brackets(t, initial_rate, decay):
    """The brackets are missing: η₀ / 1 + k t adds k t to the rate, and it grows."""
    return initial_rate / 1 + decay * t


@exercise.misconception
def one_over_t(t, initial_rate, decay):
    """The steps were counted from 1 and the rate divided by k times that: the 1 below the line is
    what keeps the first rate.
    """
    return initial_rate / (decay * (t + 1)) if decay else initial_rate


@exercise.misconception
def counted_from_one(t, initial_rate, decay):
    """The first step has decayed already: it is step 0, and has the initial rate."""
    return initial_rate / (1 + decay * (t + 1))


@exercise.misconception
def root_of_the_time(t, initial_rate, decay):
    """The root of the denominator was taken: that is another schedule, which falls more slowly."""
    return initial_rate / (1 + decay * t) ** 0.5


@exercise.misconception
def without_the_decay(t, initial_rate, decay):
    """k does not appear: it says how fast the rate falls."""
    return initial_rate / (1 + t)


@exercise.misconception
def time_divided_by_the_decay(t, initial_rate, decay):
    """t was divided by k; a larger k should make the rate fall faster, so they multiply."""
    return initial_rate / (1 + t / decay) if decay else initial_rate


@exercise.misconception
def straight_line(t, initial_rate, decay):
    """The rate falls along a straight line, and below 0 in the end; divide instead of subtract."""
    return initial_rate * (1 - decay * t)


@exercise.misconception
def multiplied(t, initial_rate, decay):
    """The rate was multiplied by 1 + k t and grows: divide by it."""
    return initial_rate * (1 + decay * t)


@exercise.misconception
def only_the_factor(t, initial_rate, decay):
    """The initial rate is missing: this is only the factor that it is multiplied by."""
    return 1 / (1 + decay * t)


@exercise.misconception
def power_of_the_time(t, initial_rate, decay):
    """1 + k was raised to the power of t: that loses the same share at each step, and is an
    exponential decay.
    """
    return initial_rate / (1 + decay) ** t


@exercise.variant
def factor_first(t, initial_rate, decay):
    return initial_rate * (1.0 + t * decay) ** -1


@exercise.variant
def with_the_time_constant(t, initial_rate, decay):
    if decay == 0:
        return initial_rate
    constant = 1 / decay
    return initial_rate * constant / (constant + t)


@exercise.variant
def inverses_added(t, initial_rate, decay):
    return 1 / (1 / initial_rate + t * decay / initial_rate)


@exercise.fresh
def fresh(rng):
    return dict(
        t=[int(t) for t in rng.integers(0, 200, size=5)],
        initial_rate=float(rng.uniform(0.05, 2)),
        decay=float(rng.uniform(0.005, 0.4)),
    )
