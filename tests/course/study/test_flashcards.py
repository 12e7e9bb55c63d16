from datetime import date, timedelta

import pytest

from course.study import study
from course.study.flashcards import Cards, Deck, cards
from course.study.leitner import DAYS, due_day, is_due, next_box
from course.study.progress import load


@pytest.fixture
def deck(lesson):
    return Deck(lesson, [{"front": f"front {n}", "back": f"back {n}"} for n in range(3)])


def test_new_cards_are_due_and_known_ones_wait(deck):
    assert deck.due() == [0, 1, 2]
    deck.grade(0, True)
    assert deck.due() == [1, 2] and deck.line() == "2 of 3 cards are due today."


def test_a_card_not_known_yet_stays_due_and_comes_before_new_ones(deck):
    deck.grade(2, False)
    assert deck.due() == [2, 0, 1]


def test_when_all_are_known_the_next_day_is_told(deck):
    for number in range(3):
        deck.grade(number, True)
    tomorrow = (date.today() + timedelta(1)).isoformat()
    assert deck.line() == f"No card is due today; the next is on {tomorrow}."


def test_practice_ahead_of_its_day_does_not_lift_a_card_but_forgetting_lowers_it(deck):
    deck.grade(0, True)
    deck.grade(0, True)
    assert load()["cards"][deck.lesson]["front 0"]["box"] == 1
    deck.grade(0, False)
    assert load()["cards"][deck.lesson]["front 0"]["box"] == 0


def test_the_boxes_double_their_days():
    assert all(later == 2 * earlier for earlier, later in zip(DAYS[1:], DAYS[2:], strict=False))
    assert due_day(3, date(2026, 1, 30)) == date(2026, 2, 3)
    assert next_box(len(DAYS) - 1, True) == len(DAYS) - 1 and next_box(4, False) == 0


def test_a_card_is_due_on_its_day():
    today = date(2026, 1, 2)
    assert [is_due({"due": f"2026-01-0{n}"}, today) for n in (1, 2, 3)] == [True, True, False]


def test_the_widget_draws_formulas_and_keeps_grades(lesson):
    widget = Cards(Deck(lesson, study.load(lesson)["card"]))
    assert "<math" in widget.cards[0]["front"] and widget.due == [0]
    widget._receive({"do": "grade", "card": 0, "knew": True})
    assert "No card is due today" in widget.view["line"]
    assert Cards(Deck(lesson, study.load(lesson)["card"])).due == []


def test_a_lesson_without_cards_says_so(lesson, capsys):
    (study.LESSONS / lesson / "study.toml").write_text("", encoding="utf-8")
    study._read.cache_clear()
    cards(lesson)
    assert capsys.readouterr().out == f"{lesson} has no cards.\n"
