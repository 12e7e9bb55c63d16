"""The verdict of grading: shown, hidden and fresh cases against the live reference.

An answer that fails a shown case earns nothing: the learner was told. One that passes them all has
earned half; the hidden cases and a fresh one, drawn for the student, share the other half. One that
passes none of these knows the shown answers by heart, and earns nothing. Where something is
measured against a bar, it is measured on the fresh case, and the least share decides on everything.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from autograder import catalog
from autograder.student import seed_for
from course import probes
from course.checks import bars
from course.checks.judged import judged
from course.checks.outcome import observe
from course.checks.report import Measurement, show
from course.checks.sheet import Case

FOR_SHOWN = 0.5


class ReferenceFailed(RuntimeError):
    """A case that the reference itself cannot answer: a fault of the course, never a zero."""


@dataclass(frozen=True)
class Grade:
    """Points, what failed (as a text, a sentence), and what was measured against a bar."""

    points: float
    of: float
    failures: tuple
    measured: str = ""


class Points(float):
    """Points that know which cases were missed, for whoever asks; to nbgrader they are a number."""

    failures = ()


def grade(function, student=None):
    """Return the points of an answer as a float, which nbgrader reads as partial credit.

    Parameters
    ----------
    function : callable
        The learner's function, named as the exercise names it.
    student : str, optional
        Whose fresh case is drawn; by default nbgrader's folders tell.
    """
    found = assess(catalog.find(function.__name__), function, student)
    if found.measured:
        show(Measurement(function.__name__, found.measured, right=found.points == found.of))
    points = Points(found.points)
    points.failures = found.failures
    return points


def assess(exercise, function, student=None):
    """Return the `Grade` of `function` as an answer to `exercise`."""
    shown, failed, _ = _judged(exercise, function, _shown(exercise))
    if 0 in shown:
        return Grade(0.0, exercise.points, tuple(failed))
    drawn = fresh_case(exercise, seed_for(student, exercise.name))
    more = [*frozen_cases(exercise, "hidden"), *_answered_anew(exercise, drawn)]
    shares, failures, measured = _judged(exercise, function, more)
    share = _together(shares)
    if exercise.bars:
        earned = min(shown + shares)
    else:
        earned = FOR_SHOWN * _together(shown) + (1 - FOR_SHOWN) * share if share else 0.0
    points = round(exercise.points * earned, 2)
    return Grade(points, exercise.points, (*failed, *failures), measured)


def _shown(exercise):
    """The shown cases; without those in which is measured what the fresh case measures, too."""
    cases = frozen_cases(exercise, "shown")
    if exercise.draw is None:
        return cases
    return [case for case in cases if not bars.measures(case, exercise.bars)]


@cache
def frozen_cases(exercise, which):
    """Return the shown or the hidden cases with the reference's answers, computed once."""
    return answered(exercise, getattr(exercise, which))


def answered(exercise, cases):
    """Return {sentence: arguments} as a list of `Case` with the reference's answers.

    Of what is measured the bar itself is expected, which no rounding moves.
    """
    return [
        Case(name, given, bars.lifted(expected(exercise, given), exercise.bars))
        for name, given in cases.items()
    ]


def _answered_anew(exercise, drawn):
    """As `answered`, for cases just drawn.

    What an answer with bars has besides its measured entries is the same whatever was drawn, so
    that the reference need not train once more for every student.
    """
    if not exercise.bars:
        return answered(exercise, drawn)
    facts = next(
        case.expected
        for case in frozen_cases(exercise, "shown")
        if bars.measures(case, exercise.bars)
    )
    return [Case(name, given, facts) for name, given in drawn.items()]


def fresh_case(exercise, seed):
    """Return {sentence: arguments} of the random case with that seed, {} if none is drawn."""
    if exercise.draw is None:
        return {}
    return {"a case drawn for you": exercise.draw(np.random.default_rng(seed))}


def expected(exercise, arguments):
    """Return the reference's answer to a case.

    Raises
    ------
    ReferenceFailed
        The reference stopped, changed an argument, was stopped, or is below a bar.
    """
    outcome = run(exercise, exercise.reference, arguments)
    if outcome.error or outcome.changed:
        what = outcome.error or f"changed {', '.join(outcome.changed)}"
        raise ReferenceFailed(f"the reference of {exercise.name}: {what} {outcome.message}")
    below = bars.shortfall(outcome.value, exercise.bars)
    if below:
        raise ReferenceFailed(f"the reference of {exercise.name}: {below}")
    return outcome.value


def run(exercise, function, arguments):
    """Return the `Outcome` of one case."""
    probe = probes.find(exercise.probe)
    return observe(
        function, probe, arguments, positional=exercise.positional, seconds=exercise.seconds
    )


def _judged(exercise, function, cases):
    """The share of each case, what failed, and what was measured.

    An endless loop fails all that come after it, too, and any slip what is measured.
    """
    found = judged(function, exercise, cases)
    left = cases[len(found) :]
    shares = [*map(_share, found), *(0.0 for _ in left)]
    failures = [one for one in found if not one.right] + [f"{case.name}: not run" for case in left]
    told = [_measured(one.outcome.value, exercise.bars) for one in found]
    return shares, failures, next(filter(None, reversed(told)), "")


def _measured(value, limits):
    return bars.shortfall(value, limits) or bars.said(value, limits)


def _together(shares):
    """What several cases have earned together."""
    return sum(shares) / len(shares) if shares else 1.0


def _share(one):
    """1 for a case that is passed, 0 for one that failed, the credit for one that is short."""
    return bars.credit(one.outcome.value, one.sheet.bars) if one.fits else 0.0
