"""What a submission is rebuilt on: the cells of the source, and which of them are the learner's."""

import json
from dataclasses import dataclass, field

from autograder.engine.notebook import cells_of, marks_of

UNGRADED = "ungraded"  # the tag of a cell that no point hangs on


@dataclass(frozen=True)
class Cell:
    """One cell of the source notebook."""

    id: str  # the grade id, else ""
    kind: str  # code, markdown or raw
    source: str
    shown: str  # the source as the release has it: what the learner was given
    solution: bool
    locked: bool
    points: float | None  # of an automatically graded test, else None
    metadata: dict = field(hash=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class Template:
    """The source of one notebook; `name` is its file name without the ending."""

    name: str
    cells: tuple[Cell, ...]

    def by_id(self):
        """{grade id: Cell}"""
        return {cell.id: cell for cell in self.cells if cell.id}


def read(source, release):
    """Return the `Template` of a source notebook and its release, given as paths.

    The release tells what a learner was given in each cell; where it is missing, an ordinary cell
    counts as given as it stands in the source.
    """
    given = _given(release) if release.exists() else {}
    return Template(source.stem, tuple(_cell(cell, given) for cell in _cells(source)))


def _cells(path):
    return cells_of(json.loads(path.read_text(encoding="utf-8")))


def _given(path):
    return {_id(cell): cell["source"] for cell in _cells(path) if _id(cell)}


def _id(cell):
    return marks_of(cell).get("grade_id", "")


def _cell(cell, given):
    marks, kind = marks_of(cell), cell["cell_type"]
    solution = bool(marks.get("solution"))
    test = bool(marks.get("grade")) and not solution and kind == "code"
    return Cell(
        id=_id(cell),
        kind=kind,
        source=cell["source"],
        shown=given.get(_id(cell), cell["source"]),
        solution=solution or bool(marks.get("task")),
        locked=bool(marks.get("locked")) and not (solution or test),
        points=float(marks["points"]) if test else None,
        metadata=dict(cell.get("metadata", {})),
    )
