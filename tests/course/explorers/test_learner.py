import sys
import time

import numpy as np
import pytest

from course.explorers.learner import LearnerError, Sentence, ask, numbers, patience


def test_what_a_function_returns_comes_back():
    assert ask(lambda a, b: a + b, 1, b=2) == 3


def test_a_stub_is_answered_with_what_to_do():
    def predict(x):
        raise NotImplementedError()

    with pytest.raises(LearnerError, match=r"predict is not written yet.*run check\(predict\)"):
        ask(predict, 1)


def endless(*_):
    while True:
        pass


def test_an_endless_loop_is_stopped_and_named():
    said = "waited 0.3 seconds for endless and stopped it"
    with pytest.raises(LearnerError, match=said), patience(0.3):
        ask(endless)


def test_many_slow_calls_use_up_one_patience():
    calls = []

    def slow():
        calls.append(1)
        time.sleep(0.05)

    with pytest.raises(LearnerError, match="waited 0.3 seconds for slow"), patience(0.3):
        for _ in range(1000):
            ask(slow)
    assert 0 < len(calls) < 8


def test_of_two_functions_the_one_whose_loop_is_endless_is_named():
    def outer(inner):
        while True:
            ask(inner)

    with pytest.raises(LearnerError, match="seconds for outer and"), patience(0.3):
        ask(outer, lambda: 1)
    with pytest.raises(LearnerError, match="seconds for endless and"), patience(0.3):
        ask(outer, endless)


def test_a_function_that_wants_to_end_the_kernel_becomes_a_sentence():
    with pytest.raises(LearnerError, match="<lambda> stopped with SystemExit"):
        ask(lambda: sys.exit(3))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "returned None; expected an array of shape (2,). Is a return missing?"),
        ("two", "is 'two'; expected an array of shape (2,)."),
        ([1.0, 2.0, 3.0], "has shape (3,); expected an array of shape (2,)."),
        ([[1.0], [2.0, 3.0]], "is [[1.0], [2.0, 3.0]]; expected an array of shape (2,)."),
    ],
)
def test_what_is_not_the_array_expected_is_said(value, sentence):
    with pytest.raises(LearnerError) as told:
        numbers(value, (2,), "f(x)")
    assert str(told.value) == f"f(x) {sentence}"


def test_numbers_of_any_kind_become_floats():
    assert numbers([1, 2], (2,), "f(x)").dtype == float
    assert numbers(np.float32(3), (), "f(x)") == 3


def test_a_sentence_is_shown_as_text_and_as_safe_html():
    sentence = Sentence("x < 1")
    assert repr(sentence) == "x < 1"
    assert "x &lt; 1" in sentence._repr_html_()
