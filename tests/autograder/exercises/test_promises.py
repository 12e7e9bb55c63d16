"""What every exercise of every lesson promises, tested for all at once."""

import ast
import builtins
import doctest
import inspect
import json
from dataclasses import replace

import numpy as np
import pytest

from autograder import catalog, grading
from autograder.build.sheets import sheet_text
from course.checks import bars
from course.checks.agreement import tolerance_for
from course.checks.compare import difference
from course.checks.diagnosis import diagnose
from course.checks.sheet import parse

EXERCISES = list(catalog.all_exercises().values())
SHEETS = {}
STUDENTS = [f"student {i}" for i in range(20)]
SLOW = 10.0  # seconds; an exercise with such a limit trains networks: three students will do
SHORT = 0.1  # seconds, where an endless loop is waited for; more where the reference is slow
NOISE = 1e-13  # a smaller number is what rounding left of a zero, and differs between machines


def every(kind):
    """Parametrize with (exercise, answer) for all misconceptions or all variants."""
    pairs = [(exercise, answer) for exercise in EXERCISES for answer in getattr(exercise, kind)]
    names = [f"{exercise.name}-{answer.__name__}" for exercise, answer in pairs]
    return pytest.mark.parametrize(("exercise", "answer"), pairs, ids=names)


each = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)


def sheet_of(exercise):
    """The sheet as it ships: through its JSON text and back."""
    if exercise.name not in SHEETS:
        SHEETS[exercise.name] = parse(json.loads(sheet_text(exercise)))
    return SHEETS[exercise.name]


def answer_by(exercise, change):
    """An answer that calls the reference and then `change(value, arguments)`."""

    def answer(*args, **named):
        value = exercise.reference(*args, **named)
        return change(value, (*args, *named.values()))

    return answer


@each
def test_the_reference_passes_every_case(exercise):
    verdict = diagnose(exercise.reference, sheet_of(exercise))
    assert verdict.passed, verdict
    for student in STUDENTS[: 20 if exercise.seconds < SLOW else 3]:
        grade = grading.assess(exercise, exercise.reference, student)
        assert grade.points == exercise.points, grade.failures


@every("misconceptions")
def test_a_misconception_is_named_and_earns_nothing(exercise, answer):
    verdict = diagnose(answer, sheet_of(exercise))
    assert not verdict.passed, "the shown cases do not catch it"
    assert verdict.mistake == answer.__name__, verdict
    assert verdict.sentence == " ".join(inspect.getdoc(answer).split())
    assert grading.assess(exercise, answer, "anyone").points == 0


@every("variants")
def test_another_right_answer_passes_every_case(exercise, answer):
    verdict = diagnose(answer, sheet_of(exercise))
    assert verdict.passed, verdict
    for student in STUDENTS[: 5 if exercise.seconds < SLOW else 2]:
        grade = grading.assess(exercise, answer, student)
        assert grade.points == exercise.points, grade.failures


@each
def test_single_precision_is_precise_enough(exercise):
    for name, arguments in exercise.shown.items():
        rough = _cast(arguments, np.float32)
        if tolerance_for(rough) == tolerance_for(arguments):
            continue  # no array of floats among them
        right = grading.expected(exercise, _cast(rough, np.float64))
        for answer in (exercise.reference, *exercise.variants):
            outcome = grading.run(exercise, answer, rough)
            assert not outcome.error, (name, answer.__name__, outcome)
            relative = exercise.tolerance or tolerance_for(rough)
            found = difference(outcome.value, right, relative=relative)
            assert found is None, (name, answer.__name__, found)


def _cast(value, dtype):
    if isinstance(value, dict):
        return {key: _cast(item, dtype) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_cast(item, dtype) for item in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    return value


@each
def test_a_stub_is_unwritten(exercise):
    def stub(*args, **named):
        raise NotImplementedError

    assert diagnose(stub, sheet_of(exercise)).mistake == "unwritten"
    assert grading.assess(exercise, stub).points == 0


@each
def test_a_given_starting_point_is_a_misconception(exercise):
    if exercise.starting_point is not None:
        assert exercise.starting_point in exercise.misconceptions


@each
def test_none_is_told_as_none(exercise):
    verdict = diagnose(lambda *args, **named: None, sheet_of(exercise))
    assert not verdict.passed
    if exercise.probe == "call":
        assert verdict.mistake == "none" and "return" in verdict.detail


@each
def test_a_wrong_shape_is_told(exercise):
    verdict = diagnose(answer_by(exercise, lambda value, _: _reshaped(value)), sheet_of(exercise))
    assert not verdict.passed
    if exercise.probe == "call":
        assert verdict.mistake in ("shape", "type"), verdict
        assert "shape" in verdict.detail or "expected" in verdict.detail


def _reshaped(value):
    if isinstance(value, dict):
        return {key: _reshaped(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_reshaped, value))
    if isinstance(value, str | bool) or value is None:
        return np.zeros((2, 3))
    return np.stack([value, value, value])


@each
def test_an_exception_is_told_with_its_message(exercise):
    def stopped(*args, **named):
        raise ZeroDivisionError("nothing to divide by")

    verdict = diagnose(stopped, sheet_of(exercise))
    assert verdict.mistake == "error"
    assert "nothing to divide by" in verdict.detail and "line 2" in verdict.detail


@each
def test_an_argument_changed_in_place_is_told(exercise):
    mutable = any(map(_can_change, next(iter(exercise.shown.values())).values()))
    if not mutable or exercise.probe not in ("call", "counted"):
        return
    verdict = diagnose(answer_by(exercise, _spoil), sheet_of(exercise))
    assert not verdict.passed
    assert "in place" in verdict.detail


def _can_change(value):
    return isinstance(value, dict | list | np.ndarray)


def _spoil(value, arguments):
    first = next(item for item in arguments if _can_change(item))
    if isinstance(first, np.ndarray):
        first += 1
    else:
        first.clear()
    return value


@pytest.mark.parametrize(
    "exercise", {e.probe: e for e in EXERCISES}.values(), ids=lambda e: e.probe
)
def test_an_endless_loop_is_stopped_by_every_probe(exercise):
    def endless(*args, **named):
        while True:
            pass

    seconds = max(SHORT, exercise.seconds / 10)
    verdict = diagnose(endless, replace(sheet_of(exercise), seconds=seconds))
    assert verdict.mistake == "endless" and f"{seconds:g} s" in verdict.detail
    assert grading.assess(replace(exercise, seconds=seconds), endless).points == 0


@each
def test_an_exercise_is_complete(exercise):
    assert len(exercise.hints) == 3 and len(set(exercise.hints)) == 3 and all(exercise.hints)
    assert 3 <= len(exercise.shown) <= 6 and 3 <= len(exercise.hidden) <= 6
    assert not set(exercise.shown) & set(exercise.hidden)
    assert exercise.draw is not None, "a random case is missing"
    assert len(exercise.variants) >= 2 and len(exercise.misconceptions) >= 3
    assert exercise.points > 0 and exercise.minutes > 0 and exercise.difficulty in (1, 2, 3)


@each
def test_what_is_measured_comes_last(exercise):
    for which in ("shown", "hidden"):
        cases = grading.frozen_cases(exercise, which)
        places = [i for i, case in enumerate(cases) if bars.measures(case, exercise.bars)]
        assert places in ([], list(range(len(cases) - len(places), len(cases))))


@each
def test_every_misconception_has_a_sentence_of_its_own(exercise):
    sentences = [inspect.getdoc(wrong) for wrong in exercise.misconceptions]
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.rstrip().endswith((".", "?")) for sentence in sentences)


@each
def test_hints_and_sentences_do_not_give_the_answer(exercise):
    told = [*exercise.hints, *(inspect.getdoc(wrong) for wrong in exercise.misconceptions)]
    lines = [line.strip() for line in _body(exercise.reference)]
    for line in lines:
        code = line.removeprefix("return ")
        assert len(code) < 15 or not any(code in text for text in told), code


def _body(reference):
    code = inspect.getsource(reference)
    return code.replace(inspect.getsource(reference).split('"""')[1], "").splitlines()[1:]


@each
def test_the_docstring_names_every_argument_and_its_example_runs(exercise):
    text = inspect.getdoc(exercise.reference)
    for name in inspect.signature(exercise.reference).parameters:
        assert name in text, f"{name} is not explained"
    names = {"np": np, exercise.name: exercise.reference}
    tests = doctest.DocTestFinder(recurse=False).find(
        exercise.reference, exercise.name, globs=names
    )
    results = [doctest.DocTestRunner().run(test) for test in tests]
    assert sum(result.attempted for result in results) > 0, "an example is missing"
    assert sum(result.failed for result in results) == 0


@each
def test_the_solution_uses_no_name_that_its_notebook_lacks(exercise):
    tree = ast.parse(inspect.getsource(exercise.reference))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)} | {exercise.name}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    own |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    given = {
        "np",
        *dir(builtins),
        *catalog.exercises_of(catalog.lesson_of(exercise.lesson_package)),
    }
    assert used - own - given == set()


@each
def test_a_sheet_holds_no_rounding_noise_and_nothing_hidden(exercise):
    text = sheet_text(exercise)
    data = json.loads(text)
    answers = [case["expected"] for case in data["shown"]]
    answers += [wrong["outcomes"] for wrong in data["misconceptions"]]
    noise = [x for x in _floats(answers) if 0 < abs(x) < NOISE]
    assert not noise, f"{noise}: choose numbers that rounding leaves exact"
    assert not [name for name in exercise.hidden if f'"{name}"' in text]


def _floats(data):
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [x for item in data for x in _floats(item)]
    return [data] if isinstance(data, float) else []
