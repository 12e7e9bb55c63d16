"""Known mistakes of `PlateauSchedule`: what is good, when a cut is due, and what it changes."""

import numpy as np


class _Plateau:
    """The right schedule with its questions as methods; each mistake overrides one of them."""

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


class OneEpochLate(_Plateau):
    """The rate is cut one epoch too late: `patience` bad epochs are enough, not one more."""

    def is_due(self):
        return self.bad > self.patience


class OneEpochEarly(_Plateau):
    """The rate is cut one epoch too early: the good epoch itself is not one of the bad ones."""

    def is_due(self):
        return self.bad == self.patience - 1 and self.bad > 0


class AgainstThePrevious(_Plateau):
    """Each loss was compared with the one before it; a loss that goes up and comes half-way back
    has found no new best.
    """

    previous = np.inf

    def is_good(self, loss):
        good, self.previous = loss < self.previous, loss
        return good


class CutsOnEveryEpochAfter(_Plateau):
    """After the first cut every further bad epoch cuts again: a cut starts a new row."""

    def is_due(self):
        return self.bad >= self.patience

    def cut(self):
        self.rate *= self.factor


class CutsOnlyOnce(_Plateau):
    """On a long plateau the rate was cut only once: the count goes on and never equals the patience
    again.
    """

    def cut(self):
        self.rate *= self.factor


class NeverForgives(_Plateau):
    """A good epoch did not end the row: bad epochs count only when they follow each other."""

    def good(self, loss):
        self.best = loss


class EqualIsGood(_Plateau):
    """A loss that only equals the best was called good: then a flat line is never a plateau."""

    def is_good(self, loss):
        return loss <= self.best


class NanIsGood(_Plateau):
    """nan was taken for a new best, because "not larger or equal" is true of it: ask whether a loss
    is smaller.
    """

    def is_good(self, loss):
        return not loss >= self.best


class NanIsRemembered(_Plateau):
    """nan got into the best loss (np.minimum lets it): nothing is below nan, so that no later epoch
    can be good.
    """

    def step(self, loss):
        rate = super().step(loss)
        if np.isnan(loss):
            self.best = np.nan
        return rate


class NanEndsTheRow(_Plateau):
    """nan ended the row of bad epochs, because "not smaller" was asked as "larger or equal", and
    that is False of nan: ask whether the loss is smaller, and call all others bad.
    """

    def step(self, loss):
        if np.isnan(loss):
            self.bad = 0
            return self.rate
        return super().step(loss)


class NanIsForgiven(_Plateau):
    """A loss that is nan was passed over; it is as bad as an epoch can be, and counts."""

    def step(self, loss):
        return self.rate if loss != loss else super().step(loss)


class BestForgotten(_Plateau):
    """The best loss was forgotten at the cut: the first epoch after it is then good, however bad
    its loss.
    """

    def cut(self):
        super().cut()
        self.best = np.inf


class BestMovedToTheCut(_Plateau):
    """At the cut the loss of that epoch became the best; the best is the smallest ever seen."""

    def step(self, loss):
        before = self.rate
        super().step(loss)
        if self.rate != before:
            self.best = loss
        return self.rate


class SmallGainsAreBad(_Plateau):
    """A loss that was only a little below the best was called bad: here every new best is good,
    however small the gain.
    """

    def is_good(self, loss):
        return loss < 0.999 * self.best


class RateOfThisEpoch(_Plateau):
    """The rate before the cut came back: the next epoch must already have the new one."""

    def step(self, loss):
        before = self.rate
        super().step(loss)
        return before


class AlwaysFromTheFirstRate(_Plateau):
    """Each cut starts from the first rate again; it multiplies the rate as it is now."""

    def cut(self):
        self.rate, self.bad = self.first * self.factor, 0


class Recovers(_Plateau):
    """A good epoch brought the first rate back; a rate that was cut stays cut."""

    def good(self, loss):
        super().good(loss)
        self.rate = self.first


class CutsBySubtraction(_Plateau):
    """The factor was subtracted from the rate: it is what the rate is multiplied by."""

    def cut(self):
        self.rate, self.bad = self.rate - self.factor, 0


class CountsAllEpochs(_Plateau):
    """The rate falls every `patience` epochs, whatever the loss does: only bad epochs count."""

    def step(self, loss):
        self.bad += 1
        if self.is_due():
            self.cut()
        return self.rate


class BestBeginsAtZero(_Plateau):
    """The best loss began at 0, and no positive loss is ever below it: before the first loss it
    must be larger than any.
    """

    def __init__(self, learning_rate, factor, patience):
        super().__init__(learning_rate, factor, patience)
        self.best = 0.0


class LargerIsGood(_Plateau):
    """A loss above the best was called good: here smaller is better."""

    def __init__(self, learning_rate, factor, patience):
        super().__init__(learning_rate, factor, patience)
        self.best = -np.inf

    def is_good(self, loss):
        return loss > self.best
