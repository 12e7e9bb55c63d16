"""The shell that runs cells knows what IPython's own shell knows, though it does less for it."""

import numpy as np
import pytest
from IPython.core.compilerop import CachingCompiler
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


OFTEN = [
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


def test_a_cell_that_comes_often_does_the_same_each_time_as_one_that_comes_once(shell):
    seen = []
    for run in (shell.run, shell.run_often, shell.run_often):
        shell.forget()
        seen.append([(*run(cell), shell.value) for cell in OFTEN])
        for called in ("pre_execute", "post_execute"):
            shell.events.callbacks[called].clear()
    assert seen[0] == seen[1] == seen[2]


def test_a_cell_that_comes_often_is_compiled_once(shell, monkeypatch):
    shell.forget()
    shell.run_often("6 * 7")
    shell.forget()
    monkeypatch.setattr(shell, "_compiled", None)
    assert shell.run_often("6 * 7")[0][0]["data"] == {"text/plain": "42"}


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


AHEAD = {"a = 1\na + 1": True, "'\\d'": False, "%precision": False}


@pytest.mark.parametrize(("cell", "ahead"), AHEAD.items(), ids=map(repr, AHEAD))
def test_a_cell_is_read_once_and_ahead_unless_it_warns_or_is_no_plain_python(
    shell, monkeypatch, cell, ahead
):
    names = []

    def reading(compiler, source, filename="<unknown>", symbol="exec"):
        tree = read(compiler, source, filename, symbol)
        names.append(filename)
        return tree

    read = CachingCompiler.ast_parse
    monkeypatch.setattr(CachingCompiler, "ast_parse", reading)
    shell.run(cell)
    assert len(names) == 1 and (names == ["<unknown>"]) == ahead


def test_a_tree_that_was_read_ahead_is_used_for_its_own_cell_alone(shell):
    shell.compile.read_ahead("a = 1\n")
    assert shell.run("a = 2\na")[0][0]["data"] == {"text/plain": "2"}
    shell.run("from __future__ import annotations")
    shell.run("def f(x: unknown): pass")
    assert shell.user_ns["f"].__annotations__ == {"x": "unknown"}
