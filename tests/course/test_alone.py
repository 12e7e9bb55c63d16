"""`course` is what a class receives: it works where `autograder` does not exist."""

import subprocess
import sys

import nbformat
import pytest

from autograder import simulate
from course.paths import LESSONS, RELEASE, ROOT, SHEETS

LESSON = "01-weight-updates"
HARNESS = """
import sys
sys.modules["autograder"] = None  # `import autograder` fails, as where it was never installed
import course, matplotlib, nbformat
matplotlib.use("agg")
from IPython.core.interactiveshell import InteractiveShell
for name in course.__all__:
    getattr(course, name)
shell = InteractiveShell.instance()
notebook = nbformat.read(sys.argv[1], as_version=4)
for cell in notebook.cells:
    if cell.cell_type == "code":
        result = shell.run_cell(cell.source)
        assert result.success, cell.source
print("ALL CELLS RAN")
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a lesson's release with `answers` in a process without autograder; its output."""
    monkeypatch.setenv("DESCENT_WORK", str(tmp_path))

    def in_another_process(answers):
        path = tmp_path / f"{LESSON}.ipynb"
        nbformat.write(simulate.notebook(LESSON, answers), path)
        command = [sys.executable, "-c", HARNESS, str(path)]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False
        )

    return in_another_process


def test_a_solved_lesson_runs_from_its_first_cell_to_its_last(run):
    done = run(simulate.right(LESSON))
    assert "ALL CELLS RAN" in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]
    assert done.stdout.count("✓") == len(simulate.right(LESSON))


def test_nothing_in_course_imports_autograder():
    sources = (ROOT / "course").rglob("*.py")
    importing = [
        path.name
        for path in sources
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("from autograder", "import autograder"))
    ]
    assert importing == []


def test_every_lesson_with_sheets_has_a_release_and_a_text():
    for folder in SHEETS.iterdir():
        assert (RELEASE / folder.name / f"{folder.name}.ipynb").exists()
        assert (LESSONS / folder.name / "study.toml").exists()
