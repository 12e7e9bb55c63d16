"""An exercise as a sheet: shown cases, expected values, and what each misconception answers."""

import inspect
import json

from autograder import catalog
from autograder.grading import answered, run
from course.checks.bars import settled
from course.checks.judged import Judged
from course.checks.plain import encode


def sheet_text(exercise):
    """Return the bytes-stable JSON text of an exercise's sheet."""
    return _pretty(sheet_data(exercise)) + "\n"


def sheet_data(exercise):
    """Return the sheet of an exercise as JSON data; hidden cases and code stay at home."""
    cases = answered(exercise, exercise.shown)
    return {
        "exercise": exercise.name,
        "lesson": catalog.lesson_of(exercise.lesson_package),
        "points": exercise.points,
        "extra_credit": exercise.extra_credit,
        "probe": exercise.probe,
        "positional": list(exercise.positional),
        "results": list(exercise.results),
        "tolerance": exercise.tolerance,
        "seconds": exercise.seconds,
        "hints": list(exercise.hints),
        **({"bars": encode(exercise.bars)} if exercise.bars else {}),
        "shown": [
            {
                "name": case.name,
                "arguments": {
                    name: encode(value, exact=True) for name, value in case.arguments.items()
                },
                "expected": encode(case.expected),
            }
            for case in cases
        ],
        "misconceptions": [
            _misconception(exercise, wrong, cases) for wrong in exercise.misconceptions
        ],
    }


def _misconception(exercise, wrong, cases):
    return {
        "name": wrong.__name__,
        "sentence": " ".join(inspect.getdoc(wrong).split()),
        "outcomes": [_outcome(exercise, wrong, case) for case in cases],
    }


def _outcome(exercise, wrong, case):
    outcome = run(exercise, wrong, case.arguments)
    if Judged(case, outcome, exercise).right:
        return "as expected"
    data = {}
    if outcome.error:
        data["error"] = outcome.error
    else:
        data["value"] = encode(settled(outcome.value, exercise.bars))
    if outcome.changed:
        data["changed"] = sorted(outcome.changed)
    return data


def _pretty(data, indent=0):
    """JSON with one line for each leaf of two levels, so that a diff shows a case, not a file."""
    if indent < 3 and isinstance(data, dict) and data:
        rows = (f"{json.dumps(key)}: {_pretty(item, indent + 1)}" for key, item in data.items())
        return _block("{", rows, "}", indent)
    if indent < 3 and isinstance(data, list) and data:
        return _block("[", (_pretty(item, indent + 1) for item in data), "]", indent)
    return json.dumps(data, ensure_ascii=False)


def _block(opening, rows, closing, indent):
    pad = " " * (indent + 1)
    return opening + "\n" + ",\n".join(pad + row for row in rows) + "\n" + " " * indent + closing
