from dataclasses import replace

import numpy as np
import pytest

from autograder import catalog, grading
from autograder.exercise import Exercise
from autograder.feedback import text

STUDENT = "student 1"


def told(grade):
    return [str(failure) for failure in grade.failures]


def double(x):
    return 2 * x


@pytest.fixture
def exercise():
    home = Exercise(
        double,
        points=3,
        minutes=1,
        difficulty=1,
        shown={"two": {"x": 2.0}, "three": {"x": 3.0}},
        hidden={"negative": {"x": -1.0}, "large": {"x": 1e9}},
        hints=("a", "b", "c"),
    )
    home.fresh(lambda rng: {"x": rng.uniform(1, 10)})
    return home


def test_a_right_answer_earns_all_points(exercise):
    assert grading.assess(exercise, double, STUDENT) == grading.Grade(3, 3, ())


def test_a_shown_case_that_fails_leaves_nothing(exercise):
    grade = grading.assess(exercise, lambda x: 6.0, STUDENT)
    assert grade.points == 0 and told(grade) == ["two: got 6; expected 4"]


def test_hidden_cases_and_the_drawn_one_share_the_second_half(exercise):
    grade = grading.assess(exercise, abs_double, STUDENT)
    assert grade.points == 3 * (0.5 + 0.5 * 2 / 3)
    assert told(grade) == ["negative: got 2; expected -2"]


def abs_double(x):
    return abs(2 * x)


def test_who_knows_only_the_shown_answers_by_heart_earns_nothing(exercise):
    grade = grading.assess(exercise, lambda x: {2.0: 4.0, 3.0: 6.0}.get(x, 0.0), STUDENT)
    assert grade.points == 0 and len(grade.failures) == 3


def test_a_drawn_case_belongs_to_the_student(exercise):
    def drawn(student):
        return grading.fresh_case(exercise, grading.seed_for(student, exercise.name))

    assert drawn(STUDENT) == drawn(STUDENT) != drawn("student 2")


def test_cases_after_an_endless_loop_are_not_run(exercise):
    def endless(x):
        while True:
            pass

    grade = grading.assess(replace(exercise, seconds=0.05), endless, STUDENT)
    assert grade.points == 0 and told(grade)[-1] == "three: not run"


@pytest.mark.parametrize("broken", ["raises", "changes"])
def test_a_reference_that_fails_is_no_zero(exercise, broken):
    def raises(x):
        raise ValueError("no")

    def changes(x):
        x += 1
        return x

    home = replace(exercise, reference=locals()[broken], shown={"one": {"x": np.array([1.0])}})
    with pytest.raises(grading.ReferenceFailed, match=broken):
        grading.assess(home, double, STUDENT)


def test_grade_finds_the_exercise_by_the_name_of_the_function():
    reference = catalog.find("predict").reference
    assert grading.grade(reference, STUDENT) == catalog.find("predict").points


def test_an_unknown_exercise_is_refused_with_the_known_names():
    with pytest.raises(catalog.UnknownExercise, match="predict"):
        catalog.find("prediction")


def test_a_misconception_needs_its_sentence(exercise):
    with pytest.raises(ValueError, match="the sentence that the learner reads"):
        exercise.misconception(lambda x: x)


def measured(reached):
    return {"kind": "a number", "accuracy": reached, "used": 3.0}


@pytest.fixture
def barred():
    """An answer is measured: nothing up to 0.5, all from 0.9 on; `used` is only shown."""
    return Exercise(
        measured,
        points=4,
        minutes=1,
        difficulty=1,
        bars={"accuracy": (0.5, 0.9), "used": (0, 0)},
        shown={"one": {"reached": 0.95}},
        hidden={"two": {"reached": 0.9}, "three": {"reached": 0.99}},
        hints=("a", "b", "c"),
    )


@pytest.mark.parametrize(
    ("reached", "points"), [(0.5, 0), (0.2, 0), (0.6, 1), (0.8, 3), (0.9, 4), (1.0, 4)]
)
def test_what_is_measured_earns_points_in_proportion(barred, reached, points):
    grade = grading.assess(barred, lambda _: measured(reached), STUDENT)
    assert grade.points == pytest.approx(points)
    assert bool(grade.failures) == (points < 4)


def test_of_what_is_measured_the_least_case_decides(barred):
    answers = {0.95: 0.8, 0.9: 0.7, 0.99: 1.0}
    grade = grading.assess(barred, lambda reached: measured(answers[reached]), STUDENT)
    assert grade.points == 4 * 0.5
    assert told(grade)[0] == (
        "one: accuracy 0.8, used 3: this earns 75 % of the points; accuracy 0.9 earns all"
    )


def test_what_is_drawn_is_measured_in_place_of_what_is_shown_and_told(barred, monkeypatch):
    home = replace(
        barred,
        shown={"quick": {"reached": None}, "one": {"reached": 0.95}},
        reference=lambda reached: measured(reached) if reached else {"kind": "a number"},
        draw=lambda rng: {"reached": 0.91},
    )
    asked = []

    def answer(reached):
        asked.append(reached)
        return home.reference(reached if reached != 0.91 else 0.7)

    shown = []
    display = "IPython.display.display"
    monkeypatch.setattr(display, lambda data, **more: shown.append({"data": data, **more}))
    monkeypatch.setattr(grading.catalog, "find", lambda name: home)
    points = grading.grade(answer, STUDENT)
    assert asked == [None, 0.9, 0.99, 0.91] and points == 4 * 0.5
    said = "accuracy 0.7, used 3: this earns 50 % of the points; accuracy 0.9 earns all"
    assert told(points) == [f"a case drawn for you: {said}"]
    (output,) = shown
    sentence = f"✗ answer, measured for the grade: {said}."
    assert output["data"]["text/plain"] == sentence and sentence in text.report(output)


def test_what_is_not_measured_is_compared_all_the_same(barred):
    grade = grading.assess(barred, lambda reached: measured(reached) | {"kind": "a word"}, STUDENT)
    assert grade.points == 0 and "expected 'a number'" in told(grade)[0]


def test_a_reference_below_its_own_bar_is_no_zero(barred):
    home = replace(barred, shown={"one": {"reached": 0.7}})
    with pytest.raises(grading.ReferenceFailed, match="accuracy 0.7"):
        grading.assess(home, lambda reached: measured(0.95), STUDENT)
