"""Read `study.toml`, the text that surrounds a lesson's exercises (format: README.md)."""

import sys
import tomllib
from functools import cache

from course.paths import LESSONS
from course.study.schema import LISTS, TABLES, validate


class StudyError(ValueError):
    """A study.toml that cannot be used; the message has one line a mistake."""


class UnknownLesson(LookupError):
    """No lesson has that name."""


def lessons():
    """Return the names of the lessons that have a study.toml, in order."""
    return [path.parent.name for path in sorted(LESSONS.glob("*/study.toml"))]


def load(lesson):
    """Return the checked study.toml of `lesson` as a dict; missing sections are empty.

    Raises
    ------
    UnknownLesson
        There is no such lesson; the message lists those there are.
    StudyError
        The file has mistakes.
    """
    if lesson not in lessons():
        raise UnknownLesson(
            f"There is no lesson called {lesson!r}; there are {', '.join(lessons()) or 'none'}."
        )
    return _read(LESSONS / lesson / "study.toml")


def predictions():
    """Return {key: prediction} of all lessons; each prediction also tells its `lesson`.

    A lesson whose file has mistakes is left out, so that it cannot spoil the others.
    """
    found = {}
    for lesson in lessons():
        try:
            entries = load(lesson)["prediction"]
        except StudyError:
            continue
        found |= {entry["key"]: entry | {"lesson": lesson} for entry in entries}
    return found


@cache
def _read(path):
    name = f"{path.parent.name}/{path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(f"{name}: not readable as TOML: {error}") from error
    mistakes = validate(data)
    if mistakes:
        raise StudyError("\n".join(f"{name}: {mistake}" for mistake in mistakes))
    return {key: data.get(key, {}) for key in TABLES} | {key: data.get(key, []) for key in LISTS}


def main():
    """Check the study.toml of every lesson, and that no prediction's key is used twice."""
    mistakes, seen = [], {}
    for lesson in lessons():
        try:
            entries = load(lesson)["prediction"]
        except StudyError as error:
            mistakes.append(str(error))
            continue
        for key in (entry["key"] for entry in entries):
            if key in seen:
                mistakes.append(f"{lesson}/study.toml: {seen[key]} has a prediction {key!r}, too")
            seen[key] = lesson
    print("\n".join(mistakes) or f"{len(lessons())} study.toml read: no mistake.")
    return bool(mistakes)


if __name__ == "__main__":
    sys.exit(main())
