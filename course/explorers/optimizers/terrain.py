"""Where optimizers race: four landscapes with known minima and a slice of a real loss."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from course.data import breast_cancer
from course.landscapes import Plateau, Rosenbrock, Saddle, ravine

FEATURES = ("mean radius", "mean concave points")


@dataclass(frozen=True)
class Terrain:
    """A landscape, where a race on it starts, the part of it that is drawn.

    Its width and height are drawn to one scale, so that an angle looks like itself.
    `stride` is how many steps an optimizer takes from one drawn point to the next.
    """

    landscape: object
    start: tuple
    x: tuple
    y: tuple
    stride: int = 1
    labels: tuple = ("x", "y")

    def excess(self, w):
        """Return how far the loss at w lies above the smallest."""
        return self.landscape.value(w) - self.landscape.value(self.landscape.minimum)

    @cached_property
    def _heights(self):
        x, y = np.meshgrid(np.linspace(*self.x, 100), np.linspace(*self.y, 100))
        return x, y, self.excess(np.stack([x, y], axis=-1))

    def draw(self, ax):
        """Draw the contours, closer together near the minimum, the start and the minimum."""
        x, y, J = self._heights
        ax.contour(x, y, J, J.max() * np.linspace(0.03, 1, 14) ** 2, colors="#9a9a9a")
        ax.plot(*self.landscape.minimum, "+", color="black", ms=10, mew=1.5)
        ax.plot(*self.start, "s", color="black", ms=5, mfc="white")
        ax.set(xlim=self.x, ylim=self.y, xlabel=self.labels[0], ylabel=self.labels[1])


class CancerSlice:
    """The logistic loss of 569 masses over the weights of two standardised features.

    The bias stays where it is best for the weights (0, 0).
    """

    def __init__(self):
        table = breast_cancer()
        X = np.stack([table.column(name) for name in FEATURES], axis=1)
        self._X = (X - X.mean(axis=0)) / X.std(axis=0)
        self._sign = 2.0 * table.y - 1
        self._bias = np.log(table.y.mean() / (1 - table.y.mean()))
        self.minimum = np.zeros(2)
        for _ in range(30):  # Newton's method
            p = self._chances(self.minimum) * self._chances(self.minimum, -1)
            H = (self._X * p[:, np.newaxis]).T @ self._X / len(X)
            self.minimum = self.minimum - np.linalg.solve(H, self.gradient(self.minimum))

    def value(self, w):
        """Return the mean of log(1 + exp(−margin)) for w of shape (…, 2)."""
        return np.mean(np.logaddexp(0, -self._margins(w)), axis=-1)

    def gradient(self, w):
        """Return its gradient, shape (…, 2)."""
        return -(self._chances(w, -1) * self._sign) @ self._X / len(self._X)

    def _margins(self, w):
        return self._sign * (np.asarray(w, dtype=float) @ self._X.T + self._bias)

    def _chances(self, w, side=1):
        return 0.5 * (1 + np.tanh(side * self._margins(w) / 2))  # never overflows


@cache
def terrains():
    """Return {name: Terrain}."""
    labels = tuple(f"weight of {name}" for name in FEATURES)
    return {
        "ravine": Terrain(ravine((1.0, 25.0)), (-2.6, 0.9), (-3.0, 1.4), (-1.74, 1.74)),
        "saddle": Terrain(Saddle(), (-1.4, 0.001), (-1.87, 1.67), (-1.4, 1.4)),
        "plateau": Terrain(Plateau(), (-2.6, -1.6), (-3.2, 1.6), (-2.2, 1.6)),
        "Rosenbrock": Terrain(Rosenbrock(), (-1.2, 1.0), (-1.7, 1.7), (-0.75, 1.94), stride=10),
        "breast cancer": Terrain(
            CancerSlice(), (1.5, 1.0), (-5.0, 2.32), (-4.2, 1.6), labels=labels
        ),
    }
