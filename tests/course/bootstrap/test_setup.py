"""The environment is made once, noticed when stale or half made, and repaired: with a real pip.

What is installed is a package of one line, so that nothing is asked of the network.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile

import pytest

from course.bootstrap import environment
from course.bootstrap.checkout import Checkout
from course.bootstrap.trouble import Trouble


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of the course whose lock lists one package, and a pip that knows no network."""
    root = tmp_path / "Kurs mit Lücken"
    (root / "course").mkdir(parents=True)
    (root / "course" / "__init__.py").write_text("")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", tmp_path.as_uri())
    write_lock(Checkout(root), tmp_path, "1.0")
    return Checkout(root)


def write_lock(checkout, folder, version, name="learner"):
    """Store a wheel of the package `pebble` in `folder` and lock the checkout to it."""
    wheel = folder / f"pebble-{version}-py3-none-any.whl"
    info = f"pebble-{version}.dist-info"
    content = {
        "pebble.py": f"version = '{version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: pebble\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{path},sha256={_hash(text)},{len(text)}" for path, text in content.items()]
    content[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,"]) + "\n"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in content.items():
            archive.writestr(path, text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    checkout.lock(name).write_text(f"pebble=={version} \\\n    --hash=sha256:{digest}\n")


def _hash(text):
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def version_inside(checkout, folder):
    """The version of the package, as a program sees it that runs in `folder`."""
    code = "import course, pebble; print(pebble.version, course.__file__)"
    done = subprocess.run(
        [checkout.python, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    version, _, file = done.stdout.strip().partition(" ")
    assert file == str(checkout.root / "course" / "__init__.py")
    return version


def start(checkout):
    """Set up in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from course.bootstrap.checkout import Checkout;"
        "from course.bootstrap.environment import ensure; ensure(Checkout(Path(sys.argv[1])))"
    )
    return subprocess.Popen(
        [sys.executable, "-u", "-c", code, checkout.root], cwd=Checkout().root,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip


def test_the_first_time_installs_and_the_second_does_nothing(checkout, tmp_path):
    first, second = [], []
    assert environment.ensure(checkout, say=first.append) == checkout.python
    assert version_inside(checkout, tmp_path) == "1.0"
    assert "once" in first[0]
    environment.ensure(checkout, say=second.append)
    assert not second


def test_a_changed_lock_is_installed_on_top(checkout, tmp_path):
    environment.ensure(checkout)
    (checkout.environment / "kept").touch()
    write_lock(checkout, tmp_path, "2.0")
    environment.ensure(checkout)
    assert version_inside(checkout, tmp_path) == "2.0"
    assert (checkout.environment / "kept").exists()


def test_the_test_lock_serves_the_learner_too(checkout, tmp_path):
    write_lock(checkout, tmp_path, "1.0", "test")
    environment.ensure(checkout, "test")
    lines = []
    environment.ensure(checkout, "learner", lines.append)
    assert not lines


def test_a_set_up_that_was_killed_is_noticed_and_repaired(checkout, tmp_path):
    process = start(checkout)
    while not (checkout.environment / "pyvenv.cfg").exists():
        time.sleep(0.01)
    process.kill()
    process.communicate()
    lines = []
    environment.ensure(checkout, say=lines.append)
    assert version_inside(checkout, tmp_path) == "1.0"
    assert any("cut short" in line for line in lines)


def test_two_first_runs_at_once_make_one_environment(checkout, tmp_path):
    runs = [start(checkout) for _ in range(2)]
    told = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sum("Ready: " in text for text in told) == 1
    assert sum("waiting for it" in text for text in told) == 1
    assert version_inside(checkout, tmp_path) == "1.0"


def test_a_moved_course_is_set_up_anew(checkout, tmp_path):
    environment.ensure(checkout)
    moved = Checkout(tmp_path / "moved")
    shutil.move(checkout.root, moved.root)
    environment.ensure(moved)
    assert version_inside(moved, tmp_path) == "1.0"


def test_without_network_it_says_so_and_the_next_run_repairs(checkout, tmp_path, monkeypatch):
    with monkeypatch.context() as offline:
        offline.delenv("PIP_NO_INDEX")
        offline.setenv("PIP_FIND_LINKS", "")
        offline.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
        offline.setenv("PIP_RETRIES", "0")
        with pytest.raises(Trouble, match="connect this computer to the network"):
            environment.ensure(checkout)
    environment.ensure(checkout)
    assert version_inside(checkout, tmp_path) == "1.0"


def test_a_newer_lock_without_network_leaves_the_environment_whole(checkout, tmp_path, monkeypatch):
    environment.ensure(checkout)
    write_lock(checkout, tmp_path, "2.0")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(Trouble, match="run the same command again"):
        environment.ensure(checkout)
    assert version_inside(checkout, tmp_path) == "1.0"
    assert not (checkout.environment / environment.MARK).exists()


def test_a_changed_package_is_refused(checkout, tmp_path):
    lock = checkout.lock("learner")
    lock.write_text(lock.read_text()[:-9] + "00000000\n")
    with pytest.raises(Trouble, match="could not be installed"):
        environment.ensure(checkout)


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(checkout, monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)  # as on Debian without python3-venv
    with pytest.raises(
        Trouble, match=rf"lacks its module {module}.*`sudo apt install python3\.\d+"
    ):
        environment.ensure(checkout)


def test_an_environment_of_ones_own_is_added_to_and_never_emptied(checkout, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", checkout.environment], check=True)
    (checkout.environment / "mine").touch()
    environment.ensure(checkout)
    assert version_inside(checkout, tmp_path) == "1.0"
    write_lock(checkout, tmp_path, "2.0")
    environment.ensure(checkout)
    assert (checkout.environment / "mine").exists()
    assert json.loads((checkout.environment / environment.STAMP).read_text())["made_here"] is False


def test_a_folder_of_ones_own_that_is_no_environment_is_left_alone(checkout):
    checkout.environment.mkdir()
    (checkout.environment / "mine").touch()
    with pytest.raises(Trouble, match="was not made by this command .* move it away"):
        environment.ensure(checkout)
    assert (checkout.environment / "mine").exists()


def test_a_copy_without_its_lock_is_told_to_be_whole(checkout):
    checkout.lock("learner").unlink()
    with pytest.raises(Trouble, match="take a whole copy of the course"):
        environment.ensure(checkout)
