"""One short walk with a growing rate, to see which rates are worth a try."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.learning_rate import learning_rate_range_test_mistakes
from course.landscapes import Quadratic, Quartic, SquaredLoss


def learning_rate_range_test(loss, gradient, w0, lowest, highest, steps):
    """Walk once with a rate that grows from step to step, until the loss explodes.

    Step i takes w ← w − ηᵢ g(w) with ηᵢ = η_low · (η_high / η_low)^(i / (n − 1)) for i = 0, …,
    n − 1: each rate is the same multiple of the one before. The loss is noted after each step. The
    walk stops early after the first step whose loss is larger than 4 times the smallest one so far
    (that of w0 counts, too), or is no finite number.

    Parameters
    ----------
    loss, gradient : callable
        loss(w) is a number, gradient(w) an array of the shape of w.
    w0 : array, shape (D,)
        The start; it is left as it was.
    lowest, highest : float
        η_low and η_high in the formula.
    steps : int
        n in the formula, 2 or more.

    Returns
    -------
    rates : array, shape (m,)
        The rates of the m steps that were taken, m ≤ n.
    losses : array, shape (m,)
        The loss after each of them.
    suggestion : float
        A tenth of the rate at which the smallest of `losses` was seen: that one itself is already
        close to the edge.

    Source: Smith (2017), Cyclical learning rates for training neural networks.

    Examples
    --------
    >>> rates, losses, suggestion = learning_rate_range_test(
    ...     lambda w: w @ w + 1, lambda w: 2 * w, np.array([1.0]), 0.01, 100.0, 5
    ... )
    >>> print(rates, losses.round(1), round(suggestion, 3))
    [ 0.01  0.1   1.   10.  ] [  2.    1.6   1.6 222.9] 0.01
    """
    w, best = np.array(w0, dtype=float), loss(w0)
    rates, losses = [], []
    for rate in lowest * (highest / lowest) ** (np.arange(steps) / (steps - 1)):
        w = w - rate * gradient(w)
        rates.append(rate)
        losses.append(loss(w))
        if not (np.isfinite(losses[-1]) and losses[-1] <= 4 * best):
            break
        best = min(best, losses[-1])
    smallest = np.argmin(np.where(np.isnan(losses), np.inf, losses))
    return np.array(rates), np.array(losses), rates[smallest] / 10


LINE = SquaredLoss(np.array([[1.0], [2.0]]), np.array([1.0, 4.0]))
PLANE = SquaredLoss(
    np.array([[1.0, 0.5], [0.0, 1.0], [2.0, -1.0], [1.0, 1.0]]), np.array([2.0, -1.0, 3.0, 0.5])
)
STEEP = Quadratic(np.array([[8.0, 2.0], [2.0, 4.0]]), np.array([1.0, -1.0]))
VALLEY = Quadratic(np.array([[8.0, 1.0], [1.0, 0.5]]), np.array([1.0, -1.0]))
WALL = Quartic(np.array([1.0, 2.0]))


def _case(landscape, w0, lowest, highest, steps):
    return dict(
        loss=landscape.value,
        gradient=landscape.gradient,
        w0=np.array(w0),
        lowest=lowest,
        highest=highest,
        steps=steps,
    )


exercise = Exercise(
    learning_rate_range_test,
    points=2,
    minutes=20,
    difficulty=3,
    extra_credit=True,
    results=("rates", "losses", "suggestion"),
    shown={
        "rates that are all harmless": _case(LINE, [4.0], 2.0**-7, 2.0**-3, 5),
        "rates up to far too large": _case(VALLEY, [3.0, 10.0], 2.0**-6, 2.0, 22),
        "a loss that first falls far": _case(STEEP, [40.0, 25.0], 2.0**-8, 2.0, 10),
        "a first rate that is too large": _case(STEEP, [1.5, 0.25], 1.0, 64.0, 4),
        "rates close to the edge": _case(STEEP, [2.0, 0.5], 0.1875, 0.375, 9),
        "a start of whole numbers": _case(PLANE, [5, 1], 2.0**-5, 2.0**3, 9),
    },
    hidden={
        "a rate that is too large from the start, whole numbers": _case(WALL, [1, 1], 2.0, 20.0, 4),
        "two steps": _case(PLANE, [0.5, 0.3], 0.01, 0.1, 2),
        "a loss that becomes infinite": _case(WALL, [1.0, 0.5], 0.01, 1e200, 5),
        "many steps": _case(VALLEY, [3.1, -12.0], 1e-4, 10.0, 60),
        "a loss that climbs slowly to 3 times, to 4 times and to 5 times": _case(
            Quadratic(np.array([[1.0]]), np.zeros(1)), [2.0], 2.118, 2.13, 12
        ),
        "a loss that is no number at all": _case(
            Quadratic(1e-3 * VALLEY.H, np.zeros(2)), [1e6, -3e6], 1.0, 1e307, 3
        ),
    },
    hints=(
        "From 0.001 to 10 in five steps: 0.001, 0.01, 0.1, 1, 10. What is the same between them?",
        "np.geomspace gives such rates. It is one walk: each step starts where the last ended.",
        (
            "Keep the smallest loss so far beside the list of losses, and begin it with the loss "
            "of w0; note a loss before you decide whether to stop."
        ),
    ),
)

exercise.misconceptions_from(learning_rate_range_test_mistakes)


@exercise.variant
def with_geomspace(loss, gradient, w0, lowest, highest, steps):
    w, tried, losses = w0, [], []
    smallest = loss(w0)
    for rate in np.geomspace(lowest, highest, steps):
        w = w - rate * gradient(w)
        value = loss(w)
        tried.append(rate)
        losses.append(value)
        if np.isnan(value) or value > 4 * smallest:
            break
        smallest = min(smallest, value)
    return np.array(tried), np.array(losses), 0.1 * tried[losses.index(min(losses))]


@exercise.variant
def multiplied_on(loss, gradient, w0, lowest, highest, steps):
    ratio, rate = (highest / lowest) ** (1 / (steps - 1)), lowest
    seen, rates, w = [loss(w0)], [], np.array(w0, dtype=float)
    while len(rates) < steps:
        w = w - rate * np.asarray(gradient(w))
        rates.append(rate)
        seen.append(loss(w))
        if not seen[-1] <= 4 * min(seen[:-1]):
            break
        rate = rate * ratio
    losses = np.array(seen[1:])
    return np.array(rates), losses, rates[int(np.nanargmin(losses))] / 10


@exercise.variant
def with_logspace(loss, gradient, w0, lowest, highest, steps):
    rates = np.logspace(np.log10(lowest), np.log10(highest), steps)
    losses, w, best = np.full(steps, np.nan), w0.copy().astype(float), loss(w0)
    for i in range(steps):
        w -= rates[i] * gradient(w)
        losses[i] = loss(w)
        if not losses[i] <= 4 * best:
            break
        best = min(best, losses[i])
    done = i + 1
    return [rates[:done], losses[:done], rates[np.nanargmin(losses)] / 10]


@exercise.fresh
def fresh(rng):
    X = rng.normal(size=(9, 3))
    loss = SquaredLoss(X, X @ rng.normal(size=3) + rng.normal(size=9))
    return _case(loss, rng.normal(0, 3, size=3), 1e-3, 1e2, 30)
