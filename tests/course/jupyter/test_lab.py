"""`course lab` with a real JupyterLab: what a learner's server offers, and where it listens."""

import asyncio
import html
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from course.bootstrap.checkout import Checkout

ROOT = Checkout().root

PROBE = """
import os, socket
from pathlib import Path
from course.jupyter.websocket import PromptConnection

class Probe(PromptConnection):
    def connect(self):
        result = super().connect()
        line = self.websocket_handler.ws_connection.stream.socket
        prompt = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        Path(os.environ["DESCENT_WORK"], "nodelay").write_text(str(prompt))
        return result
"""


class Lab:
    """`course lab` in a process, on a copy of the course with one small lesson."""

    def __init__(self, folder, *arguments):
        self.root, self.work = folder / "Kurs ö", folder / "meine Übungen"
        self.home = folder / "home"
        _lay_out(self.root, self.home)
        self.process = self.start(*arguments)
        self.address = self._wait()
        while not self._answers():
            time.sleep(0.05)

    def start(self, *arguments):
        code = (
            "import sys; from pathlib import Path; from course.bootstrap.checkout import Checkout;"
            "from course.bootstrap.cli import main; root = Path(sys.argv[1]);"
            "sys.exit(main(sys.argv[2:], Checkout(root)))"
        )
        command = [sys.executable, "-u", "-c", code, self.root, "lab", "--here", "--no-browser"]
        return subprocess.Popen(
            [*command, "--work", self.work, *arguments],
            cwd=ROOT,
            env=os.environ | {"HOME": str(self.home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def _wait(self):
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/\S*token=(\w+)", line):
                self.port, self.token = int(found[1]), found[2]
                return found[0]
        raise AssertionError(f"JupyterLab did not start: {self.said}")

    def _answers(self):
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def get(self, path, data=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}",
            data=None if data is None else json.dumps(data).encode(),
            headers={"Authorization": f"token {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def stop(self):
        self.process.terminate()
        self.process.communicate()


def _lay_out(root, home):
    """A copy of the course, and the home of a learner with a kernel called python3 and settings."""
    lesson = root / "release" / "01-first" / "01-first.ipynb"
    lesson.parent.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(), lesson)
    (root / "course").symlink_to(ROOT / "course", target_is_directory=True)
    (root / "probe.py").write_text(PROBE)
    kernel = home / ".local" / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    spec = {"argv": ["false"], "display_name": "a stranger", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    (home / ".jupyter").mkdir()
    settings = {"ServerApp": {"ip": "0.0.0.0"}}
    (home / ".jupyter" / "jupyter_server_config.json").write_text(json.dumps(settings))


@pytest.fixture(scope="module")
def taken():
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory, taken):
    connection = "--ServerApp.kernel_websocket_connection_class=probe.Probe"
    started = Lab(tmp_path_factory.mktemp("lab"), "--port", str(taken), "--", connection)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def page(lab):
    """The settings that JupyterLab's page carries."""
    text = lab.get("lab")
    data = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', text, re.S)[1]
    return json.loads(html.unescape(data))


def test_the_first_time_the_first_lesson_is_open(lab):
    assert "/lab/tree/01-first/01-first.ipynb?" in lab.address
    assert (lab.work / "01-first" / "01-first.ipynb").exists()


def test_every_address_in_the_terminal_works_as_it_stands(lab):
    addresses = re.findall(r"http://\S+", lab.said)
    assert len(addresses) == 1 and addresses[0].endswith(f"token={lab.token}")
    assert urllib.request.urlopen(addresses[0], timeout=30).status == 200


def test_a_taken_port_is_told_and_another_one_used(lab, taken):
    assert f"Port {taken} is taken" in lab.said
    assert lab.port != taken


def test_only_this_computer_can_reach_the_server(lab):
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for address in others - {"127.0.0.1", "::1"}:
        with pytest.raises(OSError, match=""), socket.create_connection((address, lab.port), 5):
            pass


def test_the_kernel_is_the_one_of_the_environment_and_the_only_one(lab):
    specs = json.loads(lab.get("api/kernelspecs"))["kernelspecs"]
    assert list(specs) == ["python3"]
    assert specs["python3"]["spec"]["display_name"] != "a stranger"


@pytest.mark.parametrize("name", ["formgrader", "create-assignment", "assignment-list"])
def test_what_is_for_instructors_is_off(page, name):
    assert f"@jupyter/nbgrader:{name}" in page["disabledExtensions"]


def test_validate_stays(page, lab):
    names = [extension["name"] for extension in page["federated_extensions"]]
    assert "@jupyter/nbgrader" in names
    assert not {"@jupyter/nbgrader", "@jupyter/nbgrader:validate-assignment"} & set(
        page["disabledExtensions"]
    )
    answer = json.loads(lab.get("nbgrader_version?version=0.9.6"))
    assert answer["success"]


def test_no_news_are_fetched(page):
    assert "@jupyterlab/apputils-extension:announcements" in page["disabledExtensions"]
    assert page["news"] == {"disabled": True}


def test_a_picture_crosses_to_the_page_without_delay(lab):
    kernel = json.loads(lab.get("api/kernels", {"name": "python3"}))["id"]

    async def connect():
        address = f"ws://127.0.0.1:{lab.port}/api/kernels/{kernel}/channels"
        request = HTTPRequest(address, headers={"Authorization": f"token {lab.token}"})
        line = await websocket_connect(request)
        line.close()

    with ThreadPoolExecutor(1) as own_loop:  # this thread may be running a browser's loop
        own_loop.submit(asyncio.run, connect()).result(60)
    told = lab.work / "nodelay"
    while not told.exists():
        time.sleep(0.05)
    assert int(told.read_text()) > 0


def test_the_settings_name_the_connection_without_delay():
    settings = (ROOT / "course" / "jupyter" / "jupyter_server_config.py").read_text()
    assert '"course.jupyter.websocket.PromptConnection"' in settings


def test_a_second_start_points_to_the_first(lab):
    second = lab.start()
    said, _ = second.communicate()
    assert second.returncode == 0
    assert f"already runs for {lab.work}: http://127.0.0.1:{lab.port}/lab?token={lab.token}" in said


def test_a_kernel_beside_the_lessons_imports_the_course_and_finds_its_folder(lab):
    """Asked of the environment that the server hands down to its kernels."""
    server = Path(f"/proc/{lab.process.pid}/environ")
    if not server.exists():
        pytest.skip("this system has no /proc")
    variables = dict(entry.split("=", 1) for entry in server.read_text().split("\0") if entry)
    assert variables["DESCENT_WORK"] == str(lab.work)
    assert variables["PYTHONPATH"] == str(lab.root)
