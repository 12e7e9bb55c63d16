"""A course's folder as stock nbgrader grades it, and what a gradebook and its notebooks say."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

ROWS = {
    "grades": """
        select s.student_id, n.name, b.name, g.auto_score, g.manual_score, g.extra_credit,
               g.needs_manual_grade
        from grade g join base_cell b on b.id = g.cell_id
        join submitted_notebook t on t.id = g.notebook_id join notebook n on n.id = t.notebook_id
        join submitted_assignment s on s.id = t.assignment_id""",
    "comments": """
        select s.student_id, n.name, b.name, c.auto_comment, c.manual_comment
        from comment c join base_cell b on b.id = c.cell_id
        join submitted_notebook t on t.id = c.notebook_id join notebook n on n.id = t.notebook_id
        join submitted_assignment s on s.id = t.assignment_id""",
    "notebooks": """
        select s.student_id, n.name, t.flagged, t.late_submission_penalty
        from submitted_notebook t join notebook n on n.id = t.notebook_id
        join submitted_assignment s on s.id = t.assignment_id""",
    "assignments": "select student_id, extension, timestamp is null from submitted_assignment",
    "students": "select * from student",
    "courses": "select * from course",
}


def nbgrader(course, *arguments):
    """Run a stock command in a course's folder and return what it printed."""
    tools = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course, env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip


def engine(course, lesson):
    """Grade an assignment in a course's folder with the engine."""
    command = [sys.executable, "-m", "autograder", "grade", lesson, "--course", str(course)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def hand_in(course, student, lesson, notebook):
    folder = course / "submitted" / student / lesson
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{lesson}.ipynb")


def scores(course, lesson, student):
    """{grade id: automatic score} of one student."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "descent") as book:
        notebook = book.find_submission_notebook(lesson, lesson, student)
        return {grade.name: grade.auto_score for grade in notebook.grades}


def shown(course, lesson, student):
    """{grade id: what its outputs say} of the cells that a learner or a test wrote."""
    path = course / "autograded" / student / lesson / f"{lesson}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    marked = [cell for cell in cells if cell.cell_type == "code" and "nbgrader" in cell.metadata]
    return {cell.metadata.nbgrader.grade_id: joined(map(said, cell.outputs)) for cell in marked}


def joined(told):
    """What was said, the pieces of a stream as one: a kernel may send a line's end by itself."""
    pieces = []
    for kind, text in told:
        if pieces and pieces[-1][0] == kind and kind in ("stdout", "stderr"):
            text = pieces.pop()[1] + text
        pieces.append((kind, text))
    return pieces


def said(output):
    """The kind of an output and its plain text; the file that stands for a cell has many names."""
    if output.output_type == "error":
        return output.ename, re.sub(r"\(\S+, line", "(cell, line", output.evalue)
    if output.output_type == "stream":
        return output.name, re.sub(
            r"^\S+:(\d+): (?=\w+Warning: )", r"cell:\1: ", output.text, flags=re.M
        )
    return output.output_type, output.data.get("text/plain")


def rows(course):
    """All that a gradebook says of submissions, without ids and times."""
    with sqlite3.connect(course / "gradebook.db") as book:
        return {name: sorted(map(str, book.execute(sql))) for name, sql in ROWS.items()}


def assert_same_rows(stock, ours):
    """Two courses' gradebooks say the same of every submission."""
    expected, found = rows(stock), rows(ours)
    for table in ROWS:
        assert set(found[table]) ^ set(expected[table]) == set(), table
