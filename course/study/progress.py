"""What a learner has done, kept in one local file: $DESCENT_WORK/progress.json, else ~/.descent.

Nothing is written while nbgrader grades or validates a notebook.
"""

import os
from datetime import datetime
from functools import cache
from pathlib import Path

from course.study import leitner
from course.study.store import Store

_SECTIONS = {"checks": dict, "hints": dict, "predictions": list, "quizzes": dict, "cards": dict}
_UNWRITTEN = "unwritten"  # the mistake that a check names when there is no answer yet


def being_graded():
    """Tell whether nbgrader runs this notebook, for a grade or for the Validate button."""
    return "NBGRADER_EXECUTION" in os.environ or "NBGRADER_VALIDATING" in os.environ


def path():
    """Return where progress is kept."""
    folder = os.environ.get("DESCENT_WORK") or Path.home() / ".descent"
    return Path(folder).absolute() / "progress.json"


def load():
    """Return all that was recorded: {"checks": …, "hints": …, "predictions": …, …}."""
    return _store(path()).read()


def trouble():
    """Return the sentence about a file that cannot be written; empty when all is well."""
    return _store(path()).trouble


def record_check(name, passed, mistake=None):
    """Count a check of the exercise `name`; attempts count until the first right answer."""
    if mistake == _UNWRITTEN:
        return
    now = _now()

    def change(data):
        entry = _entry(data["checks"], name, attempts=0, passed_at=None, mistakes={})
        if entry["passed_at"] is None:
            entry["attempts"] += 1
            entry["passed_at"] = now if passed else None
        if mistake and not passed:
            entry["mistakes"][mistake] = entry["mistakes"].get(mistake, 0) + 1
        entry["last_at"] = now

    _record(change)


def record_hint(name, level):
    """Remember that hints up to `level` were shown for the exercise `name`."""
    now = _now()

    def change(data):
        entry = _entry(data["hints"], name, level=0)
        entry.update(level=max(level, entry["level"]), at=now)

    _record(change)


def hints_taken(name):
    """Return how many hints were shown for the exercise `name`."""
    return load()["hints"].get(name, {}).get("level", 0)


def record_prediction(key, answer, truth, confidence, right):
    """Add a prediction; only the first one for a key counts for calibration.

    Parameters
    ----------
    confidence : float or None
        The stated probability of being right; None for a look without an answer.
    """
    entry = {
        "answer": answer,
        "truth": truth,
        "confidence": confidence,
        "right": right,
        "at": _now(),
    }
    _record(lambda data: data["predictions"].setdefault(key, []).append(entry))


def record_quiz(lesson, question, right):
    """Count an answer to a quiz question of `lesson`; the first one is kept apart."""
    now = _now()

    def change(data):
        questions = data["quizzes"].setdefault(lesson, {})
        entry = _entry(questions, question, answers=0, first_right=bool(right))
        entry["answers"] += 1
        entry.update(right=bool(right), at=now)

    _record(change)


def record_card(lesson, card, grade):
    """Move a card of `lesson` to its next Leitner box; `grade` is true when it was known."""
    now, today = _now(), datetime.now().date()

    def change(data):
        entry = _entry(data["cards"].setdefault(lesson, {}), card, box=0, seen=0)
        box = leitner.next_box(entry["box"], bool(grade))
        due = leitner.due_day(box, today).isoformat()
        entry.update(box=box, due=due, seen=entry["seen"] + 1, at=now)

    _record(change)


def text_summary():
    """Return the progress as lines of plain text, the whole course first."""
    from course.study.summary import summarise

    return summarise(load()).text()


def progress():
    """Show what is done, lesson by lesson, and how well predictions were calibrated."""
    if being_graded():
        return
    from IPython.display import display

    from course.study.progress_picture import ProgressPicture
    from course.study.summary import summarise

    display(ProgressPicture(summarise(load()), trouble()))


def _entry(section, name, **start):
    """The entry `name` of a section; what is missing in it starts as `start` says."""
    entry = section.setdefault(name, {})
    for key, value in start.items():
        entry.setdefault(key, value)
    return entry


def _record(change):
    if not being_graded():
        _store(path()).change(change)


@cache
def _store(path):
    return Store(path, _SECTIONS)


def _now():
    return datetime.now().astimezone().isoformat(timespec="seconds")
