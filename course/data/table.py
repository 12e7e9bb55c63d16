"""What a loader returns: features, targets and their names."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Table:
    """Examples and their targets.

    Parameters
    ----------
    X : array, shape (N, D)
        One row per example, one column per feature.
    y : array, shape (N,)
        What is to be predicted: a quantity, or the number of a class.
    features : tuple of str, length D
        The names of the columns of `X`.
    classes : tuple of str
        The names of the classes 0, 1, …; empty where `y` is a quantity.
    """

    X: np.ndarray
    y: np.ndarray
    features: tuple[str, ...]
    classes: tuple[str, ...] = ()

    def column(self, feature):
        """Return the column of one feature, shape (N,).

        Raises
        ------
        KeyError
            No feature has that name.
        """
        if feature not in self.features:
            known = ", ".join(self.features)
            raise KeyError(f"there is no feature {feature!r}; there are {known}")
        return self.X[:, self.features.index(feature)].copy()

    def __repr__(self):
        n, d = self.X.shape
        kind = f"classes: {', '.join(self.classes)}" if self.classes else "y: a quantity"
        return f"Table of {n} examples, {d} features, {kind}"
