"""A gradebook on a real PostgreSQL server: the rows of SQLite, and nothing half written."""

import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import datetime

import pytest
from courses import DOUBLE, Course, task, written
from nbgrader.api import Gradebook
from nbgrader.plugins import LateSubmissionPlugin

from autograder.engine.submission import Result
from autograder.gradebook import Book, GradebookError, Graded

psycopg = pytest.importorskip("psycopg", reason="PostgreSQL tests need the extra 'postgres'")
NOON, LATER = datetime(2030, 1, 1, 12), datetime(2030, 1, 2, 12)
CELLS = [*DOUBLE, written("Why?", "why"), task("Draw it.", "draw")]
ANSWERS = {
    "ann": {"double": "def double(x):\n    return 2 * x", "why": "Because."},
    "bob": {"double": "def double(x):\n    return x"},
    "cid": {},
}


class OnServer(Course):
    """A course whose gradebook is on the server."""

    def __init__(self, root, url):
        super().__init__(root, more=f"c.CourseDirectory.db_url = {url!r}")
        self.url = url

    def gradebook(self):
        return Gradebook(self.url, "somewhere")


@pytest.fixture(scope="module")
def in_a_file(tmp_path_factory):
    """A course with one assignment and a class of three; its gradebook is a file."""
    course = Course(tmp_path_factory.mktemp("file") / "course")
    course.assign(hw=CELLS)
    due(course)
    for student, answers in ANSWERS.items():
        course.hand_in(student, answers)
    return course


@pytest.fixture(scope="module")
def original(server, in_a_file, tmp_path_factory):
    """The name of a database into which nbgrader itself has put the same assignment."""
    name = server.copy()
    course = OnServer(tmp_path_factory.mktemp("server") / "course", server.url(name))
    course.assign(hw=CELLS)
    due(course)
    return name


def due(course):
    with course.gradebook() as book:
        book.find_assignment("ps1").duedate = NOON
        book.db.commit()


@pytest.fixture
def database(server, original):
    return server.copy(original)


@pytest.fixture
def files(in_a_file, tmp_path):
    shutil.copytree(in_a_file.root, tmp_path / "files")
    return Course(tmp_path / "files")


@pytest.fixture
def on_server(in_a_file, server, database, tmp_path):
    shutil.copytree(in_a_file.root, tmp_path / "served")
    (tmp_path / "served" / "gradebook.db").unlink()
    return OnServer(tmp_path / "served", server.url(database))


@pytest.fixture(scope="module")
def expected(in_a_file, tmp_path_factory):
    """What the command writes about the class into a file."""
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(in_a_file.root, root)
    status, said = grade(Course(root))
    assert status == 0, said
    return Course(root).everything()


def command(course, *options):
    return subprocess.Popen(
        [sys.executable, "-m", "autograder", "grade", "ps1", "--workers", "1", *options],
        cwd=course.root, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def grade(course, *options):
    run = command(course, *options)
    said, _ = run.communicate(timeout=120)
    return run.returncode, said


def result(student, score, **more):
    return Result(student, "hw", {"test_double": score, "why": None, "draw": None}, 2.0, **more)


FIRST = [
    Graded("right", NOON, {"hw": result("right", 2.0)}),
    Graded("late", LATER, {"hw": result("late", 2.0)}),
    Graded("half", None, {"hw": result("half", 0.5, untouched=["why"])}),
    Graded("unread", NOON, {"hw": Result("unread", "hw", failed="hw.ipynb: cut short")}),
    Graded("o'hara; drop table grade", NOON, {"hw": result("o'hara", 0.0)}),
    Graded("nothing", NOON),
]
SECOND = [
    Graded("right", LATER, {"hw": result("right", 1.0)}),
    Graded("half", LATER, {"hw": result("half", 2.0)}),
    Graded("new", NOON, {"hw": result("new", 2.0, untouched=["double", "why"])}),
]
TIMES = {
    "right": LATER, "late": LATER, "half": LATER, "unread": NOON, "nothing": NOON, "new": NOON,
    "o'hara; drop table grade": NOON,
}  # fmt: skip


def write(url, batch):
    plugin = LateSubmissionPlugin(penalty_method="zero")
    with Book(url, "somewhere", "ps1", plugin) as book:
        book.write(batch)


def by_hand(course):
    """What an instructor enters in formgrader."""
    with course.gradebook() as book:
        found = book.find_grade("why", "hw", "ps1", "right")
        found.manual_score, found.extra_credit, found.needs_manual_grade = 1.5, 0.5, False
        book.find_comment("why", "hw", "ps1", "right").manual_comment = "Nearly."
        book.find_submission_notebook("hw", "ps1", "half").flagged = True
        book.db.commit()


def test_the_same_batches_leave_the_same_rows_as_in_a_file(files, on_server):
    addresses = {files: f"sqlite:///{files.root / 'gradebook.db'}", on_server: on_server.url}
    for course, url in addresses.items():
        write(url, FIRST)
        by_hand(course)
        write(url, SECOND)
        with Book(url, "somewhere", "ps1") as book:
            assert book.timestamps() == TIMES
    found = on_server.everything()
    assert found == files.everything()
    assert found["late"]["notebooks"]["hw"]["late"] == 2.0
    assert found["right"]["notebooks"]["hw"]["grades"]["why"] == (None, 1.5, 0.5, True)


def test_the_command_grades_a_class_into_it_by_a_url_without_a_driver(
    server, database, files, expected
):
    status, said = grade(files, "--db", server.url(database, "postgresql"))
    assert status == 0, said
    assert OnServer(files.root, server.url(database)).everything() == expected


@contextmanager
def held(server, database, table):
    """Keep others from writing into a table; reading it stays free."""
    with psycopg.connect(server.url(database, "postgresql")) as connection:
        connection.execute(f'lock table "{table}" in exclusive mode')
        yield connection


def waiting_writer(server, database):
    """The process of the server that waits for a table, once there is one."""
    asked = "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = "
    for _ in range(600):
        found = server.tell(f"{asked}'{database}'", "postgres")
        if found:
            return found[0][0]
        time.sleep(0.1)
    raise AssertionError("nobody waits for the table")


def test_a_connection_that_is_cut_in_the_middle_is_told_and_a_rerun_finishes(
    server, database, on_server, expected
):
    with held(server, database, "grade"):
        run = command(on_server)
        writer = waiting_writer(server, database)
        server.tell(f"select pg_terminate_backend({writer})", "postgres")
        said, _ = run.communicate(timeout=60)
    assert run.returncode == 2 and "Traceback" not in said, said
    assert "connection to the gradebook" in said and "lost" in said
    assert on_server.everything() == {}
    status, said = grade(on_server)
    assert status == 0, said
    assert on_server.everything() == expected


def test_who_reads_during_a_write_waits_for_nothing_and_sees_whole_grades(
    server, database, on_server
):
    write(on_server.url, FIRST)
    before = on_server.everything()
    with held(server, database, "comment"):
        writer = threading.Thread(target=write, args=(on_server.url, SECOND))
        writer.start()
        waiting_writer(server, database)
        impatient = OnServer(on_server.root, f"{on_server.url}&options=-cstatement_timeout=9s")
        assert impatient.everything() == before
        assert writer.is_alive()
    writer.join(60)
    assert on_server.everything().keys() - before.keys() == {"new"}


def test_a_score_by_hand_that_comes_while_a_batch_waits_gets_its_look(server, database, on_server):
    write(on_server.url, FIRST)
    with held(server, database, "grade") as instructor:
        writer = threading.Thread(target=write, args=(on_server.url, SECOND))
        writer.start()
        waiting_writer(server, database)
        instructor.execute("update grade set manual_score = 1.5, needs_manual_grade = false")
    writer.join(60)
    grades = on_server.everything()["right"]["notebooks"]["hw"]["grades"]
    assert grades["test_double"] == (1.0, 1.5, None, True)


def test_a_server_that_does_not_answer_is_a_sentence_without_the_password(tmp_path):
    with pytest.raises(GradebookError, match="cannot be used: .* failed: No such file") as told:
        Book(f"postgresql://grader:secret@/book?host={tmp_path}", "somewhere", "ps1")
    assert "secret" not in str(told.value) and "\n" not in str(told.value)


def test_a_database_without_a_gradebook_is_left_alone(server):
    name = server.copy()
    with pytest.raises(GradebookError, match="alembic_version"):
        Book(server.url(name), "somewhere", "ps1")
    assert server.tell("select tablename from pg_tables where schemaname = 'public'", name) == []
