"""Many walks downhill at once, for explorers whose sliders run over learning rates."""

import numpy as np


def walks(gradient, start, rates, steps):
    """Return the walks p ← p − η g(p) from one start, one for each learning rate η.

    Parameters
    ----------
    gradient : callable
        Takes points of shape (R, D), returns slopes of shape (R, D).
    start : array, shape (D,)
    rates : array, shape (R,)
    steps : int

    Returns
    -------
    array, shape (R, steps + 1, D); infinite or nan where a walk has left all numbers.
    """
    rates = np.asarray(rates, dtype=float)[:, np.newaxis]
    here = np.tile(np.asarray(start, dtype=float), (len(rates), 1))
    path = [here]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            here = here - rates * gradient(here)
            path.append(here)
    return np.stack(path, axis=1)
