"""Lesson after lesson through stock nbgrader, and through the engine beside it."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import catalog, simulate
from autograder.build.written import load as written_questions
from autograder.nbgrader import STOCK
from course.paths import RELEASE, ROOT, SOURCE

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
LESSONS = [lesson for lesson in catalog.lessons() if catalog.exercises_of(lesson)]


def nbgrader(course, *arguments):
    """Run a stock command in a course's folder and return what it printed."""
    tools = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course, env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip


def hand_in(course, student, lesson, notebook):
    folder = course / "submitted" / student / lesson
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{lesson}.ipynb")


@pytest.fixture(scope="module", params=LESSONS)
def graded(request, tmp_path_factory):
    """A course in which a class of known quality was graded: (folder, lesson)."""
    lesson, course = request.param, tmp_path_factory.mktemp("course")
    shutil.copytree(SOURCE / lesson, course / "source" / lesson)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    assert nbgrader(course, "generate_assignment", lesson).returncode == 0
    hand_in(course, "right", lesson, simulate.notebook(lesson, simulate.right(lesson)))
    hand_in(course, "untouched", lesson, simulate.notebook(lesson, {}))
    for number in range(simulate.rounds(lesson)):
        answers = simulate.wrong(lesson, number)
        hand_in(course, f"wrong{number}", lesson, simulate.notebook(lesson, answers))
    for student, answers in others(lesson).items():
        hand_in(course, student, lesson, simulate.notebook(lesson, answers))
    shutil.copytree(course, course.with_name(f"{course.name}-ours"))
    run = nbgrader(course, "autograde", lesson, STOCK)
    assert run.returncode == 0, run.stderr[-3000:]
    return course, lesson


def others(lesson):
    """{student: answers}: every right variant, half of the work, and cells that do not even run."""
    homes, right = catalog.exercises_of(lesson), simulate.right(lesson)
    rounds = max(len(home.variants) for home in homes.values())
    handed = {
        f"variant{number}": {
            name: simulate.answer(home, home.variants[number % len(home.variants)])
            for name, home in homes.items()
        }
        for number in range(rounds)
    }
    handed["half"] = dict(list(right.items())[: len(right) // 2])
    handed["broken"] = {name: f"def {name}(:" for name in right}
    handed["failing"] = {name: f"def {name}(*a, **k): return 1 / 0" for name in right}
    return handed


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
    return {cell.metadata.nbgrader.grade_id: [said(one) for one in cell.outputs] for cell in marked}


def said(output):
    """The kind of an output and its plain text."""
    if output.output_type == "error":  # a syntax error names the cell's file, as the kernel does
        return output.ename, re.sub(r"\(\S+, line", "(cell, line", output.evalue)
    text = output.text if output.output_type == "stream" else output.data.get("text/plain")
    return output.output_type, text


def rows(course):
    """All that a gradebook says of submissions, without ids and times."""
    with sqlite3.connect(course / "gradebook.db") as book:
        return {name: sorted(map(str, book.execute(sql))) for name, sql in ROWS.items()}


def test_the_engine_writes_the_rows_and_shows_the_outputs_of_nbgrader(graded):
    course, lesson = graded
    ours = course.with_name(f"{course.name}-ours")
    command = [sys.executable, "-m", "autograder", "grade", lesson, "--course", str(ours)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    stock, engine = rows(course), rows(ours)
    for table in ROWS:
        assert set(stock[table]) ^ set(engine[table]) == set(), table
    for student in ("right", "untouched", "wrong0", "broken", "failing"):
        assert shown(ours, lesson, student) == shown(course, lesson, student), student


def test_every_right_variant_gets_full_marks(graded):
    course, lesson = graded
    for student in others(lesson):
        if student.startswith("variant"):
            found = scores(course, lesson, student)
            assert {name: found[name] for name in full_marks(lesson)} == full_marks(lesson), student


def full_marks(lesson):
    return {f"test_{name}": home.points for name, home in catalog.exercises_of(lesson).items()}


def test_the_references_get_full_marks_for_all_that_is_graded_automatically(graded):
    course, lesson = graded
    found = scores(course, lesson, "right")
    assert {name: found[name] for name in full_marks(lesson)} == full_marks(lesson)


def test_the_untouched_release_gets_nothing(graded):
    course, lesson = graded
    assert set(scores(course, lesson, "untouched").values()) == {0}


def test_each_known_mistake_loses_the_points_of_its_exercise(graded):
    course, lesson = graded
    for number in range(simulate.rounds(lesson)):
        found = scores(course, lesson, f"wrong{number}")
        earned = {name: found[name] for name in full_marks(lesson) if found[name] != 0}
        assert earned == {}, f"round {number}"


def test_an_answered_written_question_waits_for_a_person(graded):
    course, lesson = graded
    questions = written_questions(catalog.package_of(lesson))
    assert len(questions) == 2
    answers = simulate.right(lesson) | dict.fromkeys(questions, "Because the minus sign …")
    hand_in(course, "writer", lesson, simulate.notebook(lesson, answers))
    assert nbgrader(course, "autograde", lesson, STOCK, "--student", "writer").returncode == 0
    found = scores(course, lesson, "writer")
    assert {found[name] for name in questions} == {None}


def test_feedback_pages_are_made_and_show_no_hidden_tests_source(graded):
    course, lesson = graded
    run = nbgrader(course, "generate_feedback", lesson, "--student", "wrong0")
    assert run.returncode == 0, run.stderr[-3000:]
    page = course / "feedback" / "wrong0" / lesson / f"{lesson}.html"
    assert "alert" in page.read_text(encoding="utf-8")


def test_the_release_is_what_stock_generate_assignment_makes(graded):
    course, lesson = graded
    made = (course / "release" / lesson / f"{lesson}.ipynb").read_bytes()
    assert made == (RELEASE / lesson / f"{lesson}.ipynb").read_bytes()


def test_validating_names_the_exercises_that_are_wrong(graded, tmp_path):
    _, lesson = graded
    path = tmp_path / f"{lesson}.ipynb"
    nbformat.write(simulate.notebook(lesson, simulate.wrong(lesson, 0)), path)
    said = nbgrader(tmp_path, "validate", str(path)).stdout
    assert "failed" in said.lower() and "✗" in said
    written = dict.fromkeys(written_questions(catalog.package_of(lesson)), "Because …")
    nbformat.write(simulate.notebook(lesson, simulate.right(lesson) | written), path)
    assert "success" in nbgrader(tmp_path, "validate", str(path)).stdout.lower()
