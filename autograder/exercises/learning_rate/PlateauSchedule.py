"""A rate that is cut when the loss no longer improves."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.learning_rate import PlateauSchedule_mistakes


class PlateauSchedule:
    """A learning rate that is cut when the loss has found no new best for some epochs.

    Unlike the other schedules it looks at the losses, so it has to remember something: the best
    loss so far, and how many epochs in a row were bad, which means not below that best.

    Parameters
    ----------
    learning_rate : float
        The rate of the first epoch.
    factor : float
        What the rate is multiplied by at a cut.
    patience : int
        How many bad epochs in a row cause a cut, 1 or more.

    Examples
    --------
    >>> schedule = PlateauSchedule(0.8, 0.5, 2)
    >>> print([schedule.step(loss) for loss in (3.0, 2.0, 2.5, 2.2, 1.0)])
    [0.8, 0.8, 0.8, 0.4, 0.4]
    """

    def __init__(self, learning_rate, factor, patience):
        """Keep the settings; no loss has been seen yet."""
        self.learning_rate = learning_rate
        self.factor = factor
        self.patience = patience
        self.best = np.inf
        self.bad_epochs = 0

    def step(self, loss):
        """Take in the loss of an epoch and return the learning rate of the next one.

        An epoch is good where its loss is below every loss before it; it is bad where not, also
        where the loss is nan. Each good epoch ends the row of bad ones. When `patience` epochs in a
        row were bad, the rate is cut and a new row begins; the best loss is kept.
        """
        if loss < self.best:
            self.best, self.bad_epochs = loss, 0
        else:
            self.bad_epochs += 1
        if self.bad_epochs == self.patience:
            self.learning_rate *= self.factor
            self.bad_epochs = 0
        return self.learning_rate


def _case(learning_rate, factor, patience, losses):
    return dict(
        construct=dict(learning_rate=learning_rate, factor=factor, patience=patience),
        calls=[("step", loss) for loss in losses],
    )


exercise = Exercise(
    PlateauSchedule,
    points=3,
    minutes=15,
    difficulty=3,
    probe="methods",
    shown={
        "a loss that falls, ever more slowly": _case(
            0.5, 0.5, 2, [4.0, 3.0, 2.0, 1.999999999, 1.999999998, 1.999999997]
        ),
        "three bad epochs in a row": _case(
            1.0, 0.5, 3, [2.0, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 3.0, 4.0, 2.5, 1.0]
        ),
        "bad epochs with a good one between them": _case(
            1.0, 0.25, 2, [5.0, 6.0, 4.0, 4.5, 3.0, 3.5, 3.25, 2.0, -1.0, -0.5]
        ),
        "a long plateau": _case(
            2.0, 0.5, 2, [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 2.5, 4.0, 2.75, 2.25]
        ),
        "a loss that is not a number": _case(
            1.0,
            0.5,
            2,
            [2.0, 1.0, 1.25, np.nan, 1.5, np.nan, np.nan, 0.5, np.nan, 3.0, 2.0],
        ),
    },
    hidden={
        "the first loss is not a number": _case(
            0.3, 0.1, 2, [np.nan, np.nan, 5.0, np.nan, 6.0, 7.0]
        ),
        "a patience of one": _case(0.7, 0.9, 1, [1.0, 0.9, 0.95, 0.9, 0.89, 0.9]),
        "negative losses": _case(0.2, 0.3, 2, [-1.0, -2.0, -1.5, -1.9, -2.5, 0.0, -2.0]),
        "an infinite loss": _case(0.2, 0.5, 2, [4.0, np.inf, np.inf, 3.0, np.inf, 4.0, 2.0]),
        "whole numbers, and a good epoch after two bad ones": _case(
            1, 0.5, 3, [3, 4, 4, 2, 5, 5, 1, 2, 2, 2, 9]
        ),
        "huge losses and many cuts": _case(0.5, 0.1, 1, [3e20, 4e20, 2e20, *[5e20] * 8]),
    },
    hints=(
        "Two things must be remembered from one call to the next. Where are they kept in a class?",
        "What must the best loss be before any loss was seen, so that the first one is good?",
        (
            "At a cut, two things change: the rate, and the number of bad epochs. Does the best "
            "loss change, too?"
        ),
    ),
)

exercise.misconceptions_from(PlateauSchedule_mistakes)


@exercise.variant
class WithAHistory:
    """All losses are kept, and the row is measured anew at each step."""

    def __init__(self, learning_rate, factor, patience):
        self.rate, self.factor, self.patience = learning_rate, factor, patience
        self.losses, self.row = [], []

    def step(self, loss):
        earlier = [one for one in self.losses if not np.isnan(one)]
        good = loss < min(earlier, default=np.inf)
        self.losses.append(loss)
        self.row = [] if good else [*self.row, loss]
        if len(self.row) == self.patience:
            self.row = []
            self.rate = self.rate * self.factor
        return self.rate


@exercise.variant
class WithNone:
    """No best loss yet is None, and nan is asked for by name."""

    def __init__(self, learning_rate, factor, patience):
        self.learning_rate, self.factor, self.patience = learning_rate, factor, patience
        self.best, self.left = None, patience

    def step(self, loss):
        bad = np.isnan(loss) or np.isinf(loss)
        if not bad and (self.best is None or loss < self.best):
            self.best, self.left = loss, self.patience
            return self.learning_rate
        self.left -= 1
        if self.left <= 0:
            self.learning_rate, self.left = self.learning_rate * self.factor, self.patience
        return self.learning_rate


@exercise.variant
class CountsTheCuts:
    """The rate is computed from the number of cuts."""

    def __init__(self, learning_rate, factor, patience):
        self.initial, self.factor, self.patience = learning_rate, factor, patience
        self.cuts, self.waited, self.lowest = 0, 0, float("inf")

    def step(self, loss):
        self.waited = 0 if loss < self.lowest else self.waited + 1
        self.lowest = loss if loss < self.lowest else self.lowest
        if self.waited >= self.patience:
            self.cuts, self.waited = self.cuts + 1, 0
        return self.initial * self.factor**self.cuts


@exercise.fresh
def fresh(rng):
    losses = [float(rng.integers(1, 9)) - 0.2 * epoch for epoch in range(24)]
    losses[rng.integers(4, 24)] = np.nan
    rate, factor = float(rng.uniform(0.1, 1)), float(rng.uniform(0.2, 0.8))
    return _case(rate, factor, int(rng.integers(2, 4)), losses)
