import subprocess
import sys
import threading

import pytest
from ipywidgets import IntSlider

from course.study import predictions, study
from course.study.predictions import Prediction, _collected, _Covered, predict_first
from course.study.progress import load

NUMBER, CHOICE = "walk_first_step", "double_the_rate"


@pytest.fixture
def ask(lesson):
    """Make the prediction of a key, as `predict_first` does."""

    def make(key, truth=None, **changes):
        entry = study.predictions()[key] | changes
        return Prediction(entry, entry.get("answer") if truth is None else truth)

    return make


def commit(prediction, answer, confidence="0.75"):
    prediction._receive({"do": "commit", "answer": answer, "confidence": confidence})
    return prediction.view


def test_an_answer_is_compared_kept_and_explained(ask):
    view = commit(ask(NUMBER), "1,5")
    assert view["state"] == "answered"
    assert view["verdict"] == "You said 1.5; it is 1.449: 4 % too much, near enough."
    assert "<math" in view["explanation"]
    (kept,) = load()["predictions"][NUMBER]
    assert (kept["answer"], kept["truth"], kept["confidence"]) == (1.5, 1.449, 0.75)
    assert kept["right"] is True


def test_a_choice_is_compared_with_the_right_one(ask):
    assert commit(ask(CHOICE), "2")["verdict"] == "You said “it depends”: right."
    view = commit(ask(CHOICE), "0", "0.95")
    assert view["verdict"] == "You said “it arrives sooner”; it is “it depends”."
    assert [one["right"] for one in load()["predictions"][CHOICE]] == [True, False]


@pytest.mark.parametrize(
    ("key", "answer", "confidence", "sentence"),
    [
        (NUMBER, "abc", "0.5", "“abc” is not a number"),
        (NUMBER, "", "0.5", "Write a number first"),
        (NUMBER, "1.4", "", "Say how sure you are"),
        (CHOICE, "", "0.5", "Choose one of the answers first"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(ask, key, answer, confidence, sentence):
    view = commit(ask(key), answer, confidence)
    assert view["state"] == "asking" and sentence in view["problem"]
    assert load()["predictions"] == {}


def test_the_same_wrong_input_twice_is_answered_twice(ask):
    prediction = ask(NUMBER)
    turns = [commit(prediction, "abc")["turn"] for _ in range(2)]
    assert turns[0] != turns[1]


def test_nobody_has_to_answer_and_a_look_is_no_prediction(ask):
    prediction = ask(NUMBER)
    prediction.do_skip()
    assert prediction.view["state"] == "shown"
    assert prediction.view["verdict"] == "The answer: 1.449."
    assert load()["predictions"][NUMBER][0]["confidence"] is None
    assert ask(NUMBER).view["state"] == "asking"


def test_an_answered_question_comes_back_answered_and_can_be_tried_again(ask):
    commit(ask(NUMBER), "2")
    prediction = ask(NUMBER)
    assert prediction.view["state"] == "answered" and "You said 2" in prediction.view["verdict"]
    prediction.do_again()
    assert prediction.view["state"] == "asking"


def test_a_kept_answer_that_no_longer_fits_the_question_is_asked_anew(ask):
    commit(ask(NUMBER), "2")
    changed = ask(NUMBER, kind="choice", choices=["a", "b"], answer="a", truth="a")
    assert changed.view["state"] == "asking"


def test_a_computed_answer_is_computed_only_when_it_is_needed(ask):
    calls = []
    prediction = ask(NUMBER, truth=lambda: calls.append(1) or 0.26)
    assert not calls
    assert "it is 0.26" in commit(prediction, "0.3")["verdict"]
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("truth", "sentence"),
    [(lambda: 1 / 0, "ZeroDivisionError"), (lambda: float("nan"), "came out as nan")],
)
def test_an_answer_that_cannot_be_computed_does_not_block(ask, truth, sentence):
    prediction = ask(NUMBER, truth=truth)
    assert sentence in commit(prediction, "1")["problem"]
    prediction.do_skip()
    assert prediction.view["state"] == "shown"


def test_the_picture_is_covered_and_not_computed_before_the_answer(lesson):
    calls = []
    covered = _Covered(study.predictions()[NUMBER], None, lambda: calls.append(1))
    assert len(covered.box.children) == 1 and not calls
    (prediction,) = covered.box.children
    commit(prediction, "1.4")
    assert len(covered.box.children) == 2 and len(calls) == 1
    prediction.do_again()
    assert covered.box.children == (prediction,)
    prediction.do_skip()
    assert len(covered.box.children) == 2 and len(calls) == 1


@pytest.mark.parametrize(
    ("key", "truth", "sentence"),
    [
        ("walk_frst_step", None, "Did you mean walk_first_step?"),
        ("no_answer", None, "pass it as truth="),
        (NUMBER, "many", "does not answer the prediction"),
        (CHOICE, "perhaps", "does not answer the prediction"),
    ],
)
def test_a_prediction_that_cannot_be_asked_is_said_and_its_picture_shown(
    lesson, example, capsys, monkeypatch, key, truth, sentence
):
    text = example + (
        '[[prediction]]\nkey = "no_answer"\nquestion = "?"\nkind = "number"\nexplanation = "."\n'
    )
    (study.LESSONS / lesson / "study.toml").write_text(text, encoding="utf-8")
    study._read.cache_clear()
    shown = []
    monkeypatch.setattr(predictions, "display", shown.append)
    picture = IntSlider()
    predict_first(key, reveals=picture, truth=truth)
    assert sentence in capsys.readouterr().out
    assert shown == [picture]


def test_a_graded_notebook_gets_plain_text_and_no_picture(lesson, capsys, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    predict_first(NUMBER, reveals=lambda: 1 / 0)
    assert "What is it after one step" in capsys.readouterr().out


def test_the_browser_is_not_told_the_answer(ask):
    state = str(ask(NUMBER).get_state(["question", "kind", "choices", "unit", "promise", "view"]))
    assert "1.449" not in state


def test_two_pictures_uncovered_at_once_keep_their_texts_apart():
    """JupyterLab sends the messages of widgets to threads of their own."""
    texts, first_is_done = {}, threading.Event()

    def first_picture():
        second.start()
        print("first")

    def second_picture():
        first_is_done.wait(30)
        print("second")

    def uncover(picture):
        texts[picture] = "".join(one["text"] for one in _collected(picture))
        first_is_done.set()

    first, second = (
        threading.Thread(target=uncover, args=[picture])
        for picture in (first_picture, second_picture)
    )
    first.start()
    first.join()
    second.join()
    assert texts == {first_picture: "first\n", second_picture: "second\n"}


def test_a_message_that_arrives_while_a_picture_is_uncovered_is_not_lost():
    """The kernel tells its display, before it handles a message, to whom outputs will belong."""
    program = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "from course.study.predictions import _collected\n"
        "assert _collected(lambda: shell.display_pub.set_parent({})) == ()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
