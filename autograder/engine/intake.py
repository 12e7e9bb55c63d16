"""From whatever was handed in to a list of cells: every known kind of damage has its sentence."""

import json
import os
import stat
from dataclasses import dataclass

import nbformat

MAX_BYTES = 64 * 2**20
ENCODINGS = ("utf-8-sig", "utf-16")


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
    data = _json(_bytes(path))
    try:
        notebook = data
        if data.get("nbformat") in (1, 2, 3):
            notebook = nbformat.convert(nbformat.from_dict(data), 4)
        if notebook.get("nbformat") != 4:
            raise Unreadable(f"a notebook of format {notebook.get('nbformat')!r}; expected 4")
        return [_handed(cell) for cell in notebook["cells"] if isinstance(cell, dict)]
    except (KeyError, TypeError, AttributeError, nbformat.ValidationError) as error:
        raise Unreadable(f"JSON, but no notebook: {error}") from None


def _bytes(path):
    """The content of a regular file, read without following a link."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Unreadable(f"it cannot be opened: {error.strerror}") from None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("it is a folder or a device, and no file")
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
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(map(str, source))
    return Handed(
        id=grade_id if isinstance(grade_id, str) else "",
        kind=cell.get("cell_type", "code"),
        source=source if isinstance(source, str) else "",
    )
