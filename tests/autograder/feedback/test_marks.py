"""Marks are read from nbgrader's own database as nbgrader itself adds them up."""

import os
import sys
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader import api

from autograder.feedback import marks


@pytest.fixture
def url(tmp_path, monkeypatch):
    tools = Path(sys.executable).parent  # nbgrader calls alembic to make a new gradebook
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with api.Gradebook(url) as book:
        book.add_assignment("hw", duedate=datetime(2026, 1, 1))
        book.add_notebook("one", "hw")
        book.add_grade_cell("test_f", "one", "hw", max_score=3, cell_type="code")
        book.add_grade_cell("essay", "one", "hw", max_score=5, cell_type="markdown")
        book.add_solution_cell("essay", "one", "hw")
        book.add_task_cell("drawing", "one", "hw", max_score=2, cell_type="markdown")
        for student in ("zoe", "max"):
            book.add_student(student)
            book.add_submission("hw", student, timestamp=datetime(2026, 1, 2))
        grade(book, "zoe")
    return url


def grade(book, student):
    book.find_grade("test_f", "one", "hw", student).auto_score = 2.5
    book.find_grade("essay", "one", "hw", student).manual_score = 4
    drawing = book.find_grade("drawing", "one", "hw", student)
    drawing.manual_score, drawing.extra_credit = 1, 0.5
    book.find_comment("essay", "one", "hw", student).manual_comment = "Clear."
    book.find_submission_notebook("one", "hw", student).late_submission_penalty = 1
    book.db.commit()


def test_scores_comments_and_penalty_are_those_of_the_gradebook(url):
    found = marks.read(url, "hw")["zoe", "one"]
    assert found.scores == {"test_f": 2.5, "essay": 4, "drawing": 1.5}
    assert found.possible == {"test_f": 3, "essay": 5, "drawing": 2}
    assert found.comments == {"essay": "Clear."} and found.penalty == 1


def test_the_total_is_nbgraders_own(url):
    found = marks.read(url, "hw")["zoe", "one"]
    with api.Gradebook(url) as book:
        submitted = book.find_submission_notebook("one", "hw", "zoe")
        assert found.of == submitted.max_score
        assert found.total == submitted.score - submitted.late_submission_penalty


def test_what_nobody_has_graded_yet_has_no_score(url):
    assert set(marks.read(url, "hw")["max", "one"].scores.values()) == {None}


def test_another_assignment_has_no_marks(url):
    assert marks.read(url, "other") == {}
