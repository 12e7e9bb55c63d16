"""A rate that falls in stairs."""

from autograder.exercise import Exercise


def step_decay(t, initial_rate, factor, every):
    """Return the learning rate of step t: multiplied by `factor` after every `every` steps.

    η_t = η₀ · d^⌊t / k⌋, where ⌊ ⌋ rounds down to a whole number.

    Parameters
    ----------
    t : int
        The number of the step; the first is 0.
    initial_rate : float
        η₀ in the formula, the rate of step 0.
    factor : float
        d in the formula, such as 0.5.
    every : int
        k in the formula: how many steps one stair is long.

    Returns
    -------
    float

    Examples
    --------
    >>> print([step_decay(t, 0.8, 0.5, 2) for t in range(6)])
    [0.8, 0.8, 0.4, 0.4, 0.2, 0.2]
    """
    return initial_rate * factor ** (t // every)


exercise = Exercise(
    step_decay,
    points=1,
    minutes=4,
    difficulty=1,
    probe="timetable",
    shown={
        "the first stairs": dict(t=[0, 1, 2, 3, 4], initial_rate=0.5, factor=0.5, every=2),
        "the last step of a stair and the first of the next": dict(
            t=[0, 2, 3, 5, 6, 8, 9], initial_rate=2.0, factor=0.25, every=3
        ),
        "the same step asked for again": dict(
            t=[0, 5, 5, 10, 10, 5, 7], initial_rate=1.0, factor=0.5, every=5
        ),
        "a stair for each step": dict(t=[0, 1, 2, 5], initial_rate=4.0, factor=0.75, every=1),
    },
    hidden={
        "far into the training": dict(
            t=[0, 999, 1000, 12345], initial_rate=0.3, factor=0.9, every=250
        ),
        "out of order": dict(t=[77, 3, 21, 3, 0], initial_rate=0.05, factor=0.6, every=7),
        "a rate that grows": dict(t=[0, 10, 25], initial_rate=1e-4, factor=1.5, every=8),
        "when hardly anything is left": dict(
            t=[640, 647, 648], initial_rate=0.3, factor=0.5, every=8
        ),
    },
    hints=(
        "On which stair is step t, if each is k steps long? Count the stairs from 0.",
        "In Python // divides and rounds down: 7 // 3 is 2.",
        "A rate that is halved n times is multiplied by 0.5 to the power of n, not by 0.5 times n.",
    ),
)

_rate = {}


@exercise.misconception
def factor_times_count(t, initial_rate, factor, every):
    """The factor was multiplied by the number of stairs; being halved n times is a power."""
    return initial_rate * factor * (t // every)


@exercise.misconception
def smooth(t, initial_rate, factor, every):
    """t was divided without rounding down: the rate falls a little at each step, with no stairs."""
    return initial_rate * factor ** (t / every)


@exercise.misconception
def decays_on_every_call(t, initial_rate, factor, every):
    """The rate decays again whenever it is asked for: a schedule keeps nothing between its calls,
    step t always has the same rate.
    """
    if t == 0:
        _rate["now"] = initial_rate
    elif t % every == 0:
        _rate["now"] *= factor
    return _rate.get("now", initial_rate)


@exercise.misconception
def one_step_late(t, initial_rate, factor, every):
    """Each stair begins one step late: step k is the first of the second stair, as the first step
    is 0.
    """
    return initial_rate * factor ** (max(t - 1, 0) // every)


@exercise.misconception
def one_step_early(t, initial_rate, factor, every):
    """Each stair begins one step early: the steps 0 to k − 1 are k steps."""
    return initial_rate * factor ** ((t + 1) // every)


@exercise.misconception
def down_from_the_start(t, initial_rate, factor, every):
    """The first stair is already lowered: for the steps 0 to k − 1 the rate is the initial one."""
    return initial_rate * factor ** (t // every + 1)


@exercise.misconception
def a_single_stair(t, initial_rate, factor, every):
    """The rate was cut only once; it is cut again after every k steps."""
    return initial_rate * factor if t >= every else initial_rate


@exercise.misconception
def only_at_the_edge(t, initial_rate, factor, every):
    """The rate is low only in the steps that k divides, and back at its old value after them."""
    return initial_rate * factor if t and t % every == 0 else initial_rate


@exercise.misconception
def remainder(t, initial_rate, factor, every):
    """% gives the remainder, which starts again at 0 on every stair; the number of the stair is
    what the division itself gives.
    """
    return initial_rate * factor ** (t % every)


@exercise.misconception
def only_the_factor(t, initial_rate, factor, every):
    """The initial rate is missing: this is only the factor that it is multiplied by."""
    return factor ** (t // every)


@exercise.misconception
def rounded_to_the_nearest(t, initial_rate, factor, every):
    """t / k was rounded to the nearest whole number; a stair ends only when all its steps are
    done, so round down.
    """
    return initial_rate * factor ** round(t / every)


@exercise.variant
def looped(t, initial_rate, factor, every):
    rate = initial_rate
    for _ in range(t // every):
        rate = rate * factor
    return rate


@exercise.variant
def with_int(t, initial_rate, factor, every):
    return initial_rate * pow(factor, int(t / every))


@exercise.variant
def recursive(t, initial_rate, factor, every):
    return initial_rate if t < every else factor * recursive(t - every, initial_rate, factor, every)


@exercise.fresh
def fresh(rng):
    return dict(
        t=[int(t) for t in rng.integers(0, 60, size=6)],
        initial_rate=float(rng.uniform(0.05, 2)),
        factor=float(rng.uniform(0.3, 0.9)),
        every=int(rng.integers(2, 12)),
    )
