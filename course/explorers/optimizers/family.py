"""Five optimizers as one recurrence, whose constants alone tell them apart; many walks at once."""

from dataclasses import dataclass

import numpy as np

FAR = 1e6  # a walk that is so far away does not come back


@dataclass(frozen=True)
class Recurrence:
    """The constants of an optimizer.

    m ← keep·m + take·g and s ← keep_squares·s + take_squares·g²; the step is along m, divided by
    √s + ε where `divides`, both made unbiased before that where `unbiased`.
    """

    keep: float = 0.0
    take: float = 1.0
    keep_squares: float = 0.0
    take_squares: float = 0.0
    divides: bool = False
    unbiased: bool = False


OPTIMIZERS = {
    "SGD": Recurrence(),
    "momentum": Recurrence(keep=0.9),
    "AdaGrad": Recurrence(keep_squares=1, take_squares=1, divides=True),
    "RMSprop": Recurrence(keep_squares=0.9, take_squares=0.1, divides=True),
    "Adam": Recurrence(0.9, 0.1, 0.999, 0.001, divides=True, unbiased=True),
}


def runs(recurrence, gradient, start, rates, steps, angles=(0.0,)):
    """Return the walks for each rate, and for each angle by which the axes of the weights turn.

    The landscape stays where it is: the optimizer sees the coordinates u of w = R(angle) u.

    Parameters
    ----------
    recurrence : Recurrence
    gradient : callable
        Takes points of shape (…, 2), returns slopes of that shape.
    start : array, shape (2,)
    rates : array, shape (R,)
    steps : int
    angles : array, shape (A,)
        Radians.

    Returns
    -------
    array, shape (A, R, steps + 1, 2): the points w; nan from where a walk has left all maps.
    """
    axes = turned(angles)[:, np.newaxis]  # (A, 1, 2, 2)
    rates = np.asarray(rates, dtype=float)[:, np.newaxis]
    w = np.tile(np.asarray(start, dtype=float), (len(axes), len(rates), 1))
    path, m, s, one = [w], np.zeros_like(w), np.zeros_like(w), recurrence
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(1, steps + 1):
            g = (gradient(w)[..., np.newaxis, :] @ axes)[..., 0, :]
            m = one.keep * m + one.take * g
            s = one.keep_squares * s + one.take_squares * g**2
            move = _direction(one, m, s, t) * rates
            w = w - (axes @ move[..., np.newaxis])[..., 0]
            w = np.where(np.abs(w).max(axis=-1, keepdims=True) < FAR, w, np.nan)
            path.append(w)
    return np.stack(path, axis=-2)


def turned(angles):
    """Return the rotation of each angle, its columns the turned axes: shape (A, 2, 2)."""
    c, s = np.cos(angles), np.sin(angles)
    return np.moveaxis(np.array([[c, -s], [s, c]]), -1, 0)


def _direction(one, m, s, t):
    if one.unbiased:
        m, s = m / (1 - one.keep**t), s / (1 - one.keep_squares**t)
    return m / (np.sqrt(s) + 1e-8) if one.divides else m
