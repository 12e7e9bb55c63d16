"""A submission rebuilt on the source: the learner's text goes in, nothing else does.

From the submission come the texts of known solution cells and of extra cells. Tests, points, tags,
ids, the order of known cells and everything else are the source's.
"""

import re
from dataclasses import dataclass

from autograder.engine.template import Cell

SHOWN = ("code", "markdown")  # kinds of a learner's own cells that are kept


@dataclass(frozen=True)
class Placed:
    """One cell to run: the source's cell, or None for a learner's extra one, and its text."""

    cell: Cell | None
    kind: str
    source: str


@dataclass(frozen=True)
class Rebuilt:
    """The cells in order, and what the instructor should know of how they were found."""

    cells: tuple[Placed, ...]
    remarks: tuple[str, ...]


def rebuild(template, handed):
    """Return a submission's cells on the template's, with remarks on what was missing or doubled.

    A solution cell whose mark was lost is recognised by the functions that it defines.
    """
    known = template.by_id()
    remarks = []
    given = {cell.shown for cell in template.cells} | {cell.source for cell in template.cells}
    answers, extras = _sort(handed, known, given, remarks)
    answers |= _found_by_name(template, answers, extras, remarks)
    cells = [_extra(extra) for extra in extras.pop("", [])]
    for cell in template.cells:
        cells.append(_placed(cell, answers, remarks))
        cells += [_extra(extra) for extra in extras.get(cell.id, []) if cell.id]
    return Rebuilt(tuple(cells), tuple(remarks))


def _sort(handed, known, given, remarks):
    """Answers by grade id (the last copy with text), extra cells by the known cell before them."""
    answers, extras, previous = {}, {}, ""
    for cell in handed:
        if cell.id in known:
            previous = cell.id
            if known[cell.id].solution:
                _take(cell, answers, remarks)
        elif cell.kind in SHOWN and cell.source.strip() and cell.source not in given:
            extras.setdefault(previous, []).append(cell)
    return answers, extras


def _take(cell, answers, remarks):
    if cell.id in answers:
        remarks.append(f"{cell.id}: handed in more than once; the last copy with text counts")
    if cell.source.strip() or cell.id not in answers:
        answers[cell.id] = cell.source


def _found_by_name(template, answers, extras, remarks):
    """Answers without their mark: an extra cell that defines what a missing solution defines."""
    found = {}
    for cell in template.cells:
        if not cell.solution or cell.kind != "code" or cell.id in answers:
            continue
        names = set(re.findall(r"^(?:def|class) (\w+)", cell.source, re.MULTILINE))
        for extra in [one for group in extras.values() for one in group]:
            if names & set(re.findall(r"^(?:def|class) (\w+)", extra.source, re.MULTILINE)):
                found[cell.id] = extra.source
                remarks.append(f"{cell.id}: its mark was lost; found by the name it defines")
        for group in extras.values():
            group[:] = [extra for extra in group if extra.source != found.get(cell.id)]
    return found


def _placed(cell, answers, remarks):
    if not cell.solution:
        return Placed(cell, cell.kind, cell.shown)
    if cell.id not in answers:
        remarks.append(f"{cell.id}: the cell is missing")
    return Placed(cell, cell.kind, answers.get(cell.id, ""))


def _extra(cell):
    return Placed(None, cell.kind, cell.source)
