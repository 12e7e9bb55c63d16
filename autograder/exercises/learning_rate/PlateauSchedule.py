"""A rate that is cut when the loss no longer improves."""

import numpy as np

from autograder.exercise import Exercise


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
            0.5, 0.5, 2, [4.0, 3.0, 2.0, 1.9999, 1.9998, 1.9997]
        ),
        "three bad epochs in a row": _case(
            1.0, 0.5, 3, [2.0, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 3.0, 4.0, 2.5, 1.0]
        ),
        "bad epochs with a good one between them": _case(
            1.0, 0.25, 2, [5.0, 6.0, 4.0, 4.5, 3.0, 3.5, 3.25, 2.0]
        ),
        "a long plateau": _case(
            2.0, 0.5, 2, [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 2.5, 4.0, 2.75, 2.25]
        ),
        "a loss that is not a number": _case(
            1.0, 0.5, 2, [2.0, 1.0, np.nan, np.nan, 1.5, 1.25, 0.5, np.nan, 3.0]
        ),
    },
    hidden={
        "the first loss is not a number": _case(0.3, 0.1, 2, [np.nan, 5.0, np.nan, 6.0, 7.0]),
        "a patience of one": _case(0.7, 0.9, 1, [1.0, 0.9, 0.95, 0.9, 0.89, 0.9]),
        "negative losses": _case(0.2, 0.3, 2, [-1.0, -2.0, -1.5, -1.9, -2.5, 0.0, -2.0]),
        "an infinite loss": _case(0.2, 0.5, 2, [np.inf, np.inf, 3.0, np.inf, 4.0, 2.0]),
        "whole numbers": _case(1, 0.5, 3, [3, 2, 2, 2, 2, 2, 2, 1, 5]),
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


class _Plateau:
    """The right schedule with its questions as methods; the mistakes below override one of them."""

    def __init__(self, learning_rate, factor, patience):
        self.rate, self.factor, self.patience = learning_rate, factor, patience
        self.first = learning_rate
        self.best, self.bad = np.inf, 0

    def is_good(self, loss):
        return loss < self.best

    def good(self, loss):
        self.best, self.bad = loss, 0

    def is_due(self):
        return self.bad == self.patience

    def cut(self):
        self.rate, self.bad = self.rate * self.factor, 0

    def step(self, loss):
        if self.is_good(loss):
            self.good(loss)
        else:
            self.bad += 1
        if self.is_due():
            self.cut()
        return self.rate


@exercise.misconception
class OneEpochLate(_Plateau):
    """The rate is cut one epoch too late: `patience` bad epochs are enough, not one more."""

    def is_due(self):
        return self.bad > self.patience


@exercise.misconception
class OneEpochEarly(_Plateau):
    """The rate is cut one epoch too early: the good epoch itself is not one of the bad ones."""

    def is_due(self):
        return self.bad == self.patience - 1 and self.bad > 0


@exercise.misconception
class AgainstThePrevious(_Plateau):
    """Each loss was compared with the one before it; a loss that goes up and comes half-way back
    has found no new best.
    """

    previous = np.inf

    def is_good(self, loss):
        good, self.previous = loss < self.previous, loss
        return good


@exercise.misconception
class CutsOnEveryEpochAfter(_Plateau):
    """After the first cut every further bad epoch cuts again: a cut starts a new row."""

    def is_due(self):
        return self.bad >= self.patience

    def cut(self):
        self.rate *= self.factor


@exercise.misconception
class CutsOnlyOnce(_Plateau):
    """On a long plateau the rate was cut only once: the count goes on and never equals the patience
    again.
    """

    def cut(self):
        self.rate *= self.factor


@exercise.misconception
class NeverForgives(_Plateau):
    """A good epoch did not end the row: bad epochs count only when they follow each other."""

    def good(self, loss):
        self.best = loss


@exercise.misconception
class EqualIsGood(_Plateau):
    """A loss that only equals the best was called good: then a flat line is never a plateau."""

    def is_good(self, loss):
        return loss <= self.best


@exercise.misconception
class NanIsGood(_Plateau):
    """nan was taken for a new best, because "not larger or equal" is true of it: ask whether a loss
    is smaller.
    """

    def is_good(self, loss):
        return not loss >= self.best


@exercise.misconception
class NanIsRemembered(_Plateau):
    """nan got into the best loss (np.minimum lets it): nothing is below nan, so that no later epoch
    can be good.
    """

    def step(self, loss):
        rate = super().step(loss)
        if np.isnan(loss):
            self.best = np.nan
        return rate


@exercise.misconception
class NanIsForgiven(_Plateau):
    """A loss that is nan was passed over; it is as bad as an epoch can be, and counts."""

    def step(self, loss):
        return self.rate if loss != loss else super().step(loss)


@exercise.misconception
class BestForgotten(_Plateau):
    """The best loss was forgotten at the cut: the first epoch after it is then good, however bad
    its loss.
    """

    def cut(self):
        super().cut()
        self.best = np.inf


@exercise.misconception
class BestMovedToTheCut(_Plateau):
    """At the cut the loss of that epoch became the best; the best is the smallest ever seen."""

    def step(self, loss):
        before = self.rate
        super().step(loss)
        if self.rate != before:
            self.best = loss
        return self.rate


@exercise.misconception
class SmallGainsAreBad(_Plateau):
    """A loss that was only a little below the best was called bad: here every new best is good,
    however small the gain.
    """

    def is_good(self, loss):
        return loss < 0.999 * self.best


@exercise.misconception
class RateOfThisEpoch(_Plateau):
    """The rate before the cut came back: the next epoch must already have the new one."""

    def step(self, loss):
        before = self.rate
        super().step(loss)
        return before


@exercise.misconception
class AlwaysFromTheFirstRate(_Plateau):
    """Each cut starts from the first rate again; it multiplies the rate as it is now."""

    def cut(self):
        self.rate, self.bad = self.first * self.factor, 0


@exercise.misconception
class Recovers(_Plateau):
    """A good epoch brought the first rate back; a rate that was cut stays cut."""

    def good(self, loss):
        super().good(loss)
        self.rate = self.first


@exercise.misconception
class CutsBySubtraction(_Plateau):
    """The factor was subtracted from the rate: it is what the rate is multiplied by."""

    def cut(self):
        self.rate, self.bad = self.rate - self.factor, 0


@exercise.misconception
class CountsAllEpochs(_Plateau):
    """The rate falls every `patience` epochs, whatever the loss does: only bad epochs count."""

    def step(self, loss):
        self.bad += 1
        if self.is_due():
            self.cut()
        return self.rate


@exercise.misconception
class LargerIsGood(_Plateau):
    """A loss above the best was called good: here smaller is better."""

    def __init__(self, learning_rate, factor, patience):
        super().__init__(learning_rate, factor, patience)
        self.best = -np.inf

    def is_good(self, loss):
        return loss > self.best


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
