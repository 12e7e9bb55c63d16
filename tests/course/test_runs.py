"""The table of the learner's own runs."""

import json

import numpy as np
import pytest

from course import runs
from course.runs.views import EMPTY


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DESCENT_WORK", str(tmp_path))
    for name in ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_every_record_adds_a_row_and_overwrites_none(folder):
    runs.record("first", optimizer="Adam", schedule="cosine", accuracy=0.95, losses=[2.0, 1.0])
    runs.record("first", optimizer="Adam", regularization="L2", accuracy=0.96, losses=[1.5])
    kept = runs.rows()
    assert [row["number"] for row in kept] == [1, 2]
    assert [row["accuracy"] for row in kept] == [0.95, 0.96]
    assert kept[0]["losses"] == [2.0, 1.0] and kept[0]["epochs"] == [1, 2]
    assert json.loads((folder / "runs.json").read_text())["runs"]["2"]["regularization"] == "L2"


def test_a_long_list_is_thinned_with_its_ends_and_what_is_no_number_is_a_gap():
    losses = np.linspace(5, 1, 3000)
    losses[-1] = np.nan
    runs.record("long", losses=losses)
    (row,) = runs.rows()
    assert len(row["losses"]) == 400 and row["epochs"][0] == 1 and row["epochs"][-1] == 3000
    assert row["losses"][0] == 5.0 and row["losses"][-1] is None


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [({"accuracy": 96}, "between 0 and 1, got 96"), ({"losses": [[1.0]]}, r"shape \(1, 1\)")],
)
def test_what_is_no_run_is_answered_with_a_sentence(settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        runs.record("bad", **settings)
    assert runs.rows() == []


def test_the_table_shows_the_last_loss_and_what_was_recorded():
    runs.record("a <b>", optimizer="Adam", accuracy=0.951, losses=[2.0, 0.125])
    data, _ = runs.table()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "1 | a <b> | Adam |  |  | 0.951 | 0.125" in data["text/plain"]
    assert "<td>a &lt;b&gt;</td>" in data["text/html"] and "data:image/png" in data["text/html"]


def test_without_a_run_the_table_says_how_to_keep_one():
    data, _ = runs.table()._repr_mimebundle_()
    assert data["text/plain"] == EMPTY


def test_watching_changes_nothing_and_gives_the_mean_loss_of_each_epoch():
    def loss_and_gradients(params, rows, keep=1.0):
        return params * len(rows) * keep, {"w": params}

    live = runs.watch(loss_and_gradients, n=10, epochs=2)
    assert live(1.0, range(6), keep=0.5) == (3.0, {"w": 1.0})
    assert live.losses == []
    live(1.0, range(4))
    live(2.0, range(10))
    assert live.losses == pytest.approx([(6 * 3 + 4 * 4) / 10, 20])
    assert live.done == 1.0 and live.said == "2.0 of 2 epochs, loss 20.000."
    assert live.points == [[0.6, 3.0], [1.0, 4.0], [2.0, 20.0]]


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", "NBGRADER_VALIDATING"])
def test_while_a_notebook_is_graded_nothing_is_shown_or_kept(monkeypatch, capsys, variable):
    monkeypatch.setenv(variable, "autograde")
    runs.record("one", accuracy=0.9, losses=[1.0])
    assert runs.table() is None
    live = runs.watch(lambda params, rows: (1.0, {}), n=2)
    assert live({}, [0, 1]) == (1.0, {}) and live.losses == [1.0]
    assert capsys.readouterr().out == "" and not runs.path().exists()
