import json
import os
import random
import subprocess
import sys
import threading
import time

import pytest

from course.study import store
from course.study.store import Store

SECTIONS = {"checks": dict, "predictions": list}
WRITER = """
import sys
from course.study.store import Store
store = Store(sys.argv[1], {"checks": dict})
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}{number}"
    store.change(lambda data: data["checks"].update({name: {"filler": "x" * 2000}}))
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "progress.json"


def put(name):
    return lambda data: data["checks"].update({name: {"attempts": 1}})


def writer(path, name, changes):
    command = [sys.executable, "-c", WRITER, str(path), name, str(changes)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_what_is_changed_is_read_by_another_program(path):
    Store(path, SECTIONS).change(put("predict"))
    assert Store(path, SECTIONS).read()["checks"] == {"predict": {"attempts": 1}}


def test_reading_creates_nothing(path):
    assert Store(path, SECTIONS).read() == {"checks": {}, "predictions": {}}
    assert not path.parent.exists()


def test_unknown_fields_are_kept(path):
    path.parent.mkdir()
    known = {"version": 1, "checks": {"a": {"colour": "red"}}, "badges": [1, 2]}
    path.write_text(json.dumps(known), encoding="utf-8")
    Store(path, SECTIONS).change(put("b"))
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["badges"] == [1, 2] and data["checks"]["a"] == {"colour": "red"}


def test_a_kill_at_any_moment_loses_no_finished_record(path):
    rng, finished = random.Random(5), set()
    for life in range(12):
        process = writer(path, f"life{life}-", 10_000)
        process.stdout.readline()
        time.sleep(rng.uniform(0, 0.05))
        process.kill()
        rest = process.communicate()[0].splitlines()
        finished |= {f"life{life}-{n}" for n in [0, *map(int, filter(str.isdigit, rest))]}
        json.loads(path.read_text(encoding="utf-8"))
        assert finished <= Store(path, SECTIONS).read()["checks"].keys()
    assert len(finished) > 30
    assert not list(path.parent.glob("*damaged*"))


def test_programs_that_write_at_once_lose_nothing(path):
    processes = [writer(path, name, 25) for name in "abc"]
    for process in processes:
        process.communicate()
    names = {f"{name}{number}" for name in "abc" for number in range(25)}
    assert Store(path, SECTIONS).read()["checks"].keys() == names


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"checks": {}}', '{"version": "1"}', '{"version": 1, "checks": {"a": 3}}'],
)
def test_a_damaged_file_is_set_aside_and_the_backup_used(path, capsys, text):
    Store(path, SECTIONS).change(put("a"))
    Store(path, SECTIONS).change(put("b"))
    path.write_text(text, encoding="utf-8")
    data = Store(path, SECTIONS).read()
    assert data["checks"].keys() == {"a"}
    assert (path.parent / "progress.damaged-1.json").read_text(encoding="utf-8") == text
    said = capsys.readouterr().out
    assert said.count("was damaged; it is kept as progress.damaged-1.json, and the last good") == 1
    assert Store(path, SECTIONS).read() == data


def test_a_second_damaged_file_gets_its_own_name_and_without_backup_it_starts_anew(path, capsys):
    path.parent.mkdir()
    for _ in range(2):
        path.write_bytes(b"\xff\xfe")
        assert Store(path, SECTIONS).read()["checks"] == {}
    assert len(list(path.parent.glob("progress.damaged-*.json"))) == 2
    assert "it starts anew" in capsys.readouterr().out


def test_a_file_of_a_newer_release_is_left_as_it_is(path, capsys):
    path.parent.mkdir()
    newer = json.dumps({"version": store.VERSION + 1, "checks": "another shape"})
    path.write_text(newer, encoding="utf-8")
    mine = Store(path, SECTIONS)
    mine.change(put("a"))
    mine.change(put("b"))
    assert path.read_text(encoding="utf-8") == newer
    assert mine.read()["checks"].keys() == {"a", "b"}
    assert capsys.readouterr().out.count("newer release") == 1


def test_a_folder_that_cannot_be_made_is_told_once_and_all_goes_on_in_memory(tmp_path, capsys):
    (tmp_path / "file").touch()
    mine = Store(tmp_path / "file" / "progress.json", SECTIONS)
    mine.change(put("a"))
    mine.change(put("b"))
    assert mine.read()["checks"].keys() == {"a", "b"}
    assert capsys.readouterr().out.count("what is new stays in memory") == 1
    assert "cannot be written" in mine.trouble


def test_a_sentence_about_the_file_names_what_it_holds(tmp_path, capsys):
    (tmp_path / "file").touch()
    Store(tmp_path / "file" / "runs.json", {"runs": dict}, holds="your runs").change(
        lambda data: None
    )
    assert capsys.readouterr().out.startswith("Your runs cannot be written to ")


def test_what_waited_in_memory_is_written_as_soon_as_it_can_be(tmp_path):
    (tmp_path / "folder").touch()
    mine = Store(tmp_path / "folder" / "progress.json", SECTIONS)
    mine.change(put("a"))
    (tmp_path / "folder").unlink()
    Store(mine.path, SECTIONS).change(put("from another program"))
    mine.change(put("b"))
    names = {"a", "b", "from another program"}
    assert Store(mine.path, SECTIONS).read()["checks"].keys() == names
    assert mine.trouble == ""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX stand for a full disk")
def test_a_full_disk_keeps_the_old_file(path):
    Store(path, SECTIONS).change(put("a"))
    before = path.read_bytes()
    code = (
        "import resource, sys; from course.study.store import Store;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20));"
        "s = Store(sys.argv[1], {'checks': dict});"
        "s.change(lambda d: d['checks'].update(b={}));"
        "s.change(lambda d: d['checks'].update(c={}));"
        "print(sorted(s.read()['checks']))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    lines = told.stdout.splitlines()
    assert len(lines) == 2 and "stays in memory" in lines[0]
    assert lines[1] == "['a', 'b', 'c']"
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.new"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_read_only_folder_still_shows_what_was_done(path, capsys):
    Store(path, SECTIONS).change(put("a"))
    path.parent.chmod(0o555)
    try:
        mine = Store(path, SECTIONS)
        mine.change(put("b"))
        assert mine.read()["checks"].keys() == {"a", "b"}
        assert capsys.readouterr().out.count("what is new stays in memory") == 1
    finally:
        path.parent.chmod(0o755)


def test_a_lock_that_is_never_released_does_not_stop_the_learner(path, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    mine = Store(path, SECTIONS)
    mine.change(put("a"))
    held, release = threading.Event(), threading.Event()

    def hold():
        with Store(path, SECTIONS)._lock():
            held.set()
            release.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(30)
    mine.change(put("b"))
    assert "cannot be written" in mine.trouble
    assert mine.read()["checks"].keys() == {"a", "b"}
    release.set()
    holder.join()
    mine.change(put("c"))
    assert Store(path, SECTIONS).read()["checks"].keys() == {"a", "b", "c"}
