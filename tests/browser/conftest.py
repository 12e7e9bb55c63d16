"""One JupyterLab and one Chromium for each test worker; a page and a folder for each test."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # lab.py is a helper of these tests alone

from lab import PATIENCE, Notebook, Server, find_chromium, launch, write_notebook


def pytest_collection_modifyitems(items):
    """All tests of this folder need a browser."""
    here = Path(__file__).parent
    skip = pytest.mark.skip(
        reason="no Chromium found: install it, or set DESCENT_CHROMIUM to its path"
    )
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(600))
            if not find_chromium():
                item.add_marker(skip)


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        chromium = launch(driver)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A JupyterLab with an empty folder."""
    jupyter = Server(tmp_path_factory.mktemp("lab") / "work")
    yield jupyter
    jupyter.stop()


@pytest.fixture
def page(browser):
    """A page of 1280 × 900 pixels in a context of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def open_notebook(page, server, request):
    """Write the given cells into a notebook and open it: `open_notebook("1 + 1", app="lab")`."""
    opened = []

    def open_(*cells, app="lab", page=page):
        name = f"{request.node.name.partition('[')[0]}-{app}-{len(opened)}.ipynb"
        write_notebook(server.work / name, *cells)
        opened.append(Notebook(page, server, name, app))
        return opened[-1]

    yield open_
    for notebook in opened:
        notebook.close()
