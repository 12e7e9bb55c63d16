"""Lesson after lesson through stock nbgrader, and through the engine beside it."""

import shutil
from itertools import cycle

import nbformat
import pytest
from stock import assert_same_rows, engine, hand_in, nbgrader, scores, shown

from autograder import catalog, simulate
from autograder.build.written import load as written_questions
from autograder.nbgrader import STOCK
from course.paths import RELEASE, ROOT, SOURCE

LESSONS = [lesson for lesson in catalog.lessons() if catalog.exercises_of(lesson)]


@pytest.fixture(scope="module", params=LESSONS)
def graded(request, tmp_path_factory):
    """A course in which a class of known quality was graded: (folder, lesson)."""
    lesson, course = request.param, tmp_path_factory.mktemp("course")
    shutil.copytree(SOURCE / lesson, course / "source" / lesson)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    assert nbgrader(course, "generate_assignment", lesson).returncode == 0
    for student, answers in handed_in(lesson).items():
        hand_in(course, student, lesson, simulate.notebook(lesson, answers))
    shutil.copytree(course, course.with_name(f"{course.name}-ours"))
    run = nbgrader(course, "autograde", lesson, STOCK)
    assert run.returncode == 0, run.stderr[-3000:]
    return course, lesson


def handed_in(lesson):
    """{student: answers}; every answer, broken, wrong or right, stands in test_every_answer.py."""
    right = simulate.right(lesson)
    return {
        "right": right | dict.fromkeys(questions(lesson), "Because the minus sign …"),
        "untouched": {},
        "mixed": {name: text for name, text in mixed(lesson).items() if text},
    }


def mixed(lesson):
    """{exercise: answer, None for none}: right, none, known to be wrong, broken in two ways, …"""
    right, wrong = simulate.right(lesson), simulate.wrong(lesson, 0)
    broken = (way.format for way in simulate.BROKEN)
    ways = cycle((right.get, lambda name: None, wrong.get, *broken))
    return {name: way(name) for name, way in zip(right, ways, strict=False)}


def questions(lesson):
    return written_questions(catalog.package_of(lesson))


def test_the_engine_writes_the_rows_and_shows_the_outputs_of_nbgrader(graded):
    course, lesson = graded
    ours = course.with_name(f"{course.name}-ours")
    engine(ours, lesson)
    assert_same_rows(course, ours)
    for student in handed_in(lesson):
        assert shown(ours, lesson, student) == shown(course, lesson, student), student


def full_marks(lesson):
    return {f"test_{name}": home.points for name, home in catalog.exercises_of(lesson).items()}


def test_the_references_get_full_marks_for_all_that_is_graded_automatically(graded):
    course, lesson = graded
    found = scores(course, lesson, "right")
    assert {name: found[name] for name in full_marks(lesson)} == full_marks(lesson)


def test_the_untouched_release_gets_nothing(graded):
    course, lesson = graded
    assert set(scores(course, lesson, "untouched").values()) == {0}


def test_what_is_missing_wrong_or_broken_earns_nothing(graded):
    course, lesson = graded
    found, right = scores(course, lesson, "mixed"), simulate.right(lesson)
    spoiled = [name for name, text in mixed(lesson).items() if text != right[name]]
    assert spoiled and {name: found[f"test_{name}"] for name in spoiled} == dict.fromkeys(
        spoiled, 0
    )


def test_an_answered_written_question_waits_for_a_person(graded):
    course, lesson = graded
    assert len(questions(lesson)) == 2
    found = scores(course, lesson, "right")
    assert {found[name] for name in questions(lesson)} == {None}


def test_feedback_pages_are_made_and_show_no_hidden_tests_source(graded):
    course, lesson = graded
    run = nbgrader(course, "generate_feedback", lesson, "--student", "mixed")
    assert run.returncode == 0, run.stderr[-3000:]
    page = course / "feedback" / "mixed" / lesson / f"{lesson}.html"
    assert "alert" in page.read_text(encoding="utf-8")


def test_the_release_is_what_stock_generate_assignment_makes(graded):
    course, lesson = graded
    made = (course / "release" / lesson / f"{lesson}.ipynb").read_bytes()
    assert made == (RELEASE / lesson / f"{lesson}.ipynb").read_bytes()


def validated(folder, lesson, answers):
    path = folder / f"{lesson}.ipynb"
    nbformat.write(simulate.notebook(lesson, answers), path)
    return nbgrader(folder, "validate", str(path)).stdout


def test_validating_names_the_exercises_that_are_wrong(tmp_path):
    said = validated(tmp_path, LESSONS[0], simulate.wrong(LESSONS[0], 0))
    assert "failed" in said.lower() and "✗" in said


@pytest.mark.parametrize("lesson", LESSONS)
def test_validating_right_answers_succeeds(lesson, tmp_path):
    written = dict.fromkeys(questions(lesson), "Because …")
    assert "success" in validated(tmp_path, lesson, simulate.right(lesson) | written).lower()
