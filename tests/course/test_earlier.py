"""Lesson 5 takes the schedule that the learner wrote in lesson 2, or says why it does not."""

import nbformat
import pytest

from course import earlier
from course.study.progress import record_check

OWN = "def cosine_schedule(t, initial_rate, total, lowest_rate):\n    return 7.0 + np.cos(0) * t"


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """Write cells into lesson 2's notebook, beside the folder in which the test runs."""
    here = tmp_path / "05-optimizers"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("DESCENT_WORK", str(tmp_path / "kept"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)

    def write(*cells):
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
        path = tmp_path / earlier.LESSON / f"{earlier.LESSON}.ipynb"
        path.parent.mkdir()
        nbformat.write(book, path)

    return write


def test_a_schedule_whose_check_was_passed_is_taken(notebook, capsys):
    notebook("%matplotlib inline", "raise RuntimeError('another cell')", OWN)
    record_check("cosine_schedule", True)
    rate = earlier.schedule(0.5, 10)
    assert [rate(t) for t in (0, 3)] == [7, 10]
    assert "that you wrote in lesson 2" in capsys.readouterr().out


def test_one_whose_check_was_not_passed_is_not_run(notebook, capsys):
    notebook(OWN + "\nraise SystemExit")
    record_check("cosine_schedule", False, "no_clamp")
    rate = earlier.schedule(0.5, 10)
    assert [rate(t) for t in (0, 5, 10, 12)] == [0.5, 0.25, 0, 0]
    assert "has not been passed yet" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["x = 1"], "lies beside this one"),
        (["def cosine_schedule(*a):\n    raise NotImplementedError()"], "NotImplementedError"),
        (["def cosine_schedule(*a):\n    return float('nan')"], "nan or inf"),
        (["def cosine_schedule(*a):\n    return None"], "TypeError"),
    ],
)
def test_one_that_does_not_work_any_more_is_replaced_and_named(notebook, capsys, cells, reason):
    notebook(*cells)
    record_check("cosine_schedule", True)
    assert earlier.schedule(0.5, 10)(5) == 0.25
    assert reason in capsys.readouterr().out


def test_without_a_notebook_the_given_one_is_taken(notebook, capsys):
    record_check("cosine_schedule", True)
    assert earlier.schedule(0.5, 10)(5) == 0.25
    assert "lies beside this one" in capsys.readouterr().out


def test_while_a_notebook_is_graded_nothing_of_the_learner_is_run(notebook, capsys, monkeypatch):
    notebook(OWN)
    record_check("cosine_schedule", True)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert earlier.schedule(0.5, 10)(5) == 0.25
    assert capsys.readouterr().out == ""
