"""`nbgrader autograde` in a course that configures the engine."""

import shutil
import subprocess
import sys

from autograder import catalog, simulate
from autograder.nbgrader import STOCK
from course.paths import ROOT, SOURCE

RIGHT = {"double": "def double(x):\n    return 2 * x"}
WRONG = {"double": "def double(x):\n    return x"}
BY_ENGINE = "points by the engine"


def test_right_and_wrong_submissions_are_graded_by_the_engine(course):
    course.hand_in("ann", RIGHT)
    course.hand_in("bob", WRONG)
    run = course.nbgrader("autograde", "ps1")
    assert run.returncode == 0, run.stdout
    assert run.stdout.count(BY_ENGINE) == 2
    assert course.score("ann", "test_double") == 2
    assert course.score("bob", "test_double") == 0
    assert (course.root / "autograded" / "ann" / "ps1" / "hw.ipynb").stat().st_mode & 0o777 == 0o444


def test_what_is_graded_is_skipped_until_it_is_newer_or_forced(course):
    course.hand_in("ann", WRONG)
    course.nbgrader("autograde", "ps1")
    course.hand_in("ann", RIGHT)
    assert "Skipping existing assignment" in course.nbgrader("autograde", "ps1").stdout
    assert course.score("ann", "test_double") == 0
    course.hand_in("ann", RIGHT, when="2030-01-02 12:00:00 UTC")
    assert "Updating existing assignment" in course.nbgrader("autograde", "ps1").stdout
    assert course.score("ann", "test_double") == 2
    run = course.nbgrader("autograde", "ps1", "--force")
    assert "Removing existing assignment" in run.stdout and BY_ENGINE in run.stdout


def test_only_the_student_who_is_asked_for_is_graded(course):
    course.hand_in("ann", RIGHT)
    course.hand_in("bob", RIGHT)
    course.nbgrader("autograde", "ps1", "--student", "bob")
    assert {student for student, *_ in course.rows()} == {"bob"}
    run = course.nbgrader("autograde", "ps1", "--student", "nobody")
    assert run.returncode == 1 and "No notebooks were matched" in run.stdout


def test_a_notebook_that_cannot_be_read_fails_the_run_and_nobody_else(course):
    course.hand_in("ann", RIGHT)
    (course.hand_in("bob", RIGHT) / "hw.ipynb").write_text("<html>log in</html>")
    run = course.nbgrader("autograde", "ps1")
    assert run.returncode == 1
    assert "error processing assignment 'ps1' for student 'bob'" in run.stdout
    assert "a web page" in run.stdout
    assert course.score("ann", "test_double") == 2
    assert course.rows()["bob", "hw", "test_double"] == (None, None, None, True)


def test_naming_nbgraders_own_exporter_brings_nbgrader_back(course):
    course.hand_in("ann", RIGHT)
    run = course.nbgrader("autograde", "ps1", STOCK)
    assert run.returncode == 0 and BY_ENGINE not in run.stdout
    assert course.score("ann", "test_double") == 2


def test_without_execution_nbgrader_itself_grades_and_says_so(course):
    course.hand_in("ann", RIGHT)
    run = course.nbgrader("autograde", "ps1", "--no-execute")
    assert "nbgrader itself grades" in run.stdout and BY_ENGINE not in run.stdout


def test_a_lesson_of_this_course_is_graded_through_its_own_configuration(new_course, tmp_path):
    lesson = catalog.lessons()[0]
    course = new_course(tmp_path / "descent")
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    shutil.copytree(SOURCE / lesson, course.root / "source" / lesson)
    course.assign(lesson)
    course.hand_in("ann", simulate.right(lesson), lesson)
    run = course.nbgrader("autograde", lesson)
    assert run.returncode == 0, run.stdout
    full = sum(home.points for home in catalog.exercises_of(lesson).values())
    assert f"ann: {full:g} {BY_ENGINE}" in run.stdout


def test_configuring_imports_nothing_of_weight():
    code = (
        "import sys; from traitlets.config import Config; before = set(sys.modules)\n"
        "from autograder.nbgrader import configure; configure(Config())\n"
        "print(len(set(sys.modules) - before), 'numpy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, numpy = run.stdout.split()
    assert int(count) < 10 and numpy == "False"
