"""What is built is fresh, the same at every build, and holds nothing that learners must not see."""

import inspect
import json
import os
import re
import subprocess
import sys

import nbformat
import pytest

from autograder import catalog
from autograder.build import tree
from course.paths import RELEASE, ROOT, SHEETS, SOURCE

LESSONS = catalog.lessons()


def shipped_texts():
    """{path: text} of everything that a learner receives and that is no program of the course."""
    paths = [*RELEASE.rglob("*.ipynb"), *SHEETS.rglob("*.json")]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_everything_that_is_built_is_fresh_whatever_the_day_and_the_hash_seed():
    day = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1000000000", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-m", "autograder", "build", "--check"]
    run = subprocess.run(
        command, env=os.environ | day, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_notebook_holds_no_outputs_no_paths_and_no_versions_of_the_day(lesson):
    for folder in (SOURCE, RELEASE):
        path = folder / lesson / f"{lesson}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert all(not cell.get("outputs") for cell in notebook.cells)
        assert set(notebook.metadata) <= {"kernelspec", "language_info"}
        assert set(notebook.metadata.language_info) == {"name"}
        assert str(ROOT) not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", LESSONS)
def test_beside_a_release_notebook_lie_pictures_and_nothing_else(lesson):
    files = [path for path in (RELEASE / lesson).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= {".ipynb", ".png"}


def test_no_release_holds_a_solution_a_hidden_test_or_a_marking_scheme():
    for path, text in shipped_texts().items():
        assert not re.search(r"BEGIN (SOLUTION|HIDDEN|MARK)|from autograder", text), path
        assert "Marking scheme" not in text, path


def test_no_line_of_a_reference_ships_with_the_course():
    shipped = "\n".join(shipped_texts().values())
    course = [path for path in (ROOT / "course").rglob("*.py") if "explorers" not in path.parts]
    shipped += "\n".join(path.read_text(encoding="utf-8") for path in course)
    homes = catalog.all_exercises().values()
    given = "".join(inspect.getsource(e.starting_point) for e in homes if e.starting_point)
    given += "".join(inspect.getdoc(e.reference) for e in homes)
    for lesson in LESSONS:
        source = nbformat.read(SOURCE / lesson / f"{lesson}.ipynb", as_version=4)
        for cell in source.cells:
            for body in re.findall(r"### BEGIN SOLUTION\n(.*?)\n *### END", cell.source, re.S):
                lines = [line for line in body.splitlines() if line.strip() not in given]
                telling = [line for line in lines if len(line.strip()) > 40]
                assert not [line for line in telling if json.dumps(line.strip())[1:-1] in shipped]


def test_no_hidden_case_stands_in_a_sheet():
    for name, exercise in catalog.all_exercises().items():
        sheets = list(SHEETS.glob(f"*/{name}.json"))
        text = sheets[0].read_text(encoding="utf-8")
        assert not [
            case for case in exercise.hidden if json.dumps(case, ensure_ascii=False) in text
        ]


def test_a_changed_sentence_of_a_lesson_changes_its_two_notebooks_alone(tmp_path, monkeypatch):
    import shutil

    from autograder.build import lesson as lesson_module

    copied = tmp_path / "lessons"
    shutil.copytree(lesson_module.LESSONS, copied)
    path = copied / "01-weight-updates" / "lesson.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n+++\n\nOne more sentence.\n", encoding="utf-8")
    monkeypatch.setattr(lesson_module, "LESSONS", copied)
    assert tree.stale(lessons=["01-weight-updates"]) == {
        "source/01-weight-updates/01-weight-updates.ipynb": "differs",
        "release/01-weight-updates/01-weight-updates.ipynb": "differs",
    }


def test_a_file_that_nothing_builds_any_more_is_told_and_removed(tmp_path):
    old = tmp_path / "course" / "sheets" / "01-weight-updates" / "forgotten.json"
    old.parent.mkdir(parents=True)
    old.write_text("{}")
    found = tree.stale(root=tmp_path, lessons=["01-weight-updates"])
    assert found["course/sheets/01-weight-updates/forgotten.json"] == "superfluous"
    tree.build(root=tmp_path, lessons=["01-weight-updates"])
    assert not old.exists()
    assert tree.stale(root=tmp_path, lessons=["01-weight-updates"]) == {}
