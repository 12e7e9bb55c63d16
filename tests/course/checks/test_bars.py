import pytest

from course.checks import bars
from course.checks.diagnosis import diagnose
from course.checks.outcome import Outcome
from course.checks.report import Report
from course.checks.sheet import Case, Misconception, Sheet

BARS = {"accuracy": (0.5, 0.9), "used": (0, 0)}


@pytest.mark.parametrize(("accuracy", "share"), [(0.4, 0), (0.5, 0), (0.7, 0.5), (0.9, 1), (1, 1)])
def test_credit_grows_on_a_straight_line_between_nothing_and_the_bar(accuracy, share):
    assert bars.credit({"accuracy": accuracy, "used": 3}, BARS) == pytest.approx(share)


@pytest.mark.parametrize("value", [None, 3.0, "text", {"other": 1}, {"accuracy": "high"}])
def test_an_answer_without_measured_entries_is_left_to_the_comparison(value):
    assert bars.credit(value, BARS) == 1
    assert bars.lifted(value, BARS) == bars.settled(value, BARS) == value
    assert bars.shortfall(value, BARS) == bars.said(value, BARS) == ""


def test_a_value_is_settled_on_its_side_of_the_bar():
    assert bars.settled({"accuracy": 0.899, "used": 2, "a": 1}, BARS) == {
        "accuracy": 0.5,
        "used": 0,
        "a": 1,
    }
    assert bars.settled({"accuracy": 0.97}, BARS) == {"accuracy": 0.9}


@pytest.fixture
def sheet():
    case = Case("a split", {"x": 1}, {"kind": "net", "accuracy": 0.9, "used": 0})
    low = Outcome(value={"kind": "net", "accuracy": 0.5, "used": 0})
    none = Outcome(value={"kind": "none", "accuracy": 0.5, "used": 0})
    return Sheet(
        exercise="measure",
        lesson="99-test",
        points=4,
        extra_credit=False,
        probe="call",
        positional=("x",),
        results=(),
        tolerance=None,
        seconds=2.0,
        cases=(case,),
        misconceptions=(
            Misconception("none", "Nothing came back.", (none,)),
            Misconception("too_little", "It learns too little.", (low,)),
        ),
        hints=("a", "b", "c"),
        bars=BARS,
    )


def answer(kind="net", accuracy=0.95):
    return lambda x: {"kind": kind, "accuracy": accuracy, "used": 7.5}


def test_a_passed_check_says_what_was_measured(sheet):
    verdict = diagnose(answer(), sheet)
    assert verdict.passed and verdict.measured == "accuracy 0.95, used 7.5"
    assert "Measured: accuracy 0.95, used 7.5." in repr(Report("measure", verdict))


@pytest.mark.parametrize("accuracy", [0.3, 0.6, 0.89])
def test_an_answer_below_the_bar_is_told_what_it_earns(sheet, accuracy):
    verdict = diagnose(answer(accuracy=accuracy), sheet)
    assert not verdict.passed and verdict.mistake == "too_little"
    assert f"accuracy {accuracy}" in verdict.detail and "accuracy 0.9 earns all" in verdict.detail


def test_what_is_wrong_besides_is_told_first(sheet):
    verdict = diagnose(answer(kind="none", accuracy=0.2), sheet)
    assert verdict.mistake == "none" and "expected 'net'" in verdict.detail
