"""The learner's check: compare with the sheet, name the mistake, keep progress."""

import os

from course.checks.diagnosis import Verdict, diagnose
from course.checks.report import CheckFailed, Report, show
from course.checks.sheet import UnknownExercise, load

__all__ = ["CheckFailed", "Report", "Verdict", "check"]


def check(function):
    """Run the shown cases of the exercise that `function` answers, and say what was found.

    Parameters
    ----------
    function : callable
        The function (or class) as the exercise names it, such as `mse_gradient`.

    Raises
    ------
    CheckFailed
        Only where nbgrader validates a notebook, whose dialog reads errors.
    """
    report = _report(function)
    if isinstance(report, str):
        print(report)
        return
    show(report)
    if not report.verdict.passed and "NBGRADER_VALIDATING" in os.environ:
        raise CheckFailed(repr(report))


def _report(function):
    """A `Report`, or a sentence where `function` is no answer to any exercise."""
    name = getattr(function, "__name__", None)
    if isinstance(function, str) or not callable(function) or name is None:
        return (
            f"check wants the function itself, such as check(predict); got {function!r}."
            " Write its name without quotes and without brackets."
        )
    try:
        sheet = load(name)
    except UnknownExercise as error:
        return f"{error} check reads the name after `def`; keep the one that the exercise gives."
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":  # the grade measures, on another case
        sheet = sheet.without_measuring()
    verdict = diagnose(function, sheet)
    _remember(name, verdict)
    return Report(name, verdict)


def _remember(name, verdict):
    from course.study.progress import record_check

    record_check(name, passed=verdict.passed, mistake=verdict.mistake or None)
