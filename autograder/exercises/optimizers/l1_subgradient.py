"""The slope of the L1 penalty, and a choice where it has none."""

import numpy as np

from autograder.exercise import Exercise


def l1_subgradient(W, strength):
    """Return a subgradient of the L1 penalty λ Σ |w|: λ sign(w), and 0 where w is 0.

    Parameters
    ----------
    W : array of any shape
        Left as it was.
    strength : float
        λ, zero or more.

    Returns
    -------
    array
        Of the shape of W. |w| has a corner at 0, where every slope from −λ to λ would do; 0 is
        chosen, so that a weight that is zero is left in peace.

    Examples
    --------
    >>> print(l1_subgradient(np.array([3.0, -0.5, 0.0]), 0.5))
    [ 0.5 -0.5  0. ]
    """
    return strength * np.sign(W)


exercise = Exercise(
    l1_subgradient,
    points=1,
    minutes=5,
    difficulty=1,
    shown={
        "a large weight and a small one": dict(W=np.array([4.0, 0.25]), strength=0.5),
        "negative weights and a zero": dict(W=np.array([-3.0, 0.0, 0.75, -0.25]), strength=2.0),
        "a table of whole numbers": dict(W=np.array([[3, -1, 0], [-7, 2, 5]]), strength=0.25),
    },
    hidden={
        "a strength of zero": dict(W=np.array([0.3, -1.2, 0.0]), strength=0.0),
        "single precision": dict(
            W=np.array([[0.31, -0.02], [1.7, -0.9]], dtype=np.float32), strength=0.011
        ),
        "tiny and huge": dict(W=np.array([1e-12, -1e-300, 1e9, -1e4]), strength=0.3),
        "three axes": dict(W=np.linspace(-3.1, 3.4, 24).reshape(4, 2, 3), strength=1.7),
    },
    hints=(
        "Draw |w|. How steep is it at 4, at 0.25, at −3?",
        "The slope does not depend on how large a weight is, only on its side of zero.",
        "NumPy has a function whose values are −1, 0 and 1.",
    ),
)


@exercise.misconception
def as_l2(W, strength):
    """This is λw, the slope of the L2 penalty: that of |w| is equally steep at small and at large
    weights.
    """
    return strength * np.asarray(W)


@exercise.misconception
def the_penalty(W, strength):
    """This is the penalty of each weight, λ|w|, and not its slope."""
    return strength * np.abs(W)


@exercise.misconception
def the_penalty_summed(W, strength):
    """This is the penalty itself, one number; what is asked for is its slope for each weight."""
    return strength * np.sum(np.abs(W))


@exercise.misconception
def always_positive(W, strength):
    """The slope is λ everywhere: left of zero |w| falls, so that it is −λ there."""
    return strength * np.ones(np.shape(W))


@exercise.misconception
def no_strength(W, strength):
    """λ is missing: this is only the sign."""
    return np.sign(W) * 1.0


@exercise.misconception
def zero_is_positive(W, strength):
    """A weight that is zero got the slope λ: the next step would push it away from zero."""
    return strength * np.where(np.asarray(W) >= 0, 1.0, -1.0)


@exercise.misconception
def zero_is_negative(W, strength):
    """A weight that is zero got the slope −λ: the next step would push it away from zero."""
    return strength * np.where(np.asarray(W) > 0, 1.0, -1.0)


@exercise.misconception
def downhill(W, strength):
    """The sign is the other way round: |w| rises to the right of zero, and falls to the left."""
    return -strength * np.sign(W)


@exercise.misconception
def zero_by_zero(W, strength):
    """w / |w| is nan where a weight is 0, which happens all the time under an L1 penalty."""
    return strength * W / np.abs(W)


@exercise.misconception
def halved(W, strength):
    """It is half as steep: the ½ belongs to the L2 penalty, whose square brings a 2."""
    return 0.5 * strength * np.sign(W)


@exercise.variant
def by_comparison(W, strength):
    return strength * ((W > 0).astype(float) - (W < 0))


@exercise.variant
def by_cases(W, strength):
    return np.where(W > 0, strength, np.where(W < 0, -strength, 0))


@exercise.variant
def looped(W, strength):
    out = np.zeros(np.shape(W))
    for index, w in np.ndenumerate(W):
        if w != 0:
            out[index] = strength if w > 0 else -strength
    return out


@exercise.fresh
def fresh(rng):
    W = rng.normal(size=(4, 3)) * (rng.random((4, 3)) < 0.8)
    return dict(W=W, strength=float(rng.uniform(0.1, 3)))
