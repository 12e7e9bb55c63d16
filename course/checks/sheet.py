"""A sheet: the frozen shown cases and answers of one exercise, as they ship with the course."""

import difflib
import json
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from course.checks.agreement import tolerance_for
from course.checks.bars import measures
from course.checks.outcome import Outcome
from course.checks.plain import decode
from course.paths import SHEETS


@dataclass(frozen=True, eq=False)
class Case:
    """One shown case: a sentence, named arguments, and the right answer."""

    name: str
    arguments: dict
    expected: object

    @cached_property
    def relative(self):
        """The relative tolerance that the precision of its arguments allows."""
        return tolerance_for(self.arguments)


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer: its sentence, and its outcome on each shown case (None: as right)."""

    name: str
    sentence: str
    outcomes: tuple[Outcome | None, ...]


@dataclass(frozen=True)
class Sheet:
    """All that a check needs to know of an exercise; it holds no code."""

    exercise: str
    lesson: str
    points: float
    extra_credit: bool
    probe: str
    positional: tuple[str, ...]
    results: tuple[str, ...]
    tolerance: float | None
    seconds: float
    cases: tuple[Case, ...]
    misconceptions: tuple[Misconception, ...]
    hints: tuple[str, ...]
    bars: dict = field(default_factory=dict)

    def without_measuring(self):
        """Return the sheet without the cases that measure something, which are its last ones."""
        if not self.bars:
            return self
        return replace(self, cases=tuple(c for c in self.cases if not measures(c, self.bars)))


class UnknownExercise(LookupError):
    """No sheet has that name."""


def names():
    """Return {exercise name: path of its sheet}, lesson by lesson."""
    return {path.stem: path for path in sorted(SHEETS.glob("*/*.json"))}


@cache
def load(exercise):
    """Return the sheet of the exercise called `exercise`.

    Raises
    ------
    UnknownExercise
        There is no such exercise; the message offers the nearest names.
    """
    known = names()
    if exercise not in known:
        near = difflib.get_close_matches(exercise, known, n=3, cutoff=0.5)
        did_you_mean = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownExercise(f"There is no exercise called {exercise!r}.{did_you_mean}")
    return parse(json.loads(known[exercise].read_text(encoding="utf-8")))


def parse(data):
    """Return the `Sheet` that stands in JSON data."""
    return Sheet(
        **{key: data[key] for key in ("exercise", "lesson", "points", "extra_credit", "probe")},
        positional=tuple(data["positional"]),
        results=tuple(data["results"]),
        tolerance=data["tolerance"],
        seconds=data["seconds"],
        cases=tuple(
            Case(c["name"], decode(c["arguments"]), decode(c["expected"])) for c in data["shown"]
        ),
        misconceptions=tuple(map(_misconception, data["misconceptions"])),
        hints=tuple(data["hints"]),
        bars=decode(data.get("bars", {})),
    )


def _misconception(data):
    outcomes = tuple(None if one == "as expected" else _outcome(one) for one in data["outcomes"])
    return Misconception(data["name"], data["sentence"], outcomes)


def _outcome(data):
    return Outcome(
        value=decode(data.get("value")),
        error=data.get("error", ""),
        changed=tuple(data.get("changed", ())),
    )
