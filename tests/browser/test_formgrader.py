"""The buttons above formgrader's list of submissions, as an instructor presses them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "autograder" / "nbgrader"))

from courses import DOUBLE, Course
from jupyter_process import TOKEN
from jupyter_process import Server as CourseServer

RIGHT = {"double": "def double(x):\n    return 2 * x"}


@pytest.fixture
def formgrader(tmp_path, page):
    """The list of submissions of three students; one handed in a web page."""
    course = Course(tmp_path / "course")
    course.assign(hw=DOUBLE)
    for student in ("ann", "bob"):
        course.hand_in(student, RIGHT)
    (course.hand_in("cleo", RIGHT) / "hw.ipynb").write_text("<html>log in</html>")
    server = CourseServer(course.root, tmp_path)
    page.goto(f"{server.base}/tree?token={TOKEN}")
    page.goto(f"{server.base}/formgrader/manage_submissions/ps1")
    yield course
    server.stop()


def test_the_class_is_graded_and_the_list_shows_it_without_being_loaded_again(formgrader, page):
    page.get_by_text("needs autograding").nth(2).wait_for()
    page.get_by_role("button", name="Autograde all that is new").click()
    page.get_by_text("3 of 3 graded; not every submission could be").wait_for()
    page.get_by_text("for student 'cleo'").wait_for()
    page.get_by_text("2 / 2").nth(1).wait_for()
    assert page.get_by_text("needs manual grading").count() == 1
    assert formgrader.score("ann", "test_double") == 2
    page.get_by_role("button", name="Autograde all that is new").click()
    page.get_by_text("Nothing new to grade.").wait_for()
