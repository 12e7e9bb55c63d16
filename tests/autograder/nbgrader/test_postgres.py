"""A PostgreSQL gradebook: a real server, which one test ends connections of."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from courses import Course
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from autograder.gradebook import Book, GradebookError, Graded

pytest.importorskip("psycopg", reason="needs the extra 'postgres'")
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
FOUND = shutil.which("initdb") or (str(SERVERS[-1]) if SERVERS else None)
pytestmark = pytest.mark.skipif(FOUND is None, reason="no PostgreSQL server is installed")
RIGHT = "def double(x):\n    return 2 * x"
ANSWERS = {"zoe": RIGHT, "max": "def double(x):\n    return x", "untouched": None}


def owner():
    """Who runs the server: not root, whom PostgreSQL refuses."""
    if os.geteuid():
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@pytest.fixture(scope="module")
def server():
    """The folder of a running server's socket; short, as a socket's path must be."""
    binaries, who = Path(FOUND).resolve().parent, owner()
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        if who:
            os.chown(folder, who["user"], who["group"])
        data = f"{folder}/data"
        start = [f"{binaries}/initdb", "-D", data, "-A", "trust", "-U", "grader", "--no-sync"]
        subprocess.run(start, check=True, cwd=folder, capture_output=True, **who)
        options = ["-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
        process = subprocess.Popen(
            [f"{binaries}/postgres", "-D", data, *options],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who,
        )  # fmt: skip
        try:
            wait_for(binaries, folder)
            yield folder
        finally:
            process.terminate()
            process.wait(30)


def wait_for(binaries, folder):
    command = [f"{binaries}/pg_isready", "-q", "-h", folder, "-t", "1"]
    for _ in range(100):
        if subprocess.run(command, check=False).returncode == 0:
            return
    raise AssertionError("the server did not start")


def address(folder, name):
    return f"postgresql+psycopg://grader@/{name}?host={folder}"


@pytest.fixture
def url(server, request):
    """The URL of a new, empty database."""
    name = f"book_{abs(hash(request.node.name))}"
    run_sql(address(server, "postgres"), f"create database {name}")
    return address(server, name)


def run_sql(url, statement):
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def course(one_exercise, tmp_path, url):
    """A course with a class of three, whose gradebook is on the server."""
    shutil.copytree(one_exercise, tmp_path / "course")
    course = Course(tmp_path / "course", more=f"c.CourseDirectory.db_url = {url!r}")
    run = course.nbgrader("generate_assignment", "ps1", "--force")
    assert run.returncode == 0, run.stdout
    for student, answer in ANSWERS.items():
        course.hand_in(student, {"double": answer} if answer else {})
    return course


def grade(course, *options):
    command = [sys.executable, "-m", "autograder", "grade", "ps1", *options]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def rows(url):
    """{student: (automatic score, needs a look)} and the comments."""
    with Gradebook(url, "somewhere") as book:
        return {
            one.student.id: [
                ([(g.auto_score, g.needs_manual_grade) for g in n.grades],
                 [(c.auto_comment, c.manual_comment) for c in n.comments])
                for n in one.notebooks
            ]
            for one in book.find_assignment("ps1").submissions
        }  # fmt: skip


EXPECTED = {
    "zoe": [([(2.0, False)], [(None, None)])],
    "max": [([(0.0, False)], [(None, None)])],
    "untouched": [([(0.0, False)], [("No response.", None)])],
}


def test_a_class_is_graded_into_a_gradebook_on_a_server(course, url):
    status, said = grade(course, "--db", url)
    assert status == 0, said
    assert rows(url) == EXPECTED
    assert "nothing new" in grade(course, "--db", url)[1]
    assert grade(course, "--db", url, "--force")[0] == 0
    assert rows(url) == EXPECTED


def test_a_connection_that_ends_in_the_middle_is_told_and_a_rerun_finishes(course, url):
    with Book(url, "somewhere", "ps1") as book:
        run_sql(url, "select pg_terminate_backend(pid) from pg_stat_activity where"
                     " datname = current_database() and pid <> pg_backend_pid()")  # fmt: skip
        with pytest.raises(GradebookError, match="cannot be used"):
            book.write([Graded("zoe")])
    assert rows(url) == {}
    assert grade(course, "--db", url)[0] == 0
    assert rows(url) == EXPECTED


def test_a_server_that_does_not_answer_is_a_sentence(course):
    status, said = grade(course, "--db", address("/nowhere", "book"))
    assert status == 2 and "cannot be used" in said and "Traceback" not in said
