"""Functions with known minima, to walk down: `value(w)`, `gradient(w)`, `minimum`.

A point w has shape (D,). Many points at once, shape (…, D), give values of shape (…) and gradients
of shape (…, D).
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Quadratic:
    """A bowl: f(w) = ½ (w − c)ᵀ H (w − c), with gradient H (w − c).

    Parameters
    ----------
    H : array, shape (D, D)
        Symmetric; its eigenvalues are the curvatures along its eigenvectors.
    center : array, shape (D,), optional
        c, the minimum where all curvatures are positive; the origin where it is missing.

    >>> bowl = Quadratic([[2, 0], [0, 10]], center=[1, 0])
    >>> print(bowl.value([2.0, 1.0]), bowl.gradient([2.0, 1.0]))
    6.0 [ 2. 10.]
    """

    H: np.ndarray
    center: np.ndarray = None

    def __post_init__(self):
        H = np.array(self.H, dtype=float)
        if H.ndim != 2 or not np.array_equal(H, H.T):
            raise ValueError(f"Quadratic: H must be a symmetric matrix, got shape {H.shape}:\n{H}")
        center = np.zeros(len(H)) if self.center is None else np.array(self.center, dtype=float)
        if center.shape != (len(H),):
            raise ValueError(f"Quadratic: center has shape {center.shape}, expected ({len(H)},)")
        object.__setattr__(self, "H", H)
        object.__setattr__(self, "center", center)

    def value(self, w):
        """Return f(w)."""
        away = np.asarray(w, dtype=float) - self.center
        return 0.5 * np.sum(away * (away @ self.H), axis=-1)

    def gradient(self, w):
        """Return ∇f(w)."""
        return (np.asarray(w, dtype=float) - self.center) @ self.H

    @property
    def minimum(self):
        """Where f is smallest."""
        return self.center.copy()


def ravine(curvatures=(1.0, 25.0), angle=0.0):
    """Return a `Quadratic` in two dimensions with these curvatures, turned by `angle` radians.

    >>> print(ravine().H)
    [[ 1.  0.]
     [ 0. 25.]]
    """
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    flat, steep = curvatures
    return Quadratic(flat * np.outer(along, along) + steep * np.outer(across, across))


@dataclass(frozen=True, eq=False)
class Quartic:
    """A wall that is no parabola: f(w) = Σ sᵢ wᵢ⁴ + ½ (Σ wᵢ)², for w of any shape.

    Unlike the others it takes one point at a time, with the shape of `scale`.

    Parameters
    ----------
    scale : array
        A positive factor sᵢ for each weight.

    >>> wall = Quartic(np.array([1.0, 2.0]))
    >>> print(wall.value([1.0, -1.0]), wall.gradient([1.0, -1.0]))
    3.0 [ 4. -8.]
    """

    scale: np.ndarray

    def value(self, w):
        """Return f(w)."""
        w = np.asarray(w, dtype=float)
        return np.sum(self.scale * w**4) + 0.5 * np.sum(w) ** 2

    def gradient(self, w):
        """Return ∇f(w)."""
        w = np.asarray(w, dtype=float)
        return 4 * self.scale * w**3 + np.sum(w)

    @property
    def minimum(self):
        """Where f is smallest."""
        return np.zeros(np.shape(self.scale))


@dataclass(frozen=True)
class Rosenbrock:
    """A curved valley: f(x, y) = (a − x)² + b (y − x²)², with its minimum 0 at (a, a²).

    Source: Rosenbrock (1960), An automatic method for finding the greatest or least value of a
    function.

    >>> print(Rosenbrock().value([-1.0, 1.0]), Rosenbrock().gradient([-1.0, 1.0]))
    4.0 [-4.  0.]
    """

    a: float = 1.0
    b: float = 100.0

    def value(self, w):
        """Return f(w)."""
        x, y = np.moveaxis(np.asarray(w, dtype=float), -1, 0)
        return (self.a - x) ** 2 + self.b * (y - x**2) ** 2

    def gradient(self, w):
        """Return ∇f(w)."""
        x, y = np.moveaxis(np.asarray(w, dtype=float), -1, 0)
        off = y - x**2
        return np.stack([2 * (x - self.a) - 4 * self.b * x * off, 2 * self.b * off], axis=-1)

    @property
    def minimum(self):
        """Where f is smallest."""
        return np.array([self.a, self.a**2])


@dataclass(frozen=True)
class Saddle:
    """A pass between two valleys: f(x, y) = ½ x² − ½ y² + ¼ y⁴.

    The gradient is zero at the pass (0, 0) and at the two minima (0, ±1), where f = −¼.

    >>> print(Saddle().value([0.0, 1.0]), Saddle().gradient([1.0, 2.0]))
    -0.25 [1. 6.]
    """

    def value(self, w):
        """Return f(w)."""
        x, y = np.moveaxis(np.asarray(w, dtype=float), -1, 0)
        return 0.5 * x**2 - 0.5 * y**2 + 0.25 * y**4

    def gradient(self, w):
        """Return ∇f(w)."""
        x, y = np.moveaxis(np.asarray(w, dtype=float), -1, 0)
        return np.stack([x, y**3 - y], axis=-1)

    @property
    def minimum(self):
        """One of the two points where f is smallest; the other is its mirror image."""
        return np.array([0.0, 1.0])


@dataclass(frozen=True)
class DoubleWell:
    """Two valleys in one dimension: f(w) = ¼ (w² − 1)² + t w, for w of shape (…, 1).

    A positive tilt t below 2/√27 ≈ 0.385 makes the left valley the better one and keeps the right.

    >>> print(DoubleWell(0.0).value([0.0]), DoubleWell(0.2).gradient([2.0]))
    0.25 [6.2]
    """

    tilt: float = 0.2

    def value(self, w):
        """Return f(w)."""
        x = np.asarray(w, dtype=float)[..., 0]
        return 0.25 * (x**2 - 1) ** 2 + self.tilt * x

    def gradient(self, w):
        """Return ∇f(w)."""
        x = np.asarray(w, dtype=float)
        return x**3 - x + self.tilt

    @property
    def minimum(self):
        """Where f is smallest: a root of w³ − w + t; the left one of two where they tie."""
        roots = np.roots([1.0, 0.0, -1.0, self.tilt])
        real = np.sort(roots[np.abs(roots.imag) < 1e-9].real)[:, np.newaxis]
        return real[np.argmin(self.value(real))]


@dataclass(frozen=True)
class Plateau:
    """A hole in a plain: f(w) = 1 − exp(−‖w‖² / 2r²); far from the origin there is no slope.

    >>> print(Plateau().value([0.0, 0.0]), Plateau().gradient([9.0, 9.0]).round(6))
    0.0 [0. 0.]
    """

    radius: float = 1.0

    def value(self, w):
        """Return f(w)."""
        w = np.asarray(w, dtype=float)
        return -np.expm1(-np.sum(w**2, axis=-1) / (2 * self.radius**2))

    def gradient(self, w):
        """Return ∇f(w)."""
        w = np.asarray(w, dtype=float)
        return w * ((1 - self.value(w)) / self.radius**2)[..., np.newaxis]

    @property
    def minimum(self):
        """Where f is smallest, in two dimensions."""
        return np.zeros(2)


@dataclass(frozen=True, eq=False)
class SquaredLoss:
    """The loss of a linear model over its parameters: J(p) = 1/(2N) Σ (xᵢ·p − yᵢ)².

    With H = XᵀX/N and the minimum p*, it is the bowl J(p*) + ½ (p − p*)ᵀ H (p − p*).

    Parameters
    ----------
    X : array, shape (N, D)
        A bias needs a column of ones: see `with_bias`.
    y : array, shape (N,)

    >>> loss = SquaredLoss.with_bias([1.0, 3.0], [2.0, 4.0])
    >>> print(loss.value([1.0, 2.0]).round(9), loss.gradient([1.0, 2.0]).round(9))
    2.5 [2. 5.]
    """

    X: np.ndarray
    y: np.ndarray

    def __post_init__(self):
        X, y = np.array(self.X, dtype=float), np.array(self.y, dtype=float)
        if X.ndim != 2 or y.shape != X.shape[:1]:
            raise ValueError(
                f"SquaredLoss: X has shape {X.shape} and y {y.shape}; expected (N, D) and (N,)"
            )
        bowl = Quadratic(_symmetric(X.T @ X / len(X)), np.linalg.lstsq(X, y)[0])
        for name, value in {"X": X, "y": y, "bowl": bowl}.items():
            object.__setattr__(self, name, value)

    @classmethod
    def with_bias(cls, x, y):
        """Return the loss over p = (b, w) of a line b + w x; x has shape (N,) or (N, D)."""
        x = np.asarray(x, dtype=float)
        return cls(np.column_stack([np.ones(len(x)), x]), y)

    def value(self, w):
        """Return J at w."""
        return np.mean((self.bowl.minimum @ self.X.T - self.y) ** 2) / 2 + self.bowl.value(w)

    def gradient(self, w):
        """Return ∇J at w."""
        return self.bowl.gradient(w)

    @property
    def minimum(self):
        """The least-squares solution."""
        return self.bowl.minimum


def _symmetric(matrix):
    return (matrix + matrix.T) / 2
