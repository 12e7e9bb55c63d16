"""`python -m autograder own NOTEBOOK`: one notebook of one's own, graded as a class's would be."""

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.engine import template, worker
from autograder.engine.sandbox import Limits, probe
from autograder.engine.sandbox.layers import Unprotected
from autograder.engine.submission import Job
from autograder.feedback.marks import Marks
from autograder.feedback.page import render
from course.paths import RELEASE, SOURCE


def add_to(commands):
    """Add the command to the command line."""
    parser = commands.add_parser("own", help="grade one notebook of your own, without a gradebook")
    parser.add_argument("notebook", type=Path, help="such as work/01-weight-updates/….ipynb")
    parser.add_argument("--page", type=Path, help="where the page is written; beside the notebook")
    parser.set_defaults(run=run)


def run(options):
    """Grade, print a table, write a page; return 0 if everything that a machine grades is right."""
    lesson, name = options.notebook.stem, options.notebook.name
    paths = SOURCE / lesson / name, RELEASE / lesson / name
    if not paths[0].exists():
        known = ", ".join(sorted(path.name for path in SOURCE.iterdir() if path.is_dir()))
        return _stop(f"{name} is no lesson's notebook; there are {known}")
    setting = worker.Setting((tuple(map(str, paths)),), _walls(), Limits())
    result = worker.grade(setting, Job("you", lesson, str(options.notebook.resolve())))
    if result.failed:
        return _stop(result.failed)
    source = template.read(*paths)
    marks = marks_of(result, source)
    page = options.page or options.notebook.with_suffix(".graded.html")
    notebook = json.loads(result.autograded)
    page.write_text(render(lesson, notebook, marks, source), encoding="utf-8")
    _show(lesson, marks, result.remarks)
    print(f"Your answers with what was said of each: {page}")
    full = all(marks.scores[cell.id] == cell.points for cell in source.cells if cell.points)
    return 0 if full else 1


def marks_of(result, source):
    """Return what the gradebook would say of a result: answers by hand are not graded here."""
    tested = {cell.id: cell.points for cell in source.cells if cell.points is not None}
    return Marks({name: result.scores.get(name) for name in tested}, tested)


def _walls():
    """The sandbox; one's own code may do without."""
    try:
        return probe()
    except Unprotected:
        return None


def _show(lesson, marks, remarks):
    said = dict(remark.split(": ", 1) for remark in remarks if ": " in remark)
    table = Table("part", "points", "of", "what was found", title=lesson, title_justify="left")
    for name, possible in marks.possible.items():
        score = marks.scores[name]
        shown = "–" if score is None else f"{score:g}"
        table.add_row(name.removeprefix("test_"), shown, f"{possible:g}", said.get(name, ""))
    table.add_row("together", f"{marks.total:g}", f"{marks.of:g}", "", style="bold")
    Console().print(table)


def _stop(sentence):
    print(sentence, file=sys.stderr)
    return 2
