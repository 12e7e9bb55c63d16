"""Which names are whose, and what a test's outputs are worth."""

import sys

import pytest

from autograder.engine.judge import Judge, score_of
from autograder.engine.reading import bound_names, definitions, free_names
from autograder.engine.sandbox import Limits


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
