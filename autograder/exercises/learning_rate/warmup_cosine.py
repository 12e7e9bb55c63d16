"""A rate that climbs first and then falls along half a cosine."""

import numpy as np

from autograder.exercise import Exercise


def warmup_cosine(t, peak_rate, warmup, total, lowest_rate):
    """Return the learning rate of step t: a ramp of `warmup` steps, then half a cosine down.

    For t < W:   η_t = η_peak · (t + 1) / W
    From W to T: η_t = η_min + ½ (η_peak − η_min) (1 + cos(π (t − W) / (T − W)))
    After T:     η_t = η_min

    Parameters
    ----------
    t : int
        The number of the step; the first is 0.
    peak_rate : float
        η_peak in the formula, the largest rate.
    warmup : int
        W in the formula: how many steps the ramp is long, 0 or more.
    total : int
        T in the formula, larger than W: the step at which the lowest rate is reached, counted
        from the very beginning.
    lowest_rate : float
        η_min in the formula; the ramp does not start from it.

    Returns
    -------
    float

    Source: Goyal et al. (2017), Accurate, large minibatch SGD: training ImageNet in 1 hour.

    Examples
    --------
    >>> print(*(round(warmup_cosine(t, 0.8, 4, 10, 0.2), 4) for t in (0, 1, 3, 4, 6, 7, 10)))
    0.2 0.4 0.8 0.8 0.65 0.5 0.2
    """
    if t < warmup:
        return peak_rate * (t + 1) / warmup
    done = min((t - warmup) / (total - warmup), 1.0)
    return lowest_rate + 0.5 * (peak_rate - lowest_rate) * (1 + np.cos(np.pi * done))


exercise = Exercise(
    warmup_cosine,
    points=2,
    minutes=10,
    difficulty=2,
    probe="timetable",
    shown={
        "the ramp": dict(t=[0, 1, 2, 3, 4], peak_rate=2.0, warmup=4, total=12, lowest_rate=0.75),
        "the way down": dict(
            t=[3, 4, 6, 8, 11, 12], peak_rate=2.0, warmup=4, total=12, lowest_rate=0.25
        ),
        "after the end": dict(
            t=[9, 10, 11, 15], peak_rate=1.0, warmup=2, total=10, lowest_rate=0.125
        ),
        "no warm-up at all": dict(
            t=[0, 1, 3, 6], peak_rate=0.5, warmup=0, total=6, lowest_rate=0.0
        ),
    },
    hidden={
        "a ramp of one step": dict(
            t=[0, 1, 2, 7], peak_rate=0.3, warmup=1, total=9, lowest_rate=0.01
        ),
        "a long training": dict(
            t=[0, 499, 500, 501, 5250, 9999, 10000, 10005],
            peak_rate=0.7,
            warmup=500,
            total=10000,
            lowest_rate=0.002,
        ),
        "out of order": dict(
            t=[33, 5, 17, 5, 0], peak_rate=0.04, warmup=7, total=29, lowest_rate=0.03
        ),
    },
    hints=(
        "Write down the rates of the steps 0, W − 1, W and T before you write code.",
        "In the second part the clock starts at W: how many steps are done, out of how many?",
        "Where t is below W, return the ramp at once; only after that compute the cosine.",
    ),
)


def _down(done, peak_rate, lowest_rate):
    """The cosine part, `done` being the share of its way."""
    return lowest_rate + 0.5 * (peak_rate - lowest_rate) * (1 + np.cos(np.pi * done))


def _done(t, warmup, total):
    return min((t - warmup) / (total - warmup), 1.0)


@exercise.misconception
def first_step_of_zero(t, peak_rate, warmup, total, lowest_rate):
    """The first step has the rate 0 and moves nothing: the steps of the ramp count from 1, so that
    the last of them has the peak rate.
    """
    if t < warmup:
        return peak_rate * t / warmup
    return _down(_done(t, warmup, total), peak_rate, lowest_rate)


@exercise.misconception
def ramp_never_reaches_the_peak(t, peak_rate, warmup, total, lowest_rate):
    """The ramp was divided by W + 1: its last step stays below the peak."""
    if t < warmup:
        return peak_rate * (t + 1) / (warmup + 1)
    return _down(_done(t, warmup, total), peak_rate, lowest_rate)


@exercise.misconception
def cosine_counted_from_zero(t, peak_rate, warmup, total, lowest_rate):
    """The cosine counts from step 0: when the ramp ends it is already on its way down, and the rate
    jumps.
    """
    if t < warmup:
        return peak_rate * (t + 1) / warmup
    return _down(min(t / total, 1.0), peak_rate, lowest_rate)


@exercise.misconception
def cosine_as_long_as_all(t, peak_rate, warmup, total, lowest_rate):
    """The way down was made T steps long; W of them are used up by the ramp."""
    if t < warmup:
        return peak_rate * (t + 1) / warmup
    return _down(min((t - warmup) / total, 1.0), peak_rate, lowest_rate)


@exercise.misconception
def rises_again(t, peak_rate, warmup, total, lowest_rate):
    """After step T the cosine rises again, and the rate with it: hold it at the lowest."""
    if t < warmup:
        return peak_rate * (t + 1) / warmup
    return _down((t - warmup) / (total - warmup), peak_rate, lowest_rate)


@exercise.misconception
def ramp_from_the_lowest(t, peak_rate, warmup, total, lowest_rate):
    """The ramp starts from the lowest rate; here it starts from 0 and has risen by one W-th in the
    first step.
    """
    if t < warmup:
        return lowest_rate + (peak_rate - lowest_rate) * (t + 1) / warmup
    return _down(_done(t, warmup, total), peak_rate, lowest_rate)


@exercise.misconception
def ramp_one_step_too_long(t, peak_rate, warmup, total, lowest_rate):
    """The ramp is one step too long and climbs above the peak: its steps are 0 to W − 1."""
    if warmup and t <= warmup:
        return peak_rate * (t + 1) / warmup
    return _down(_done(t, warmup, total), peak_rate, lowest_rate)


@exercise.misconception
def ramp_times_cosine(t, peak_rate, warmup, total, lowest_rate):
    """Ramp and cosine were multiplied: during the ramp the rate already falls, and it never
    reaches its peak.
    """
    ramp = min((t + 1) / warmup, 1.0) if warmup else 1.0
    return ramp * _down(min(t / total, 1.0), peak_rate, lowest_rate)


@exercise.misconception
def without_warmup(t, peak_rate, warmup, total, lowest_rate):
    """The ramp is missing: the walk starts with the full rate."""
    return _down(min(t / total, 1.0), peak_rate, lowest_rate)


@exercise.misconception
def division_by_no_warmup(t, peak_rate, warmup, total, lowest_rate):
    """With a warm-up of 0 steps the ramp divides by zero: it must not be computed there."""
    ramp = peak_rate * (t + 1) / warmup
    return ramp if t < warmup else _down(_done(t, warmup, total), peak_rate, lowest_rate)


@exercise.misconception
def without_lowest(t, peak_rate, warmup, total, lowest_rate):
    """The rate falls to 0, not to the lowest rate."""
    if t < warmup:
        return peak_rate * (t + 1) / warmup
    return _down(_done(t, warmup, total), peak_rate, 0.0)


@exercise.misconception
def lowest_added_on_top(t, peak_rate, warmup, total, lowest_rate):
    """The lowest rate was added on top of the whole peak: where the ramp ends the rate jumps above
    the peak.
    """
    if t < warmup:
        return peak_rate * (t + 1) / warmup
    return lowest_rate + _down(_done(t, warmup, total), peak_rate, 0.0)


@exercise.misconception
def straight_down(t, peak_rate, warmup, total, lowest_rate):
    """The way down is a straight line: the cosine is missing."""
    if t < warmup:
        return peak_rate * (t + 1) / warmup
    return peak_rate + (lowest_rate - peak_rate) * _done(t, warmup, total)


@exercise.variant
def three_parts(t, peak_rate, warmup, total, lowest_rate):
    if t >= total:
        return lowest_rate
    if t >= warmup:
        angle = np.pi * (t - warmup) / (total - warmup)
        return lowest_rate + (peak_rate - lowest_rate) * (1 + np.cos(angle)) / 2
    return (t + 1) / warmup * peak_rate


@exercise.variant
def by_the_share_left(t, peak_rate, warmup, total, lowest_rate):
    if t + 1 <= warmup:
        return peak_rate - peak_rate * (warmup - t - 1) / warmup
    left = max(total - t, 0) / (total - warmup)
    share = np.sin(0.5 * np.pi * left) ** 2
    return share * peak_rate + (1 - share) * lowest_rate


@exercise.variant
def ramp_guarded(t, peak_rate, warmup, total, lowest_rate):
    ramp = min(1.0, (t + 1) / max(warmup, 1))
    angle = np.pi * min(max(t - warmup, 0), total - warmup) / (total - warmup)
    share = (1 + np.cos(angle)) / 2
    return ramp * peak_rate if t < warmup else share * (peak_rate - lowest_rate) + lowest_rate


@exercise.fresh
def fresh(rng):
    warmup = int(rng.integers(2, 9))
    total = warmup + int(rng.integers(5, 40))
    return dict(
        t=[0, warmup - 1, warmup, *(int(t) for t in rng.integers(0, total + 9, size=4))],
        peak_rate=float(rng.uniform(0.2, 2)),
        warmup=warmup,
        total=total,
        lowest_rate=float(rng.uniform(0, 0.1)),
    )
