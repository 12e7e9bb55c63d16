"""What a learner sees in the JupyterLab of `course lab`."""

import re

import pytest
from lab import Notebook, Server, write_notebook
from playwright.sync_api import expect

from course.bootstrap.checkout import Checkout

SLIDER = "import ipywidgets\nipywidgets.IntSlider(description='to be moved')"


@pytest.fixture
def learners_lab(tmp_path):
    """A server with the settings that `course lab` gives to it."""
    settings = {"JUPYTER_CONFIG_PATH": str(Checkout().root / "course" / "jupyter")}
    server = Server(tmp_path / "work", environment=settings)
    yield server
    server.stop()


def test_validate_is_there_the_instructors_tools_are_not_and_no_other_computer_is_asked(
    learners_lab, page
):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    write_notebook(learners_lab.work / "lesson.ipynb", "1 + 1")
    notebook = Notebook(page, learners_lab, "lesson.ipynb")
    notebook.run(0)
    assert notebook.output(0).split()[-1] == "2"
    page.get_by_text("Validate", exact=True).wait_for()
    for tool in ("Formgrader", "Create Assignment", "Nbgrader"):
        assert page.get_by_text(tool).count() == 0
    elsewhere = [url for url in asked if url.startswith("http") and "//127.0.0.1:" not in url]
    assert not elsewhere
    assert page.locator(".jp-Notification-Toast, .Toastify__toast").count() == 0


def test_a_notebook_that_is_open_again_says_how_its_widgets_come_back(learners_lab, page):
    write_notebook(learners_lab.work / "lesson.ipynb", SLIDER)
    notebook = Notebook(page, learners_lab, "lesson.ipynb")
    notebook.run(0)
    page.get_by_text("to be moved", exact=True).wait_for()
    notebook.save()
    notebook.close()
    page.reload()
    output = page.locator(".jp-OutputArea-output.jupyter-widgets")
    expect(output).to_have_text(re.compile("model not found"))
    said = output.evaluate("one => getComputedStyle(one, '::before').content")
    assert "then run this cell" in said
    assert output.evaluate("one => getComputedStyle(one).fontSize") == "0px"
    notebook.run(0)
    page.get_by_text("to be moved", exact=True).wait_for()
    expect(output).to_have_count(0)
