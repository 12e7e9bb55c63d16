from dataclasses import replace

import numpy as np
import pytest

from course.checks.diagnosis import diagnose
from course.checks.outcome import Outcome
from course.checks.sheet import Case, Misconception, Sheet

CASES = [3.0, 5.0, -2.0, 7.0]


def sheet(*wrong, seconds=1.0):
    """A sheet for f(x) = 2 x, with misconceptions given as (name, function)."""
    return Sheet(
        exercise="double",
        lesson="01-weight-updates",
        points=1,
        extra_credit=False,
        probe="call",
        positional=("x",),
        results=(),
        tolerance=None,
        seconds=seconds,
        cases=tuple(Case(f"x = {x:g}", {"x": np.array([x])}, np.array([2 * x])) for x in CASES),
        misconceptions=tuple(
            Misconception(name, f"{name} is wrong.", tuple(map(f, CASES))) for name, f in wrong
        ),
        hints=("a", "b", "c"),
    )


def value(number):
    return Outcome(value=np.array([number]))


SQUARED = ("squared", lambda x: value(x * x))
ADDED = ("added", lambda x: value(x + 3.0))
CHANGED = ("changed it", lambda x: Outcome(value=np.array([2 * x]), changed=("x",)))
SIZE = ("size", lambda x: None if x > 0 else value(-2 * x))
RAISED = ("raised", lambda x: Outcome(error="ValueError"))


def test_a_right_answer_passes_every_case():
    verdict = diagnose(lambda x: x + x, sheet(SQUARED))
    assert verdict.passed and verdict.cases_passed == verdict.cases == len(CASES)


def test_a_known_mistake_is_named_with_its_sentence_and_first_case():
    verdict = diagnose(lambda x: x**2, sheet(ADDED, SQUARED))
    assert (verdict.mistake, verdict.sentence) == ("squared", "squared is wrong.")
    assert verdict.case == "x = 3" and verdict.detail == "[0]: got 9; expected 6"


def test_an_unknown_mistake_is_told_by_its_values():
    verdict = diagnose(lambda x: 10 * x, sheet(SQUARED, ADDED))
    assert verdict.mistake == "value" and not verdict.sentence


def test_a_mistake_that_shows_only_in_a_later_case_is_named():
    verdict = diagnose(lambda x: 2 * abs(x), sheet(SIZE))
    assert verdict.mistake == "size" and verdict.case == "x = -2" and verdict.cases_passed == 3


def test_a_misconception_that_fits_the_first_case_only_is_not_named():
    def other(x):
        return np.array([9.0 if x[0] == 3 else 100.0])

    assert diagnose(other, sheet(SQUARED)).mistake == "value"


def test_a_misconception_is_not_named_where_a_case_passes_that_it_fails():
    def other(x):
        return x * x if x[0] in (3.0, 5.0, 7.0) else 2 * x

    assert diagnose(other, sheet(SQUARED)).mistake == "value"


def test_the_misconception_that_explains_more_cases_is_named():
    half = ("half", lambda x: value(x * x) if x in (3.0, 5.0) else value(0.0))
    assert diagnose(lambda x: x * x, sheet(half, SQUARED)).mistake == "squared"


def test_a_change_in_place_is_told_and_can_be_a_known_mistake():
    def doubles(x):
        x *= 2
        return x.copy()

    assert diagnose(doubles, sheet()).mistake == "changed"
    assert "`x` was changed in place" in diagnose(doubles, sheet()).detail
    assert diagnose(doubles, sheet(CHANGED)).mistake == "changed it"


def test_an_error_alone_is_no_known_mistake_unless_all_cases_agree():
    def stops(x):
        raise ValueError("no")

    def stops_once(x):
        if x[0] == 3:
            raise ValueError("no")
        return 10 * x

    assert diagnose(stops, sheet(RAISED)).mistake == "raised"
    assert diagnose(stops_once, sheet(RAISED)).mistake == "error"


@pytest.mark.parametrize("first", [NotImplementedError, NotImplementedError("later")])
def test_an_unwritten_function_is_no_mistake(first):
    def stub(x):
        raise first

    verdict = diagnose(stub, sheet(("nothing", lambda x: Outcome(error="NotImplementedError"))))
    assert verdict.mistake == "unwritten" and verdict.cases_passed == 0


def test_an_endless_loop_ends_the_check():
    calls = []

    def endless(x):
        calls.append(x)
        while True:
            pass

    verdict = diagnose(endless, sheet(seconds=0.05))
    assert verdict.mistake == "endless" and "0.05 s" in verdict.detail and len(calls) == 1


def test_a_function_that_calls_itself_without_an_end_is_told_so_wherever_it_was_called_from():
    def double(x):
        return double(x)

    detail = diagnose(double, sheet()).detail
    assert detail.startswith("it stopped with RecursionError (line ")
    assert detail.endswith("): it calls itself without an end")


MEASURING = (
    Case("quick", {"x": "quick"}, {"kind": "right"}),
    Case("slow", {"x": "slow"}, {"kind": "right", "accuracy": 0.9}),
)


@pytest.mark.parametrize(("kind", "asked"), [("right", ["quick", "slow"]), ("wrong", ["quick"])])
def test_what_is_measured_is_asked_for_only_after_everything_else_is_right(kind, asked):
    seen = []

    def answer(x):
        seen.append(x)
        return {"kind": kind} | ({"accuracy": 0.95} if x == "slow" else {})

    measuring = replace(sheet(), cases=MEASURING, bars={"accuracy": (0.5, 0.9)})
    verdict = diagnose(answer, measuring)
    assert seen == asked and verdict.passed == (kind == "right") and verdict.cases == 2
    assert measuring.without_measuring().cases == MEASURING[:1]
    assert len(sheet().without_measuring().cases) == len(CASES)
