"""Explorers in a real JupyterLab and a real Notebook 7, by mouse and by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import PATIENCE, Notebook, write_notebook
from playwright.sync_api import expect

from course import explorers

CELLS = (
    "from course import explorers",
    f"%%markdown\n![{explorers.walk.alt}](walk.png)",
    "explorers.walk()",
    "explorers.mistake_gallery()",
    "explorers.fog()",
)
WALK, GALLERY, FOG = range(3)

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module", params=["lab", "notebook"])
def notebook(request, browser, server):
    """Three explorers, with the still of the first above it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    name = f"explorers-{request.param}.ipynb"
    (server.work / "walk.png").write_bytes(explorers.walk.still())
    write_notebook(server.work / name, *CELLS)
    opened = Notebook(context.new_page(), server, name, request.param)
    opened.run_all()
    if request.param == "lab":  # room for the narrow pages
        opened.page.evaluate("() => jupyterapp.commands.execute('application:toggle-left-area')")
    yield opened
    opened.close()
    context.close()


def slider(stage, label):
    return stage.get_by_role("slider", name=label, exact=True)


def words(stage):
    return stage.locator(".stage-summary")


def picture(stage, panel=0):
    return stage.locator("canvas").nth(panel).evaluate("canvas => canvas.toDataURL()")


def test_arrow_home_end_and_page_keys_move_a_slider_and_nothing_else(notebook):
    stage = notebook.stage(WALK)
    step = slider(stage, "step")
    step.focus()
    cells = notebook.cells.count()
    for key, text in [("Home", "0"), ("ArrowRight", "1"), ("ArrowUp", "2"), ("ArrowLeft", "1")]:
        notebook.page.keyboard.press(key)
        expect(step).to_have_attribute("aria-valuetext", text)
    expect(words(stage)).to_contain_text("Step 1: b = 0.450, w = -0.841, J = 1.449.")
    notebook.page.keyboard.press("PageUp")
    expect(step).to_have_attribute("aria-valuetext", re.compile("[3-9]"))
    notebook.page.keyboard.press("End")
    expect(step).to_have_attribute("aria-valuetext", "40")
    for key in ("a", "b", "d", "d", "x"):  # in a notebook these would add and delete cells
        notebook.page.keyboard.press(key)
    expect(step).to_be_focused()
    assert notebook.cells.count() == cells


def test_tab_leads_from_control_to_control_and_the_focus_is_seen(notebook):
    stage = notebook.stage(WALK)
    slider(stage, "learning rate η").focus()
    notebook.page.keyboard.press("Tab")
    expect(slider(stage, "step")).to_be_focused()
    notebook.page.keyboard.press("Tab")
    play = stage.get_by_role("button", name="Play: step")
    expect(play).to_be_focused()
    outline = play.evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline == "solid"


def test_dragging_with_the_mouse_paints_another_picture(notebook):
    stage = notebook.stage(WALK)
    rate, step = slider(stage, "learning rate η"), slider(stage, "step")
    step.fill("10")
    rate.scroll_into_view_if_needed()
    before = picture(stage, 1)
    box = rate.bounding_box()
    notebook.page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + box["height"] / 2)
    notebook.page.mouse.down()
    notebook.page.mouse.move(box["x"] + 0.99 * box["width"], box["y"] + box["height"] / 2, steps=8)
    notebook.page.mouse.up()
    expect(words(stage)).to_contain_text("diverges")
    expect(stage).to_have_attribute("data-painted", re.compile(r"^4\d 10$"))
    assert picture(stage, 1) != before


def test_play_walks_to_the_end_and_can_be_paused(notebook):
    stage = notebook.stage(WALK)
    slider(stage, "step").fill("0")
    stage.get_by_role("button", name="Play: step").press("Enter")
    stage.get_by_role("button", name="Pause: step").press("Enter")
    stage.get_by_role("button", name="Play: step").press("Enter")
    expect(slider(stage, "step")).to_have_attribute("aria-valuetext", "40")
    expect(stage.get_by_role("button", name="Play: step")).to_be_visible()


def test_a_choice_is_made_with_the_arrow_keys(notebook):
    stage = notebook.stage(GALLERY)
    stage.get_by_role("radio", name="error is y − ŷ").focus()
    notebook.page.keyboard.press("ArrowDown")
    expect(stage.get_by_role("radio", name="twice too large")).to_be_checked()
    expect(words(stage)).to_contain_text("Twice too large, rate 0.1: it still learns")


def test_python_answers_a_game_that_is_played_with_the_keyboard_alone(notebook):
    stage = notebook.stage(FOG)
    stage.get_by_role("button", name="New ground").press("Enter")
    expect(words(stage)).to_contain_text("0 steps taken")
    slider(stage, "step to the east").focus()
    notebook.page.keyboard.press("Home")
    expect(words(stage)).not_to_contain_text("change of height of +0.00")
    notebook.page.keyboard.press("Tab")
    notebook.page.keyboard.press("Tab")
    notebook.page.keyboard.press("Enter")
    expect(words(stage)).to_contain_text("1 step taken")
    stage.get_by_role("button", name="Lift the fog").press("Space")
    expect(words(stage)).to_contain_text("The fog is lifted after 1 step")


def test_many_fast_moves_end_with_the_answer_to_the_last(notebook):
    stage = notebook.stage(FOG)
    stage.get_by_role("button", name="New ground").press("Enter")
    expect(words(stage)).to_contain_text("0 steps taken")
    east = slider(stage, "step to the east")
    east.evaluate(
        """one => { for (let value = 0; value <= 60; value++) {
             one.value = value; one.dispatchEvent(new Event("input", { bubbles: true })); } }"""
    )
    slope = r"The slope here is ([+-][\d.]+) to the east and ([+-][\d.]+) to the north"
    north = int(slider(stage, "step to the north").input_value()) * 0.05 - 1.5
    felt = [float(part) for part in re.search(slope, words(stage).inner_text()).groups()]
    promised = 1.5 * felt[0] + north * felt[1]
    notebook.page.wait_for_function(
        """([one, promised]) => Math.abs(
             Number(one.textContent.match(/height of ([+-][\\d.]+\\d)/)?.[1]) - promised) < 0.03""",
        arg=[words(stage).element_handle(), promised],
    )
    turn = int(stage.get_attribute("data-answered").rpartition("-")[2])
    assert turn < 60, "each of the 61 moves was sent: Python was flooded"


def test_the_still_is_hidden_while_the_live_picture_is_there_and_comes_back(notebook):
    still = notebook.page.get_by_alt_text(explorers.walk.alt)
    expect(notebook.stage(WALK)).to_be_visible()
    expect(still).to_have_count(1)
    expect(still).to_be_hidden()
    root = notebook.stage(WALK).element_handle()
    root.evaluate("one => { one.parking = one.parentNode; one.remove(); }")
    expect(still).to_be_visible()
    root.evaluate("one => one.parking.append(one)")
    expect(still).to_be_hidden()


def test_axe_finds_nothing_serious(notebook):
    for stage in (WALK, GALLERY, FOG):
        notebook.stage(stage).scroll_into_view_if_needed()
    assert serious(notebook.page) == []


def test_axe_finds_nothing_serious_in_the_dark(notebook):
    if "/lab" not in notebook.page.url:
        pytest.skip("the theme is the same in Notebook 7")
    notebook.theme("JupyterLab Dark")
    found = serious(notebook.page)
    notebook.theme("JupyterLab Light")
    assert found == []


@pytest.mark.parametrize("width", [1280, 800, 480])
def test_a_picture_fits_the_page_and_its_canvas_lies_on_it(notebook, width):
    page, stage = notebook.page, notebook.stage(WALK)
    page.set_viewport_size({"width": width, "height": 900})
    try:
        stage.scroll_into_view_if_needed()
        page.wait_for_function(FITS, arg=stage.element_handle())
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})


FITS = """
(stage) => {
  const width = stage.getBoundingClientRect().width;
  return stage.scrollWidth <= stage.clientWidth + 1 &&
    [...stage.querySelectorAll(".stage-panel")].every((panel) => {
      const [back, canvas] = [panel.querySelector("img"), panel.querySelector("canvas")];
      const [a, b] = [back.getBoundingClientRect(), canvas.getBoundingClientRect()];
      return a.width <= width && a.width === b.width && a.top === b.top && a.height === b.height &&
        Math.abs(canvas.width - b.width * devicePixelRatio) <= 1 && b.width > 150;
    });
}
"""


def serious(page):
    """What axe-core holds against the explorers of a page, as readable lines."""
    found = Axe().run(page, context=".descent-stage").response["violations"]
    return [
        f"{one['id']}: {node['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def test_a_saved_notebook_shows_the_still_once_without_a_kernel(open_notebook, server, page):
    first = open_notebook(CELLS[0], CELLS[1], CELLS[2])
    first.run_all()
    first.stage()
    first.save()
    first.close()
    page.reload()
    still = page.get_by_alt_text(explorers.walk.alt)
    expect(still).to_be_visible()
    expect(page.locator(".descent-stage")).to_have_count(0)
    expect(page.locator(".jp-OutputArea img:visible")).to_have_count(0)


def test_who_wants_no_motion_gets_one_position_a_press(browser, server):
    context = browser.new_context(reduced_motion="reduce")
    write_notebook(server.work / "calm.ipynb", CELLS[0], CELLS[2])
    notebook = Notebook(context.new_page(), server, "calm.ipynb")
    notebook.run_all()
    stage = notebook.stage()
    for text in ("1", "2"):
        stage.get_by_role("button", name="Next: step").press("Enter")
        expect(slider(stage, "step")).to_have_attribute("aria-valuetext", text)
    notebook.close()
    context.close()
