"""The capstone's task: a network for real digits, on a budget, judged on digits it never saw."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from course import data

PIXELS, HIDDEN, CLASSES = 64, 32, 10
BUDGET = 15  # epochs
FOLDS = 5  # one of them is held out
_table = cache(data.digits)  # read once; a task takes copies


class BudgetSpent(RuntimeError):
    """More examples were asked for than the budget allows."""


class NoSuchExample(IndexError):
    """An example was asked for that is not there."""


@dataclass(eq=False)
class DigitsTask:
    """One training of a 64-32-10 network on four fifths of the digits.

    The network has a hidden layer of ReLUs. The seed decides which digits are held out, in which
    order the pixels come, what the classes are called, and where the network starts: so weights
    that were trained elsewhere are of no use here.

    Parameters
    ----------
    seed : int
    fold : int
        Which fifth is held out, from 0 to 4. The five tasks of a seed hold out every digit once.
    digits : int, optional
        Take only so many of the digits, for a quick look.

    >>> task = DigitsTask(seed=1)
    >>> task.n, {name: p.shape for name, p in task.params.items()}
    (1437, {'W1': (64, 32), 'b1': (32,), 'W2': (32, 10), 'b2': (10,)})
    >>> loss, gradients = task.loss_and_gradients(task.params, range(32))
    >>> round(task.epochs_used * task.n)
    32
    """

    seed: int
    fold: int = 0
    digits: int | None = None
    rows_used: int = field(default=0, init=False)

    def __post_init__(self):
        table, rng = _table(), np.random.default_rng([self.seed, 64])
        order = rng.permutation(len(table.y))[: self.digits]
        X = table.X[order][:, rng.permutation(PIXELS)] / 16
        y = rng.permutation(CLASSES)[table.y[order]]
        held = np.arange(len(order)) % FOLDS == self.fold
        self._X, self._y, self._held_X, self._held_y = X[~held], y[~held], X[held], y[held]
        self.n, self.held_out, self.params = len(self._y), len(self._held_y), _start(rng)
        self._targets = np.eye(CLASSES)[self._y]  # 1 at the right class, 0 elsewhere
        self.seen = np.zeros(self.n, dtype=bool)  # which examples were asked for
        self._rng = rng  # for dropout

    @property
    def epochs_used(self):
        """How often all examples were asked for, so far; the budget is 15."""
        return self.rows_used / self.n

    def loss_and_gradients(self, params, rows, keep=1.0):
        """Return the mean cross-entropy of some examples, and {name: gradient} for each array.

        Parameters
        ----------
        params : dict
            {"W1": (64, 32), "b1": (32,), "W2": (32, 10), "b2": (10,)}
        rows : array or list of int
            Which examples, from 0 to n − 1. Each counts as one, whatever is done with it.
        keep : float
            Inverted dropout on the hidden layer: the probability that a unit is kept.

        Raises
        ------
        BudgetSpent
            15 n examples have been asked for.
        NoSuchExample
            A row is no whole number from 0 to n − 1, or there is none.
        """
        rows = self._counted(rows)
        X, targets = self._X.take(rows, axis=0), self._targets.take(rows, axis=0)
        z = X @ params["W1"] + params["b1"]
        gate = (z > 0).astype(float)
        if keep < 1:
            gate *= (self._rng.random(z.shape) < keep) / keep
        hidden = gate * z
        chances = _chances(hidden @ params["W2"] + params["b2"])
        loss = -float(np.vdot(targets, np.log(np.maximum(chances, 1e-300)))) / len(rows)
        top = (chances - targets) / len(rows)
        bottom = gate * (top @ params["W2"].T)
        return loss, {
            "W1": X.T @ bottom,
            "b1": bottom.sum(axis=0),
            "W2": hidden.T @ top,
            "b2": top.sum(axis=0),
        }

    def accuracy(self, params):
        """Return the share of the held-out digits that a network recognises."""
        hidden = np.maximum(self._held_X @ params["W1"] + params["b1"], 0)
        scores = hidden @ params["W2"] + params["b2"]
        return float(np.mean(np.argmax(scores, axis=1) == self._held_y))

    def _counted(self, rows):
        rows = np.asarray(rows)
        good = rows.ndim == 1 and rows.size and rows.dtype.kind in "iu"
        if not good or rows.min() < 0 or rows.max() >= self.n:
            came = f"{rows.min()} to {rows.max()}" if good else repr(rows)[:80]
            raise NoSuchExample(
                f"loss_and_gradients: rows must be whole numbers from 0 to {self.n - 1},"
                f" one at least; got {came}"
            )
        if self.rows_used + len(rows) > BUDGET * self.n:
            raise BudgetSpent(
                f"the budget of {BUDGET} epochs is {BUDGET * self.n} examples: {self.rows_used}"
                f" have been asked for, and {len(rows)} more are too many"
            )
        self.rows_used += len(rows)
        self.seen[rows] = True
        return rows.astype(int, copy=False)


def _start(rng):
    """He weights, zero biases."""
    return {
        "W1": rng.normal(0, np.sqrt(2 / PIXELS), size=(PIXELS, HIDDEN)),
        "b1": np.zeros(HIDDEN),
        "W2": rng.normal(0, np.sqrt(2 / HIDDEN), size=(HIDDEN, CLASSES)),
        "b2": np.zeros(CLASSES),
    }


def _chances(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
