"""One grader at a time in a course; a second one is told who holds the lock."""

import contextlib
import getpass
import os
from datetime import datetime

from filelock import FileLock, Timeout

LOCK, HOLDER = ".grading.lock", ".grading.holder"


class LockedGradebook(RuntimeError):
    """Somebody else is grading, or nobody can; the message says who or why."""


@contextlib.contextmanager
def lock(root):
    """Hold the course's grading lock; a process that dies loses it.

    Raises
    ------
    LockedGradebook
        Another process has it, or the folder cannot be written.
    """
    held = FileLock(root / LOCK)
    try:
        held.acquire(timeout=0)
        (root / HOLDER).write_text(_whoami(), encoding="utf-8")
    except Timeout:
        raise LockedGradebook(f"{_holder(root)} is grading here; wait until it has ended") from None
    except OSError as error:
        raise LockedGradebook(f"{root} cannot be written: {error.strerror}") from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            (root / HOLDER).unlink()
        held.release()


def _whoami():
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = f"user {os.getuid()}"
    return f"{user} (process {os.getpid()}, since {datetime.now():%H:%M:%S on %d %B %Y})"


def _holder(root):
    with contextlib.suppress(OSError):
        return (root / HOLDER).read_text(encoding="utf-8") or "another process"
    return "another process"
