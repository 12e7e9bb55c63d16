"""What functions are handed in the cases of lessons 4 and 5: losses, an optimizer step, a schedule.

They are none of those that the course is about, so that none of its answers stands here: whoever
runs an answer may build them beside it.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Pulls:
    """A loss in which each example pulls the parameters towards values of its own.

    J = Σₖ ½ cₖ ‖pₖ − tᵢₖ‖², averaged over the examples i of a batch; k are the arrays.

    Parameters
    ----------
    targets : dict
        {name: array, shape (N, *shape of the parameter)}, one target an example.
    curvature : dict
        {name: cₖ}

    >>> pulls = Pulls({"b": np.array([[0.0], [4.0]])}, {"b": 0.5})
    >>> pulls.loss_and_gradients({"b": np.array([1.0])}, [0, 1])
    (1.25, {'b': array([-0.5])})
    """

    targets: dict
    curvature: dict

    def loss_and_gradients(self, params, rows):
        """Return the mean loss of the examples `rows`, and {name: gradient}."""
        loss, gradients = 0.0, {}
        for name, p in params.items():
            away = np.asarray(p, dtype=float) - self.targets[name][np.asarray(rows)]
            gradients[name] = self.curvature[name] * away.mean(axis=0)
            loss += self.curvature[name] / 2 * float(np.sum(away**2)) / len(away)
        return loss, gradients


@dataclass(frozen=True, eq=False)
class Waves:
    """Several arrays of parameters that share one loss: f(p) = Σₖ sₖ Σᵢ sin pₖᵢ + ½ (Σ p)².

    Its gradient is for whoever is asked to measure it.

    Parameters
    ----------
    scale : dict
        {name: sₖ}; a small factor makes an array whose gradient is small.

    >>> Waves({"W": 1.0, "b": 0.0}).value({"W": np.zeros((2, 2)), "b": np.array([2.0])})
    2.0
    """

    scale: dict

    def value(self, params):
        """Return f, a float."""
        params = {name: np.asarray(p, dtype=float) for name, p in params.items()}
        waves = sum(self.scale[name] * np.sum(np.sin(p)) for name, p in params.items())
        return float(waves + 0.5 * sum(np.sum(p) for p in params.values()) ** 2)


@dataclass(frozen=True)
class GradientMean:
    """A step along the mean of all gradients so far; its state is their sum and their number.

    >>> GradientMean().step(np.array([1.0]), np.array([4.0]), None, learning_rate=0.5)
    (array([-1.]), (array([4.]), 1))
    """

    def step(self, w, gradient, state, *, learning_rate):
        """Return (w, state) after a step; `state` is None before the first one."""
        total, count = (0.0, 0) if state is None else state
        total, count = total + gradient, count + 1
        return w - learning_rate * total / count, (total, count)


@dataclass(frozen=True)
class LinearDecay:
    """A learning rate that falls on a straight line to zero, and stays there.

    >>> LinearDecay(0.5, 10).rate(4)
    0.3
    """

    first: float
    updates: int

    def rate(self, t):
        """Return the rate of update t, counted from 0."""
        return self.first * max(0.0, 1 - t / self.updates)
