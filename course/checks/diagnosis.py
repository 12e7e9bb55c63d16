"""From the outcomes of a learner's function to one verdict: passed, or the sentence that helps."""

from dataclasses import dataclass

from course.checks import bars
from course.checks.compare import difference
from course.checks.outcome import UNWRITTEN, outcomes, same
from course.probes.unfit import Unfit

SHORT = "short"  # the slip of an answer that is right, but below a bar


@dataclass(frozen=True)
class Verdict:
    """What a check found: `mistake` is the name of a misconception, or of a general slip, or ""."""

    passed: bool
    mistake: str = ""
    case: str = ""
    detail: str = ""
    sentence: str = ""
    measured: str = ""
    cases_passed: int = 0
    cases: int = 0


def diagnose(function, sheet):
    """Run the shown cases in order and return the `Verdict` on `function`.

    The first failing case is told. Values that equal those of a misconception on it are answered
    with its sentence; among several, the one that also explains most of the other cases is named.
    """
    judged = outcomes_and_slips(function, sheet, sheet.cases)
    found, slips = [outcome for outcome, _ in judged], [wrong for _, wrong in judged]
    failed = [i for i, wrong in enumerate(slips) if wrong]
    if not failed:
        told = [bars.said(outcome.value, sheet.bars) for outcome in found]
        measured = next(filter(None, reversed(told)), "")
        return Verdict(True, measured=measured, cases_passed=len(slips), cases=len(sheet.cases))
    first = failed[0]
    known = None if found[first].error == UNWRITTEN else _recognise(found, failed, sheet)
    kind, detail = slips[first]
    return Verdict(
        False,
        mistake=known.name if known else kind,
        case=sheet.cases[first].name,
        detail=detail,
        sentence=known.sentence if known else "",
        cases_passed=len(slips) - len(failed),
        cases=len(sheet.cases),
    )


def outcomes_and_slips(function, sheet, cases):
    """Return (outcome, slip) for each case in order, up to one that leaves no hope.

    What is measured takes a while: it comes last, and only if there is no slip before it.
    """
    quick = [case for case in cases if not bars.measures(case, sheet.bars)]
    found = _outcomes_and_slips(function, sheet, quick)
    if any(wrong for _, wrong in found):
        return found
    return found + _outcomes_and_slips(function, sheet, cases[len(quick) :])


def _outcomes_and_slips(function, sheet, cases):
    found = outcomes(function, sheet, cases) if cases else []
    return [(one, slip(one, case, sheet)) for one, case in zip(found, cases, strict=False)]


def slip(outcome, case, sheet):
    """Return (kind, sentence) of what is wrong with an outcome, or None when it is right."""
    if outcome.error:
        return _error(outcome, sheet)
    if outcome.changed:
        names = " and ".join(f"`{name}`" for name in outcome.changed)
        return "changed", f"the argument {names} was changed in place: return new arrays instead"
    found = _differs(bars.lifted(outcome.value, sheet.bars), case.expected, case, sheet)
    if found:
        return found.kind, found.sentence
    below = bars.shortfall(outcome.value, sheet.bars)
    return (SHORT, below) if below else None


def _differs(value, expected, case, sheet):
    if same(expected, value):  # often so of a right answer, and quickly told
        return None
    relative = sheet.tolerance or case.relative
    return difference(value, expected, relative=relative, names=sheet.results)


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


def _recognise(outcomes, failed, sheet):
    """The misconception that the failing outcomes equal best, or None."""
    scores = [(_score(known, outcomes, failed, sheet), known) for known in sheet.misconceptions]
    best = max(scores, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def _score(known, outcomes, failed, sheet):
    """How many cases a misconception explains; 0 where it is not the one.

    It has to explain the first failing case, half of all failing ones (the simplest case makes many
    mistakes look alike) and every case that passes. An error says little (many mistakes end in a
    ValueError), so that a first failure by an error needs all cases explained.
    """

    def explains(i):
        return _explains(known.outcomes[i], outcomes[i], i in failed, sheet.cases[i], sheet)

    first, *later = failed
    passed = [i for i in range(len(outcomes)) if i not in failed]
    if not (explains(first) and all(map(explains, passed))):
        return 0
    explained = 1 + sum(map(explains, later))
    needed = len(failed) if outcomes[first].error else len(failed) / 2
    return len(passed) + explained if explained >= needed else 0


def _explains(wrong, outcome, failing, case, sheet):
    if wrong is None:
        return not failing
    if not failing or wrong.error != outcome.error or wrong.changed != outcome.changed:
        return False
    value = bars.settled(outcome.value, sheet.bars)
    return bool(wrong.error) or _differs(value, wrong.value, case, sheet) is None
