import numpy as np
import pytest

from course.explorers.learner import LearnerError, Sentence, ask, numbers


def test_what_a_function_returns_comes_back():
    assert ask(lambda a, b: a + b, 1, b=2) == 3


def test_a_stub_is_answered_with_what_to_do():
    def predict(x):
        raise NotImplementedError()

    with pytest.raises(LearnerError, match=r"predict is not written yet.*run check\(predict\)"):
        ask(predict, 1)


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
