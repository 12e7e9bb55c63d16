"""One case of an answer: what came of it, whether that is right, and the sentence if it is not."""

from dataclasses import dataclass
from functools import cached_property

from course.checks import bars
from course.checks.agreement import agree
from course.checks.compare import difference
from course.checks.outcome import UNWRITTEN, Outcome, outcomes
from course.checks.sheet import Case
from course.probes.unfit import Unfit


@dataclass(frozen=True, eq=False)
class Judged:
    """What came of one case, and whether that is right; what is wrong is only said if asked for."""

    case: Case
    outcome: Outcome
    sheet: object

    @cached_property
    def fits(self):
        """Whether it is right in all that is not measured against a bar."""
        if self.outcome.error or self.outcome.changed:
            return False
        return agree(self._lifted, self.case.expected, self.relative)

    @cached_property
    def right(self):
        """Whether there is nothing wrong with it."""
        return self.fits and not self._short

    @cached_property
    def slip(self):
        """(kind, sentence) of what is wrong, or None when it is right."""
        if self.outcome.error:
            return _error(self.outcome, self.sheet)
        if self.outcome.changed:
            return "changed", _changed(self.outcome.changed)
        if self.fits:
            return ("short", self._short) if self._short else None
        how = dict(relative=self.relative, names=self.sheet.results)
        found = difference(self._lifted, self.case.expected, **how)
        return found.kind, found.sentence

    def __str__(self):
        return f"{self.case.name}: {self.slip[1]}"

    @property
    def _lifted(self):
        return bars.lifted(self.outcome.value, self.sheet.bars)

    @property
    def _short(self):
        return bars.shortfall(self.outcome.value, self.sheet.bars)

    @property
    def relative(self):
        """The relative tolerance."""
        return self.sheet.tolerance or self.case.relative


def judged(function, sheet, cases):
    """Return a `Judged` for each case in order, up to one that leaves no hope.

    What is measured takes a while: it comes last, and only if nothing before it is wrong.
    """
    quick = [case for case in cases if not bars.measures(case, sheet.bars)]
    found = _judged(function, sheet, quick)
    if not all(one.right for one in found):
        return found
    return found + _judged(function, sheet, cases[len(quick) :])


def _judged(function, sheet, cases):
    found = outcomes(function, sheet, cases) if cases else []
    return [Judged(case, one, sheet) for one, case in zip(found, cases, strict=False)]


def _changed(names):
    told = " and ".join(f"`{name}`" for name in names)
    return f"the argument {told} was changed in place: return new arrays instead"


def _error(outcome, sheet):
    if outcome.error == UNWRITTEN:
        return "unwritten", "it is not written yet: replace the `raise NotImplementedError()`"
    if outcome.error == "TimeLimit":
        return "endless", (
            f"it had not returned after {sheet.seconds:g} s, so it was stopped:"
            " does a loop lack its end?"
        )
    if outcome.error == Unfit.__name__:
        return "type", outcome.message
    at = f" (line {outcome.line} of your function)" if outcome.line else ""
    if outcome.error == "RecursionError":  # Python's own words depend on who called
        return "error", f"it stopped with RecursionError{at}: it calls itself without an end"
    return "error", f"it stopped with {outcome.error}: {outcome.message}{at}"
