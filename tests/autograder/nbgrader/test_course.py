"""A course as nbgrader's configuration describes it."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader.course import ConfiguredCourse


@pytest.fixture
def course(tmp_path):
    """Assignments first, other names of folders, one student of three asked for by a pattern."""
    coursedir = CourseDirectory(
        root=str(tmp_path),
        directory_structure="{assignment_id}/{nbgrader_step}/{student_id}",
        submitted_directory="in",
        student_id="a*",
        ignore=["*.tmp", "secret"],
    )
    for place in (
        "hw 1/in/ann/mine.txt", "hw 1/in/ann/kept.txt", "hw 1/in/ann/a.tmp",
        "hw 1/in/ann/secret/x.txt", "hw 1/in/bob/mine.txt", "hw 1/source/kept.txt",
        "hw 1/source/given.txt", "hw 2/in/anton/mine.txt",
    ):  # fmt: skip
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(place)
    return ConfiguredCourse(tmp_path, "hw 1", coursedir=coursedir, kept=("kept.txt",))


def test_the_students_are_those_who_handed_in_this_assignment_and_are_asked_for(course):
    assert course.students() == ["ann"]


def test_the_folders_are_where_the_configuration_says(course):
    assert course.handed_in("ann") == course.root / "hw 1" / "in" / "ann"
    assert course.graded("ann") == course.root / "hw 1" / "autograded" / "ann"
    assert course.source_folder() == course.root / "hw 1" / "source"


def test_files_that_are_ignored_or_not_to_be_overwritten_stay_away(course):
    files = [(path.relative_to(course.root / "hw 1"), place) for path, place in course.files("ann")]
    assert files == [
        (Path("in/ann/kept.txt"), Path("kept.txt")),
        (Path("in/ann/mine.txt"), Path("mine.txt")),
        (Path("source/given.txt"), Path("given.txt")),
    ]


@pytest.mark.parametrize("language", ["python", "R"])
def test_the_languages_of_the_notebooks_are_known(course, language):
    kernel = {"name": "x", "display_name": "X", "language": language}
    notebook = new_notebook(metadata={"kernelspec": kernel})
    nbformat.write(notebook, course.source_folder() / "hw.ipynb")
    assert course.languages() == {language.lower()}
