"""A lesson's text, read into cells with roles."""

import re
from dataclasses import dataclass

import jupytext

REVEALED = re.compile(r"\breveals=explorers\.(\w+)")
ROLES = ("setup", "exercise", "check", "given", "written", "explorer", "study", "predict")


class LessonError(ValueError):
    """A lesson's text says something that cannot be built; the message names file and cell."""


@dataclass(frozen=True)
class TextCell:
    """One cell of a lesson: `kind` is markdown or code, `role` is one of `ROLES` or ""."""

    kind: str
    body: str
    role: str = ""
    value: str = ""

    @property
    def picture(self):
        """The explorer that the cell shows, or uncovers after a prediction; "" for neither."""
        revealed = REVEALED.search(self.body) if self.role == "predict" else None
        return revealed[1] if revealed else self.value if self.role == "explorer" else ""


def read(path):
    """Return the cells of `lesson.md` in order.

    Raises
    ------
    LessonError
        A cell has an unknown role, or two roles.
    """
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    return [_cell(cell, path) for cell in notebook.cells]


def _cell(cell, path):
    if cell.cell_type != "code":
        return TextCell("markdown", cell.source)
    roles = dict(cell.metadata)
    unknown = sorted(set(roles) - set(ROLES))
    if unknown or len(roles) > 1:
        raise LessonError(
            f"{path}: a code cell has {', '.join(f':{role}:' for role in roles)};"
            f" expected one of {', '.join(f':{role}:' for role in ROLES)}.\n{cell.source[:80]}"
        )
    role, value = next(iter(roles.items()), ("", ""))
    return TextCell("code", cell.source, role, str(value))
