"""Whose notebook is being graded, and the seed that this student's fresh cases have."""

import os
import zlib
from pathlib import Path

ANYONE = "anyone"


def current():
    """Return the student's id: from the engine, else from nbgrader's folders, else `anyone`.

    nbgrader runs a notebook in `autograded/STUDENT/ASSIGNMENT/`.
    """
    named = os.environ.get("DESCENT_STUDENT")
    if named:
        return named
    parts = Path.cwd().parts
    if os.environ.get("NBGRADER_EXECUTION") == "autograde" and len(parts) >= 2:
        return parts[-2]
    return ANYONE


def seed_for(student, exercise):
    """Return a 32-bit seed that only the student's id and the exercise's name determine."""
    return zlib.crc32(f"{student or current()}/{exercise}".encode())
