"""What every explorer promises in JupyterLab: it fits, it needs no mouse, everybody can read it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import PATIENCE, Notebook, write_notebook
from playwright.sync_api import expect

from course import explorers

NAMES = explorers.__all__
THEMES = ("JupyterLab Light", "JupyterLab Dark")
CONTROLS = "input, button"

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def notebook(browser, server):
    """All explorers, one a cell, with the arguments of their stills."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    cells = [f"explorers.{name}(*explorers.{name}.example())" for name in NAMES]
    write_notebook(server.work / "all.ipynb", "from course import explorers", *cells)
    opened = Notebook(context.new_page(), server, "all.ipynb")
    execute(opened.page, "application:toggle-left-area")  # room for the narrow pages
    opened.run_at_once()
    yield opened
    opened.close()
    context.close()


def execute(page, command):
    page.evaluate("name => jupyterapp.commands.execute(name)", command)


def stage_of(notebook, name):
    """The explorer's stage, in view and painted."""
    cell = notebook.cells.nth(1 + NAMES.index(name))
    cell.scroll_into_view_if_needed()
    stage = cell.locator(".descent-stage")
    expect(stage).to_have_attribute("data-painted", re.compile(r"\d"))
    return stage


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_it_reaches_beyond_its_cell_at_any_width(notebook, name):
    page, found = notebook.page, {}
    try:
        for width in (480, 800, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            stage = stage_of(notebook, name)
            page.wait_for_function(SETTLED, arg=stage.element_handle())
            found[width] = stage.evaluate(BEYOND)
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
    assert found == {480: [], 800: [], 1280: []}


# The pictures follow the page's new width one frame later.
SETTLED = """
(stage) => [...stage.querySelectorAll("canvas")].every((canvas) =>
  Math.abs(canvas.width - canvas.getBoundingClientRect().width * devicePixelRatio) <= 1)
"""
BEYOND = """
(stage) => {
  const cell = stage.closest(".jp-OutputArea-output").getBoundingClientRect();
  return [stage, ...stage.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().width)
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      const cut = one.clientWidth && one.scrollWidth > one.clientWidth + 1;
      return left < cell.left - 1 || right > cell.right + 1 || cut;
    })
    .map((one) => `${one.tagName} ${one.className}: ${one.textContent}`);
}
"""


@pytest.mark.parametrize("name", NAMES)
def test_tab_leads_through_all_controls_in_order_and_out_again(notebook, name):
    stage = stage_of(notebook, name)
    expected = stage.evaluate(STOPS)
    stage.locator(CONTROLS).nth(expected[0]).focus()
    met = []
    for _ in expected:
        met.append(stage.evaluate(FOCUSED))
        notebook.page.keyboard.press("Tab")
    assert met == expected
    assert stage.evaluate(FOCUSED) is None, "Tab does not lead out"


# A group of radio buttons is one stop: its checked one, or where none is checked its first.
STOPS = """
(stage) => [...stage.querySelectorAll("input, button")]
  .map((one, place) => [one, place])
  .filter(([one]) => one.type !== "radio" || one.checked)
  .map(([, place]) => place)
"""
FOCUSED = """
(stage) => {
  const place = [...stage.querySelectorAll("input, button")].indexOf(document.activeElement);
  return place < 0 ? null : place;
}
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_reader_gets_a_name_for_all_of_it(notebook, name):
    seen = stage_of(notebook, name).aria_snapshot()
    controls = re.findall(r"- (slider|radio|button|checkbox)( \"[^\"]+\")?", seen)
    assert controls
    assert [role for role, called in controls if not called] == []
    pictures = re.findall(r"- img( \"[^\"]+\")?", seen)
    assert pictures and all(pictures)


@pytest.mark.parametrize("name", NAMES)
def test_arrow_keys_move_each_slider_and_the_words_follow(notebook, name):
    stage = stage_of(notebook, name)
    words, heard = stage.locator(".stage-summary"), set()
    for slider in stage.get_by_role("slider").all():
        slider.press("Home")
        heard.add(words.inner_text())
        low = slider.get_attribute("aria-valuetext")
        slider.press("ArrowRight")
        expect(slider).to_have_js_property("value", "1")
        assert slider.get_attribute("aria-valuetext") != low
        slider.press("End")
        slider.press("ArrowLeft")
        heard.add(words.inner_text())
    if len(heard) == 1:  # unless Python's answer is on its way, the sliders say nothing
        expect(words).not_to_have_text(heard.pop())


@pytest.mark.parametrize("name", NAMES)
def test_arrow_keys_choose_each_option_and_the_words_follow(notebook, name):
    stage = stage_of(notebook, name)
    words = stage.locator(".stage-summary")
    for group in stage.locator("fieldset").all():
        options = group.get_by_role("radio")
        group.locator("input:checked").focus()
        for _ in range(options.count()):
            said, chosen = words.inner_text(), group.evaluate(CHOSEN)
            notebook.page.keyboard.press("ArrowDown")
            assert group.evaluate(CHOSEN) == (chosen + 1) % options.count()
            expect(words).not_to_have_text(said)


CHOSEN = "(group) => [...group.querySelectorAll('input')].findIndex((one) => one.checked)"


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious(notebook, theme):
    notebook.theme(theme)
    found = [line for name in NAMES for line in serious(notebook, name)]
    notebook.theme(THEMES[0])
    assert found == []


def serious(notebook, name):
    """What axe-core holds against an explorer, as readable lines."""
    stage = stage_of(notebook, name)
    found = Axe().run(notebook.page, context=f"[id='{stage.get_attribute('id')}']")
    return [
        f"{name}: {one['id']}: {node['html']}"
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
