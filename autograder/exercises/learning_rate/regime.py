"""What a rate does to a walk along one direction."""

import numpy as np

from autograder.exercise import Exercise


def regime(learning_rate, curvature):
    """Say what gradient descent does on J(w) = ½ λ w².

    One step multiplies w by 1 − η λ, so the product η λ decides:

    - "stuck" where it is 0: w never moves
    - "monotone" up to 1, with 1: w comes nearer from one side, or arrives at once
    - "oscillating" between 1 and 2: w changes sides and comes nearer
    - "cycling" at 2: w changes sides and comes no nearer
    - "diverging" above 2: w changes sides and goes farther away

    Parameters
    ----------
    learning_rate : float
        η, 0 or more.
    curvature : float
        λ, 0 or more.

    Returns
    -------
    str
        One of the five words.

    Examples
    --------
    >>> regime(0.5, 3.0)
    'oscillating'
    """
    product = learning_rate * curvature
    if product == 0:
        return "stuck"
    if product <= 1:
        return "monotone"
    if product < 2:
        return "oscillating"
    return "cycling" if product == 2 else "diverging"


exercise = Exercise(
    regime,
    points=2,
    minutes=8,
    difficulty=1,
    shown={
        "a rate of 2 where the curvature is 0.25": dict(learning_rate=2.0, curvature=0.25),
        "a rate that leaps over the minimum": dict(learning_rate=0.75, curvature=2.0),
        "a rate that leaps far over the minimum": dict(learning_rate=0.5, curvature=5.0),
        "a rate that leaps just as far to the other side": dict(learning_rate=0.5, curvature=4.0),
        "a rate that lands on the minimum": dict(learning_rate=0.5, curvature=2.0),
        "a direction without curvature": dict(learning_rate=0.5, curvature=0.0),
    },
    hidden={
        "a rate of zero": dict(learning_rate=0.0, curvature=4.0),
        "a very steep direction and a tiny rate": dict(learning_rate=1e-5, curvature=2.5e10),
        "a nearly flat direction and a large rate": dict(learning_rate=3.0, curvature=2.0**-40),
        "whole numbers": dict(learning_rate=2, curvature=1),
        "just below the limit": dict(learning_rate=0.5, curvature=4 - 2.0**-10),
        "just above the limit": dict(learning_rate=0.5, curvature=4 + 2.0**-10),
    },
    hints=(
        "Take w = 1 and compute w after one step, for each of the five cases.",
        "The rate alone decides nothing, nor does the curvature: only their product counts.",
        "Start with the smallest product and go up; each border belongs to one side: read which.",
    ),
)


def _words(product, *, stuck=0.0, one=True, below=2.0, at="cycling", above="diverging"):
    """The right answer with one border or word changed; the mistakes below are such changes."""
    if product == stuck:
        return "stuck"
    if product < 1 or (one and product == 1):
        return "monotone"
    if product < below:
        return "oscillating"
    return at if product == 2 else above


@exercise.misconception
def overshoot_is_divergence(learning_rate, curvature):
    """Leaping over the minimum is not diverging: as long as the leap ends nearer than it began,
    the walk swings and arrives.
    """
    return _words(learning_rate * curvature, below=1.0, at="diverging")


@exercise.misconception
def rate_alone(learning_rate, curvature):
    """Only the rate was looked at; what is small on a flat slope is far too much on a steep one."""
    return _words(learning_rate)


@exercise.misconception
def curvature_alone(learning_rate, curvature):
    """Only the curvature was looked at: a small enough rate is safe on any slope."""
    return _words(curvature)


@exercise.misconception
def quotient(learning_rate, curvature):
    """The rate was divided by the curvature: the steeper the slope, the longer the step, so they
    multiply.
    """
    return _words(learning_rate / curvature if curvature else 0.0)


@exercise.misconception
def limit_is_half(learning_rate, curvature):
    """All borders lie at half their place: at 1 the step just reaches the minimum, at 2 it leaps
    to the same distance on the other side.
    """
    return _words(2 * learning_rate * curvature)


@exercise.misconception
def limit_is_four(learning_rate, curvature):
    """All borders lie at twice their place: the slope of ½ λ w² is λ w, whole, because the square
    brings a 2 that cancels the ½.
    """
    return _words(learning_rate * curvature / 2)


@exercise.misconception
def cycling_as_oscillating(learning_rate, curvature):
    """At exactly 2 the walk changes sides for ever and comes no nearer: that is cycling."""
    return _words(learning_rate * curvature, at="oscillating")


@exercise.misconception
def cycling_as_diverging(learning_rate, curvature):
    """At exactly 2 the walk comes no nearer, but goes no farther away either: that is cycling."""
    return _words(learning_rate * curvature, at="diverging")


@exercise.misconception
def landing_as_oscillating(learning_rate, curvature):
    """At exactly 1 the walk lands on the minimum at once and never changes sides."""
    return _words(learning_rate * curvature, one=False)


@exercise.misconception
def flat_as_monotone(learning_rate, curvature):
    """Where rate or curvature is 0 the walk does not come nearer, it does not move at all."""
    return _words(learning_rate * curvature, stuck=None)


@exercise.misconception
def never_diverging(learning_rate, curvature):
    """The walk changes sides above 1, but above 2 each leap ends farther away than it began."""
    return _words(learning_rate * curvature, above="oscillating")


@exercise.misconception
def factor_for_product(learning_rate, curvature):
    """The factor 1 − η λ was compared with the borders of the product η λ."""
    return _words(1 - learning_rate * curvature)


@exercise.variant
def by_the_factor(learning_rate, curvature):
    factor = 1 - learning_rate * curvature
    if factor == 1:
        return "stuck"
    if abs(factor) > 1:
        return "diverging"
    if factor == -1:
        return "cycling"
    return "monotone" if factor >= 0 else "oscillating"


@exercise.variant
def by_a_step_from_one(learning_rate, curvature):
    w = 1.0 - learning_rate * curvature * 1.0
    for word, there in (
        ("stuck", w == 1),
        ("monotone", w >= 0),
        ("oscillating", w > -1),
        ("cycling", w == -1),
    ):
        if there:
            return word
    return "diverging"


@exercise.fresh
def fresh(rng):
    product = rng.choice([0.1, 0.9, 1.1, 1.9, 2.1, 7.0]) * rng.uniform(0.97, 1.03)
    curvature = np.exp(rng.uniform(-3, 3))
    return dict(learning_rate=float(product / curvature), curvature=float(curvature))
