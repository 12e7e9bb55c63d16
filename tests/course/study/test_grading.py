"""`python3 -m course grade` finds the lesson's notebook, or says what to do."""

import pytest

from course.study import grading


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("DESCENT_WORK", str(tmp_path))
    return tmp_path


def test_without_a_lesson_it_asks_for_one():
    assert "course grade 1" in grading.grade_own()


def test_an_unknown_lesson_is_answered_with_those_that_there_are():
    assert "01-weight-updates" in grading.grade_own("77")


def test_a_lesson_that_was_not_begun_is_told(work):
    assert str(work) in grading.grade_own("1")


def test_a_copy_without_the_grader_says_so(work, monkeypatch):
    folder = work / "01-weight-updates"
    folder.mkdir()
    (folder / "01-weight-updates.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "no grader" in grading.grade_own("1")
