import pytest

from course.study import hints
from course.study.hints import HintLadder, _ladder, hint
from course.study.progress import hints_taken


def test_each_call_shows_one_more_hint_until_all_are_known(lesson):
    shown = [repr(_ladder("predict")) for _ in range(4)]
    assert [text.count("Hint ") for text in shown] == [1, 2, 3, 3]
    assert "2 more" in shown[0] and "last hint" in shown[2] and "all the hints" in shown[3]
    assert hints_taken("predict") == 3


def test_the_function_itself_names_the_exercise(lesson):
    def predict():
        pass

    assert isinstance(_ladder(predict), HintLadder)
    assert hints_taken("predict") == 1 and hints_taken("mse_loss") == 0


def test_a_misspelt_name_gets_close_matches(lesson, capsys):
    hint("predct")
    assert "no exercise called 'predct'. Did you mean predict?" in capsys.readouterr().out


@pytest.mark.parametrize("name", [None, 3, ["predict"]])
def test_what_is_no_name_is_said(lesson, capsys, name):
    hint(name)
    assert "hint wants the name of an exercise" in capsys.readouterr().out


def test_formulas_of_a_hint_are_drawn_and_its_text_is_safe():
    ladder = HintLadder("<b>", ["$x$ <script>"], 1)
    html = ladder._repr_html_()
    assert "<math" in html and "<script" not in html and "<b>" not in html


def test_a_graded_notebook_records_no_hint(lesson, monkeypatch, home):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    hints.hint("predict")
    assert not home.exists()
