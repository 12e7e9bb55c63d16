import pytest

from course.checks import check
from course.checks.diagnosis import Verdict
from course.checks.report import CheckFailed, Report


def test_a_right_answer_is_told_in_one_line():
    assert repr(Report("predict", Verdict(True, cases=4))) == "✓ predict: all 4 cases are right."


def test_a_known_mistake_is_told_by_its_sentence_first():
    verdict = Verdict(False, "ascent", "one step", "got 1; expected 2", "It climbs.", 0, 3)
    first, second = Report("step", verdict).lines()
    assert first == "✗ step: It climbs."
    assert second == "Case “one step”: got 1; expected 2."


def test_an_unknown_mistake_ends_with_the_way_to_a_hint():
    lines = Report("step", Verdict(False, "value", "one step", "got 1; expected 2")).lines()
    assert lines[0].startswith("✗ step: Case “one step”") and 'hint("step")' in lines[-1]


def test_an_unwritten_answer_is_not_called_wrong():
    text = repr(Report("step", Verdict(False, "unwritten", "one step", "it is not written yet")))
    assert text == "○ step: it is not written yet."


def test_a_learners_text_cannot_become_markup():
    verdict = Verdict(False, "error", "one step", "it stopped with E: <script>alert(1)</script>")
    assert "<script>" not in Report("step", verdict)._repr_html_()


def test_what_a_validator_reads_has_no_traceback():
    assert CheckFailed("✗ one\ntwo")._render_traceback_() == ["✗ one", "two"]


@pytest.mark.parametrize("wrong", ["predict", None, 3])
def test_check_asks_for_the_function_itself(wrong, capsys):
    check(wrong)
    assert "without quotes" in capsys.readouterr().out


def test_check_offers_the_nearest_name(capsys):
    def mse_gradientt():
        pass

    check(mse_gradientt)
    assert "There is no exercise called 'mse_gradientt'" in capsys.readouterr().out
