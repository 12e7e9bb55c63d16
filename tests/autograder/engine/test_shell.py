"""The shell that runs cells knows what IPython's own shell knows, though it does less for it."""

import ast

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.engine.outputs import RESULT
from autograder.engine.shell import Shell

CELLS = ["1 + 1", "a = 2\n_ * a", "2.5", "True;", "'a;b'", "_i, _ii, _iii, _i3", "In[2:4]", "Out"]


@pytest.fixture
def stock():
    config = Config()
    config.HistoryManager.enabled = False
    return InteractiveShell(config=config)


@pytest.fixture
def shell():
    return Shell(10**6)


def test_what_was_typed_and_answered_is_known_by_the_same_names(shell, stock):
    for cell in CELLS:
        shell.run(cell)
        assert shell.value == stock.run_cell(cell, store_history=True).result, cell
    names = ["_", "__", "___", "_i", "_ii", "_iii", "_1", "_i1", "_i7", "In"]
    assert {n: shell.user_ns[n] for n in names} == {n: stock.user_ns[n] for n in names}


CELLS_OF_ALL_KINDS = [
    "1 + 1",
    "print('a')\nprint('b')\n_",
    "x = 2",
    "x; 3;",
    "def f():\n    1 / 0\nf()\nx = 3",
    "exit()",
    "raise SystemExit",
    "import warnings\nwarnings.warn('w')",
    "'a' is 'b'",
    "return 1",
    "f(:",
    "%matplotlib agg",
    "!true",
    "from __future__ import annotations\ny: nonsense = 1",
    "z: other_nonsense = 2",
    "import asyncio\nawait asyncio.sleep(0)\n5",
    "",
    "# nothing",
    "In[-1], Out, _i, __, x",
    "get_ipython().events.register('post_execute', lambda: print('after'))",
    "2.5",
]


def test_the_short_way_does_what_ipython_does_the_first_time_and_again(shell, monkeypatch):
    seen = []
    for codes in (lambda source: [], shell.plain_codes, shell.plain_codes):
        monkeypatch.setattr(shell, "plain_codes", codes)
        shell.forget()
        seen.append([(*shell.run(cell), shell.value) for cell in CELLS_OF_ALL_KINDS])
        shell.events.callbacks["post_execute"].clear()
    assert seen[0] == seen[1] == seen[2]


def test_a_cell_that_comes_in_each_notebook_is_compiled_once(shell, monkeypatch):
    for _ in range(2):
        shell.forget()
        outputs, _ = shell.run("6 * 7")
        monkeypatch.setattr(shell, "_compiled", None)
    assert outputs[0]["data"] == {"text/plain": "42"}


def test_who_wants_to_be_told_of_cells_is_told(shell):
    told = []
    for name in ("pre_run_cell", "post_run_cell"):
        shell.events.register(name, told.append)
    shell.run("1 + 1")
    before, after = told
    assert before.raw_cell == "1 + 1" and after.result == 2


def test_who_changes_trees_changes_those_of_plain_cells(shell):
    class Doubling(ast.NodeTransformer):
        def visit_Constant(self, node):
            return ast.copy_location(ast.Constant(2 * node.value), node)

    shell.run("4")
    shell.ast_transformers.append(Doubling())
    assert shell.run("4")[0][0]["data"] == {"text/plain": "8"}


@pytest.mark.parametrize("cell", ["1", "2.5", "float('nan')", "1e300", "True", "10**30", "None"])
def test_a_number_is_shown_as_ipython_shows_it(shell, stock, cell):
    value = stock.run_cell(cell).result
    shown, _ = stock.display_formatter.format(value)
    outputs, _ = shell.run(cell)
    assert [one["data"] for one in outputs] == ([shown] if value is not None else [])


def test_a_precision_that_was_set_is_kept_to(shell):
    with np.printoptions():  # the magic sets NumPy's, too
        shell.run("%precision 2")
        (output,), _ = shell.run("2 / 3")
    assert output["data"] == {"text/plain": "0.67"}


def test_a_number_of_an_own_kind_is_shown_as_it_wants(shell):
    shell.run("class Euro(float):\n    def __repr__(self): return f'{float(self):.2f} EUR'")
    (output,), _ = shell.run("Euro(2.5)")
    assert output["output_type"] == RESULT and output["data"] == {"text/plain": "2.50 EUR"}


WAYS = {
    "a method": "class Own(float):\n    def _repr_html_(self): return '<b>2</b>'\nOwn(2)",
    "a way for text": "ways['text/plain'].for_type(float, lambda x, p, c: p.text('II'))\n2.0",
    "a way for formulas": "ways['text/latex'].for_type(int, '${}$'.format)\n2",
    "a precision": "ways['text/plain'].float_precision = 3\n2.0",
}


@pytest.mark.parametrize("cell", WAYS.values(), ids=WAYS)
def test_a_number_that_has_a_way_of_its_own_is_shown_that_way(shell, stock, cell):
    with np.printoptions():
        for one in (shell, stock):
            one.user_ns["ways"] = one.display_formatter.formatters
        shown, _ = stock.display_formatter.format(stock.run_cell(cell).result)
        (output,), _ = shell.run(cell)
    assert output["data"] == shown != {"text/plain": "2"} and shown != {"text/plain": "2.0"}


def test_without_pictures_a_rich_value_is_its_text_until_they_are_back(shell):
    shell.run("class Rich:\n    def _repr_html_(self): return '<b>1</b>'")
    kinds = []
    for pictures in (True, False, False, True):
        (output,), _ = shell.run("Rich()", pictures)
        kinds.append(sorted(output["data"]))
    rich = ["text/html", "text/plain"]
    assert kinds == [rich, ["text/plain"], ["text/plain"], rich]
