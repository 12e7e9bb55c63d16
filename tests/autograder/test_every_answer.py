"""Every known answer of every exercise through nbgrader and the engine: broken, wrong or right.

A lesson's notebook is handed in once, with each exercise and its test in it as often as there are
answers to it, so that one kernel of nbgrader's grades them all.
"""

import copy
import shutil

import nbformat
import pytest
from stock import assert_same_rows, engine, hand_in, nbgrader, scores, shown

from autograder import catalog, simulate
from autograder.nbgrader import STOCK
from course.paths import ROOT, SOURCE

LESSONS = [lesson for lesson in catalog.lessons() if catalog.exercises_of(lesson)]
STUDENT = "everybody"


@pytest.fixture(scope="module", params=LESSONS)
def graded(request, tmp_path_factory):
    """A course in which everybody's notebook was graded: (folder, lesson)."""
    lesson, course = request.param, tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    source = course / "source" / lesson / f"{lesson}.ipynb"
    shutil.copytree(SOURCE / lesson, source.parent)
    nbformat.write(multiplied(nbformat.read(source, as_version=4), lesson), source)
    run = nbgrader(course, "generate_assignment", lesson)
    assert run.returncode == 0, run.stderr[-3000:]
    release = nbformat.read(course / "release" / lesson / f"{lesson}.ipynb", as_version=4)
    hand_in(course, STUDENT, lesson, answered(release, lesson))
    ours = course.with_name(f"{course.name}-ours")
    shutil.copytree(course, ours)
    run = nbgrader(course, "autograde", lesson, STOCK)
    assert run.returncode == 0, run.stderr[-3000:]
    engine(ours, lesson)
    return course, ours, lesson


def known(home):
    """[(source, the points that it earns)]; the reference is last, for the cells that follow.

    What is no Python comes first: it defines nothing, and would be graded by what stands above it.
    """
    broken = [way.format(home.name) for way in simulate.BROKEN]
    wrong = [simulate.answer(home, one) for one in home.misconceptions]
    right = [simulate.answer(home, one) for one in (*home.variants, home.reference)]
    return [
        *((source, 0) for source in broken + wrong),
        *((source, home.points) for source in right),
    ]


def multiplied(notebook, lesson):
    """The notebook with each exercise and its test once for each known answer."""
    homes, cells = catalog.exercises_of(lesson), []
    for cell in notebook.cells:
        cells.append(cell)
        name = grade_id(cell).removeprefix("test_")
        if grade_id(cell) != name and name in homes:
            pair = [one for one in cells if grade_id(one) in (name, f"test_{name}")]
            cells += [again(one, i) for i in range(1, len(known(homes[name]))) for one in pair]
    notebook.cells = cells
    return notebook


def again(cell, number):
    twin = copy.deepcopy(cell)
    twin.id = f"{cell.id[:50]}-{number}"
    twin.metadata.nbgrader.grade_id += f"-{number}"
    return twin


def answered(notebook, lesson):
    """The notebook with all answers in their places."""
    answers = {
        grade_name(name, number): source
        for name, home in catalog.exercises_of(lesson).items()
        for number, (source, _) in enumerate(known(home))
    }
    for cell in notebook.cells:
        cell.source = answers.get(grade_id(cell), cell.source)
    return notebook


def grade_name(name, number):
    return f"{name}-{number}" if number else name


def grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def test_the_engine_writes_the_rows_and_shows_the_outputs_of_nbgrader(graded):
    course, ours, lesson = graded
    assert_same_rows(course, ours)
    stock, engines = shown(course, lesson, STUDENT), shown(ours, lesson, STUDENT)
    assert {name: engines[name] for name in stock if engines[name] != stock[name]} == {}


def test_what_is_broken_or_wrong_earns_nothing_and_each_right_variant_everything(graded):
    course, _, lesson = graded
    expected = {
        f"test_{grade_name(name, number)}": points
        for name, home in catalog.exercises_of(lesson).items()
        for number, (_, points) in enumerate(known(home))
    }
    found = scores(course, lesson, STUDENT)
    unexpected = {name: found[name] for name in expected if found[name] != expected[name]}
    assert unexpected == {}
