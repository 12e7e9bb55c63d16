"""Progress counted up: exercises and points by lesson, predictions by stated confidence."""

import json
import re
from dataclasses import dataclass

from course.paths import LESSONS, SHEETS

CONFIDENCES = {0.5: "a guess", 0.75: "fairly sure", 0.95: "certain"}
_EXERCISE = re.compile(r"^:exercise:\s*(\w+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class ExerciseProgress:
    """One exercise and what was done about it."""

    name: str
    points: float
    extra_credit: bool
    attempts: int
    passed: bool
    hints: int

    @property
    def state(self):
        """Return "done", "tried" or "open"."""
        return "done" if self.passed else "tried" if self.attempts else "open"


@dataclass(frozen=True)
class LessonProgress:
    """The exercises of one lesson, in the lesson's order."""

    lesson: str
    exercises: tuple[ExerciseProgress, ...]

    @property
    def done(self):
        """Return the number of exercises that passed."""
        return sum(one.passed for one in self.exercises)

    @property
    def hints(self):
        """Return the number of hints that were taken."""
        return sum(one.hints for one in self.exercises)

    @property
    def earned(self):
        """Return the points of the exercises that passed, extra credit included."""
        return sum(one.points for one in self.exercises if one.passed)

    @property
    def full(self):
        """Return the points of all exercises without extra credit."""
        return sum(one.points for one in self.exercises if not one.extra_credit)

    def text(self):
        """Return the lesson's line."""
        return (
            f"{self.lesson}: {self.done} of {len(self.exercises)} exercises,"
            f" {self.earned:g} of {self.full:g} points, {count(self.hints, 'hint')}"
        )


@dataclass(frozen=True)
class Calibration:
    """How often predictions of one stated confidence were right."""

    confidence: float
    predictions: int
    right: int


@dataclass(frozen=True)
class Summary:
    """The whole course."""

    lessons: tuple[LessonProgress, ...]
    calibration: tuple[Calibration, ...]

    def headline(self):
        """Return all of it in one line."""
        done = sum(lesson.done for lesson in self.lessons)
        exercises = sum(len(lesson.exercises) for lesson in self.lessons)
        earned = sum(lesson.earned for lesson in self.lessons)
        full = sum(lesson.full for lesson in self.lessons)
        hints = sum(lesson.hints for lesson in self.lessons)
        return (
            f"{done} of {exercises} exercises done, {earned:g} of {full:g} points,"
            f" {count(hints, 'hint')}. {self.prediction_line()}"
        )

    def prediction_line(self):
        """Return the predictions in one sentence."""
        made = sum(one.predictions for one in self.calibration)
        if not made:
            return "No predictions yet."
        right = sum(one.right for one in self.calibration)
        parts = [
            f"{CONFIDENCES[one.confidence]} {one.right} of {one.predictions}"
            for one in self.calibration
            if one.predictions
        ]
        return f"{right} of {count(made, 'prediction')} right ({', '.join(parts)})."

    def text(self):
        """Return the headline and a line for each lesson."""
        return "\n".join([self.headline(), *(lesson.text() for lesson in self.lessons)])


def summarise(data):
    """Return the `Summary` of recorded progress `data` (see `progress.load`)."""
    lessons = [
        LessonProgress(lesson, tuple(_exercise(sheet, data) for sheet in sheets))
        for lesson, sheets in _syllabus().items()
    ]
    return Summary(tuple(lessons), tuple(_calibration(data["predictions"])))


def _exercise(sheet, data):
    check = data["checks"].get(sheet["exercise"], {})
    return ExerciseProgress(
        name=sheet["exercise"],
        points=sheet.get("points", 0),
        extra_credit=bool(sheet.get("extra_credit")),
        attempts=check.get("attempts", 0),
        passed=check.get("passed_at") is not None,
        hints=data["hints"].get(sheet["exercise"], {}).get("level", 0),
    )


def _calibration(predictions):
    """The first prediction of each key: who tries again knows the answer."""
    first = [tries[0] for tries in predictions.values() if tries]
    for confidence in CONFIDENCES:
        chosen = [one for one in first if one.get("confidence") == confidence]
        yield Calibration(confidence, len(chosen), sum(bool(one.get("right")) for one in chosen))


def _syllabus():
    """{lesson: its sheets in the order of the lesson's text}, from what was built."""
    lessons = {}
    for path in sorted(SHEETS.glob("*/*.json")):
        sheet = json.loads(path.read_text(encoding="utf-8"))
        lessons.setdefault(path.parent.name, []).append(sheet)
    for lesson, sheets in lessons.items():
        order = _order(lesson)
        sheets.sort(key=lambda sheet, order=order: order.get(sheet["exercise"], len(order)))
    return lessons


def _order(lesson):
    text = LESSONS / lesson / "lesson.md"
    names = _EXERCISE.findall(text.read_text(encoding="utf-8")) if text.is_file() else []
    return {name: place for place, name in enumerate(names)}


def count(number, one, many=None):
    """Return the number with its noun.

    >>> count(1, "try", "tries"), count(3, "hint")
    ('1 try', '3 hints')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
