"""Which cells of a submission run: those that an answer or a test hangs on."""

import pytest

from autograder.engine.needed import needed
from autograder.engine.reading import EVERYTHING, global_names
from autograder.engine.rebuild import Placed
from autograder.engine.template import UNGRADED, Cell


def given(source, *, graded=False, **marks):
    tags = {} if graded else {"tags": [UNGRADED]}
    blank = {"id": "", "solution": False, "locked": False, "points": None}
    cell = Cell(kind="code", source=source, shown=source, metadata=tags, **(blank | marks))
    return Placed(cell, "code", source)


def answer(source):
    return Placed(given("", graded=True, solution=True, id="f").cell, "code", source)


SETUP = given("import numpy as np", graded=True, locked=True)
TEST = given("assert f(2) == 4", graded=True, points=1.0)


def runs(*cells):
    return needed(cells, lambda texts, _: [global_names(text) for text in texts])


def test_a_picture_that_nothing_hangs_on_is_skipped():
    picture = given("y = np.zeros(3)\nprint(f(y))")
    assert runs(SETUP, answer("def f(x): return 2 * x"), TEST, picture) == [True, True, True, False]


@pytest.mark.parametrize(
    "source",
    ["def f(x): return scale * x", "def f(x):\n    def g(): return scale\n    return g() * x"],
)
def test_a_cell_that_binds_what_an_answer_reads_runs(source):
    assert runs(SETUP, given("scale = 2"), answer(source), TEST) == [True] * 4


def test_a_cell_that_only_a_needed_cell_reads_runs_too():
    cells = [SETUP, given("base = 1"), given("scale = base + 1"), answer("def f(x): return scale")]
    assert runs(*cells, TEST) == [True] * 5


def test_an_argument_of_the_same_name_needs_nothing():
    assert runs(SETUP, given("scale = 2"), answer("def f(scale): return scale"), TEST)[1] is False


def test_a_cell_that_changes_what_an_answer_reads_runs():
    cells = [
        SETUP,
        given("table = [2]"),
        given("table.append(3)"),
        answer("def f(x): return table"),
    ]
    assert runs(*cells, TEST) == [True] * 5


@pytest.mark.parametrize("source", ["def f(x): return globals()['scale']", "eval('scale')"])
def test_an_answer_that_reads_names_in_a_roundabout_way_has_all_cells_run(source):
    assert EVERYTHING in global_names(source)
    assert runs(SETUP, given("scale = 2"), answer(source), TEST) == [True] * 4


def test_a_learners_own_cell_counts_as_an_answer():
    extra = Placed(None, "code", "print(scale)")
    assert runs(SETUP, given("scale = 2"), extra, TEST) == [True] * 4


def test_without_the_tag_every_cell_runs():
    assert runs(SETUP, given("y = 1", graded=True), answer("def f(x): return x")) == [True] * 3


NAMES = {"scale", "table"}


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("def f(x):\n    return 2 * x", []),
        ("def f(scale):\n    return scale.table", []),
        ("def f(x):\n    return scale * x", ["scale"]),
        (
            "class F:\n    factor = scale\n    def g(self):\n        return [table for _ in 'ab']",
            ["scale", "table"],
        ),
        ("%matplotlib inline\nprint(scale)", ["scale"]),
        ("def f(x):\n    return globals()['scale']", [EVERYTHING]),
        ("import sys\nsys.modules['__main__']", [EVERYTHING]),
        ("def f(x:\n    return scale", []),
        ("", []),
    ],
)
def test_a_player_tells_which_of_the_names_a_text_reads(nursery, source, read):
    link = nursery.fork()
    assert link.read_by([source], NAMES) == [read]
    link.close()
