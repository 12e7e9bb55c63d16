"""A class in which every known bad input was handed in: each gets what it deserves, nobody else."""

import json
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from autograder.engine import classroom
from autograder.engine.pool import LocalPool
from autograder.engine.sandbox import Limits, probe
from autograder.gradebook import Book

sys.path.insert(0, str(Path(__file__).parent))  # bad_inputs.py is a helper of this test alone

from bad_inputs import AGAIN, FULL, ROWS

TESTS = ("test_double", "test_first", "test_share")
NEIGHBOURS = ("neighbour a", "neighbour z")
LIMITS = Limits(cell_seconds=2, output_bytes=2**20)


def marked(cell, grade_id, **marks):
    blank = {"grade": False, "solution": False, "locked": False, "task": False}
    kind = {"schema_version": 3, "cell_type": cell.cell_type, "grade_id": grade_id}
    cell.metadata = {"nbgrader": kind | blank | marks}
    return cell


def exercise(name, body, test, points):
    source = f"def {name}:\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"
    grade_id = name.partition("(")[0]
    return [
        marked(new_code_cell(source), grade_id, solution=True),
        marked(new_code_cell(test), f"test_{grade_id}", grade=True, locked=True, points=points),
    ]


def source_notebook():
    written = marked(new_markdown_cell("Why?"), "why", grade=True, solution=True, points=1)
    return new_notebook(
        cells=[
            marked(new_markdown_cell("# Two exercises"), "title", locked=True),
            marked(new_code_cell("import numpy as np"), "imports", locked=True),
            *exercise("double(x)", "return 2 * x", "assert double(2) == 4 and double(0) == 0", 2),
            *exercise("first(x)", "return x[0]", "assert first([7, 8]) == 7", 1),
            *exercise("share()", "return 1", "share()", 1),
            written,
        ]
    )


def right():
    notebook = source_notebook()
    for cell in notebook.cells:
        cell.source = cell.source.replace("    ### BEGIN SOLUTION\n", "")
        cell.source = cell.source.replace("\n    ### END SOLUTION", "")
    return notebook


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose assignment is in its gradebook."""
    root = tmp_path_factory.mktemp("course")
    course = classroom.Course(root, "ps1")
    (course.source_folder() / "data").mkdir(parents=True)
    (course.source_folder() / "data" / "a.csv").write_text("1,2")
    (course.source_folder() / "table.csv").write_text("1,2")
    nbformat.write(source_notebook(), course.source_folder() / "hw.ipynb")
    folders = CourseDirectory(root=str(root), assignment_id="ps1", course_id="here")
    with pytest.MonkeyPatch.context() as patch:  # a new database is made by a tool beside Python
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        GenerateAssignment(coursedir=folders).start()
    return course


def hand_in(course, student, spoil=None, day=1):
    folder = course.handed_in(student)
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(right(), folder / "hw.ipynb")
    (folder / "timestamp.txt").write_text(f"2030-01-{day:02} 12:00:00 UTC")
    if spoil is not None:
        spoil(folder)


def grade(course, students):
    """{student: Outcome}"""
    pool, url = LocalPool(2), f"sqlite:///{course.root / 'gradebook.db'}"
    setting = classroom.setting_for(course, probe(), LIMITS)
    try:
        with Book(url, "here", "ps1") as book:
            outcomes = classroom.grade(course, book, pool, setting, students)
            return {one.student: one for one in outcomes}
    finally:
        pool.close()


def rows(course):
    """{student: {test: (score, needs a look)}}"""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "here") as book:
        return {
            one.student.id: {
                row.name: (row.auto_score, bool(row.needs_manual_grade))
                for row in one.notebooks[0].grades
            }
            for one in book.find_assignment("ps1").submissions
        }


@pytest.fixture(scope="module")
def graded(course):
    """Every bad input graded in one class: (outcomes, gradebook rows, rows before resubmission)."""
    for student in (*NEIGHBOURS, *AGAIN):
        hand_in(course, student)
    first = grade(course, [*NEIGHBOURS, *AGAIN])
    before = rows(course)
    for student, (spoil, *_) in ROWS.items():
        hand_in(course, student, spoil)
    for student, (spoil, *_) in AGAIN.items():
        hand_in(course, student, spoil, day=2)
    outcomes = grade(course, sorted([*ROWS, *AGAIN]))
    return first | outcomes, rows(course), before


@pytest.mark.parametrize("row", [*ROWS, *AGAIN])
def test_bad_input(course, graded, row):
    outcomes, found, _ = graded
    _, scores, word = (ROWS | AGAIN)[row]
    outcome = outcomes[row]
    assert outcome.faults == []
    assert tuple(found[row][test][0] for test in TESTS) == scores, outcome.reasons
    assert word in "\n".join(outcome.reasons)
    assert all(look == (score is None) for score, look in found[row].values())
    if scores != FULL:
        assert outcome.reasons


@pytest.mark.parametrize("row", [*ROWS, *AGAIN])
def test_what_lies_in_the_graded_folder_is_a_small_notebook_and_nobody_elses_work(
    course, graded, row
):
    folder = course.graded(row)
    assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert (folder / "data" / "a.csv").read_text() == (folder / "table.csv").read_text() == "1,2"
    path = folder / "hw.ipynb"
    if graded[1][row]["test_double"][0] is not None and path.exists():
        assert path.stat().st_size < 4 * LIMITS.output_bytes
        nbformat.validate(nbformat.from_dict(json.loads(path.read_text(encoding="utf-8"))))


def test_nobody_elses_grade_is_touched(graded):
    _, after, before = graded
    for neighbour in NEIGHBOURS:
        assert after[neighbour] == before[neighbour]
        assert tuple(after[neighbour][test][0] for test in TESTS) == FULL
