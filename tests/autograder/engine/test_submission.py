"""What is handed in, whatever it is, gets the points that its answers deserve."""

import json

import pytest

FULL = {"test_double": 2.0, "test_first": 1.0}
FIRST_ONLY = {"test_double": 0.0, "test_first": 1.0}
RIGHT = "def double(x):\n    return 2 * x"


def outputs(result):
    cells = json.loads(result.autograded)["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


def test_right_answers_get_full_points(grade):
    assert grade({}).scores == FULL


@pytest.mark.parametrize(
    "answer",
    {
        "a wrong value": "def double(x): return x",
        "None": "def double(x): pass",
        "an exception": "def double(x): raise ValueError('no')",
        "nothing": "",
        "another name": "def twice(x): return 2 * x",
        "a syntax error": "def double(x) return x",
        "an endless loop": "def double(x):\n    while True: pass",
        "an endless loop that catches everything": (
            "def double(x):\n    while True:\n        try:\n            while True: pass\n"
            "        except BaseException: pass"
        ),
        "an endless recursion": "def double(x): return double(x)",
        "a deep native recursion": (
            "import sys\nsys.setrecursionlimit(10**9)\ndef double(x): return double(x)"
        ),
        "an end of the process": "import os\ndef double(x): os._exit(0)",
        "a crash": "import ctypes\ndef double(x): ctypes.string_at(0)",
        "exit()": "def double(x): exit()",
        "much memory": "def double(x): return bytearray(10**11)",
        "a value that holds itself": "def double(x):\n    y = []\n    y.append(y)\n    return y",
        "a giant value": "import numpy\ndef double(x): return numpy.zeros(10**8)",
        "a masked array": "import numpy\ndef double(x): return numpy.ma.masked_all(3)",
    }.items(),
    ids=lambda pair: pair[0],
)
def test_a_wrong_answer_costs_its_own_points_and_no_others(grade, answer):
    assert grade({"double": answer[1]}).scores == FIRST_ONLY


@pytest.mark.parametrize(
    "answer",
    {
        "a print": "def double(x):\n    print('hello')\n    return 2 * x",
        "a warning": (
            "import warnings\ndef double(x):\n    warnings.warn('careful')\n    return 2 * x"
        ),
        "stderr": "import sys\ndef double(x):\n    print('x', file=sys.stderr)\n    return 2 * x",
        "exit() in its cell": "def double(x): return 2 * x\nexit()",
        "a thread": (
            "import threading\nthread = threading.Thread(target=print)\nthread.start()\n"
            "thread.join()\n" + RIGHT
        ),
        "a file of its own": "open('mine.txt', 'w').write('x')\n" + RIGHT,
        "await": "import asyncio\nawait asyncio.sleep(0)\n" + RIGHT,
        "a picture": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n" + RIGHT,
        "a magic": "%matplotlib inline\n" + RIGHT,
        "a lambda": "double = lambda x: 2 * x",
        "a callable object": "class D:\n    def __call__(self, x): return 2 * x\ndouble = D()",
    }.items(),
    ids=lambda pair: pair[0],
)
def test_a_right_answer_keeps_its_points_whatever_else_it_does(grade, answer):
    assert grade({"double": answer[1]}).scores == FULL


def test_what_a_tested_function_prints_is_shown_below_the_test(grade):
    result = grade({"double": "def double(x):\n    print('from inside')\n    return 2 * x"})
    assert any("from inside" in str(output.get("text")) for output in outputs(result))


def test_a_learners_picture_is_in_the_autograded_notebook(grade):
    result = grade(
        {"double": "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()\n" + RIGHT}
    )
    assert any("image/png" in output.get("data", {}) for output in outputs(result))


def test_endless_output_is_cut_at_the_limit(grade):
    result = grade({"double": "while True: print('y' * 100_000)"})
    assert result.scores == FIRST_ONLY
    assert len(result.autograded) < 3 * 2**20


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<html><body>Please log in</body></html>", "web page"),
        (b"%PDF-1.7 ...", "PDF"),
        (b'{"cells": [', "cut short"),
        (b"[1, 2]", "list"),
        (b'{"a": 1}', "no notebook|format"),
        (b'{"cells": [], "nbformat": 5, "nbformat_minor": 0, "metadata": {}}', "format 5"),
        ("ä".encode("latin-1"), "UTF-8"),
    ],
)
def test_what_is_no_notebook_is_called_what_it_is(grade, content, says):
    result = grade(content)
    assert result.scores == {}
    assert any(word in result.failed for word in says.split("|")), result.failed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_of_a_notebook_are_read(grade, notebook_of, encoding):
    assert grade(json.dumps(notebook_of({})).encode(encoding)).scores == FULL


def edited(notebook, change):
    change(notebook["cells"])
    return notebook


def _tests(cells):
    return [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade")]


def _double(cells):
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == "double")


CHANGES = {
    "tests deleted": lambda cells: [cells.remove(cell) for cell in _tests(cells)],
    "tests emptied": lambda cells: [cell.update(source="pass") for cell in _tests(cells)],
    "tests made Markdown": lambda cells: [
        cell.update(cell_type="markdown") for cell in _tests(cells)
    ],
    "cells reversed": lambda cells: cells.reverse(),
    "a test copied": lambda cells: cells.append(dict(_tests(cells)[0], source="pass")),
    "an answer copied": lambda cells: cells.append(dict(_double(cells))),
    "an empty copy of an answer": lambda cells: cells.append(dict(_double(cells), source="")),
    "the mark of an answer lost": lambda cells: _double(cells).update(metadata={}),
    "marks that are null": lambda cells: [
        cell.update(metadata={"nbgrader": None}) for cell in _tests(cells)
    ],
    "marks that are a list": lambda cells: [
        cell.update(metadata={"nbgrader": []}) for cell in _tests(cells)
    ],
    "points raised": lambda cells: [
        c["metadata"]["nbgrader"].update(points=99) for c in _tests(cells)
    ],
    "points in words": lambda cells: [
        c["metadata"]["nbgrader"].update(points="lots") for c in _tests(cells)
    ],
    "an old schema": lambda cells: [
        c["metadata"]["nbgrader"].update(schema_version=1) for c in _tests(cells)
    ],
    "an answer made Markdown": lambda cells: _double(cells).update(cell_type="markdown"),
    "an unknown cell type": lambda cells: cells.append(
        {"cell_type": "wild", "metadata": {}, "source": "x"}
    ),
    "source as a list": lambda cells: _double(cells).update(
        source=_double(cells)["source"].splitlines(True)
    ),
    "source that is a number": lambda cells: cells.append(
        {"cell_type": "code", "metadata": {}, "source": 7}
    ),
    "a lone surrogate": lambda cells: cells.append(
        {"cell_type": "code", "metadata": {}, "source": "'\ud800'"}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_right_answers_count_whatever_was_done_to_the_cells_around_them(grade, notebook_of, change):
    assert grade(edited(notebook_of({}), change)).scores == FULL


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_wrong_answers_stay_wrong_whatever_was_done_to_the_cells_around_them(
    grade, notebook_of, change
):
    wrong = {"double": "def double(x): return x", "first": "def first(x): return 0"}
    assert grade(edited(notebook_of(wrong), change)).scores == {
        "test_double": 0.0,
        "test_first": 0.0,
    }


def test_two_copies_of_an_answer_are_remarked(grade, notebook_of):
    result = grade(edited(notebook_of({}), CHANGES["an answer copied"]))
    assert any("more than once" in remark for remark in result.remarks)


def test_an_unchanged_solution_is_told_from_an_answer(grade, notebook_of):
    from_source = notebook_of(None)
    assert grade(from_source).untouched == ["double", "first"]
    assert grade({}).untouched == []
