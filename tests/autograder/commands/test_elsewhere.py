"""On a system without a sandbox the commands load, and grading is refused with a sentence."""

import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_notebook

# what other systems lack: the first lines are loaded where it still looks like Linux
START = """
import sys, asyncio, concurrent.futures.process, ctypes, filelock, tempfile
import nbgrader.apps.baseapp, numpy, rich.progress
for name in {missing!r}:
    sys.modules[name] = None
sys.platform = {platform!r}
if sys.platform == "win32":
    ctypes.CDLL = None
from autograder.cli import main
sys.exit(main(sys.argv[1:]))
"""
SYSTEMS = {"darwin": (), "win32": ("resource", "fcntl", "pwd", "grp", "termios")}


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "source" / "ps1"
    folder.mkdir(parents=True)
    nbformat.write(new_notebook(), folder / "hw.ipynb")
    return tmp_path


@pytest.mark.parametrize("command", [("grade", "ps1"), ("bench",)], ids=["grade", "bench"])
@pytest.mark.parametrize("platform", SYSTEMS)
def test_grading_is_refused_with_a_sentence(course, platform, command):
    code = START.format(missing=SYSTEMS[platform], platform=platform)
    run = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=course, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 2, run.stderr
    sentence = f"{platform} has no sandbox here: grade on Linux, in WSL2 or a VM"
    assert run.stderr.splitlines()[-1] == sentence
    assert "Traceback" not in run.stderr
    assert [path.name for path in course.iterdir()] == ["source"]
