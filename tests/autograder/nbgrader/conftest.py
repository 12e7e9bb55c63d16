"""Courses of somebody else's, and one that tests copy."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # courses.py is a helper of these tests alone

from courses import DOUBLE, Course


@pytest.fixture(scope="session")
def new_course():
    """Make a `Course` in a folder."""
    return Course


@pytest.fixture(scope="session")
def one_exercise(tmp_path_factory):
    """A course that tests copy: to generate an assignment takes nbgrader seconds."""
    course = Course(tmp_path_factory.mktemp("template") / "course")
    course.assign(hw=DOUBLE)
    return course.root


@pytest.fixture
def course(one_exercise, tmp_path):
    """A course with one exercise of two points, `double`."""
    shutil.copytree(one_exercise, tmp_path / "course")
    return Course(tmp_path / "course")
