"""A class graded by two worker processes of a real Dask cluster on this machine."""

import gc
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from autograder.engine import classroom
from autograder.engine.cluster import ClusterError, ClusterPool
from autograder.engine.pool import LocalPool
from autograder.engine.sandbox import Limits, probe
from autograder.engine.submission import Job
from autograder.gradebook import Book

distributed = pytest.importorskip("distributed", reason="needs the extra 'dask'")
TOLD = "scheduler.json"  # where a scheduler says its address
RIGHT = "def double(x):\n    return 2 * x"
SLOW = "import time\ntime.sleep(0.5)\n" + RIGHT
WRONG, BROKEN = "def double(x):\n    return x", "def double(x:"
POINTS = {RIGHT: 2.0, SLOW: 2.0, WRONG: 0.0, BROKEN: 0.0}
ANSWERS = {f"s{number}": [*POINTS, SLOW, SLOW][number % 6] for number in range(9)}


def dask(*arguments, cwd):
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def end(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def local(folder):
    return "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(folder / TOLD)


def one_worker(folder):
    """Start a worker of the scheduler that was started in a folder."""
    return dask("dask_worker", *local(folder), "--no-nanny", "--nthreads", "1", cwd=folder)


@contextmanager
def started(folder):
    """Start a scheduler and two workers; yields (address, scheduler, workers)."""
    told = folder / TOLD
    processes = [dask("dask_scheduler", *local(folder), "--port", "0", cwd=folder)]
    try:
        while not told.exists():
            assert processes[0].poll() is None, "the scheduler has ended"
            time.sleep(0.05)
        processes += [one_worker(folder) for _ in range(2)]
        yield address_of(told, 2), processes[0], processes[1:]
    finally:
        for process in reversed(processes):
            end(process)


def address_of(told, workers):
    """The scheduler's address, once its workers are there."""
    with distributed.Client(scheduler_file=str(told), set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)
        return client.scheduler.address


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a scheduler with two workers that every test leaves alive."""
    with started(tmp_path_factory.mktemp("cluster")) as (address, *_):
        yield address


@pytest.fixture(autouse=True)
def nothing_left_behind():
    """Let Dask's forgotten tasks complain now; in the midst of an `ast.parse` that breaks it."""
    yield
    gc.collect()


@pytest.fixture
def course(course):
    """A course with a class of eight, for each of two workers something to do."""
    for student, answer in ANSWERS.items():
        course.hand_in(student, {"double": answer})
    return course


@pytest.fixture
def work(course):
    """The setting and the jobs of the class."""
    folders = classroom.Course(course.root, "ps1")
    setting = classroom.setting_for(folders, probe(), Limits(cell_seconds=10))
    return setting, [Job(one, "hw", str(folders.handed_in(one) / "hw.ipynb")) for one in ANSWERS]


@contextmanager
def closing(pool):
    try:
        yield pool
    finally:
        pool.close()


def found(answers):
    """{student: what was found out, or why nothing}"""
    return {
        job.student: error or (result.scores, result.remarks, result.untouched, result.autograded)
        for job, result, error in answers
    }


def command(course, *options):
    run = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", "ps1", *options],
        cwd=course.root, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return run.returncode, run.stdout + run.stderr


def test_a_cluster_finds_what_workers_on_this_machine_find(address, work):
    with closing(ClusterPool(address)) as pool:
        there = found(pool.run(*work))
    with closing(LocalPool(1)) as pool:
        assert there == found(pool.run(*work))
    points = [scores["test_double"] for scores, *_ in there.values()]
    assert points == [POINTS[ANSWERS[student]] for student in there]


def test_the_command_writes_what_a_cluster_finds_into_the_gradebook(address, course):
    status, said = command(course, "--scheduler", address)
    assert status == 0, said
    points = {student: course.score(student, "test_double") for student in ANSWERS}
    assert points == {student: POINTS[answer] for student, answer in ANSWERS.items()}


def steps(address):
    """How many steps of work a scheduler has taken so far."""
    with distributed.Client(address, set_as_default=False) as client:
        return client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.transition_counter)


def configured(course, address):
    """The course, once its configuration names a scheduler."""
    config = course.root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("configure(c, ", f"configure(c, scheduler={address!r}, "))
    return course


def test_nbgraders_command_and_ours_use_the_cluster_that_the_configuration_names(address, course):
    before = steps(address)
    run = configured(course, address).nbgrader("autograde", "ps1", "--student", "s0")
    assert run.returncode == 0 and "points by the engine" in run.stdout, run.stdout
    between = steps(address)
    status, said = command(course, "--student", "s2")
    assert status == 0, said
    assert before < between < steps(address)
    assert course.score("s0", "test_double") == 2 and course.score("s2", "test_double") == 0


def test_a_configured_scheduler_that_does_not_answer_is_told_by_nbgraders_command(course):
    run = configured(course, "tcp://127.0.0.1:9").nbgrader("autograde", "ps1", "--student", "s0")
    assert run.returncode == 1 and course.rows() == {}
    assert "no Dask scheduler answers at 'tcp://127.0.0.1:9'" in run.stdout
    status, said = command(course, "--student", "s0", "--scheduler", "")
    assert status == 0, said
    assert course.score("s0", "test_double") == 2


def test_a_worker_that_outlives_a_run_grades_the_next_by_what_the_source_says_then(address, course):
    assert command(course, "--scheduler", address)[0] == 0
    path = course.root / "source" / "ps1" / "hw.ipynb"
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace("double(2) == 4", "double(2) == 2"), encoding="utf-8")
    assert command(course, "--scheduler", address, "--force", "--student", "s[02]")[0] == 0
    assert course.score("s0", "test_double") == 0


def test_the_jobs_of_a_worker_that_dies_are_done_elsewhere(work, tmp_path):
    with started(tmp_path) as (address, _, workers), closing(ClusterPool(address)) as pool:
        answers = pool.run(*work)
        first = next(answers)
        end(workers[0])
        scores = {student: one[0] for student, one in found([first, *answers]).items()}
    assert scores == {one: {"test_double": POINTS[answer]} for one, answer in ANSWERS.items()}


def outcomes(course, pool, students=tuple(ANSWERS)):
    """Grade through a pool into the gradebook, as the command does."""
    folders = classroom.Course(course.root, "ps1")
    setting = classroom.setting_for(folders, probe(), Limits(cell_seconds=10))
    with Book(f"sqlite:///{course.root / 'gradebook.db'}", "somewhere", "ps1") as book:
        waiting = classroom.waiting(folders, book, students, force=False)
        yield from classroom.grade(folders, book, pool, setting, waiting)


@pytest.mark.parametrize("pause", [0, 4], ids=["at work", "with answers not yet fetched"])
def test_when_the_last_worker_goes_what_is_graded_stays_and_a_rerun_finishes(
    course, tmp_path, pause
):
    finished = []
    with started(tmp_path) as (address, _, workers):
        with closing(ClusterPool(address, patience=1)) as pool:
            pool.run = dying(pool.run, workers, after=3, pause=pause)
            with pytest.raises(ClusterError, match="the last worker .* has gone; .* grade again"):
                finished.extend(outcomes(course, pool))
        assert 3 <= len(finished) < len(ANSWERS)
        assert {student for student, *_ in course.rows()} == {one.student for one in finished}
        another = one_worker(tmp_path)
        try:
            with closing(ClusterPool(address, seconds=60)) as pool:
                rest = list(outcomes(course, pool))
        finally:
            end(another)
    assert sorted(one.student for one in finished + rest) == sorted(ANSWERS)
    points = {student: course.score(student, "test_double") for student in ANSWERS}
    assert points == {student: POINTS[answer] for student, answer in ANSWERS.items()}


def dying(run, workers, after, pause=0):
    """The `run` of a pool whose workers are killed some seconds after some answers."""

    def run_until(*work):
        for number, answer in enumerate(run(*work), 1):
            yield answer
            if number == after:
                time.sleep(pause)
                for worker in workers:
                    end(worker)

    return run_until


def test_a_scheduler_that_goes_away_in_the_middle_is_a_sentence(work, tmp_path):
    with started(tmp_path) as (address, scheduler, _), closing(ClusterPool(address)) as pool:
        answers = pool.run(*work)
        next(answers)
        end(scheduler)
        with pytest.raises(ClusterError, match=f"{address} has gone in the middle.*grade again"):
            list(answers)


def test_a_scheduler_that_does_not_answer_ends_the_command_with_a_sentence(course):
    status, said = command(course, "--scheduler", "tcp://127.0.0.1:9")
    assert status == 2 and "no Dask scheduler answers at 'tcp://127.0.0.1:9'" in said
    assert "Traceback" not in said and course.rows() == {}


@pytest.mark.parametrize("address", ["somewhere", "tcp://host", "tcp://host:port"])
def test_what_is_no_address_is_refused_at_once(address):
    with pytest.raises(ClusterError, match="is no address of a Dask scheduler; expected such as"):
        ClusterPool(address)


@pytest.mark.parametrize(
    ("workers", "threads", "sentence"),
    [(0, 1, "has no workers: start them"), (1, 2, "1 of 1 workers of .* have several threads")],
)
def test_a_cluster_whose_workers_cannot_be_used_is_a_sentence(workers, threads, sentence):
    cluster = distributed.LocalCluster(
        n_workers=workers, threads_per_worker=threads, processes=False, protocol="tcp://",
        host="127.0.0.1", dashboard_address=":0",
    )  # fmt: skip
    with cluster, pytest.raises(ClusterError, match=sentence):
        ClusterPool(cluster.scheduler_address, seconds=1)
