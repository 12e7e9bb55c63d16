"""What students hand in that is no proper notebook, one entry a row of nbgrader's known troubles.

An entry is (what spoils the folder of a right submission, scores, a word of the reason or "").
"""

import json
import os

import nbformat

FULL, DOUBLE_LOST, FIRST_LOST = (2, 1, 1), (0, 1, 1), (2, 0, 1)
NOTHING, LOOK = (0, 0, 0), (None, None, None)
DOUBLE = "def double(x):\n    return 2 * x"
LINE_OF_10_MB = "print('y' * 10_000_000)"


def raw(content):
    """The notebook's bytes."""
    return lambda folder: (folder / "hw.ipynb").write_bytes(content)


def coded(encoding, before=""):
    """The notebook in another encoding."""

    def spoil(folder):
        path = folder / "hw.ipynb"
        text = before + path.read_text(encoding="utf-8").replace("Two exercises", "Zwei für zwei")
        path.write_bytes(text.encode(encoding))

    return spoil


def data(change):
    """A change of the notebook's JSON."""

    def spoil(folder):
        path = folder / "hw.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook = change(notebook) or notebook
        path.write_text(json.dumps(notebook), encoding="utf-8")

    return spoil


def cells(change):
    """A change of the list of cells."""

    def spoil(notebook):
        change(notebook["cells"])

    return data(spoil)


def marks_of(cell):
    return cell["metadata"].get("nbgrader") or {}


def _the(grade_id, all_):
    return next(cell for cell in all_ if marks_of(cell)["grade_id"] == grade_id)


def one(grade_id, change):
    """A change of one cell."""
    return cells(lambda all_: change(_the(grade_id, all_)))


def tests(change):
    """A change of every test cell."""
    return cells(lambda all_: [change(cell) for cell in all_ if marks_of(cell).get("points")])


def answer(source):
    """Another answer to `double`."""
    return one("double", lambda cell: cell.update(source=source))


def extra(source):
    """A cell of the student's own before all others."""
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}
    return cells(lambda all_: all_.insert(0, cell | {"execution_count": None}))


def copied(grade_id, source=None):
    """A cell that is there twice."""

    def change(all_):
        all_.append(_the(grade_id, all_) | ({} if source is None else {"source": source}))

    return cells(change)


def deleted(grade_id):
    """A cell that is gone."""
    return cells(lambda all_: all_.remove(_the(grade_id, all_)))


def metadata(**marks):
    """Other marks of nbgrader's on the tests."""
    return tests(lambda cell: cell["metadata"]["nbgrader"].update(marks))


def without(name):
    """A mark of nbgrader's missing on the tests."""
    return tests(lambda cell: cell["metadata"]["nbgrader"].pop(name))


def when(text):
    """What timestamp.txt says."""
    return lambda folder: (folder / "timestamp.txt").write_text(text)


def old_format(notebook):
    return json.loads(nbformat.writes(nbformat.reads(json.dumps(notebook), 4), 3))


def stale(cell):
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "z" * 6_000_000}]


def renamed(folder):
    (folder / "hw.ipynb").rename(folder / "hw (1).ipynb")


def extra_notebook(folder):
    (folder / "mine.ipynb").write_text("{}")


def only_a_pdf(folder):
    (folder / "hw.ipynb").unlink()
    (folder / "hw.pdf").write_bytes(b"%PDF-1.7")


def a_folder(folder):
    (folder / "hw.ipynb").unlink()
    (folder / "hw.ipynb").mkdir()


def many_files(folder):
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "hw-checkpoint.ipynb").write_text("{}")
    for number in range(5000):
        (folder / f"{number}.txt").touch()


def a_link_to(target):
    return lambda folder: (folder / "stolen.txt").symlink_to(target)


def neighbours_notebook(folder):
    (folder / "hw.ipynb").unlink()
    (folder / "hw.ipynb").symlink_to(folder.parent.parent / "neighbour a" / "ps1" / "hw.ipynb")


def read_only(folder):
    for path in folder.iterdir():
        path.chmod(0o400)


def no_timestamp(folder):
    (folder / "timestamp.txt").unlink()


def timestamp_fifo(folder):
    no_timestamp(folder)
    os.mkfifo(folder / "timestamp.txt")


ROWS = {
    "empty file": (raw(b""), LOOK, "empty"),
    "truncated JSON": (raw(b'{"cells": [{"cell'), LOOK, "cut short"),
    "login page": (raw(b"<!DOCTYPE html><html>Log in</html>"), LOOK, "web page"),
    "JSON list": (raw(b"[1, 2]"), LOOK, "a list"),
    "JSON without cells": (raw(b'{"nbformat": 4, "nbformat_minor": 5}'), LOOK, "no list of cells"),
    "nbformat 3": (data(old_format), FULL, ""),
    "nbformat_minor 99": (data(lambda n: n.update(nbformat_minor=99)), FULL, ""),
    "nbformat 5": (data(lambda n: n.update(nbformat=5)), LOOK, "format 5"),
    "UTF-8 with BOM": (coded("utf-8-sig"), FULL, ""),
    "UTF-16": (coded("utf-16"), FULL, ""),
    "Latin-1": (coded("latin-1"), FULL, ""),
    "NUL bytes after the end": (lambda folder: coded("utf-8")(folder) or (
        (folder / "hw.ipynb").open("ab").write(b"\0" * 512)), LOOK, "cut short"),
    "renamed": (renamed, FULL, "hw (1).ipynb"),
    "an extra notebook": (extra_notebook, FULL, ""),
    "only a PDF": (only_a_pdf, NOTHING, "not handed in"),
    "notebook is a folder": (a_folder, LOOK, "folder"),
    "duplicate cell ids": (cells(lambda all_: [c.update(id="same") for c in all_]), FULL, ""),
    "no cell ids": (cells(lambda all_: [c.pop("id", 0) for c in all_]), FULL, ""),
    "copied solution cell": (copied("double"), FULL, "more than once"),
    "emptied copy of a solution cell": (copied("double", ""), FULL, "more than once"),
    "split test cell": (copied("test_double", "assert True"), FULL, ""),
    "missing test cell": (deleted("test_double"), FULL, ""),
    "missing solution cell": (deleted("double"), DOUBLE_LOST, "double: the cell is missing"),
    "solution metadata lost": (
        one("double", lambda c: c.update(metadata={})), FULL, "found by the name"),
    "test made Markdown": (tests(lambda c: c.update(cell_type="markdown")), FULL, ""),
    "test made raw": (tests(lambda c: c.update(cell_type="raw")), FULL, ""),
    "solution made Markdown": (one("double", lambda c: c.update(cell_type="markdown")), FULL, ""),
    "written answer made code": (one("why", lambda c: c.update(cell_type="code")), FULL, ""),
    "unknown grade id": (
        one("double", lambda c: marks_of(c).update(grade_id="dbl")), FULL, "found by the name"),
    "marks {}": (tests(lambda c: c["metadata"].update(nbgrader={})), FULL, ""),
    "marks null": (tests(lambda c: c["metadata"].update(nbgrader=None)), FULL, ""),
    "marks []": (tests(lambda c: c["metadata"].update(nbgrader=[])), FULL, ""),
    "marks without a key": (without("locked"), FULL, ""),
    "points missing": (without("points"), FULL, ""),
    "points in words": (metadata(points="lots"), FULL, ""),
    "points raised": (metadata(points=99), FULL, ""),
    "flags flipped": (metadata(grade=False, solution=True), FULL, ""),
    "schema version 1": (metadata(schema_version=1), FULL, ""),
    "schema version 99": (metadata(schema_version=99), FULL, ""),
    "cells reversed": (cells(lambda all_: all_.reverse()), FULL, ""),
    "kernelspec missing": (data(lambda n: n.update(metadata={})), FULL, ""),
    "kernelspec unknown": (
        data(lambda n: n.update(metadata={"kernelspec": {"name": "cobol"}})), FULL, ""),
    "syntax error": (answer("def double(x) return x"), DOUBLE_LOST, "test_double"),
    "tabs and spaces": (
        answer("def double(x):\n\tif x:\n        return x"), DOUBLE_LOST, "test_double"),
    "recursion": (answer("def double(x): return double(x)"), DOUBLE_LOST, "RecursionError"),
    "renamed function": (answer("def twice(x): return 2 * x"), DOUBLE_LOST, "double"),
    "endless loop": (answer("def double(x):\n    while True: pass"), DOUBLE_LOST, "test_double"),
    "endless loop in the cell": (answer(DOUBLE + "\nwhile True: pass"), DOUBLE_LOST, "after 2 s"),
    "input()": (answer("def double(x): return 2 * float(input())"), DOUBLE_LOST, "EOFError"),
    "sys.exit()": (answer(DOUBLE + "\nimport sys; sys.exit()"), FULL, ""),
    "exit()": (answer(DOUBLE + "\nexit()"), FULL, ""),
    "quit() in the function": (answer("def double(x): quit()"), DOUBLE_LOST, "test_double"),
    "os._exit": (answer("import os; os._exit(0)"), DOUBLE_LOST, "process ended"),
    "segfault": (answer("import ctypes; ctypes.string_at(0)"), DOUBLE_LOST, "process ended"),
    "warning": (answer(
        "import warnings\ndef double(x):\n    warnings.warn('hm')\n    return 2 * x"), FULL, ""),
    "logging": (answer(
        "import logging\ndef double(x):\n    logging.error('hm')\n    return 2 * x"), FULL, ""),
    "progress bar on stderr": (answer(
        "import sys\ndef double(x):\n    sys.stderr.write('50 %\\r')\n    return 2 * x"), FULL, ""),
    "print": (answer("def double(x):\n    print(x)\n    return 2 * x"), FULL, ""),
    "10 MB on one line": (answer(f"{DOUBLE}\n{LINE_OF_10_MB}"), FULL, ""),
    "10 MB before the answer": (extra(LINE_OF_10_MB), FULL, ""),
    "200 000 lines": (answer(DOUBLE + "\nfor i in range(200_000): print(i)"), FULL, ""),
    "lone surrogate": (answer(DOUBLE + "\nprint('\ud800')"), FULL, ""),
    "NaN in the JSON": (data(lambda n: n["metadata"].update(x=float("nan"))), FULL, ""),
    "NUL in a source": (extra("x = '\0'"), FULL, ""),
    "ANSI codes": (answer(DOUBLE + "\nprint('\\x1b[2J\\x1b[31mred')"), FULL, ""),
    "late thread": (answer(
        DOUBLE + "\nimport threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(.2), print('late'))).start()"), FULL, ""),
    "os.chdir": (extra("import os; os.chdir('/')"), FULL, ""),
    "pip without network": (extra("!pip install nothing\n%pip install nothing"), FULL, ""),
    "%matplotlib widget": (extra("%matplotlib widget"), FULL, ""),
    "import error": (extra("import no_such_module"), FULL, ""),
    "await": (extra("import asyncio\nawait asyncio.sleep(0)"), FULL, ""),
    "asyncio.run": (extra("import asyncio\nasyncio.run(asyncio.sleep(0))"), FULL, ""),
    "multiprocessing": (extra(
        "import multiprocessing as mp\nwith mp.Pool(2) as p: p.map(abs, [1])"), FULL, ""),
    "partial credit above the maximum": (
        one("share", lambda c: c.update(source="def share(): return 7")),
        (2, 1, 0), "expected 0 to 1"),
    "partial credit NaN": (
        one("share", lambda c: c.update(source="def share(): return float('nan')")),
        (2, 1, 0), "expected 0 to 1"),
    "partial credit infinite": (
        one("share", lambda c: c.update(source="def share(): return float('inf')")),
        (2, 1, 0), "expected 0 to 1"),
    "stale outputs of 6 MB": (one("double", stale), FULL, ""),
    "timestamp garbage": (when("yesterday, I swear"), FULL, ""),
    "timestamp empty": (when(""), FULL, ""),
    "timestamp without a zone": (when("2030-01-01 12:00:00"), FULL, ""),
    "no timestamp": (no_timestamp, FULL, ""),
    "timestamp is a FIFO": (timestamp_fifo, FULL, ""),
    "dangling link": (a_link_to("/nowhere"), FULL, ""),
    "FIFO": (lambda folder: os.mkfifo(folder / "pipe"), FULL, ""),
    "5000 files and checkpoints": (many_files, FULL, ""),
    "link to the gradebook": (a_link_to("../../../gradebook.db"), FULL, ""),
    "link to a neighbour's work": (a_link_to("../../neighbour a/ps1/hw.ipynb"), FULL, ""),
    "a neighbour's notebook": (neighbours_notebook, LOOK, "cannot be opened"),
    "a file where the source has a folder": (
        lambda folder: (folder / "data").write_text("mine"), FULL, ""),
    "a folder where the source has a file": (
        lambda folder: (folder / "table.csv").mkdir(), FULL, ""),
    "read-only files": (read_only, FULL, ""),
}  # fmt: skip
AGAIN = {  # handed in a second time, after full marks
    "again, corrupt": (raw(b"{"), LOOK, "cut short"),
    "again, its process dies": (answer("import os; os._exit(1)"), DOUBLE_LOST, "process ended"),
    "again, a test cell deleted": (deleted("test_double"), FULL, ""),
    "again, without the notebook": (only_a_pdf, NOTHING, "not handed in"),
    "again, wrong": (answer("def double(x): return x"), DOUBLE_LOST, "test_double"),
}
