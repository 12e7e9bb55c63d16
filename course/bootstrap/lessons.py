"""Lessons from release/ into the learner's folder, never over what the learner has.

What was given is remembered by content in .descent/given.json, so that each release of a file is
offered once: a notebook that the learner has stays as it is, and the newer one lies beside it.
"""

import contextlib
import hashlib
import json
import os

from course.bootstrap.exclusive import alone
from course.bootstrap.trouble import Trouble

FOLDER = ".descent"
_WAITING = "Another course command is copying lessons; waiting for it."


def give(release, work, say=print):
    """Copy the lessons that are not in `work` yet.

    Parameters
    ----------
    release, work : Path
    say : callable
        Gets one line for each notebook that has a newer release.

    Raises
    ------
    Trouble, OSError
    """
    lessons = _lessons(release)
    _require_outside(release, work)
    (work / FOLDER).mkdir(parents=True, exist_ok=True)
    with alone(work / FOLDER / "lock", _WAITING, say):
        record = _Record(work / FOLDER / "given.json")
        for lesson in lessons:
            for source in sorted(path for path in lesson.rglob("*") if path.is_file()):
                _give_file(source, work, source.relative_to(release), record, say)
        record.write()


def first_lesson(release, work):
    """Return the path in `work` of the first lesson's notebook."""
    notebooks = (path for lesson in _lessons(release) for path in sorted(lesson.glob("*.ipynb")))
    return work / next(notebooks).relative_to(release)


def _lessons(release):
    found = sorted(path.parent for path in release.glob("[0-9][0-9]-*/*.ipynb"))
    if not found:
        raise Trouble(
            f"There are no lessons in {release}: take a whole copy of the course (git clone),"
            " or build them with `python3 -m autograder build`."
        )
    return list(dict.fromkeys(found))


def _require_outside(release, work):
    root = release.resolve().parent
    taken = [root, *(root / name for name in ("release", "source", "course", "autograder"))]
    place = work.resolve()
    if place == root or any(place == one or one in place.parents for one in taken[1:]):
        raise Trouble(
            f"{work} holds the course itself: name another folder with --work DIR,"
            f" such as --work {root / 'work'}"
        )


def _give_file(source, work, name, record, say):
    content = source.read_bytes()
    target, new = work / name, _digest(content)
    if not os.path.lexists(target):
        _write(target, content)
    elif target.is_file():
        mine = _digest(target.read_bytes())
        if mine != new and not record.has(name, new):
            if source.suffix == ".ipynb":
                _lay_beside(target, content, new, say)
            elif record.has(name, mine):
                _write(target, content)
    record.add(name, new)


def _lay_beside(target, content, digest, say):
    beside = target.with_name(f"{target.stem} (newer release {digest[:6]}){target.suffix}")
    if not os.path.lexists(beside):
        _write(beside, content)
    say(
        f"A newer release of {target.stem} lies beside yours as '{beside.name}';"
        " your own file is as you left it."
    )


def _digest(content):
    return hashlib.sha256(content).hexdigest()


def _write(path, content):
    """Write in one step: a full disk or a crash leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


class _Record:
    """Which contents of each file were given: {name: [digest, ...]}."""

    def __init__(self, path):
        self._path = path
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            self._given = {str(name): list(digests) for name, digests in data.items()}
        except (FileNotFoundError, ValueError, AttributeError, TypeError):
            self._given = {}  # damaged or not there: at worst a release is offered once more
        self._changed = False

    def has(self, name, digest):
        return digest in self._given.get(name.as_posix(), ())

    def add(self, name, digest):
        if not self.has(name, digest):
            self._given.setdefault(name.as_posix(), []).append(digest)
            self._changed = True

    def write(self):
        if self._changed:
            _write(self._path, json.dumps(self._given, indent=1).encode())
