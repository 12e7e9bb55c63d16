"""What the judge asks a player, and how little it has to ask."""

import socket
import time

import numpy as np
import pytest

from autograder.engine.channel import Channel
from autograder.engine.link import Link, PlayerGone
from autograder.engine.sandbox import Limits

F = "def f(x):\n    return 2 * x"


@pytest.fixture
def link(nursery):
    link = nursery.fork()
    yield link
    link.close()


def test_a_function_comes_along_with_the_cell_that_defines_it(link, monkeypatch):
    link.run(F, names=["f", "missing"])
    with monkeypatch.context() as patch:
        patch.setattr(link, "_ask", lambda *asked: pytest.fail(f"asked once more: {asked}"))
        found = link.names(["missing", "f"])
    assert set(found) == {"f"} and found["f"](21) == 42


def test_a_value_that_is_too_large_to_come_along_does_not_cost_the_cell_its_outputs(link):
    outputs, ended_well = link.run("print('done')\nbig = bytes(2**28)", names=["big"])
    assert ended_well and outputs[0]["text"] == "done\n"
    with pytest.raises(Exception, match="cannot be handed over"):
        link.names(["big"])


def test_what_came_along_is_forgotten_when_something_else_is_asked(link):
    link.run(F, names=["f"])
    link.run("f = 3")
    assert link.names(["f"]) == {"f": 3}


def test_what_came_along_answers_no_other_question(link):
    link.run(F, names=["f"])
    assert link.names([]) == {}


def test_the_way_to_a_function_that_is_lent_is_not_the_learners_time(link):
    """Both sides pack and unpack the same arrays, which here is nearly all that they do."""
    link.run("def ask(f, x):\n    for _ in range(100):\n        f(x)", names=["ask"])
    before, judge = link.spent(), time.process_time()
    link.names(["ask"])["ask"](lambda x: None, np.zeros(100_000))
    judge = time.process_time() - judge
    assert 0 < link.spent() - before < judge / 4


WELL = [4, "", "", None, [], []]


@pytest.mark.parametrize(
    "message",
    [
        ("cases", []),
        ("cases", [4]),
        ("cases", [WELL, WELL[1:]]),
        ("cases", [["", 4, *WELL[2:]]]),
        ("done", 4),
        ("cases", [WELL], []),
        4,
    ],
    ids=repr,
)
def test_a_player_that_tells_of_no_case_is_not_heard_any_further(message):
    mine, theirs = socket.socketpair()
    link, player = Link(Channel(mine), lambda: None, Limits()), Channel(theirs)
    player.send(message)
    with pytest.raises(PlayerGone, match="ended"):
        link.cases(None, [b"", b""], "call", (), 1.0)
    assert not link.alive
    player.close()
