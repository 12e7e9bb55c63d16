"""From the outcomes of a learner's function to one verdict: passed, or the sentence that helps."""

from dataclasses import dataclass

from course.checks import bars
from course.checks.agreement import agree
from course.checks.judged import judged
from course.checks.outcome import UNWRITTEN


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
    found = judged(function, sheet, sheet.cases)
    failed = [i for i, one in enumerate(found) if not one.right]
    if not failed:
        told = [bars.said(one.outcome.value, sheet.bars) for one in found]
        measured = next(filter(None, reversed(told)), "")
        return Verdict(True, measured=measured, cases_passed=len(found), cases=len(sheet.cases))
    first = found[failed[0]]
    known = None if first.outcome.error == UNWRITTEN else _recognise(found, failed, sheet)
    kind, detail = first.slip
    return Verdict(
        False,
        mistake=known.name if known else kind,
        case=first.case.name,
        detail=detail,
        sentence=known.sentence if known else "",
        cases_passed=len(found) - len(failed),
        cases=len(sheet.cases),
    )


def _recognise(found, failed, sheet):
    """The misconception that the failing outcomes equal best, or None."""
    scores = [(_score(known, found, failed), known) for known in sheet.misconceptions]
    best = max(scores, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def _score(known, found, failed):
    """How many cases a misconception explains; 0 where it is not the one.

    It has to explain the first failing case, half of all failing ones (the simplest case makes many
    mistakes look alike) and every case that passes. An error says little (many mistakes end in a
    ValueError), so that a first failure by an error needs all cases explained.
    """

    def explains(i):
        return _explains(known.outcomes[i], found[i])

    first, *later = failed
    passed = [i for i in range(len(found)) if i not in failed]
    if not (explains(first) and all(map(explains, passed))):
        return 0
    explained = 1 + sum(map(explains, later))
    needed = len(failed) if found[first].outcome.error else len(failed) / 2
    return len(passed) + explained if explained >= needed else 0


def _explains(wrong, one):
    """Tell whether an answer with a misconception has this outcome; None is that it is right."""
    if wrong is None or one.right:
        return wrong is None and one.right
    if wrong.error != one.outcome.error or wrong.changed != one.outcome.changed:
        return False
    value = bars.settled(one.outcome.value, one.sheet.bars)
    return bool(wrong.error) or agree(value, wrong.value, one.relative)
