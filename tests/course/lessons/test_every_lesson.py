"""What holds for the text of every lesson."""

import re

import pytest

from autograder import catalog
from autograder.build import text, written
from course import explorers
from course.paths import LESSONS
from course.study import pages, study
from course.study.schema import validate

SENTENCE_END = re.compile(r"[a-zé0-9)*`$”\"][.!?][*)”\"]?\s+[A-Z]")
INITIALS_AND_THE_LIKE = re.compile(r"\b([A-Z]|Dr|vs|e\.g|i\.e)\.\s")
MATH_OR_CODE = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`", re.DOTALL)
QUOTED = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.]*\d)")
PRINTED = re.compile(r"\d+(?:\.\d+)?(?:e[+-]\d+)?")


@pytest.fixture
def cells(slug):
    return text.read(LESSONS / slug / "lesson.md")


def values(cells, *roles):
    return [cell.value for cell in cells if cell.role in roles]


def strings(data):
    """Every text in a study.toml."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        data = data.values()
    return [s for item in data for s in strings(item)] if hasattr(data, "__iter__") else []


def test_its_study_toml_has_no_mistake(slug):
    content = study.load(slug)
    assert validate({key: value for key, value in content.items() if value}) == []


def test_its_first_code_cell_is_the_setup(cells):
    assert [cell.role for cell in cells if cell.kind == "code"][0] == "setup"


def test_every_exercise_stands_there_once_followed_by_its_check(slug, cells):
    code = [(cell.role, cell.value) for cell in cells if cell.kind == "code"]
    order = [pair for pair in code if pair[0] in ("exercise", "check")]
    names = values(cells, "exercise")
    assert order == [(role, name) for name in names for role in ("exercise", "check")]
    assert sorted(names) == sorted(catalog.exercises_of(slug))


def test_every_written_question_stands_there_once(slug, cells):
    assert sorted(values(cells, "written")) == sorted(written.load(catalog.package_of(slug)))


def test_every_explorer_exists(cells):
    unknown = [name for name in values(cells, "explorer") if not hasattr(explorers, name)]
    assert unknown == []


def test_every_prediction_is_asked_once_under_its_own_key(slug, cells):
    asked = [cell for cell in cells if cell.role == "predict"]
    assert sorted(cell.value for cell in asked) == sorted(
        entry["key"] for entry in study.load(slug)["prediction"]
    )
    assert [c.value for c in asked if c.body and f'predict_first("{c.value}"' not in c.body] == []


def test_every_part_drawn_from_the_study_toml_can_be_drawn(slug, cells):
    for what in values(cells, "study"):
        assert pages.render(study.load(slug), what).strip()


def test_prose_has_one_sentence_a_line(cells):
    lines = [line for cell in cells if cell.kind == "markdown" for line in cell.body.splitlines()]
    prose = [line for line in lines if not line.startswith(("|", "#"))]
    plain = [MATH_OR_CODE.sub("x", INITIALS_AND_THE_LIKE.sub("", line)) for line in prose]
    assert [line for line in plain if SENTENCE_END.search(line)] == []


def test_every_code_cell_runs_without_a_warning(run):
    assert [str(warning.message) for warning in run.warned] == []


def test_every_number_quoted_is_printed_by_a_cell(slug, run, cells):
    prose = [cell.body for cell in cells if cell.kind == "markdown"]
    quoted = {n for s in prose + strings(study.load(slug)) for n in QUOTED.findall(s)}
    exact = {n for n in quoted if len(n.replace(".", "").lstrip("0")) >= 3}
    assert sorted(n for n in exact if not printed_as(n, run)) == []


def test_every_predicted_number_is_printed_by_a_cell(slug, run):
    answers = [entry.get("answer") for entry in study.load(slug)["prediction"]]
    numbers = [str(answer) for answer in answers if isinstance(answer, int | float)]
    assert [n for n in numbers if not printed_as(n, run)] == []


def printed_as(number, run):
    """Tell whether a cell printed a number that rounds to this one."""
    digits = len(number.partition(".")[2])
    return any(round(float(n), digits) == float(number) for n in PRINTED.findall(run.printed))
