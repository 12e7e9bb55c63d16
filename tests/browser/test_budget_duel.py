"""The budget duel: a measurement in the background, with a progress bar and a stop button."""

import re

import pytest


@pytest.fixture
def duel(open_notebook):
    """The explorer in JupyterLab, its axis set to seconds, and the notebook around it."""
    notebook = open_notebook("from course import explorers", "explorers.budget_duel()", "6 * 7")
    notebook.run(0)
    notebook.run(1)
    stage = notebook.stage()
    stage.get_by_text("seconds", exact=True).click()
    stage.get_by_text(re.compile("Press “Measure the seconds”")).wait_for()
    return stage, notebook


def press(stage, name):
    """Press a button with the keyboard."""
    button = stage.get_by_role("button", name=name)
    button.focus()
    button.press("Enter")


def test_seconds_are_measured_while_the_notebook_goes_on(duel):
    stage, notebook = duel
    bar = stage.get_by_role("progressbar")
    press(stage, "Measure the seconds")
    bar.wait_for()
    notebook.run(2)
    assert "42" in notebook.output(2)
    bar.wait_for(state="hidden")
    said = stage.locator(".stage-summary").inner_text()
    assert re.fullmatch(r"After 1 s: batch size 1: .* Batch size \d+ leads\.", said)
    assert all(f"batch size {size}: " in said for size in (1, 32, 1797))


def test_a_measurement_can_be_stopped(duel):
    stage, _ = duel
    bar = stage.get_by_role("progressbar")
    press(stage, "Measure the seconds")
    bar.wait_for()
    press(stage, "Stop")
    bar.wait_for(state="hidden")
    stage.get_by_text(re.compile("Stopped before the end")).wait_for()
