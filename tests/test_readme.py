"""What README.md and CONTRIBUTING.md show is there, and happens."""

import re

import pytest

from autograder import catalog
from autograder.build.sheets import sheet_data
from autograder.build.text import ROLES
from course.checks.diagnosis import diagnose
from course.checks.report import Report
from course.checks.sheet import parse
from course.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_named_mistake_of_the_readme_is_what_the_check_says():
    exercise = catalog.find("mse_gradient")
    ascent = next(wrong for wrong in exercise.misconceptions if wrong.__name__ == "ascent")
    report = Report("mse_gradient", diagnose(ascent, parse(sheet_data(exercise))))
    for line in repr(report).splitlines():
        assert line in README


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_link_to_a_file_leads_somewhere(text):
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_every_lesson_stands_in_the_readme():
    for lesson in catalog.lessons():
        assert f"| {int(lesson[:2])} · " in README, lesson


def test_every_role_of_a_cell_is_explained():
    for role in ROLES:
        assert f"`:{role}:" in CONTRIBUTING, role
