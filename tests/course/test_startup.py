"""A start skips what costs a second, and nothing that is checked goes unchecked for it."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

SLOW = "rfc3987_syntax.syntax_helpers"
SCHEMAS = ("nbformat", "nbgrader", "jupyter_events", "jupyter_server", "jupyterlab_server")


@pytest.mark.parametrize(
    "start",
    [
        ("autograder", "--help"),
        ("autograder.nbgrader", "--help"),
        ("course.jupyter", "--work", ".", "--", "--version"),
    ],
)
def test_a_command_starts_without_the_parser_that_takes_a_second(start):
    command = [sys.executable, "-X", "importtime", "-m", *start]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    told = subprocess.run(command, env=bare, capture_output=True, text=True, timeout=60, check=True)
    assert "jsonschema" in told.stderr and SLOW not in told.stderr


@pytest.mark.parametrize("package", SCHEMAS)
def test_no_schema_of_jupyters_names_the_format_that_goes_unchecked(package):
    folder = Path(find_spec(package).origin).parent
    schemas = [path for kind in ("json", "yaml", "yml") for path in folder.rglob(f"*.{kind}")]
    named = re.compile(r"""format["']?\s*:\s*["']?iri""")
    assert not [path for path in schemas if named.search(path.read_text(errors="replace"))]
