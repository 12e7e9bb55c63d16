"""What a submission is rebuilt on: the cells of the source, and which of them are the learner's."""

import json
from dataclasses import dataclass, field, replace

from autograder.engine import files
from autograder.engine.notebook import cells_of, marks_of
from autograder.engine.reading import (
    EVERYTHING,
    bound_names,
    definitions,
    global_names,
    without_idle_imports,
)

UNGRADED = "ungraded"  # the tag of a cell that no point hangs on
IN_SANDBOX = "in-sandbox"  # the tag of a test that runs where the learner's code runs
IN_SANDBOX_LINE = f"# autograder: {IN_SANDBOX}"  # or this line in it


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
    metadata: dict = field(hash=False, default_factory=dict)
    in_sandbox: bool = False  # a test that cannot be judged by value, as the source declares
    shared: str = ""  # what the judge runs of an instructor's cell that is not a test


@dataclass(frozen=True)
class Template:
    """The source of one notebook; `name` is its file name without the ending."""

    name: str
    cells: tuple[Cell, ...]
    files: dict = field(hash=False, compare=False, default_factory=dict)  # {place: content}

    def by_id(self):
        """{grade id: Cell}"""
        return {cell.id: cell for cell in self.cells if cell.id}


def read(source, release):
    """Return the `Template` of a source notebook and its release, given as paths.

    The release tells what a learner was given in each cell; where it is missing, an ordinary cell
    counts as given as it stands in the source.
    """
    shown, own = _cells(release) if release.exists() else [], _cells(source)
    given = {_id(cell): cell["source"] for cell in shown if _id(cell)}
    cells = _with_shared(_cell(cell, given) for cell in _with_header_and_footer(own, shown))
    code = "\n".join(cell.source for cell in cells if cell.kind == "code")
    return Template(source.stem, cells, files.beside_source(source.parent, code))


def _cells(path):
    return cells_of(json.loads(path.read_text(encoding="utf-8")))


def _with_header_and_footer(own, shown):
    """The source's cells between those that nbgrader put around them in the release."""
    known = {_id(cell) for cell in own} - {""} | {cell["source"] for cell in own}
    places = [
        place
        for place, cell in enumerate(shown)
        if _id(cell) in known or (not _id(cell) and cell["source"] in known)
    ]
    if not places:
        return own
    return [*shown[: places[0]], *own, *shown[places[-1] + 1 :]]


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
        solution=solution,
        locked=bool(marks.get("locked")) and not (solution or test),
        points=float(marks["points"]) if test else None,
        metadata=dict(cell.get("metadata", {})),
        in_sandbox=test and _declared(cell),
    )


def _with_shared(cells):
    """The cells, each with what the judge runs of it besides tests: nothing that no test needs.

    Locked cells are run whole, but for imports that cost time alone; of ordinary ones the
    definitions, where something that the judge runs reads one of them.
    """
    cells = tuple(cells)
    own = [cell for cell in cells if cell.kind == "code" and not cell.solution]
    always = [cell for cell in own if cell.locked or cell.points is not None]
    run = [cell.source for cell in always]
    spare = {cell: definitions(cell.source) for cell in own if cell not in always}
    wanted = _read(run)
    while found := [cell for cell, text in spare.items() if _feeds(text, wanted)]:
        run += [spare.pop(cell) for cell in found]
        wanted = _read(run)
    return tuple(replace(cell, shared=_shared(cell, spare, wanted)) for cell in cells)


def _read(texts):
    return set().union(*map(global_names, texts))


def _feeds(text, wanted):
    return bool(text) and (EVERYTHING in wanted or bool(bound_names(text) & wanted))


def _shared(cell, spare, wanted):
    if cell.kind != "code" or cell.solution or cell.points is not None or cell in spare:
        return ""
    text = cell.source if cell.locked else definitions(cell.source)
    return without_idle_imports(text, wanted)


def _declared(cell):
    lines = (line.strip() for line in cell["source"].splitlines())
    return IN_SANDBOX in cell["metadata"].get("tags", ()) or IN_SANDBOX_LINE in lines
