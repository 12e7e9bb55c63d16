import pytest

from course.study import study
from course.study.progress import load
from course.study.quizzes import Quiz, quiz


@pytest.fixture
def asked(lesson):
    return Quiz(lesson, study.load(lesson)["quiz"])


def answer(widget, question, value):
    widget._receive({"do": "answer", "question": question, "answer": value})
    return widget.view["replies"][str(question)]


def test_each_wrong_choice_says_why(asked):
    reply = answer(asked, 0, [1])
    assert reply["right"] is False
    assert "writes into the caller's array" in reply["lines"][0]
    assert reply["lines"][1] == "One more choice is right."


def test_a_right_choice_counts_and_the_first_try_is_kept_apart(asked, lesson):
    answer(asked, 0, [1])
    assert answer(asked, 0, [0])["right"] is True
    answer(asked, 1, "1,7")
    assert asked.view["score"] == "2 of 2 right, 1 of them at the first try."
    assert Quiz(lesson, study.load(lesson)["quiz"]).view["score"] == asked.view["score"]


def test_a_right_choice_beside_a_wrong_one_is_not_right(asked):
    assert answer(asked, 0, [0, 1])["right"] is False


def test_a_number_is_compared_in_a_sentence(asked):
    reply = answer(asked, 1, "2")
    assert reply["right"] is False and "18 % too much" in reply["lines"][0]


@pytest.mark.parametrize(("question", "value"), [(0, []), (1, ""), (1, "two")])
def test_no_answer_is_no_attempt(asked, question, value):
    assert "problem" in answer(asked, question, value)
    assert load()["quizzes"] == {}


def test_the_browser_is_not_told_what_is_right(asked):
    state = str(asked.questions)
    assert "right" not in state.replace("learning_rate", "") and "because" not in state


@pytest.mark.parametrize(
    ("lesson_name", "sentence"),
    [(None, "not named after a lesson"), ("99", "There is no lesson called '99'")],
)
def test_a_lesson_that_cannot_be_told_is_said(
    lesson, capsys, tmp_path, monkeypatch, lesson_name, sentence
):
    monkeypatch.chdir(tmp_path)
    quiz(lesson_name)
    assert sentence in capsys.readouterr().out
