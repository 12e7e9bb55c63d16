"""Workers on this machine: jobs stream in, results stream out, and a death takes nothing along."""

import multiprocessing
import os
import time

import nbformat
import pytest
from nbformat.v4 import new_notebook

from autograder.engine import classroom
from autograder.engine.pool import LocalPool, places
from autograder.engine.sandbox import Limits
from autograder.engine.submission import Job
from autograder.engine.worker import Setting

STUDENTS = [f"s{number:02d}" for number in range(24)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A course, and a class in which everybody has handed in the source as it is."""
    root = tmp_path_factory.mktemp("class")
    course = classroom.Course(root, "hw")
    course.source_folder().mkdir(parents=True)
    nbformat.write(new_notebook(), course.source_folder() / "hw.ipynb")
    for student in STUDENTS:
        course.handed_in(student).mkdir(parents=True)
        nbformat.write(new_notebook(), course.handed_in(student) / "hw.ipynb")
    return course


@pytest.fixture(scope="module")
def setting(folder, walls):
    return classroom.setting_for(folder, walls, Limits())


@pytest.fixture
def pool():
    pool = LocalPool(2)
    yield pool
    pool.close()


def jobs(course, students=STUDENTS):
    return (Job(one, "hw", str(course.handed_in(one) / "hw.ipynb")) for one in students)


def kill_workers():
    """End the worker processes; returns once the pool has noticed."""
    for worker in multiprocessing.active_children():
        worker.kill()
        worker.join()
    time.sleep(0.5)


@pytest.mark.parametrize("processors", [{0}, {0, 1}, {0, 1, 2, 3, 4}])
def test_workers_have_a_processor_each_if_they_are_enough_for_all(monkeypatch, processors):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: processors)
    one, other = places(2)
    assert one | other == processors and (len(one) == 1) == (len(processors) <= 2)


def test_a_worker_runs_where_it_was_placed(pool):
    assert pool._executor.submit(os.sched_getaffinity, 0).result() in places(2)


def test_jobs_are_taken_only_as_there_is_room_for_them(pool, setting, folder):
    taken = []

    def noted():
        for job in jobs(folder):
            taken.append(job)
            yield job

    answers = pool.run(setting, noted())
    for done, _ in enumerate(answers, 1):
        assert len(taken) <= done + 2 * 2
    assert done == len(taken) == len(STUDENTS)


def test_workers_that_die_while_nobody_looks_take_nothing_along(pool, setting, folder):
    answers = pool.run(setting, jobs(folder))
    found = [next(answers)]
    kill_workers()
    found += answers
    assert sorted(job.student for job, *_ in found) == STUDENTS
    assert all(result is not None for _, result, _ in found)


def test_a_job_that_cannot_be_done_is_told_and_the_next_ones_are_done(pool, setting, folder):
    first, *others = jobs(folder, STUDENTS[:4])
    unknown = Job(first.student, "no such notebook", first.path)
    found = {job: (result, error) for job, result, error in pool.run(setting, [unknown, *others])}
    assert found[unknown] == (None, "KeyError: 'no such notebook'")
    assert all(found[job][0] is not None for job in others)


class Graveyard:
    """A limit whose reading ends the process, as the worst of faults would."""

    def __reduce__(self):
        return exec, ("import os; os._exit(9)",)


def test_who_ends_every_worker_is_told_and_does_not_stop_the_run(pool, walls):
    first, second = Job("s00", "hw", "one"), Job("s01", "hw", "two")
    answers = list(pool.run(Setting((), walls, Graveyard()), [first, second]))
    told = {job: (result, error) for job, result, error in answers}
    assert told == dict.fromkeys([first, second], (None, "its worker died twice"))
