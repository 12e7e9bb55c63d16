"""A rate that falls along half a cosine."""

import numpy as np

from autograder.exercise import Exercise


def cosine_schedule(t, initial_rate, total, lowest_rate):
    """Return the learning rate of step t: gently, then fast, then gently down to the lowest rate.

    η_t = η_min + ½ (η₀ − η_min) (1 + cos(π t / T)) for t up to T, and η_min after that.

    Parameters
    ----------
    t : int
        The number of the step; the first is 0.
    initial_rate : float
        η₀ in the formula.
    total : int
        T in the formula: the step at which the lowest rate is reached.
    lowest_rate : float
        η_min in the formula.

    Returns
    -------
    float

    Source: Loshchilov, Hutter (2017), SGDR: stochastic gradient descent with warm restarts.

    Examples
    --------
    >>> print(*(round(cosine_schedule(t, 0.9, 6, 0.1), 4) for t in (0, 2, 3, 4, 6, 9)))
    0.9 0.7 0.5 0.3 0.1 0.1
    """
    share = 0.5 * (1 + np.cos(np.pi * min(t, total) / total))
    return lowest_rate + (initial_rate - lowest_rate) * share


exercise = Exercise(
    cosine_schedule,
    points=2,
    minutes=8,
    difficulty=2,
    probe="timetable",
    shown={
        "from a half down to zero": dict(
            t=[0, 1, 2, 5, 6, 7, 8], initial_rate=0.5, total=8, lowest_rate=0.0
        ),
        "down to a lowest rate": dict(
            t=[0, 2, 3, 6, 10, 12], initial_rate=2.0, total=12, lowest_rate=0.25
        ),
        "after the end": dict(t=[9, 10, 11, 15, 20], initial_rate=1.0, total=10, lowest_rate=0.125),
    },
    hidden={
        "a single step": dict(t=[0, 1, 2], initial_rate=0.3, total=1, lowest_rate=0.01),
        "a long training": dict(
            t=[0, 1, 4999, 9999, 10000, 10005], initial_rate=0.7, total=10000, lowest_rate=0.002
        ),
        "out of order": dict(t=[33, 5, 17, 5], initial_rate=0.04, total=29, lowest_rate=0.03),
    },
    hints=(
        "What should come out at t = 0, at t = T / 2 and at t = T? Compute the three by hand.",
        "np.cos counts in radians; half a turn is np.pi. The cosine goes from 1 to −1.",
        "(1 + cos) / 2 is a share that goes from 1 to 0; after T it would rise again: hold t at T.",
    ),
)


def _share(angle):
    return 0.5 * (1 + np.cos(angle))


@exercise.misconception
def degrees(t, initial_rate, total, lowest_rate):
    """The angle was given in degrees; np.cos counts in radians, and half a turn is π."""
    return lowest_rate + (initial_rate - lowest_rate) * _share(180 * min(t, total) / total)


@exercise.misconception
def whole_turn(t, initial_rate, total, lowest_rate):
    """The cosine went through a whole turn, 2π: the rate falls until the middle and rises again."""
    return lowest_rate + (initial_rate - lowest_rate) * _share(2 * np.pi * min(t, total) / total)


@exercise.misconception
def quarter_turn(t, initial_rate, total, lowest_rate):
    """Only a quarter turn, cos from 1 to 0: the rate ends in full fall; half a turn ends gently."""
    share = np.sin(0.5 * np.pi * (1 - min(t, total) / total))
    return lowest_rate + (initial_rate - lowest_rate) * share


@exercise.misconception
def rises_again(t, initial_rate, total, lowest_rate):
    """After step T the cosine rises again, and the rate with it: hold it at the lowest."""
    return lowest_rate + (initial_rate - lowest_rate) * _share(np.pi * t / total)


@exercise.misconception
def starts_again(t, initial_rate, total, lowest_rate):
    """At step T the schedule starts again with the initial rate (a warm restart); here it stays at
    the lowest.
    """
    return lowest_rate + (initial_rate - lowest_rate) * _share(np.pi * (t % total) / total)


@exercise.misconception
def zero_after_the_end(t, initial_rate, total, lowest_rate):
    """After step T the rate is 0; it stays at the lowest rate."""
    return cosine_schedule(t, initial_rate, total, lowest_rate) if t <= total else 0.0


@exercise.misconception
def without_half(t, initial_rate, total, lowest_rate):
    """The ½ is missing: 1 + cos begins at 2, so that the first rate is too large."""
    share = 1 + np.cos(np.pi * min(t, total) / total)
    return lowest_rate + (initial_rate - lowest_rate) * share


@exercise.misconception
def without_one(t, initial_rate, total, lowest_rate):
    """The 1 is missing: cos alone becomes negative after the middle, and the rate with it."""
    share = np.cos(np.pi * min(t, total) / total)
    return lowest_rate + (initial_rate - lowest_rate) * share


@exercise.misconception
def lowest_added_on_top(t, initial_rate, total, lowest_rate):
    """The lowest rate was added on top of the whole initial rate: the first rate is then too large,
    so take it off the height of the fall.
    """
    return lowest_rate + initial_rate * _share(np.pi * min(t, total) / total)


@exercise.misconception
def without_lowest(t, initial_rate, total, lowest_rate):
    """The rate falls to 0, not to the lowest rate."""
    return initial_rate * _share(np.pi * min(t, total) / total)


@exercise.misconception
def cut_at_the_lowest(t, initial_rate, total, lowest_rate):
    """The rate falls towards 0 and is cut off at the lowest; it should come down to it gently."""
    return max(initial_rate * _share(np.pi * min(t, total) / total), lowest_rate)


@exercise.misconception
def straight_line(t, initial_rate, total, lowest_rate):
    """The rate falls along a straight line: the cosine is missing."""
    return initial_rate + (lowest_rate - initial_rate) * min(t, total) / total


@exercise.misconception
def one_step_short(t, initial_rate, total, lowest_rate):
    """The fall is one step too short: the lowest rate is reached at step T, not at T − 1."""
    end = max(total - 1, 1)
    return lowest_rate + (initial_rate - lowest_rate) * _share(np.pi * min(t, end) / end)


@exercise.misconception
def counted_from_one(t, initial_rate, total, lowest_rate):
    """The first step has already come down: it is step 0, and has the initial rate."""
    return cosine_schedule(t + 1, initial_rate, total, lowest_rate)


@exercise.misconception
def whole_number_division(t, initial_rate, total, lowest_rate):
    """// rounded t / T down to 0: the rate stays where it is and drops in a single step."""
    return lowest_rate + (initial_rate - lowest_rate) * _share(np.pi * (min(t, total) // total))


@exercise.misconception
def upside_down(t, initial_rate, total, lowest_rate):
    """The rate rises from the lowest to the initial one: 1 + cos falls, 1 − cos rises."""
    share = 1 - _share(np.pi * min(t, total) / total)
    return lowest_rate + (initial_rate - lowest_rate) * share


@exercise.variant
def with_a_condition(t, initial_rate, total, lowest_rate):
    if t >= total:
        return lowest_rate
    angle = t / total * np.pi
    return lowest_rate + (initial_rate - lowest_rate) / 2 * (1 + np.cos(angle))


@exercise.variant
def square_of_half_the_angle(t, initial_rate, total, lowest_rate):
    done = min(1.0, t / total)
    share = np.cos(np.pi * done / 2) ** 2
    return share * initial_rate + (1 - share) * lowest_rate


@exercise.variant
def middle_and_swing(t, initial_rate, total, lowest_rate):
    middle, swing = (initial_rate + lowest_rate) / 2, (initial_rate - lowest_rate) / 2
    return middle + swing * np.cos(np.radians(180 * min(t / total, 1)))


@exercise.fresh
def fresh(rng):
    total = int(rng.integers(5, 60))
    return dict(
        t=[int(t) for t in rng.integers(0, total + 9, size=6)],
        initial_rate=float(rng.uniform(0.2, 2)),
        total=total,
        lowest_rate=float(rng.uniform(0, 0.1)),
    )
