"""What a submission is rebuilt on: the cells of the source, and which of them are the learner's."""

from dataclasses import dataclass, field

import nbformat
from nbgrader.utils import is_grade, is_locked, is_solution, is_task


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
    notebook = nbformat.read(source, as_version=4)
    given = _given(release) if release.exists() else {}
    return Template(source.stem, tuple(_cell(cell, given) for cell in notebook.cells))


def _given(path):
    cells = nbformat.read(path, as_version=4).cells
    return {_id(cell): cell.source for cell in cells if _id(cell)}


def _id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _cell(cell, given):
    marks = cell.metadata.get("nbgrader", {})
    test = is_grade(cell) and not is_solution(cell) and cell.cell_type == "code"
    return Cell(
        id=_id(cell),
        kind=cell.cell_type,
        source=cell.source,
        shown=given.get(_id(cell), cell.source),
        solution=is_solution(cell) or is_task(cell),
        locked=is_locked(cell) and not test,
        points=float(marks["points"]) if test else None,
        metadata=dict(cell.metadata),
    )
