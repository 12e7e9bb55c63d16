import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from course.study import progress as progress_function
from course.study import progress_picture, summary
from course.study.progress import (
    hints_taken,
    load,
    path,
    record_card,
    record_check,
    record_hint,
    record_prediction,
    record_quiz,
    text_summary,
)


def test_it_lies_where_the_learner_works_else_at_home(home, monkeypatch):
    assert path() == home / "progress.json"
    monkeypatch.delenv("DESCENT_WORK")
    assert path() == Path.home() / ".descent" / "progress.json"


def test_attempts_count_until_the_first_right_answer(home):
    for passed, mistake in ((False, "ascent"), (False, "ascent"), (True, None), (False, "sign")):
        record_check("mse_gradient", passed, mistake)
    entry = load()["checks"]["mse_gradient"]
    assert entry["attempts"] == 3 and entry["passed_at"]
    assert entry["mistakes"] == {"ascent": 2, "sign": 1}


def test_an_unwritten_answer_is_no_attempt():
    record_check("predict", False, "unwritten")
    assert load()["checks"] == {}


def test_times_carry_their_zone():
    record_check("predict", True)
    assert datetime.fromisoformat(load()["checks"]["predict"]["last_at"]).tzinfo is not None


def test_the_strongest_hint_is_remembered():
    assert hints_taken("predict") == 0
    record_hint("predict", 2)
    record_hint("predict", 1)
    assert hints_taken("predict") == 2


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "NBGRADER_VALIDATING"])
def test_nothing_is_written_while_nbgrader_runs_the_notebook(home, monkeypatch, name, capsys):
    monkeypatch.setenv(name, "1")
    record_check("predict", True)
    record_hint("predict", 1)
    record_prediction("key", 1, 1, 0.5, True)
    record_quiz("lesson", "question", True)
    record_card("lesson", "card", True)
    progress_function()
    assert not home.exists() and capsys.readouterr().out == ""


def test_a_card_climbs_its_boxes_and_falls_to_the_first():
    for knew, box, days in ((True, 1, 1), (True, 2, 2), (False, 0, 0)):
        record_card("lesson", "front", knew)
        entry = load()["cards"]["lesson"]["front"]
        assert entry["box"] == box
        assert entry["due"] == (date.today() + timedelta(days)).isoformat()


def test_a_quiz_remembers_the_first_answer_and_the_last():
    record_quiz("lesson", "question", False)
    record_quiz("lesson", "question", True)
    entry = load()["quizzes"]["lesson"]["question"]
    assert (entry["answers"], entry["first_right"], entry["right"]) == (2, False, True)


def test_an_entry_of_an_older_release_is_completed(home):
    home.mkdir()
    old = {"version": 1, "checks": {"predict": {}}, "hints": {"predict": {}}}
    path().write_text(json.dumps(old), encoding="utf-8")
    record_check("predict", True)
    assert load()["checks"]["predict"]["attempts"] == 1 and hints_taken("predict") == 0


def some_work():
    record_check("predict", False, "outer")
    record_check("predict", True)
    record_check("mse_loss", False)
    record_hint("mse_loss", 2)
    record_prediction("a", 1, 1, 0.95, True)
    record_prediction("b", 2, 1, 0.95, False)
    record_prediction("b", 1, 1, 0.95, True)
    record_prediction("c", None, 1, None, False)
    record_prediction("c", 1, 1, 0.5, True)


def test_the_summary_counts_exercises_points_hints_and_first_predictions(lesson):
    some_work()
    assert text_summary().splitlines() == [
        "1 of 2 exercises done, 1 of 3 points, 2 hints. 1 of 2 predictions right (certain 1 of 2).",
        "01-weight-updates: 1 of 2 exercises, 1 of 3 points, 2 hints",
    ]


def test_the_exercises_stand_in_the_order_of_the_lesson(lesson):
    (only,) = summary.summarise(load()).lessons
    assert [one.name for one in only.exercises] == ["predict", "mse_loss"]


def test_extra_credit_is_earned_on_top(lesson):
    sheet = summary.SHEETS / lesson / "predict.json"
    text = sheet.read_text(encoding="utf-8").replace(
        '"extra_credit": false', '"extra_credit": true'
    )
    sheet.write_text(text, encoding="utf-8")
    record_check("predict", True)
    (only,) = summary.summarise(load()).lessons
    assert (only.earned, only.full) == (1, 2)


def test_the_picture_says_in_words_what_it_shows(lesson):
    some_work()
    html = progress_picture.ProgressPicture(summary.summarise(load()))._repr_html_()
    assert 'role="img" aria-label="01-weight-updates: 1 of 2 exercises' in html
    assert "certain (95 %): right in 1 of 2" in html
    assert 'title="predict: done, 2 tries, 0 hints"' in html
    assert html.count("<table>") == 1 and "predict</th><td>1</td><td>done</td><td>2</td>" in html


def test_the_picture_is_there_before_anything_was_built(tmp_path, monkeypatch):
    monkeypatch.setattr(summary, "SHEETS", tmp_path)
    picture = progress_picture.ProgressPicture(summary.summarise(load()), "No room.")
    assert "No exercises were found" in picture._repr_html_()
    assert repr(picture).endswith("No room.") and "No room." in picture._repr_html_()
