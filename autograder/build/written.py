"""The written questions of a lesson, graded by hand: question, model answer, marking scheme."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from autograder import exercises

FIELDS = {"id": str, "title": str, "question": str, "points": int, "answer": str, "scheme": list}


@dataclass(frozen=True)
class Written:
    """One question; `scheme` lists criteria such as "1 point: names the sign"."""

    id: str
    title: str
    question: str
    points: int
    answer: str
    scheme: tuple[str, ...]


def load(package):
    """Return {id: Written} of a lesson's package; {} where it has no `written.toml`.

    Raises
    ------
    ValueError
        An entry lacks a field or has one of another type.
    """
    path = Path(exercises.__path__[0]) / package / "written.toml"
    if not path.exists():
        return {}
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("written", [])
    return {entry["id"]: _written(entry, path) for entry in entries}


def _written(entry, path):
    for field, kind in FIELDS.items():
        if not isinstance(entry.get(field), kind):
            raise ValueError(
                f"{path}: the question {entry.get('id', '?')!r} needs {field} as {kind.__name__},"
                f" got {entry.get(field)!r}"
            )
    return Written(**{**entry, "scheme": tuple(entry["scheme"])})
