"""A feedback page shows a learner the own work and what was said of it, and no hidden test."""

import html

import pytest

from autograder.engine.template import Cell, Template
from autograder.feedback.marks import Marks
from autograder.feedback.page import render

HIDDEN = "assert f(3) == 'the hidden answer'"
SCRIPT = "<script>alert(1)</script>"


def cell(name, source, kind="code", **others):
    marks = {"nbgrader": {"grade_id": name}} if name else {}
    outputs = {"outputs": others.pop("outputs", [])} if kind == "code" else {}
    return {"cell_type": kind, "metadata": marks, "source": source} | outputs | others


def known(name, source, shown=None, kind="code", **others):
    blank = {"solution": False, "locked": False, "points": None}
    return Cell(name, kind, source, source if shown is None else shown, **(blank | others))


TEMPLATE = Template(
    "hw",
    (
        known("f", "def f(x): return x", solution=True),
        known("test_f", f"check(f)\n{HIDDEN}", "check(f)", points=2.0),
        known("why", "Because.", kind="markdown", solution=True),
    ),
)
MARKS = Marks({"test_f": 1.5, "why": None}, {"test_f": 2.0, "why": 3.0}, {"why": "Say *more*."})


def page(*cells, marks=MARKS, **how):
    return render("hw", {"nbformat": 4, "cells": list(cells)}, marks, TEMPLATE, **how)


def result(text, **metadata):
    data = {"text/plain": "plain", "text/html": text}
    return {"output_type": "display_data", "data": data, "metadata": metadata}


def test_scores_comments_and_what_waits_for_a_person_are_shown():
    text = page(cell("test_f", "check(f)"), cell("why", "Because of this.", "markdown"))
    assert "<strong>1.5</strong> of 5 points" in text
    assert "1 answer is still to be graded by hand" in text
    assert "Say <em>more</em>." in text and "Because of this." in text


def test_a_hidden_test_is_in_no_page():
    error = {"output_type": "error", "traceback": [HIDDEN], "ename": "E", "evalue": HIDDEN}
    told = {"output_type": "stream", "name": "stdout", "text": "the hidden answer"}
    shown = result("<b>the hidden answer</b>")
    test = cell("test_f", f"check(f)\n{HIDDEN}", outputs=[told, shown, error])
    assert "hidden answer" not in page(test)
    assert "A test of this part failed." in page(test)


def test_an_instructor_may_show_hidden_tests():
    assert "hidden answer" in page(cell("test_f", HIDDEN), show_hidden=True)


def test_what_check_said_is_shown():
    said = result("<b>Not divided by N.</b>", descent="f")
    assert "<b>Not divided by N.</b>" in page(cell("test_f", HIDDEN, outputs=[said]))


@pytest.mark.parametrize(
    "cells",
    [
        [cell("why", SCRIPT, "markdown")],
        [cell("f", f"'''{SCRIPT}'''")],
        [cell("", "display()", outputs=[result(SCRIPT)])],
        [cell("", "print()", outputs=[{"output_type": "stream", "text": SCRIPT}])],
        [cell("", "1/0", outputs=[{"output_type": "error", "traceback": [SCRIPT]}])],
        [cell("", "x", outputs=[{"output_type": "display_data", "data": {"image/png": SCRIPT}}])],
    ],
    ids=["answer", "code", "html", "print", "traceback", "picture"],
)
def test_no_script_of_a_learner_reaches_a_page(cells):
    assert SCRIPT not in page(*cells)


def test_formulas_are_drawn_without_a_network():
    text = page(cell("", "The rate $\\eta$ and $\\unknowncommand$.", "markdown"))
    assert "<math" in text and "<script" not in text and "src=" not in text
    assert "<code>\\unknowncommand</code>" in text


def test_a_cell_that_was_only_to_look_at_is_left_out():
    explorer = cell("", "explorers.walk()") | {"metadata": {"tags": ["ungraded"]}}
    assert "explorers" not in page(explorer)
    assert "1 + 1" in html.unescape(page(cell("", "'1 + 1'")))
