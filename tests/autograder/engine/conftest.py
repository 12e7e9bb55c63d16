"""A small course of two exercises, and an engine that grades what is handed in to it."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.engine import submission, template
from autograder.engine.forking import Nursery
from autograder.engine.sandbox import Limits, probe

IMPORTS = "import numpy as np\nfrom numpy.testing import assert_allclose"
DOUBLE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TEST_DOUBLE = "assert double(2) == 4\nassert_allclose(double(np.arange(3.0)), [0, 2, 4])"
FIRST = "def first(items):\n    ### BEGIN SOLUTION\n    return items[0]\n    ### END SOLUTION"
TEST_FIRST = "assert first([7, 8]) == 7"
RIGHT = {"double": "def double(x):\n    return 2 * x", "first": "def first(x):\n    return x[0]"}


def marks(grade_id, kind="code", **others):
    blank = {"grade": False, "solution": False, "locked": False, "task": False}
    return {
        "nbgrader": {"schema_version": 3, "cell_type": kind, "grade_id": grade_id} | blank | others
    }


def source_notebook():
    return new_notebook(
        cells=[
            new_markdown_cell("# Two exercises"),
            new_code_cell(IMPORTS, metadata=marks("imports", locked=True)),
            new_code_cell(DOUBLE, metadata=marks("double", solution=True)),
            new_code_cell(
                TEST_DOUBLE, metadata=marks("test_double", grade=True, locked=True, points=2)
            ),
            new_code_cell("print('an ordinary cell')"),
            new_code_cell(FIRST, metadata=marks("first", solution=True)),
            new_code_cell(
                TEST_FIRST, metadata=marks("test_first", grade=True, locked=True, points=1)
            ),
        ]
    )


def handed_in(answers):
    """The notebook of a student who wrote `answers`, as JSON data."""
    notebook = json.loads(nbformat.writes(source_notebook()))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    return notebook


@pytest.fixture(scope="session")
def walls():
    return probe()


@pytest.fixture(scope="session")
def nursery(walls):
    nursery = Nursery(walls, Limits(cell_seconds=3, output_bytes=2**20, scratch_bytes=2**22))
    yield nursery
    nursery.close()


@pytest.fixture(scope="session")
def two_exercises(tmp_path_factory):
    path = tmp_path_factory.mktemp("source") / "hw.ipynb"
    nbformat.write(source_notebook(), path)
    return template.read(path, path.with_name("no-release.ipynb"))


@pytest.fixture
def notebook_of():
    """Make the notebook of a student whose answers are right but for `answers`; None: untouched."""
    return lambda answers: handed_in({} if answers is None else RIGHT | answers)


@pytest.fixture
def grade(nursery, two_exercises, tmp_path, monkeypatch):
    """Grade a notebook given as JSON data, bytes, or {exercise: source}."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # as in a worker
    monkeypatch.setenv("DESCENT_STUDENT", "zoe")

    def run(content):
        path = tmp_path / "hw.ipynb"
        if isinstance(content, dict) and "cells" not in content:
            content = handed_in(RIGHT | content)
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        path.write_bytes(content)
        return submission.grade(submission.Job("zoe", "hw", str(path)), two_exercises, nursery)

    return run
