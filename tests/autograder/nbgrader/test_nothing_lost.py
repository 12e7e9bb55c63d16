"""Whatever ends a grading run, no finished grade is lost and none is half written."""

import functools
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from courses import Course
from processes import children, wait_until_gone

from autograder.engine.locking import LockedGradebook, lock

RIGHT = "def double(x):\n    return 2 * x"
STUDENTS = [f"s{number:02d}" for number in range(12)]
MOMENTS, LONGEST = 50, 2.0  # moments of a run, the latest of them after so many seconds
# The command, loaded once: each line that is read is a run of it in a process of its own.
# Two students a transaction: the more transactions, the more moments between them.
LOADED = """
import json, os, sys, traceback
from autograder.cli import main
from autograder.engine import classroom

classroom.BATCH = 2
for line in sys.stdin:
    root, said, options = json.loads(line)
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.setsid()
            os.chdir(root)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            file = os.open(said, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
            os.dup2(file, 1)
            os.dup2(file, 2)
            status = main(["grade", "ps1", "--workers", "2", *options])
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""
GRADE = "import sys; from autograder.cli import main; sys.exit(main(sys.argv[1:]))"


# root may write to every file, but not through a read-only mount
READ_ONLY = ("unshare", "--mount", "sh", "-c")
READ_ONLY += (
    'mount --bind gradebook.db gradebook.db && mount -o remount,ro,bind gradebook.db && exec "$@"',
    "sh",
)


class Command:
    """`python -m autograder grade`, without the second that its start takes."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-c", LOADED], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def start(self, course, *options):
        """Start a run and return its process's number."""
        self._said = course.root.with_name("said.txt")
        asked = json.dumps([str(course.root), str(self._said), options])
        print(asked, file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def end(self):
        """Wait for the run's end and return (exit status, what it said)."""
        status = int(self._process.stdout.readline())
        return status, self._said.read_text(encoding="utf-8")

    def close(self):
        self._process.communicate(timeout=60)


@functools.cache
def command():
    return Command()


@pytest.fixture(scope="module", autouse=True)
def _close_at_the_end():
    yield
    command().close()
    command.cache_clear()


def grade(course, *options):
    command().start(course, *options)
    return command().end()


def grade_where(course, before=(), **how):
    """Grade as a process that is bound somehow from its start on."""
    run = subprocess.run(
        [*before, sys.executable, "-c", GRADE, "grade", "ps1", "--workers", "2"],
        cwd=course.root, text=True, check=False, timeout=120,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **how,
    )  # fmt: skip
    return run.returncode, run.stdout


@pytest.fixture(scope="module")
def handed_in(one_exercise, tmp_path_factory):
    """A class of twelve, right and wrong in turn; one has a grade and a comment by hand."""
    root = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(one_exercise, root)
    course = Course(root)
    for number, student in enumerate(STUDENTS):
        answer = RIGHT if number % 2 else "def double(x):\n    return x"
        course.hand_in(student, {"double": answer})
    status, said = grade(course, "--student", "s00")
    assert status == 0, said
    with course.gradebook() as book:
        found = book.find_grade("test_double", "hw", "ps1", "s00")
        found.manual_score, found.extra_credit = 1.5, 0.25
        book.find_comment("double", "hw", "ps1", "s00").manual_comment = "By hand."
        book.db.commit()
    return root


@pytest.fixture
def course(handed_in, tmp_path):
    shutil.copytree(handed_in, tmp_path / "course", symlinks=True)
    return Course(tmp_path / "course")


@pytest.fixture(scope="module")
def undisturbed(handed_in, tmp_path_factory):
    root = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(handed_in, root)
    assert grade(Course(root))[0] == 0
    return Course(root).everything()


def whole(course):
    """Whether the file is a sound database."""
    with sqlite3.connect(course.root / "gradebook.db") as book:
        return book.execute("pragma integrity_check").fetchone()[0] == "ok"


def kill_somewhere(course, randomness):
    """Start a run and end it, or one of its processes, at a random moment."""
    driver = command().start(course)
    time.sleep(randomness.uniform(0.1, LONGEST))
    victims = [driver, *children(driver)]
    kind = randomness.choice(["driver", "one", "all"])
    for victim in {"driver": victims[:1], "one": [randomness.choice(victims)], "all": victims}[
        kind
    ]:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            continue
    command().end()
    wait_until_gone(victims)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_fifty_random_moments_a_class_is_graded_as_if_undisturbed(course, undisturbed):
    randomness, fresh = random.Random(1), course.root.with_name("fresh")
    shutil.copytree(course.root, fresh)
    for _ in range(MOMENTS):
        kill_somewhere(course, randomness)
        assert whole(course)
        found = course.everything()
        assert found.items() <= undisturbed.items(), "a grade is half written, or another"
        if len(found) == len(STUDENTS):
            shutil.rmtree(course.root)
            shutil.copytree(fresh, course.root)
    assert grade(course)[0] == 0
    assert course.everything() == undisturbed


def test_a_killed_run_leaves_no_folders_behind(course, tmp_path):
    run = subprocess.Popen(
        [sys.executable, "-c", GRADE, "grade", "ps1", "--workers", "1"],
        cwd=course.root, env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 60
    while len(children(run.pid)) < 4 and time.monotonic() < until:
        time.sleep(0.01)  # Python's own, a worker, its nursery and what that has forked
    assert list(tmp_path.glob("descent-*"))
    processes = [run.pid, *children(run.pid)]
    run.kill()
    run.wait()
    wait_until_gone(processes)
    assert list(tmp_path.glob("descent-*")) == []


def test_manual_grades_and_comments_outlive_a_regrading(course, undisturbed):
    assert grade(course, "--force")[0] == 0
    found = course.everything()["s00"]["notebooks"]["hw"]
    assert found["grades"]["test_double"] == (0.0, 1.5, 0.25, True)
    assert found["comments"]["double"] == (None, "By hand.")


def test_a_second_grader_is_told_who_holds_the_lock(course):
    with lock(course.root):
        status, said = grade(course)
    assert status == 2
    assert f"process {os.getpid()}" in said and "wait until it has ended" in said


def test_a_lock_whose_owner_died_is_free(course):
    code = "import os, sys, pathlib; from autograder.engine.locking import lock\n"
    code += "lock(pathlib.Path(sys.argv[1])).__enter__(); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, course.root], check=False)
    with lock(course.root):
        pass


def test_a_lock_is_refused_within_one_process_too(course):
    with lock(course.root), pytest.raises(LockedGradebook), lock(course.root):
        pass


def test_a_full_disk_is_a_sentence_and_what_was_written_stays(course, undisturbed):
    size = (course.root / "gradebook.db").stat().st_size

    def nearly_full():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    status, said = grade_where(course, preexec_fn=nearly_full)
    assert status in (1, 2) and "Traceback" not in said, said
    assert whole(course)
    assert course.everything().items() <= undisturbed.items()
    assert grade(course)[0] == 0
    assert course.everything() == undisturbed


def test_a_read_only_gradebook_is_a_sentence(course):
    (course.root / "gradebook.db").chmod(0o444)
    status, said = grade_where(course, READ_ONLY if os.geteuid() == 0 else ())
    assert status == 2 and "readonly" in said and "Traceback" not in said


def revision(course, text):
    with sqlite3.connect(course.root / "gradebook.db") as book:
        book.execute("update alembic_version set version_num = ?", (text,))


def test_a_gradebook_of_another_nbgrader_is_left_alone(course):
    revision(course, "50a4d84c131a")
    before = (course.root / "gradebook.db").read_bytes()
    status, said = grade(course)
    assert status == 2 and "nbgrader db upgrade" in said
    assert (course.root / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database, but a letter" * 100])
def test_what_is_no_gradebook_is_left_alone(course, content):
    (course.root / "gradebook.db").write_bytes(content)
    status, said = grade(course)
    assert status == 2 and "Traceback" not in said and "gradebook" in said
    assert (course.root / "gradebook.db").read_bytes() == content


def test_a_missing_gradebook_is_not_made(course):
    (course.root / "gradebook.db").unlink()
    status, said = grade(course)
    assert status == 2 and "generate_assignment" in said
    assert not (course.root / "gradebook.db").exists()


def test_a_resubmission_that_cannot_be_read_leaves_no_old_score_standing(course):
    assert grade(course)[0] == 0
    folder = course.hand_in("s01", {}, when="2030-01-02 12:00:00 UTC")
    (folder / "hw.ipynb").write_text("{", encoding="utf-8")
    status, said = grade(course)
    assert status == 1 and "cut short" in said
    assert course.rows()["s01", "hw", "test_double"] == (None, None, None, True)
