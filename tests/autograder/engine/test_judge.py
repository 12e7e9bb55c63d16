"""Which names are whose, and what a test's outputs are worth."""

import sys

import nbformat
import pytest

from autograder.engine import template
from autograder.engine.judge import Judge, score_of
from autograder.engine.reading import (
    EVERYTHING,
    bound_names,
    definitions,
    free_names,
    without_idle_imports,
)
from autograder.engine.sandbox import Limits
from course.paths import RELEASE, SOURCE


def result(text):
    return {"output_type": "execute_result", "data": {"text/plain": text}}


ERROR = {"output_type": "error", "ename": "AssertionError", "evalue": "no"}
WARNING = {"output_type": "stream", "name": "stderr", "text": "careful"}


@pytest.mark.parametrize(
    ("outputs", "score"),
    [
        ([], 2.0),
        ([ERROR], 0.0),
        ([result("1.5")], 1.5),
        ([result("'done'")], 2.0),
        ([WARNING], 2.0),
        ([WARNING, ERROR], 0.0),
        ([result("2.0"), ERROR], 0.0),
        ([result("-1")], 0.0),
        ([result("7")], 0.0),
        ([result("nan")], 0.0),
        ([result("inf")], 0.0),
    ],
)
def test_outputs_are_worth(outputs, score):
    assert score_of(outputs, 2)[0] == score


def test_a_reference_that_fails_is_nobodys_zero():
    output = {"output_type": "error", "ename": "ReferenceFailed", "evalue": "the reference of f"}
    assert score_of([output], 2)[0] is None


def test_names_that_a_cell_binds_are_told_from_those_it_reads():
    source = "import numpy as np\ny = f(x)\ndef g(): return h"
    assert bound_names(source) == {"np", "y", "g"}
    assert {"f", "x", "h"} <= free_names(source)


def test_of_an_ordinary_cell_only_imports_and_definitions_are_kept():
    kept = definitions("import math\nprint(f(3))\ndef helper(): return 1\nx = f(2)")
    assert "import math" in kept and "def helper" in kept
    assert "f(" not in kept


IMPORTS = """import numpy as np
import matplotlib.pyplot as plt, math
from course import (
    check,
    explorers,
)
import mine; import matplotlib
def helper(): return 1  # with its comment
"""


def test_imports_that_no_test_reads_are_left_out_and_every_line_keeps_its_place():
    lines = without_idle_imports(IMPORTS, {"check"}).split("\n")
    assert lines[:4] == ["import numpy as np", "import math", "from course import check", ""]
    assert lines[4:] == ["", "", *IMPORTS.split("\n")[6:]]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (IMPORTS, {EVERYTHING}),
        ("%matplotlib inline\nimport matplotlib", set()),
        ("from matplotlib.pyplot import *", set()),
        ("import matplotlib.pyplot", {"matplotlib"}),
        ("import somebodys_setup", set()),
        ("from . import course", set()),
        ("def f(:", set()),
    ],
)
def test_what_may_be_missed_is_imported(source, wanted):
    assert without_idle_imports(source, wanted) == source


def test_the_judge_has_the_helpers_that_a_test_needs_and_theirs_and_no_others(tmp_path):
    test = {"grade": True, "grade_id": "t", "points": 1, "locked": True, "solution": False}
    cells = [
        ("from matplotlib import pyplot as plt\nimport math", {"locked": True, "grade_id": "a"}),
        ("def two():\n    return math.pi", None),
        ("def picture():\n    plt.plot([0, 1])", None),
        ("def one():\n    return two()\nprint(one())", None),
        ("assert one() > 3", test),
    ]
    notebook = nbformat.v4.new_notebook()
    for source, marks in cells:
        notebook.cells.append(nbformat.v4.new_code_cell(source))
        if marks:
            notebook.cells[-1].metadata.nbgrader = marks
    nbformat.write(notebook, tmp_path / "n.ipynb")
    read = template.read(tmp_path / "n.ipynb", tmp_path / "no release.ipynb")
    assert [cell.shared for cell in read.cells] == [
        "\nimport math",
        "def two():\n    return math.pi",
        "",
        "def one():\n    return two()",
        "",
    ]


def test_the_judge_of_a_lesson_draws_no_pictures_and_imports_none():
    name = "01-weight-updates"
    read = template.read(SOURCE / name / f"{name}.ipynb", RELEASE / name / f"{name}.ipynb")
    shared = [cell.shared for cell in read.cells if cell.shared]
    assert "from course import check" in shared[0]
    assert not [text for text in shared if "pyplot" in text]


def test_a_cell_with_magics_or_a_syntax_error_is_read_all_the_same():
    assert "np" in free_names("%matplotlib inline\nnp.zeros(3)")
    assert free_names("def f(:") == set()


def test_a_judge_leaves_a_process_that_can_start_others():
    main = sys.modules["__main__"]
    try:
        Judge(Limits(), "zoe")
        assert sys.modules["__main__"].__spec__ is None  # multiprocessing's `spawn` asks for it
    finally:
        sys.modules["__main__"] = main
