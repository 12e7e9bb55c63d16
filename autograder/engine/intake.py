"""From whatever was handed in to a list of cells: every known kind of damage has its sentence."""

import json
import os
import stat
from dataclasses import dataclass

from autograder.engine.notebook import NotANotebook, cells_of, marks_of

MAX_BYTES = 64 * 2**20
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "latin-1")


class Unreadable(ValueError):
    """A file that is no notebook; the message says what it is instead."""


@dataclass(frozen=True)
class Handed:
    """One cell as it was handed in: nothing but its id, kind and text."""

    id: str
    kind: str
    source: str


def read(path):
    """Return the cells of a submitted notebook.

    Raises
    ------
    Unreadable
        It is no regular file, too large, or no notebook.
    """
    try:
        return [_handed(cell) for cell in cells_of(_json(_bytes(path)))]
    except NotANotebook as error:
        raise Unreadable(str(error)) from None


def _bytes(path):
    """The content of a regular file, read without following a link."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Unreadable(f"it cannot be opened: {error.strerror}") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Unreadable("it is a folder or a device, and no file")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > MAX_BYTES:
            raise Unreadable(f"{status.st_size / 2**20:.0f} MiB; at most {MAX_BYTES // 2**20}")
        return file.read(MAX_BYTES + 1)


def _json(content):
    if not content.strip():
        raise Unreadable("the file is empty")
    for encoding in ENCODINGS:
        try:
            data = json.loads(content.decode(encoding))
            break
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            continue
    else:
        raise Unreadable(_what_it_looks_like(content))
    if not isinstance(data, dict):
        raise Unreadable(f"JSON, but a {type(data).__name__} and no notebook")
    return data


def _what_it_looks_like(content):
    start = content.lstrip()[:200].lower()
    if start.startswith((b"<!doctype", b"<html")):
        return "a web page (a login page?) and no notebook"
    if start.startswith(b"%pdf"):
        return "a PDF and no notebook"
    if start.startswith(b"{"):
        return "JSON that is cut short or damaged"
    return "no JSON in UTF-8"


def _handed(cell):
    grade_id = marks_of(cell).get("grade_id")
    return Handed(
        id=grade_id if isinstance(grade_id, str) else "",
        kind=cell.get("cell_type", "code"),
        source=cell["source"].encode("utf-8", "replace").decode("utf-8"),  # no half pairs
    )
