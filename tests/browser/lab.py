"""A JupyterLab of the tests' own, and how to work in it with Playwright."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

CHROMIUM_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 90_000  # milliseconds; a slow machine with two cores may need them
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def find_chromium():
    """Return the path of the system's Chromium, or None."""
    found = (os.environ.get("DESCENT_CHROMIUM"), *(shutil.which(name) for name in _NAMES))
    return next((path for path in found if path), None)


def launch(playwright):
    """Return a headless browser; a root user has no sandbox to offer."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if root else [])]
    return playwright.chromium.launch(executable_path=find_chromium(), args=flags, headless=True)


def write_notebook(path, *cells):
    """Write a notebook; a cell is code, or Markdown where its text starts with "%%markdown"."""
    made = []
    for number, text in enumerate(cells):
        markdown = text.startswith("%%markdown\n")
        make = new_markdown_cell if markdown else new_code_cell
        made.append(make(text.removeprefix("%%markdown\n"), id=f"cell-{number}"))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": kernel}), path)


class Server:
    """JupyterLab on a free port of 127.0.0.1, with `work` as its folder and a home of its own.

    `options` are passed on to `jupyter lab`, `environment` is added to the server's.
    """

    def __init__(self, work, *options, environment=None):
        self.work = Path(work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        home = self.work.parent / f"{self.work.name}-home"
        folders = {
            "JUPYTER_CONFIG_DIR": home / "config",
            "JUPYTER_DATA_DIR": home / "data",
            "JUPYTER_RUNTIME_DIR": home / "runtime",
            "IPYTHONDIR": home / "ipython",
            "JUPYTERLAB_SETTINGS_DIR": home / "settings",
            "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
            "DESCENT_WORK": home / "descent",
        }
        for folder in folders.values():
            folder.mkdir(parents=True, exist_ok=True)
        news = folders["JUPYTERLAB_SETTINGS_DIR"] / "@jupyterlab/apputils-extension"
        news.mkdir(parents=True, exist_ok=True)
        (news / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"),
            *(f"--port={self.port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="),
            *("--allow-root", f"--ServerApp.root_dir={self.work}", "--expose-app-in-browser"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            *options,
        ]
        self._log = (home / "server.log").open("w")
        root = Path(__file__).resolve().parents[2]
        search = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
        settings = {name: str(folder) for name, folder in folders.items()} | {"PYTHONPATH": search}
        self._process = subprocess.Popen(
            command,
            env=os.environ | settings | (environment or {}),
            cwd=self.work,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=os.name == "posix",
        )
        self._wait()

    def url(self, notebook="", app="lab"):
        """Return the address of a notebook; `app` is "lab" or "notebook" (Notebook 7)."""
        base = f"http://127.0.0.1:{self.port}"
        if app == "notebook":
            return f"{base}/notebooks/{notebook}"
        return f"{base}/lab/tree/{notebook}?reset"

    def stop(self):
        """End the server and its kernels."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._log.close()

    def _wait(self):
        deadline = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            with suppress(OSError):
                urllib.request.urlopen(self.url().split("/lab")[0] + "/api", timeout=5).close()
                return
            time.sleep(0.2)
        log = Path(self._log.name).read_text()[-2000:]
        raise RuntimeError(f"JupyterLab did not start on port {self.port}; it said:\n{log}")


def free_port():
    """Return a port of 127.0.0.1 that nobody uses now."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Notebook:
    """A notebook that is open in a page.

    `page` is Playwright's; `cells` a locator of all cells; `stages` of all explorers.
    """

    def __init__(self, page, server, name, app="lab"):
        self.page, self._path = page, server.work / name
        page.set_default_timeout(PATIENCE)
        page.goto(server.url(name, app))
        self.cells = page.locator(".jp-Notebook .jp-Cell")
        last = len(nbformat.read(self._path, as_version=4).cells) - 1  # they appear one by one
        self.cells.nth(last).wait_for(state="attached")
        self.wait_until_idle()
        self.stages = page.locator(".descent-stage")

    def wait_until_idle(self):
        """Wait until the kernel has answered and has nothing to do."""
        self.page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first.wait_for()

    def run(self, number):
        """Run a cell and wait until it has ended; returns its locator.

        A run key that is pressed while a notebook is still settling gets lost: it is pressed again
        until the prompt has a new number.
        """
        cell = self.cells.nth(number)
        prompt = cell.locator(".jp-InputPrompt").first
        before, pressed = prompt.inner_text().strip(), 0
        deadline = time.monotonic() + PATIENCE / 1000
        while (now := prompt.inner_text().strip()) in (before, "[ ]:", "[*]:", ""):
            if time.monotonic() > deadline:
                raise TimeoutError(f"cell {number} did not end: its prompt is {now!r}")
            if now != "[*]:" and time.monotonic() > pressed + 3:
                self.accept_dialog()
                prompt.click()
                self.page.keyboard.press("Control+Enter")
                pressed = time.monotonic()
            self.page.wait_for_timeout(50)
        return cell

    def accept_dialog(self):
        """Accept what JupyterLab asks, on a busy machine that it lost its kernel for a moment."""
        dialog = self.page.locator("dialog.jp-Dialog")
        if dialog.count():
            print("a dialog was accepted:", " ".join(dialog.first.inner_text().split()))
            dialog.first.locator(".jp-mod-accept").click()

    def run_all(self):
        """Run all code cells in turn."""
        for number in range(self.cells.count()):
            if "jp-CodeCell" in self.cells.nth(number).get_attribute("class"):
                self.run(number)

    def run_at_once(self):
        """Run all cells by the menu, again while the notebook settles; wait for the last prompt."""
        from playwright.sync_api import TimeoutError as Late
        from playwright.sync_api import expect

        last = self.cells.last.locator(".jp-InputPrompt").first
        before = last.inner_text()
        for _ in range(10):
            self.accept_dialog()
            with suppress(AssertionError, Late):
                self.page.get_by_role("menuitem", name="Run", exact=True).click(timeout=9_000)
                self.page.get_by_text("Run All Cells", exact=True).click(timeout=9_000)
                expect(last).not_to_have_text(before, timeout=5_000)
                break
        expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=PATIENCE)

    def output(self, number):
        """Return the text below a cell."""
        return self.cells.nth(number).locator(".jp-OutputArea").first.inner_text()

    def stage(self, number=0):
        """Return an explorer that has been painted."""
        stage = self.stages.nth(number)
        stage.wait_for()
        self.page.wait_for_function(
            "one => one.dataset.painted !== undefined", arg=stage.element_handle()
        )
        return stage

    def save(self):
        """Save the notebook and wait until it is on disk."""
        before = self._path.stat().st_mtime_ns
        for _ in range(20):
            self.page.keyboard.press("Control+s")
            self.page.wait_for_timeout(500)
            if self._path.stat().st_mtime_ns != before:
                return
        raise TimeoutError(f"{self._path.name} was not saved")

    def close(self):
        """Shut the kernels of the server down."""
        self.page.evaluate(
            """async () => {
                 const token = document.cookie.match(/_xsrf=([^;]*)/)?.[1] ?? "";
                 const headers = { "X-XSRFToken": token };
                 for (const { id } of await (await fetch("/api/sessions")).json())
                   await fetch(`/api/sessions/${id}`, { method: "DELETE", headers });
               }"""
        )

    def theme(self, name):
        """Change JupyterLab's theme, such as "JupyterLab Dark"."""
        change = "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })"
        self.page.evaluate(change, name)
        self.page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")
