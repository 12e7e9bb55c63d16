"""A traceback is drawn once, and reads as IPython's own wherever it is shown again."""

import re

import pytest
from IPython.core import ultratb

from autograder.engine import tracebacks
from autograder.engine.shell import Shell

FAILING = [
    "assert 1 == 2, 'one is not two'",
    "x = 1\nx.nothing",
    "def f(n):\n    return 1 / n\n\nf(1)\nf(0)",
    "import json\njson.loads('{')",
    "raise KeyError('k') from None",
    "try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('after it')",
    "error = ValueError('v')\nerror.add_note('a note')\nraise error",
    "raise ExceptionGroup('several', [ValueError('one')])",
]


@pytest.fixture
def shell():
    """The one shell of this process, which a traceback asks for the numbers of cells."""
    Shell.clear_instance()
    yield Shell.instance(10**6)
    Shell.clear_instance()


@pytest.fixture
def drawings(monkeypatch):
    """Count how often IPython draws a traceback."""
    draw, drawn = ultratb.AutoFormattedTB.structured_traceback, []

    def counted(self, *arguments, **named):
        drawn.append(arguments)
        return draw(self, *arguments, **named)

    monkeypatch.setattr(ultratb.AutoFormattedTB, "structured_traceback", counted)
    return drawn


def shown(shell, *cells):
    """The outputs of cells that are run in a new notebook."""
    shell.forget()
    return [shell.run(cell)[0] for cell in cells]


@pytest.mark.parametrize("cell", FAILING)
def test_an_error_reads_as_ipython_draws_it_the_first_time_and_again(shell, cell, monkeypatch):
    ours = [shown(shell, cell) for _ in range(3)]
    with monkeypatch.context() as patched:
        patched.delattr(shell.InteractiveTB, "structured_traceback")  # the class's is left
        assert ours == [shown(shell, cell)] * 3


def test_the_same_error_of_the_same_line_is_drawn_once(drawings, shell):
    seen = [shown(shell, "2 + 2", "missing + 1") for _ in range(20)]
    assert all(one == seen[0] for one in seen)
    assert len(drawings) <= 2  # Python's own calls have two addresses: one before they are fast


PLACES = "1 / n if n == 0 else 1 / (n - 1)"
CHAINED = "try:\n    raise ValueError(n)\nexcept ValueError:\n    raise KeyError('k')"


@pytest.mark.parametrize(
    "first, second",
    [
        (["n = 1", "assert n == 3, n"], ["n = 2", "assert n == 3, n"]),
        (["1 / 0"], ["2", "1 / 0"]),
        (["assert False"], ["assert  False"]),
        (["n = 0", PLACES], ["n = 1", PLACES]),
        (["n = 0", CHAINED], ["n = 1", CHAINED]),
    ],
    ids=["message", "number of the cell", "text", "place", "error before it"],
)
def test_another_one_is_drawn_anew(shell, first, second):
    one, other = (shown(shell, *cells)[-1] for cells in (first, second))
    assert one[0]["traceback"] != other[0]["traceback"]


def test_where_values_are_shown_they_are_those_of_this_run(shell):
    shell.run("%xmode Verbose")
    for n in (4, 5):
        shell.forget()
        shell.user_ns["n"] = n
        traceback = shell.run("raise ValueError if n else KeyError")[0][0]["traceback"]
        assert f"n = {n}" in re.sub(r"\x1b\[[\d;]*m", "", "\n".join(traceback))


def test_no_more_is_kept_than_a_bound(shell, monkeypatch):
    monkeypatch.setattr(tracebacks, "MOST", 3)
    for number in range(8):
        shown(shell, f"raise ValueError({number})")
    assert len(shell.InteractiveTB.structured_traceback._known) <= 3
