"""The files that notebooks read: what lies beside the source, for the judge and for each player.

A learner's own files come along where they are data; the source's stand above them.
"""

import os
import sys
import tempfile
from pathlib import Path

MAX_BYTES = 24 * 2**20  # of one folder
PICTURES = {".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
HIDDEN = (".", "__")
CODE = {".pth", ".py", ".pyc", ".so"}  # what could stand in for a module


class TooMuch(ValueError):
    """A folder holds more than a player can be given."""


def beside_source(folder, code):
    """Return {place: content} of what a notebook may read; of pictures those that `code` names.

    Raises
    ------
    TooMuch
        The instructor's files are larger than a player's folder.
    """
    chosen = {
        place.as_posix(): path
        for path, place in regular(folder, HIDDEN)
        if path.suffix not in PICTURES or path.name in code
    }
    if sum(path.stat().st_size for path in chosen.values()) > MAX_BYTES:
        raise TooMuch(f"{folder} holds more than {MAX_BYTES // 2**20} MiB of files for notebooks")
    return {place: path.read_bytes() for place, path in chosen.items()}


def handed_in(folder, given):
    """Return {place: content} of a learner's data files, as many as there is room for."""
    files, room = {}, MAX_BYTES - sum(map(len, given.values()))
    for path, inside in regular(folder, HIDDEN):
        place, size = inside.as_posix(), path.stat().st_size
        taken = any(_same_or_inside(place, other) for other in given)
        if not taken and path.suffix not in CODE and size <= room and len(files) < 200:
            files[place] = path.read_bytes()
            room -= size
    return files


def lay_out(files):
    """Write files into a new folder, from which this process can import; return the folder."""
    folder = tempfile.TemporaryDirectory(prefix="descent-files-")
    for place, content in files.items():
        path = Path(folder.name, place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.path.insert(0, folder.name)
    return folder


def take_away(folder):
    """Undo `lay_out`, and forget what was imported from there."""
    sys.path.remove(folder.name)
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(f"{folder.name}/"):
            del sys.modules[name]
    folder.cleanup()


def _same_or_inside(place, other):
    """Whether two places cannot both be files' own."""
    return f"{place}/".startswith(f"{other}/") or f"{other}/".startswith(f"{place}/")


def regular(folder, hidden="."):
    """Yield (path, place in the folder) of its files, in order, without notebooks.

    Links are not followed, and what begins with one of the `hidden` beginnings is left out.
    """
    found = []
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(hidden)]
        shown = [name for name in names if not name.startswith(hidden)]
        found += [Path(top, name) for name in shown if not name.endswith(".ipynb")]
    for path in sorted(found):
        if path.is_file() and not path.is_symlink():
            yield path, path.relative_to(folder)
