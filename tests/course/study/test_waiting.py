"""Cells that wait for an exercise, in a real kernel."""

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

STUB = "def slope(x):\n    # Write your code here.\n    raise NotImplementedError()"
CLASS = "class Rate:\n    def step(self, loss):\n        raise NotImplementedError()"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run cells below the import of a lesson; return one text a cell, or (error, traceback)."""
    monkeypatch.setenv("DESCENT_WORK", str(tmp_path))

    def run(*sources, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        cells = [
            new_code_cell(source) for source in ("from course import check, progress", *sources)
        ]
        book = new_notebook(cells=cells)
        NotebookClient(book, kernel_name="python3", timeout=60, allow_errors=True).execute()
        return [_seen(cell) for cell in book.cells[1:]]

    return run


def _seen(cell):
    for output in cell.outputs:
        if output.output_type == "error":
            return output.ename, "\n".join(output.traceback)
    return "".join(output.get("text", "") for output in cell.outputs).strip()


def test_a_cell_that_calls_a_stub_says_so_and_a_cell_that_needs_it_too(run):
    *_, calls, needs, method = run(STUB, CLASS, "g = slope(2)", "print(g + 1)", "Rate().step(1.0)")
    assert calls == (
        "This cell waits for slope, which is not written yet."
        " Write it above, run check(slope), then run this cell again."
    )
    assert needs == (
        "This cell needs g, which a cell above will make when slope is written."
        " Write it above, run check(slope), then run that cell and this one again."
    )
    assert method.startswith("This cell waits for Rate, ")


def test_what_is_wrong_is_told_as_ever(run):
    sources = ("undefined + 1", "def f():\n    raise NotImplementedError('later')", "f()", "1 / 0")
    names = run(STUB, *sources)
    assert [one[0] for one in names if one] == [
        "NameError",
        "NotImplementedError",
        "ZeroDivisionError",
    ]
    plain = "import course\ncourse.__name__"
    assert run(plain, "undefined + 1")[1][1].count("undefined") >= 2


def test_what_is_not_the_notebooks_own_stub_is_an_error(run):
    inside = (
        "import numbers\nclass N(numbers.Number): pass\nimport io\nio.RawIOBase().readinto(b'')"
    )
    assert isinstance(run(inside)[0], tuple)


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "NBGRADER_VALIDATING"])
def test_nbgrader_sees_the_error(run, name):
    assert run(STUB, "slope(2)", **{name: "autograde"})[1][0] == "NotImplementedError"
