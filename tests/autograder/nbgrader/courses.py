"""nbgrader courses that configure the engine, and the commands that are run in them."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "somewhere"
{more}
from autograder.nbgrader import configure

configure(c, workers=2, cell_seconds=5)
"""
SOLUTION = "    ### BEGIN SOLUTION\n    return {}\n    ### END SOLUTION"


def marked(kind, grade_id, **marks):
    blank = {"grade": False, "solution": False, "locked": False, "task": False}
    return {
        "nbgrader": {"schema_version": 3, "cell_type": kind, "grade_id": grade_id} | blank | marks
    }


def given(source, grade_id):
    return new_code_cell(source, metadata=marked("code", grade_id, locked=True))


def solution(source, grade_id):
    return new_code_cell(source, metadata=marked("code", grade_id, solution=True))


def check(source, grade_id, points=1):
    metadata = marked("code", grade_id, grade=True, locked=True, points=points)
    return new_code_cell(source, metadata=metadata)


def written(source, grade_id, points=2):
    metadata = marked("markdown", grade_id, grade=True, solution=True, points=points)
    return new_markdown_cell(source, metadata=metadata)


def task(source, grade_id, points=2):
    return new_markdown_cell(
        source, metadata=marked("markdown", grade_id, locked=True, task=True, points=points)
    )


DOUBLE = [
    given("from numpy.testing import assert_allclose", "imports"),
    solution("def double(x):\n" + SOLUTION.format("2 * x"), "double"),
    check("assert double(2) == 4\nassert_allclose(double(.5), 1)", "test_double", 2),
]


class Course:
    """A course in a folder: make assignments, hand in, run nbgrader, read grades."""

    def __init__(self, root, more=""):
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        (root / "nbgrader_config.py").write_text(CONFIG.format(more=more), encoding="utf-8")

    def nbgrader(self, *arguments):
        """Run a command as an instructor does; stdout and stderr in one text."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments], cwd=self.root, text=True, check=False,
            env=os.environ | {"PATH": path}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=300,
        )  # fmt: skip

    def assign(self, assignment="ps1", **notebooks):
        """Write an assignment's source, {name: cells}, and let nbgrader generate the release."""
        folder = self.root / "source" / assignment
        folder.mkdir(parents=True, exist_ok=True)
        for name, cells in notebooks.items():
            nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")
        run = self.nbgrader("generate_assignment", assignment)
        assert run.returncode == 0, run.stdout

    def hand_in(self, student, answers, assignment="ps1", when="2030-01-01 12:00:00 UTC"):
        """Hand in the release with {grade id: text}."""
        folder = self.root / "submitted" / student / assignment
        folder.mkdir(parents=True, exist_ok=True)
        for path in (self.root / "release" / assignment).glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
                cell.source = answers.get(grade_id, cell.source)
            nbformat.write(notebook, folder / path.name)
        (folder / "timestamp.txt").write_text(when, encoding="utf-8")
        return folder

    def rows(self, assignment="ps1"):
        """{(student, notebook, cell): (auto, manual, extra, needs a look)} of all grades."""
        with self.gradebook() as book:
            return {
                (one.student.id, notebook.name, grade.name): (
                    grade.auto_score, grade.manual_score, grade.extra_credit,
                    bool(grade.needs_manual_grade),
                )
                for one in book.find_assignment(assignment).submissions
                for notebook in one.notebooks
                for grade in notebook.grades
            }  # fmt: skip

    def everything(self, assignment="ps1"):
        """All that autograding writes about every submission, for comparing two gradebooks."""
        with self.gradebook() as book:
            return {
                one.student.id: {
                    "timestamp": one.timestamp,
                    "notebooks": {
                        notebook.name: {
                            "late": notebook.late_submission_penalty,
                            "flagged": notebook.flagged,
                            "grades": {
                                grade.name: (
                                    *(grade.auto_score, grade.manual_score, grade.extra_credit),
                                    bool(grade.needs_manual_grade),
                                )
                                for grade in notebook.grades
                            },
                            "comments": {
                                comment.name: (comment.auto_comment, comment.manual_comment)
                                for comment in notebook.comments
                            },
                        }
                        for notebook in one.notebooks
                    },
                }
                for one in book.find_assignment(assignment).submissions
            }

    def gradebook(self):
        """The course's gradebook."""
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "somewhere")

    def score(self, student, cell, notebook="hw"):
        """The automatic score of one cell."""
        return self.rows()[student, notebook, cell][0]
