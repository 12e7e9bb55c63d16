"""One feedback page: the lesson's text, the learner's answers, scores, reports and comments."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from autograder.engine.notebook import cells_of, marks_of
from autograder.feedback import text
from autograder.feedback.marks import Marks


@dataclass(frozen=True)
class Block:
    """A piece of a page; `name` is the grade id of a part that has points or a comment."""

    body: str
    name: str = ""


def render(title, notebook, marks, template, show_hidden=False):
    """Return the HTML of one feedback page.

    Parameters
    ----------
    title : str
    notebook : dict
        The autograded notebook as JSON data.
    marks : autograder.feedback.marks.Marks
    template : autograder.engine.template.Template
        Tells what the learner was shown of each cell: hidden tests are not.
    show_hidden : bool
        Show tests whole, with all that they printed.
    """
    given = template.by_id()
    blocks = [_block(cell, given, show_hidden) for cell in cells_of(notebook)]
    waiting = sum(score is None for score in marks.scores.values())
    return _page().render(
        title=title,
        marks=marks,
        waiting=waiting,
        blocks=[block for block in blocks if block],
        style=text.style(),
        points=_points,
        markdown=text.markdown,
    )


def _block(cell, given, show_hidden):
    """What a page shows of one cell; None of an instructor's cell that was there to look at."""
    name = marks_of(cell).get("grade_id", "")
    known = given.get(name)
    if cell["cell_type"] != "code":
        own = known is not None and known.solution
        return Block(text.markdown(cell["source"], trusted=not own), name if known else "")
    if known is not None and known.points is not None:
        return Block(_test(cell, known, show_hidden), name)
    if known is not None and known.solution:
        return Block(text.code(cell["source"]) + _outputs(cell), name)
    if "tags" in cell.get("metadata", {}) or (known is not None and known.locked):
        return None
    return Block(text.code(cell["source"]) + _outputs(cell))


def _test(cell, known, show_hidden):
    """A test cell: where part of it is hidden, of its outputs only what `check` said is shown."""
    if show_hidden or known.shown == known.source:
        return text.code(cell["source"]) + _outputs(cell)
    reports = "".join(map(text.report, cell.get("outputs", ())))
    failed = any(item.get("output_type") == "error" for item in cell.get("outputs", ()))
    said = "" if reports or not failed else "<p>A test of this part failed.</p>"
    return text.code(known.shown) + reports + said


def _outputs(cell):
    return "".join(text.report(item) or text.output(item) for item in cell.get("outputs", ()))


def _points(number):
    return "–" if number is None else f"{number:g}"


@cache
def _page():
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, trim_blocks=True).get_template("page.html.j2")


__all__ = ["Marks", "render"]
