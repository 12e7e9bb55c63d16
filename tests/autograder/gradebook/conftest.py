"""A PostgreSQL server of the tests' own, without a network, and gradebooks on it."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "nbgrader"))  # its courses.py is used here too


class Server:
    """A server that listens on a socket in a folder only."""

    def __init__(self, programs, folder):
        self._programs, self._folder, self._numbers = programs, folder, count(1)
        self._data = f"{folder}/data"
        # PostgreSQL refuses root, who is somebody else here
        names = {one.pw_name for one in pwd.getpwall()}
        user = "postgres" if "postgres" in names else "nobody"
        self._as = {"user": user, "extra_groups": ()} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(folder, user)

    def start(self):
        """Make a cluster of databases and serve it; returns once it answers."""
        self._run("initdb", "--auth=trust", "--username=grader", "--no-sync", "--encoding=UTF8")
        settings = f"-c listen_addresses='' -c fsync=off -k {self._folder}"
        self._run("pg_ctl", "start", "--wait", "-o", settings, "-l", f"{self._folder}/log")

    def stop(self):
        """Stop at once; whoever is connected is cut off."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def _run(self, program, *arguments):
        done = subprocess.run(
            [self._programs / program, "-D", self._data, *arguments],
            cwd=self._folder, check=False, stdin=subprocess.DEVNULL, timeout=60,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **self._as,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout

    def url(self, database, kind="postgresql+psycopg"):
        """The URL of a database."""
        return f"{kind}://grader@/{database}?host={self._folder}"

    def copy(self, database="template1"):
        """Return the name of a new database, a copy of another to which nobody is connected."""
        name = f"book{next(self._numbers)}"
        self.tell(f"create database {name} template {database}", "postgres")
        return name

    def tell(self, statement, database):
        """Run a statement as somebody else who is connected, and return its rows."""
        import psycopg

        with psycopg.connect(
            host=self._folder, user="grader", dbname=database, autocommit=True
        ) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []


def programs():
    """The folder of PostgreSQL's programs, or None."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb") or (installed[-1] if installed else None)
    return Path(found).resolve().parent if found else None


@pytest.fixture(scope="session")
def server():
    """A running server, skipped where none is installed."""
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server is installed")
    # a socket's path must be short
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        server = Server(found, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
