"""A small lesson with its sheets, and a folder of its own for progress."""

import json
import re
from pathlib import Path

import pytest

import course.study
from course.checks import sheet
from course.study import study, summary

LESSON = "01-weight-updates"
README = Path(course.study.__file__).with_name("README.md")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The folder that holds progress.json; no test touches the real one."""
    folder = tmp_path / "work"
    monkeypatch.setenv("DESCENT_WORK", str(folder))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("NBGRADER_VALIDATING", raising=False)
    return folder


@pytest.fixture
def example():
    """The study.toml that README.md shows to authors."""
    return re.search(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]


@pytest.fixture
def lesson(tmp_path, monkeypatch, example):
    """The name of a lesson with the README's study.toml and two exercises."""
    lessons, sheets = tmp_path / "lessons", tmp_path / "sheets"
    (lessons / LESSON).mkdir(parents=True)
    (sheets / LESSON).mkdir(parents=True)
    (lessons / LESSON / "study.toml").write_text(example, encoding="utf-8")
    order = ":exercise: predict\n:exercise: mse_loss\n"
    (lessons / LESSON / "lesson.md").write_text(order, encoding="utf-8")
    for name, points in (("predict", 1), ("mse_loss", 2)):
        text = json.dumps(_sheet(name, points))
        (sheets / LESSON / f"{name}.json").write_text(text, encoding="utf-8")
    for module in (study, summary):
        monkeypatch.setattr(module, "LESSONS", lessons)
    for module in (sheet, summary):
        monkeypatch.setattr(module, "SHEETS", sheets)
    return LESSON


def _sheet(name, points):
    return {
        "exercise": name,
        "lesson": LESSON,
        "points": points,
        "extra_credit": False,
        "probe": "call",
        "positional": [],
        "results": [],
        "tolerance": None,
        "seconds": 2.0,
        "shown": [],
        "misconceptions": [],
        "hints": ["Look at the *shapes*.", "Which axis?", "$X w + b$, row by row."],
    }
