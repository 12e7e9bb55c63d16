"""Says in one line which tests were skipped and how to get them; starts processes faster."""

import os
from collections import Counter
from pathlib import Path

from course.startup import skip_slow_imports

STARTS = str(Path(__file__).parent / "starts")  # see its sitecustomize.py

_WAYS = {  # a word of the reason: what is missing and how to get it
    "torch": "PyTorch comparison; get it: .venv/bin/python -m pip install torch==2.13.0",
    "chromium": "browser tests; get them: install Chromium, such as apt install chromium",
    "postgresql": "PostgreSQL tests; get them: install a server, such as apt install postgresql",
}


skip_slow_imports()
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (STARTS, os.environ.get("PYTHONPATH"))))


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", ())
    reasons = Counter(_reason(str(report.longrepr[2])) for report in skipped)
    if reasons:
        told = "; ".join(f"{count} ({reason})" for reason, count in reasons.items())
        terminalreporter.write_line(f"skipped: {told}")


def _reason(text):
    known = (way for word, way in _WAYS.items() if word in text.lower())
    return next(known, text.removeprefix("Skipped: "))
