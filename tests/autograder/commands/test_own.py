"""A learner's own notebook is graded by the engine of the class, with a page to read."""

import subprocess
import sys

import nbformat
import pytest

from autograder import simulate

LESSON = "01-weight-updates"


@pytest.fixture
def grade(tmp_path):
    """Hand in answers to lesson 1 and run `own` on them; (what was printed, status, page)."""

    def run(answers):
        path = tmp_path / f"{LESSON}.ipynb"
        nbformat.write(simulate.notebook(LESSON, answers), path)
        command = [sys.executable, "-m", "autograder", "own", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        page = path.with_suffix(".graded.html")
        return done, page.read_text(encoding="utf-8") if page.exists() else ""

    return run


def test_right_answers_have_all_points_and_status_0(grade):
    done, page = grade(simulate.right(LESSON))
    assert done.returncode == 0, done.stderr
    assert "together" in done.stdout and "all 4 cases are right" in page


def test_a_mistake_is_named_in_the_page_and_the_case_in_the_table(grade):
    done, page = grade(simulate.right(LESSON) | {"mse_loss": simulate.wrong(LESSON, 1)["mse_loss"]})
    assert done.returncode == 1
    assert "three predictions" in done.stdout
    assert "not divided by N" in page


def test_another_notebook_is_refused_with_the_names_of_the_lessons(tmp_path):
    path = tmp_path / "shopping.ipynb"
    path.write_text("{}", encoding="utf-8")
    command = [sys.executable, "-m", "autograder", "own", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and LESSON in done.stderr
