"""What a lesson's full marks are where an exercise is extra credit (CONTRIBUTING.md says why)."""

import nbformat
import pytest
from nbgrader.utils import determine_grade

from autograder import catalog
from autograder.build import written
from course.paths import SOURCE

LESSON = "02-learning-rate"


def test_the_full_marks_of_lesson_2_are_29_and_nbgrader_counts_2_more():
    exercises = catalog.exercises_of(LESSON).values()
    questions = written.load(catalog.package_of(LESSON)).values()
    by_hand = sum(question.points for question in questions)
    assert sum(one.points for one in exercises if not one.extra_credit) + by_hand == 29
    notebook = nbformat.read(SOURCE / LESSON / f"{LESSON}.ipynb", as_version=4)
    assert sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in notebook.cells) == 31


def test_nbgrader_loses_a_submission_with_partial_credit_in_a_cell_of_0_points():
    marks = {"grade": True, "solution": False, "points": 0, "grade_id": "extra"}
    outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2.0"})]
    cell = nbformat.v4.new_code_cell("grade(stretch)", outputs=outputs)
    cell.metadata["nbgrader"] = marks
    with pytest.raises(ValueError, match="greater than maximum points"):
        determine_grade(cell)
    cell.metadata["nbgrader"]["points"] = 2
    assert determine_grade(cell) == (2.0, 2.0)
