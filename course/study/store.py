"""One JSON file that several programs change without losing a record, whatever happens to them.

A change is a function that alters the content. Changes that cannot be written (read-only folder,
full disk, a lock that is not released) are kept in memory and written with the next one.
"""

import copy
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

VERSION = 1
PATIENCE = 2.0  # seconds to wait for another program's change
_NO_FILE = (OSError, NotImplementedError)  # the second: a file system without locks


class _Newer(Exception):
    """The file was written by a later release."""


class _Damaged(Exception):
    """The file holds something else than it should."""


class Store:
    """The file at `path`.

    Parameters
    ----------
    path : Path
    sections : dict of str to type
        The top-level entries and the type of each value in them; other entries are kept unseen.
    holds : str
        What the file holds, one of the learner's words; sentences about it begin with this.

    Attributes
    ----------
    trouble : str
        The sentence that was last said about the file, empty when the last change was written.
    """

    def __init__(self, path, sections, holds="progress"):
        self.path = Path(path)
        self.backup = self.path.with_name(self.path.name + ".bak")
        self.trouble = ""
        self._sections, self._holds = sections, holds.capitalize()
        self._pending = []

    def read(self):
        """Return the content: what is on disk and what could not be written yet."""
        if self.path.parent.is_dir():
            try:
                with self._lock():
                    data = self._mended()
            except _NO_FILE:
                data = self._first_readable()
            except _Newer:
                data = {}
        else:
            data = {}
        return self._with_pending(data)

    def change(self, change):
        """Apply `change(data)` to the content and write it; every failure is told once."""
        self._pending.append(change)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock():
                old = self._mended()
                if old:
                    _write(self.backup, old)
                _write(self.path, self._with_pending(old) | {"version": VERSION})
        except _NO_FILE as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            self._tell(
                f"{self._holds} cannot be written to {self.path} ({reason});"
                " what is new stays in memory until this kernel stops."
            )
        except _Newer:
            self._tell(
                f"{self._holds} cannot be kept: a newer release of the course wrote {self.path}."
                " Update the course; the file is left as it is."
            )
        else:
            self._pending.clear()
            self.trouble = ""

    def _lock(self):
        from filelock import FileLock  # who never writes forks faster without its hooks

        patience = 0.1 if self.trouble else PATIENCE
        return FileLock(self.path.with_name(self.path.name + ".lock"), timeout=patience)

    def _with_pending(self, data):
        data = copy.deepcopy(data)
        for section in self._sections:
            data.setdefault(section, {})
        for change in self._pending:
            change(data)
        return data

    def _mended(self):
        """The content on disk; a damaged file is set aside and its backup takes its place."""
        try:
            return self._parse(self.path)
        except FileNotFoundError:
            return {}
        except _Damaged:
            aside = self._free_name()
            shutil.copyfile(self.path, aside)
            data = self._last_good()
            _write(self.path, data)
            rest = "the last good backup is used" if data else "there is no backup: it starts anew"
            self._tell(f"{self.path} was damaged; it is kept as {aside.name}, and {rest}.")
            return data

    def _first_readable(self):
        """The content on disk where nothing can be locked or mended."""
        try:
            return self._parse(self.path)
        except _Newer:
            return {}
        except (_Damaged, OSError):
            return self._last_good()

    def _last_good(self):
        try:
            return self._parse(self.backup)
        except (_Damaged, _Newer, OSError):
            return {}

    def _parse(self, path):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:  # not JSON, or not UTF-8
            raise _Damaged from error
        version = data.get("version") if isinstance(data, dict) else None
        if not isinstance(version, int):
            raise _Damaged
        if version > VERSION:
            raise _Newer
        for section, kind in self._sections.items():
            entries = data.get(section, {})
            if not isinstance(entries, dict):
                raise _Damaged
            if not all(isinstance(entry, kind) for entry in entries.values()):
                raise _Damaged
        return data

    def _free_name(self):
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}.damaged-{number}.json")).exists():
            number += 1
        return aside

    def _tell(self, sentence):
        if sentence != self.trouble:
            print(sentence)
        self.trouble = sentence


def _write(path, data):
    """Replace the file in one step; a crash leaves the old one or the new one."""
    new = path.with_name(path.name + ".new")
    try:
        with new.open("w", encoding="utf-8") as file:
            json.dump(data, file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
