"""The notebooks that learners get, run before anything is written in them."""

import nbformat
from nbclient import NotebookClient

from course.paths import RELEASE


def test_all_its_cells_can_be_run_in_one_go(slug, tmp_path, monkeypatch):
    monkeypatch.setenv("DESCENT_WORK", str(tmp_path))
    (tmp_path / slug).mkdir()
    book = nbformat.read(RELEASE / slug / f"{slug}.ipynb", as_version=4)
    where = {"metadata": {"path": str(tmp_path / slug)}}
    client = NotebookClient(book, kernel_name="python3", timeout=120, resources=where)
    client.execute()  # it stops, and fails this test, at the first cell that raises
