"""Formgrader in a real Jupyter server: its own button, and ours for the whole class."""

import json
import shutil
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from jupyter_process import TOKEN, Server

RIGHT = {"double": "def double(x):\n    return 2 * x"}
ALL = "descent/autograde/ps1"


def one(student):
    """The address of formgrader's own button."""
    return f"formgrader/api/submission/ps1/{student}/autograde"


@pytest.fixture(scope="module")
def server(one_exercise, tmp_path_factory, new_course):
    """A server with a course of six submissions: (server, course)."""
    root = tmp_path_factory.mktemp("formgrader") / "course"
    shutil.copytree(one_exercise, root)
    course = new_course(root)
    for number in range(6):
        course.hand_in(f"student{number}", RIGHT if number else {})
    jupyter = Server(root, root.parent)
    yield jupyter, course
    jupyter.stop()


def refused(server, *arguments, **named):
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.ask(*arguments, **named)
    return caught.value.code


def test_its_own_button_grades_one_student_through_the_engine(server):
    jupyter, course = server
    said = json.loads(jupyter.ask(one("student1"), ""))
    assert said["success"] is True, said
    assert "points by the engine (1 of 1)" in said["log"]
    assert course.score("student1", "test_double") == 2


def test_its_own_button_grades_again_what_was_graded(server):
    jupyter, course = server
    course.hand_in("student1", {"double": "def double(x):\n    return x"})
    assert json.loads(jupyter.ask(one("student1"), ""))["success"]
    assert course.score("student1", "test_double") == 0


@contextmanager
def watched(jupyter):
    """Ask the server for its status all the while; yields the list of its answers."""
    answers, ended = [], threading.Event()

    def watch():
        while not ended.wait(0.02):
            answers.append(json.loads(jupyter.ask("api/status"))["started"])

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield answers
    finally:
        ended.set()
        watcher.join()


def test_the_server_answers_while_the_class_is_graded(server):
    jupyter, course = server
    assert json.loads(jupyter.ask(ALL, "force=1"))["running"]
    with watched(jupyter) as answers:
        while (state := json.loads(jupyter.ask(ALL)))["running"]:
            time.sleep(0.2)
    assert state["status"] == 0, state["log"]
    assert (state["done"], state["total"]) == (6, 6)
    assert len(answers) > 6
    scores = [course.score(f"student{number}", "test_double") for number in range(6)]
    assert scores == [0, 0, 2, 2, 2, 2]


def test_the_server_answers_while_one_student_is_graded(server):
    jupyter, _ = server
    with watched(jupyter) as answers:
        said = json.loads(jupyter.ask(one("student2"), ""))
    assert said["success"] is True, said
    assert len(answers) > 6  # a server that waits for the grading answers when it is over


def test_students_who_are_asked_for_at_once_are_graded_one_after_the_other(server):
    jupyter, course = server
    students = ["student3", "student4"]
    for student in students:
        course.hand_in(student, {"double": "def double(x):\n    return x"})
    with ThreadPoolExecutor(2) as threads:
        said = threads.map(lambda student: json.loads(jupyter.ask(one(student), "")), students)
    assert all(answer["success"] for answer in said)
    assert [course.score(student, "test_double") for student in students] == [0, 0]


def test_its_own_button_tells_why_a_submission_cannot_be_graded(server):
    jupyter, course = server
    (course.hand_in("student5", {}) / "hw.ipynb").write_text("<html>log in</html>")
    said = json.loads(jupyter.ask(one("student5"), ""))
    assert said["success"] is False and "a web page" in said["log"]
    assert said["error"] == "nbgrader autograde ended with exit status 1"


def test_the_page_of_submissions_has_the_buttons(server):
    jupyter, _ = server
    page = jupyter.ask("formgrader/manage_submissions/ps1")
    assert 'id="autograde-all"' in page and "manage_submissions.js" in page
    assert "Autograde all" in jupyter.ask("descent/static/autograde_all.js")


def test_strangers_start_nothing_and_learn_nothing(server):
    jupyter, _ = server
    assert refused(jupyter, ALL, "", token=None) == 403
    assert refused(jupyter, one("student1"), "", token=None) == 403
    assert "<form" in jupyter.ask(ALL, token=None)  # the page that asks for the token


def test_a_forged_request_from_a_browser_that_is_logged_in_is_refused(server):
    jupyter, _ = server
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    browser.open(f"{jupyter.base}/tree?token={TOKEN}").close()
    with browser.open(f"{jupyter.base}/{ALL}") as answer:
        assert json.loads(answer.read())["status"] == 0
    with pytest.raises(urllib.error.HTTPError) as caught:
        browser.open(f"{jupyter.base}/{ALL}", b"force=1")
    assert caught.value.code == 403


def test_an_assignment_that_is_not_there_is_not_found(server):
    jupyter, _ = server
    assert refused(jupyter, "descent/autograde/nothing", "") == 404
    assert refused(jupyter, one("ann").replace("ps1", "nothing"), "") == 404
    assert refused(jupyter, "descent/autograde/..%2Fsource%2Fps1", "") == 404
