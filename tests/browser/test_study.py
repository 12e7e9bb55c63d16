"""Predictions, quiz, cards and progress in a real JupyterLab and a real Notebook 7."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import course.study

expect.set_options(timeout=30_000)
APPS = ("lab", "notebook")
README = Path(course.study.__file__).with_name("README.md")
PROMPT = re.compile(r"\[\d+\]:")
ANSWER = 'predict_first("walk_first_step", reveals=picture)'
PICTURE = """
def picture():
    plt.figure(figsize=(2, 1))
    plt.plot([1, 2])
    print("uncovered")
    return IntSlider(description="rate")
"""


@pytest.fixture
def study_notebook(open_notebook, tmp_path):
    """Open a notebook whose first cell prepares a small lesson and an empty progress file."""
    text = re.search(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]
    lesson = tmp_path / "lessons" / "01-weight-updates"
    lesson.mkdir(parents=True)
    (lesson / "study.toml").write_text(text, encoding="utf-8")
    setup = f"""
import os, pathlib, course.paths
course.paths.LESSONS = pathlib.Path({str(lesson.parent)!r})
os.environ["DESCENT_WORK"] = {str(tmp_path / "progress")!r}
import matplotlib.pyplot as plt
from ipywidgets import IntSlider
from course.study import cards, predict_first, progress, quiz
""".strip()

    def open_(*cells, app="lab"):
        notebook = open_notebook(setup, *cells, app=app)
        notebook.run_at_once()
        return notebook

    return open_


def widget(notebook, number=0):
    frame = notebook.page.locator(".descent-study").nth(number)
    frame.wait_for()
    return frame


def serious(page, selector):
    """What axe-core finds below `selector`."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[selector]]}).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("app", APPS)
def test_a_prediction_is_made_with_the_keyboard_alone(study_notebook, app):
    notebook = study_notebook(PICTURE + ANSWER, app=app)
    page, asked = notebook.page, widget(notebook)
    cells = notebook.cells.count()
    asked.locator("input.number").focus()
    page.keyboard.type("dd aa bb xx")
    page.keyboard.press("Enter")
    expect(asked.get_by_role("alert")).to_contain_text("“dd aa bb xx” is not a number")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1,5")
    page.keyboard.press("Enter")
    expect(asked.get_by_role("alert")).to_contain_text("Say how sure you are")
    assert "uncovered" not in notebook.output(1)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(asked.get_by_label("certain (95 %)")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    result = asked.get_by_text("You said 1.5; it is 1.449: 4 % too much, near enough.")
    expect(result).to_be_visible()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert notebook.cells.count() == cells


@pytest.mark.parametrize("app", APPS)
def test_what_was_covered_appears_with_its_print_its_widget_and_its_figure(study_notebook, app):
    notebook = study_notebook(PICTURE + ANSWER, app=app)
    asked, cell = widget(notebook), notebook.cells.nth(1)
    assert cell.locator("img, canvas").count() == 0
    asked.get_by_role("button", name="Show me without an answer").click()
    expect(asked.get_by_text("The answer: 1.449.")).to_be_visible()
    expect(cell.get_by_text("uncovered", exact=True)).to_be_visible()
    expect(cell.locator(".jp-OutputArea img")).to_be_visible()
    expect(cell.get_by_text("rate", exact=True)).to_be_visible()


def test_a_failing_picture_shows_its_error_below_the_answer(study_notebook):
    notebook = study_notebook('predict_first("walk_first_step", reveals=lambda: 1 / 0)')
    asked = widget(notebook)
    asked.get_by_role("button", name="Show me without an answer").click()
    expect(asked.get_by_text("The answer: 1.449.")).to_be_visible()
    expect(notebook.cells.nth(1).get_by_text("ZeroDivisionError").first).to_be_visible()


def test_an_answered_prediction_comes_back_answered_and_can_be_tried_again(study_notebook):
    notebook = study_notebook('predict_first("double_the_rate")')
    asked = widget(notebook)
    asked.get_by_label("it swings").check()
    asked.get_by_label("a guess (50 %)").check()
    asked.get_by_role("button", name="Compare").click()
    told = "You said “it swings”; it is “it depends”."
    expect(asked.get_by_text(told)).to_be_visible()
    notebook.run_at_once()
    expect(widget(notebook).get_by_role("button", name="Try again")).to_be_visible()
    expect(widget(notebook).get_by_text(told)).to_be_visible()
    widget(notebook).get_by_role("button", name="Try again").click()
    expect(widget(notebook).get_by_role("button", name="Compare")).to_be_visible()
    expect(widget(notebook).get_by_text(told)).to_be_hidden()


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("key", ["Shift+Enter", "Control+Enter"])
def test_the_cell_runs_from_inside_its_widget_with_the_usual_key(study_notebook, app, key):
    notebook = study_notebook('predict_first("double_the_rate")', app=app)
    prompt = notebook.cells.nth(1).locator(".jp-InputPrompt").first
    before = prompt.inner_text()
    widget(notebook).get_by_label("it swings").check()
    notebook.page.keyboard.press(key)
    expect(prompt).not_to_have_text(before)
    expect(prompt).to_have_text(PROMPT)
    before = prompt.inner_text()
    widget(notebook).get_by_role("button", name="Show me without an answer").click()
    expect(widget(notebook).get_by_text("The answer")).to_be_visible()
    notebook.page.keyboard.press(key)
    expect(prompt).not_to_have_text(before)


def test_a_quiz_gives_the_reason_and_keeps_the_score(study_notebook):
    notebook = study_notebook('quiz("01")')
    asked = widget(notebook)
    first, second = asked.locator("form").nth(0), asked.locator("form").nth(1)
    first.get_by_role("button", name="Check").click()
    expect(first.get_by_role("alert")).to_have_text("Choose an answer first.")
    first.get_by_role("checkbox").nth(1).check()
    first.get_by_role("button", name="Check").click()
    expect(first.get_by_role("status")).to_contain_text("writes into the caller's array")
    second.get_by_label("Your answer").fill("1,7")
    second.get_by_label("Your answer").press("Enter")
    expect(second.get_by_role("status")).to_contain_text("✓ Right.")
    expect(asked.get_by_text("1 of 2 right, 1 of them at the first try.")).to_be_visible()


@pytest.mark.parametrize("app", APPS)
def test_cards_are_turned_and_graded_with_the_keyboard_alone(study_notebook, app):
    notebook = study_notebook('cards("01")', app=app)
    page, deck = notebook.page, widget(notebook)
    assert deck.locator(".back").inner_text() == ""
    deck.get_by_role("button", name="Turn over").focus()
    page.keyboard.press("Enter")
    expect(deck.locator(".back math")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(deck.get_by_text("1 to go")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(deck.get_by_text("No card is due today")).to_be_visible()
    expect(deck.get_by_role("button", name="Go through all cards")).to_be_focused()


def test_a_busy_kernel_is_said_and_answers_later(study_notebook):
    notebook = study_notebook('quiz("01")', "import time; time.sleep(0)")
    busy = notebook.cells.nth(2)
    busy.locator(".cm-content").click()
    notebook.page.keyboard.press("ControlOrMeta+a")
    notebook.page.keyboard.type("time.sleep(12)")
    notebook.page.keyboard.press("Control+Enter")
    expect(busy.locator(".jp-InputPrompt").first).to_have_text("[*]:")
    second = widget(notebook).locator("form").nth(1)
    second.get_by_label("Your answer").fill("1.7")
    second.get_by_role("button", name="Check").click()
    silence = widget(notebook).get_by_text("Python has not answered yet.")
    expect(silence).to_be_visible()
    expect(second.get_by_role("status")).to_contain_text("✓ Right.")
    expect(silence).to_be_hidden()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_in_any_state(study_notebook, theme):
    notebook = study_notebook(
        PICTURE + ANSWER,
        'predict_first("double_the_rate")',
        'quiz("01")',
        'cards("01")',
        "progress()",
    )
    page = notebook.page
    change = "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })"
    page.evaluate(change, theme)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    assert serious(page, ".descent-study") == []
    widget(notebook, 1).get_by_role("button", name="Compare").click()
    widget(notebook, 0).get_by_role("button", name="Show me without an answer").click()
    quiz = widget(notebook, 2).locator("form").first
    quiz.get_by_role("checkbox").first.check()
    quiz.get_by_role("button", name="Check").click()
    widget(notebook, 3).get_by_role("button", name="Turn over").click()
    expect(widget(notebook, 0).get_by_text("The answer")).to_be_visible()
    assert serious(page, ".descent-study") == []
    assert serious(page, ".jp-Cell:last-of-type .jp-OutputArea-output") == []
