"""What the tests through stock nbgrader share."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # stock.py is a helper of these tests alone


@pytest.fixture(autouse=True)
def no_student_stays():
    """A judge names its student in the environment, where nbgrader's processes would find it."""
    yield
    os.environ.pop("DESCENT_STUDENT", None)
