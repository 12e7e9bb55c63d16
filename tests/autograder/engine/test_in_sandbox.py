"""Tests that cannot be judged by value run beside the learner's code, if the source declares it."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.engine import submission, template

LINE = "# autograder: in-sandbox\n"
TESTS = {
    "a picture": (
        "def f(): plt.plot([1, 2])",
        "f()\nassert plt.gcf().axes[0].lines[0].get_ydata()[1] == 2",
    ),
    "source code": (
        "def f(x):\n    return x if x else 1",
        "import inspect\nassert 'for' not in inspect.getsource(f)",
    ),
    "what is printed": (
        "def f(): print('hello')",
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as said:\n    f()\n"
        "assert said.getvalue() == 'hello\\n'",
    ),
    "attributes of a class": (
        "class A:\n    def __init__(self): self._x = 3",
        "assert A()._x == 3 and A().__dict__ == {'_x': 3}",
    ),
    "partial credit": ("x = object()", "1.5"),
}


def marks(grade_id, **others):
    blank = {"grade": False, "solution": False, "locked": False, "task": False}
    marks = {"schema_version": 3, "cell_type": "code", "grade_id": grade_id} | blank | others
    return {"nbgrader": marks}


@pytest.fixture
def grade(nursery, tmp_path, monkeypatch):
    """Grade an answer with one test cell of two points."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    def run(answer, test, tags=(), given_in="in the source"):
        of_test = marks("test", grade=True, locked=True, points=2)
        cells = [
            new_code_cell("import matplotlib.pyplot as plt", metadata=marks("given", locked=True)),
            new_code_cell(answer, metadata=marks("answer", solution=True)),
            new_code_cell(test, metadata=of_test | {"tags": list(tags)}),
        ]
        source, handed = tmp_path / "source" / "hw.ipynb", tmp_path / "handed" / "hw.ipynb"
        for path in (source, handed):
            path.parent.mkdir(exist_ok=True)
            nbformat.write(new_notebook(cells=cells), path)
        if given_in != "in the source":
            cells[2].source = cells[2].source.removeprefix(LINE)
            cells[2].metadata.tags = []
            nbformat.write(new_notebook(cells=cells), source)
        read = template.read(source, tmp_path / "no-release.ipynb")
        return submission.grade(submission.Job("zoe", "hw", str(handed)), read, nursery)

    return run


@pytest.mark.parametrize(("answer", "test"), TESTS.values(), ids=TESTS)
def test_a_declared_test_sees_the_learners_own_objects(grade, answer, test):
    result = grade(answer, LINE + test)
    assert result.scores == {"test": 1.5 if test == "1.5" else 2.0}


def test_a_tag_declares_it_too(grade):
    assert grade("a = [1]", "a.append(2)\nassert a is a", ["in-sandbox"]).scores == {"test": 2.0}


def test_points_that_the_learner_could_forge_are_marked_as_such(grade):
    result = grade("def f(): pass", LINE + "assert f() is None")
    assert any(f"test: {submission.UNTRUSTED}" in remark for remark in result.remarks)
    cells = json.loads(result.autograded)["cells"]
    assert submission.UNTRUSTED in cells[2]["outputs"][-1]["text"]


def test_a_declared_test_that_fails_says_why(grade):
    result = grade("def f(): return 1", LINE + "assert f() == 2, 'one is not two'")
    assert result.scores == {"test": 0.0}
    assert "one is not two" in result.remarks[0]


def test_an_end_of_the_process_in_a_declared_test_earns_nothing(grade):
    result = grade("import os\ndef f(): os._exit(0)", LINE + "f()")
    assert result.scores == {"test": 0.0}


@pytest.mark.parametrize("how", ["line", "tag"])
def test_a_learner_cannot_declare_it(grade, how):
    line, tags = (LINE, ()) if how == "line" else ("", ("in-sandbox",))
    result = grade(
        "def f(): plt.plot([1])", line + "f()\nassert plt.gcf().axes", tags, "by the learner"
    )
    assert result.scores == {"test": 0.0}
    assert not any(submission.UNTRUSTED in remark for remark in result.remarks)


def test_what_a_declared_test_displays_does_not_count_as_ours(grade):
    test = (
        "from IPython.display import display\n"
        "display({'text/html': '<script>x</script>'}, raw=True, metadata={'descent': 'check'})"
    )
    cells = json.loads(grade("x = 1", LINE + test).autograded)["cells"]
    assert "<script" not in json.dumps(cells[2]["outputs"])
