"""Grading from formgrader, in a process of its own, so that no server waits for it.

`POST descent/autograde/ASSIGNMENT` starts `nbgrader autograde`, `GET` tells how far it is. The
address of formgrader's own button is answered here too: handlers that are added first are asked
first, and the configuration is read before formgrader adds its own. Whoever may use formgrader may
use them; a POST needs the token against forged requests, as everywhere.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from jinja2 import ChoiceLoader, DictLoader, PrefixLoader
from jupyter_server.utils import url_path_join
from nbgrader.server_extensions.formgrader.base import BaseApiHandler, check_notebook_dir
from tornado import web
from tornado.ioloop import IOLoop

from course.paths import ROOT

PAGES = Path(__file__).parent / "pages"
RUNNING = "descent_gradings"  # in the server's settings: {(root, assignment): Grading}
TURN = "descent_turn"  # there too: who is asked for one by one is graded one by one
TAIL = 20_000  # bytes of the log that a page is told
POLITE = 5  # niceness: the server and its kernels come first
PROGRESS = re.compile(rb"by the engine \((\d+) of (\d+)\)")
PAGE = """{% extends "nbgrader/manage_submissions.tpl" %}
{% block head %}{{ super() }}
<script src="{{ base_url }}/descent/static/autograde_all.js"></script>
{% endblock %}
{% block messages %}{{ super() }}<div id="autograde-all" class="well well-sm"></div>{% endblock %}
"""


class Grading:
    """A run of `nbgrader autograde` and what it has said so far."""

    def __init__(self, root, assignment, *options):
        command = [sys.executable, "-m", "autograder.nbgrader", "autograde"]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the grading
        self._process = subprocess.Popen(
            [*command, f"--assignment={assignment}", *options],
            cwd=root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        with suppress(AttributeError, OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, POLITE)

    async def end(self):
        """Wait for the end, while the server goes on, and return the exit status."""
        return await asyncio.to_thread(self._process.wait)

    def state(self):
        """Return what a page shows: whether it runs, its exit status, how many of how many, log."""
        status = self._process.poll()
        size = self._log.seek(0, os.SEEK_END)
        text = os.pread(self._log.fileno(), TAIL, max(0, size - TAIL))
        done, total = (PROGRESS.findall(text) or [(0, 0)])[-1]
        return {
            "running": status is None,
            "status": status,
            "done": int(done),
            "total": int(total),
            "log": text.decode(errors="replace"),
        }


def _environment():
    """The server's, with this Python's tools and this package in reach, wherever the course is."""
    first = {"PATH": Path(sys.executable).parent, "PYTHONPATH": ROOT}
    return os.environ | {
        name: os.pathsep.join([str(path), *filter(None, [os.environ.get(name)])])
        for name, path in first.items()
    }


class Handler(BaseApiHandler):
    """What the handlers share."""

    def key(self, assignment):
        """Return (the course's root, assignment), or answer 404."""
        coursedir = self.coursedir
        folder = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        if folder.name != assignment or ".." in folder.parts or not folder.is_dir():
            raise web.HTTPError(404, f"this course has no assignment {assignment}")
        return coursedir.root, assignment


class AutogradeOne(Handler):
    """Grades one student again, and answers as formgrader's own handler does when that is done."""

    @web.authenticated
    @check_notebook_dir
    async def post(self, assignment, student):
        """Grade, and tell how it went."""
        key = self.key(assignment)
        async with self.settings[TURN]:
            grading = Grading(*key, f"--student={student}", "--force", "--create")
            status = await grading.end()
        answer = {"success": status == 0, "log": grading.state()["log"]}
        if status != 0:
            answer["error"] = f"nbgrader autograde ended with exit status {status}"
        self.write(json.dumps(answer))  # as text, which formgrader's page reads itself


class AutogradeAll(Handler):
    """Starts a grading of an assignment, and tells of it."""

    @web.authenticated
    @check_notebook_dir
    def post(self, assignment):
        """Start, unless it runs already."""
        running, key = self.settings[RUNNING], self.key(assignment)
        if key not in running or not running[key].state()["running"]:
            running[key] = Grading(*key, *["--force"] * (self.get_argument("force", "") == "1"))
        self.write(running[key].state())

    @web.authenticated
    @check_notebook_dir
    def get(self, assignment):
        """Tell; 404 if none was started."""
        grading = self.settings[RUNNING].get(self.key(assignment))
        if grading is None:
            raise web.HTTPError(404, f"no grading of {assignment} was started from this server")
        self.write(grading.state())


def install(server):
    """Add the handlers to a `ServerApp`, and the buttons to formgrader's page; once."""
    app = server.web_app
    if RUNNING in app.settings:
        return
    app.settings |= {RUNNING: {}, TURN: asyncio.Lock()}
    _add(app, (r"/formgrader/api/submission/([^/]+)/([^/]+)/autograde", AutogradeOne))
    IOLoop.current().add_callback(_install, app)  # when formgrader is there


def _install(app):
    pages = app.settings.get("nbgrader_jinja2_env")
    if pages is None:
        return  # a server without formgrader, such as a learner's
    ours = DictLoader({"manage_submissions.tpl": PAGE})
    pages.loader = ChoiceLoader([ours, PrefixLoader({"nbgrader": pages.loader}), pages.loader])
    _add(
        app,
        (r"/descent/autograde/([^/]+)", AutogradeAll),
        (r"/descent/static/(.*)", web.StaticFileHandler, {"path": PAGES}),
    )


def _add(app, *handlers):
    base = app.settings["base_url"]
    app.add_handlers(".*$", [(url_path_join(base, path), *more) for path, *more in handlers])
