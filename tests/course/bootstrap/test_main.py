"""`python -m course` from the outside: every refusal is one sentence, never a traceback."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from course.bootstrap.checkout import Checkout

ROOT = Checkout().root


def course(*arguments, before="pass"):
    """Run `python -m course`, after the statement `before`."""
    code = f"import runpy, sys; {before}; runpy.run_module('course', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def assert_one_sentence(done, *words):
    assert done.returncode not in (0, None)
    assert len(done.stderr.strip().splitlines()) == 1
    assert not done.stdout
    for word in words:
        assert word in done.stderr


def test_alone_it_lists_its_commands():
    done = course()
    assert done.returncode == 0
    for command in ("lab", "test", "setup", "progress", "cards", "hint"):
        assert command in done.stdout


def test_an_old_python_is_told_what_to_do():
    done = course("lab", before="sys.version_info = (3, 8, 18)")
    assert_one_sentence(done, "needs Python 3.11 or newer; this is Python 3.8", "python.org")


@pytest.mark.parametrize("file", ["__init__.py", "__main__.py"])
def test_what_an_old_python_reads_first_has_old_syntax(file):
    source = (ROOT / "course" / file).read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 6))


@pytest.mark.parametrize("path", sorted((ROOT / "course" / "bootstrap").glob("*.py")))
def test_only_the_standard_library_is_needed_before_the_environment(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            ours = name.startswith("course.bootstrap")
            assert ours or name.partition(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], ["frobnicate", "--help"]),
        (["lab", "--port", "many"], ["a port is a number from 1 to 65535, got 'many'"]),
        (["lab", "--port", "0"], ["from 1 to 65535"]),
        (["lab", "--frob"], ["--frob", "--help"]),
        (["hint"], ["name"]),
        (["test", "-k", "progress"], ["-k progress", "for pytest", "stands after --"]),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence(arguments, words):
    assert_one_sentence(course(*arguments), *words)


@pytest.mark.parametrize("work", ["/proc/no/work", f"{Path(__file__)}/work"])
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(work):
    if work.startswith("/proc") and not Path("/proc").exists():
        pytest.skip("this system has no /proc")
    assert_one_sentence(course("lab", "--here", "--work", work), "--work DIR")


def test_work_inside_the_course_is_told_in_a_sentence():
    done = course("lab", "--here", "--work", str(ROOT / "course" / "work"))
    assert_one_sentence(done, "holds the course itself")
    assert not (ROOT / "course" / "work").exists()


def test_a_disk_that_fills_while_lessons_are_copied_leaves_no_half_file(tmp_path):
    """The real write fails: no file of this process may grow beyond a thousand bytes."""
    pytest.importorskip("resource", reason="this system cannot limit the size of a file")
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))"
    ignore = "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    before = f"import resource, signal; {ignore}; {limit}"
    done = course("lab", "--here", "--work", str(tmp_path / "work"), before=before)
    assert_one_sentence(done, "The disk is full")
    assert not list((tmp_path / "work").rglob("*.part"))
    assert not list((tmp_path / "work").rglob("*.ipynb"))
