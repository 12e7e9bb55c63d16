"""Each wall is found, named, and stands alone where another is missing."""

import dataclasses
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.engine import submission
from autograder.engine.forking import Nursery
from autograder.engine.sandbox import Layers, Limits
from autograder.engine.sandbox.layers import Unprotected, probe

LOOK = """
import os, socket
for what, attempt in {
    "password file": lambda: open('/etc/shadow').read(),
    "program": lambda: os.posix_spawn('/bin/true', ['true'], {}),
    "socket": lambda: socket.socket(),
    "signal": lambda: os.kill(os.getppid(), 0),
}.items():
    try:
        attempt(); print('REACHED', what)
    except OSError: pass
double = lambda x: 2 * x
"""


@pytest.fixture(scope="module")
def no_namespaces(walls):
    nursery = Nursery(dataclasses.replace(walls, namespaces=False), Limits(cell_seconds=3))
    yield nursery
    nursery.close()


def test_without_namespaces_landlock_and_seccomp_keep_a_player_in(
    no_namespaces, two_exercises, notebook_of, tmp_path, monkeypatch
):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    path = tmp_path / "hw.ipynb"
    path.write_text(json.dumps(notebook_of({"double": LOOK})))
    result = submission.grade(submission.Job("zoe", "hw", str(path)), two_exercises, no_namespaces)
    assert result.scores == {"test_double": 2.0, "test_first": 1.0}
    assert "REACHED" not in result.autograded.replace("print('REACHED'", "")


def test_the_walls_in_use_and_the_missing_ones_are_told():
    text = str(Layers(namespaces=False, landlock=7, seccomp=True, other_user=False))
    assert "Landlock 7" in text.split("missing")[0]
    assert "namespaces" in text.split("missing")[1]


@pytest.mark.parametrize(
    ("namespaces", "landlock", "seccomp", "enough"),
    [
        (True, 0, False, True),
        (False, 5, True, True),
        (False, 5, False, False),
        (False, 0, True, False),
    ],
)
def test_which_walls_are_enough(namespaces, landlock, seccomp, enough):
    assert Layers(namespaces, landlock, seccomp, other_user=True).sufficient is enough


def test_another_system_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(Unprotected, match="grade on Linux"):
        probe()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="util-linux is not installed")
def test_who_is_not_root_has_the_same_walls():
    command = "from autograder.engine.sandbox import probe; print(probe().namespaces)"
    nobody = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    run = subprocess.run([*nobody, sys.executable, "-c", command], capture_output=True, text=True)
    if "unshare" in run.stderr:
        pytest.skip(f"no user namespaces here: {run.stderr.strip()}")
    assert run.stdout.strip() == "True", run.stderr


def test_a_nursery_says_nothing_and_writes_nothing_outside_its_own_folder(
    walls, tmp_path, monkeypatch, capfd
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    before = os.listdir("/")
    nursery = Nursery(walls, Limits())
    nursery.fork().close()
    nursery.close()
    assert capfd.readouterr() == ("", "")
    assert os.listdir("/") == before and os.listdir(tmp_path) == []
    assert not os.path.exists(nursery.folder.name)


def test_the_list_of_fonts_is_made_once_where_the_instructor_has_a_cache(
    walls, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = []
    for _ in range(2):
        nursery = Nursery(walls, Limits())
        nursery.fork().close()
        nursery.close()
        made += [path.stat().st_mtime_ns for path in tmp_path.glob("matplotlib/fontlist-*.json")]
    assert len(made) == 2 and made[0] == made[1]


WHERE = """
import os
folders = {os.environ[name] for name in ("HOME", "MPLCONFIGDIR", "IPYTHONDIR", "XDG_CACHE_HOME")}
print(folders == {os.getcwd()})
"""


@pytest.mark.parametrize("kind", ["all walls", "no namespaces"])
def test_a_players_home_is_its_scratch_folder(kind, nursery, no_namespaces):
    link = (nursery if kind == "all walls" else no_namespaces).fork()
    ((output,), _) = link.run(WHERE)
    link.close()
    assert output["text"] == "True\n"


JOIN = """
import os
from pathlib import Path
from autograder.engine.sandbox import kernel

def large():
    found = Path("/proc/self/smaps_rollup").read_text().split("AnonHugePages:")[1]
    return int(found.split()[0])

filled = [os.urandom(1) * 1000 for _ in range(20_000)]
known = hash(tuple(filled))
before = large()
kernel.join_pages()
print(large() > before, hash(tuple(filled)) == known)
"""


def test_memory_that_is_joined_to_large_pages_reads_as_before():
    done = subprocess.run([sys.executable, "-c", JOIN], capture_output=True, text=True, check=True)
    joined, same = done.stdout.split()
    assert same == "True" and joined == str(joins_pages())


def joins_pages():
    """Tell whether the kernel knows how, and was not told never to."""
    version = tuple(int(part) for part in re.match(r"(\d+)\.(\d+)", platform.release()).groups())
    setting = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    return version >= (6, 1) and setting.exists() and "[never]" not in setting.read_text()
