"""Where things lie in a copy of the course, on every operating system."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from course.bootstrap.trouble import Trouble


@dataclass(frozen=True)
class Checkout:
    """A copy of the course at `root`."""

    root: Path = Path(__file__).resolve().parents[2]

    @property
    def environment(self):
        return self.root / ".venv"

    @property
    def python(self):
        """The environment's interpreter."""
        return interpreter(self.environment)

    @property
    def release(self):
        return self.root / "release"

    @property
    def work(self):
        """Where a learner's files lie unless --work says otherwise."""
        return self.root / "work"

    def lock(self, name):
        """The list of exact packages: `name` is "learner" or "test"."""
        return self.root / {"learner": "requirements.lock", "test": "requirements-test.lock"}[name]

    def digest(self, name):
        """Return the SHA-256 of a lock's text, whatever its line ends."""
        try:
            text = self.lock(name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise Trouble(
                f"{self.lock(name)} is missing, so it is not known what to install:"
                " take a whole copy of the course (git clone) and run the command there."
            ) from None
        return hashlib.sha256(text.encode()).hexdigest()


def interpreter(environment, windows=os.name == "nt"):
    """Return the path of the Python in a virtual environment."""
    return environment / ("Scripts/python.exe" if windows else "bin/python")
