"""Lesson 5's race and regularise, and the table of runs, in JupyterLab."""

import pytest
from playwright.sync_api import expect

expect.set_options(timeout=30_000)

KEEP_THREE = """
from course import runs
runs.record("first", optimizer="SGD", accuracy=0.91, losses=[2.0, 1.0, 0.6])
runs.record("second", optimizer="Adam", accuracy=0.97, losses=[1.5, 0.4, 0.1])
runs.record("third", optimizer="momentum", losses=[1.8, 0.7, 0.3])
runs.table()
"""
WATCH = """
import time
live = runs.watch(lambda params, rows: (time.sleep(0.01) or 1 / (1 + len(live.losses)), {}), n=10)
for _ in range(150):
    live({}, range(1))
"""


def picture(stage, panel=0):
    return stage.locator("canvas").nth(panel).evaluate("canvas => canvas.toDataURL()")


def moved(stage, slider, key, panel=0):
    """Press a key on a slider; return the picture before and after it was painted."""
    before, painted = picture(stage, panel), stage.get_attribute("data-painted")
    slider.focus()
    slider.press(key)
    expect(stage).not_to_have_attribute("data-painted", painted)
    return before, picture(stage, panel)


@pytest.mark.parametrize("name", ["race", "regularise"])
def test_a_slider_paints_another_picture_and_says_other_words(open_notebook, name):
    notebook = open_notebook("from course import explorers", f"explorers.{name}()")
    notebook.run_all()
    stage = notebook.stage()
    label = {"race": "turn the axes", "regularise": "wrong labels"}[name]
    words = stage.locator(".stage-summary")
    said = words.inner_text()
    slider = stage.get_by_role("slider", name=label)
    before, after = moved(stage, slider, "ArrowRight", panel={"race": 0, "regularise": 1}[name])
    assert before != after
    expect(words).not_to_have_text(said)
    if name == "race":  # Adam notices that the axes have turned, SGD does not
        assert "SGD (rate 0.03) 2.3e-03." in said and "Adam (rate 0.1) 2.1e-05." in said
        expect(words).to_contain_text("SGD (rate 0.03) 2.3e-03.")
        expect(words).not_to_contain_text("Adam (rate 0.1) 2.1e-05.")


def test_the_heads_of_the_runs_table_sort_it_by_keyboard(open_notebook):
    notebook = open_notebook(KEEP_THREE)
    notebook.run(0)
    table = notebook.page.get_by_role("group", name="Your runs")
    names = table.locator("tbody tr td:nth-child(3)")
    expect(names).to_have_text(["first", "second", "third"])
    head = table.get_by_role("columnheader", name="accuracy")
    expect(head).to_have_attribute("aria-sort", "none")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(names).to_have_text(["second", "first", "third"])
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(names).to_have_text(["first", "second", "third"])  # what has no accuracy stays last
    expect(table.locator("polyline")).to_have_count(3)
    table.get_by_role("checkbox", name="show run 2").press("Space")
    expect(table.locator("polyline")).to_have_count(2)
    assert notebook.cells.count() == 1


def test_a_training_is_watched_while_it_runs(open_notebook):
    notebook = open_notebook("from course import runs", WATCH)
    notebook.run_all()
    shown = notebook.page.locator(".descent-runs")
    expect(shown.locator("p")).to_have_text("15.0 of 15 epochs, loss 0.067.")
    expect(shown.get_by_role("progressbar")).to_have_attribute("value", "1")
    assert len(shown.locator("polyline").get_attribute("points").split()) > 10
