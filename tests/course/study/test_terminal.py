import io

from rich.console import Console

from course.study.progress import load
from course.study.terminal import run_cards


def sitting(lesson, answers, monkeypatch):
    """Run the cards with typed lines; return (exit status, what was printed)."""
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    printed = io.StringIO()
    status = run_cards(lesson, console=Console(file=printed, width=80))
    return status, printed.getvalue()


def test_a_card_is_turned_graded_and_kept(lesson, monkeypatch):
    status, printed = sitting(lesson, "\nperhaps\nn\n\ny\n", monkeypatch)
    assert status == 0
    assert printed.count("Gradient of") == 2 and "Type y or n" in printed
    assert "No card is due today" in printed
    (entry,) = load()["cards"][lesson].values()
    assert entry["seen"] == 2 and entry["box"] == 1


def test_an_end_of_input_keeps_what_was_answered(lesson, monkeypatch):
    status, printed = sitting(None, "", monkeypatch)
    assert status == 0 and "what you answered is kept" in printed


def test_an_unknown_lesson_is_a_sentence_and_a_status(lesson, monkeypatch):
    status, printed = sitting("99", "", monkeypatch)
    assert status == 1 and "There is no lesson called '99'" in printed
