"""Packages from a lock file: pip at work, told as a live line, its failures as sentences."""

import re
import subprocess
import threading
from pathlib import Path

from course.bootstrap.exclusive import inherited
from course.bootstrap.trouble import Trouble

_INSTALLING = "Installing collected packages"
_NO_NETWORK = (
    "NewConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "Read timed out",
    "ProxyError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "Connection refused",
    "Network is unreachable",
    "Connection broken",
    "(from versions: none)",  # all that a pip without retries says
)
_NO_ROOM = ("No space left on device", "Disk quota exceeded", "not enough space on the disk")


def install(python, lock, log, line, held, before_changes=lambda: None):
    """Install what `lock` lists into the environment of `python`, hashes checked.

    Parameters
    ----------
    python : Path
    lock : Path
        A requirements file with hashes.
    log : Path
        Gets all that pip says.
    line : LiveLine
    held : int
        Descriptor of the lock that pip holds as long as it runs.
    before_changes : callable
        Called when all packages are fetched and the first is about to be put in.

    Returns
    -------
    int
        How many packages the environment has then.

    Raises
    ------
    Trouble
    """
    command = [python, "-I", "-X", "utf8", "-m", "pip", "install"]
    command += ["--require-hashes", "--only-binary", ":all:"]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    command += ["--requirement", lock]
    count = Count(python, lock)
    with (
        open(log, "w", encoding="utf-8") as record,
        subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            pass_fds=inherited(held),
        ) as pip,
    ):
        ended = _ticking(line, count)
        try:
            for text in pip.stdout:
                record.write(text)
                count.read(text)
                if text.startswith(_INSTALLING):
                    before_changes()
        except BaseException:
            pip.kill()
            raise
        finally:
            ended()
    if pip.returncode:
        raise Trouble(failure(Path(log).read_text(encoding="utf-8"), log))
    return count.installed()


def failure(output, log):
    """Return the sentence for a pip that failed with `output`, which lies in the file `log`."""
    if any(sign in output for sign in _NO_ROOM):
        return (
            "The disk is full: free about one gigabyte and run the same command again;"
            " it begins the set-up anew."
        )
    if any(sign in output for sign in _NO_NETWORK):
        return (
            "The packages could not be fetched: connect this computer to the network (or set"
            " HTTPS_PROXY where a proxy is needed) and run the same command again;"
            f" pip's own words are in {log}."
        )
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    reason = errors[-1].removeprefix("ERROR:").strip() if errors else "pip gave no reason"
    return (
        f"The packages could not be installed ({reason}):"
        f" run the same command again; pip's own words are in {log}."
    )


class Count:
    """How many packages are found and installed."""

    def __init__(self, python, lock):
        self._environment = Path(python).parents[1]
        self._total = len(re.findall(r"^[A-Za-z0-9]", lock.read_text(encoding="utf-8"), re.M))
        self._found = 0
        self._now = "asking for the list"

    def read(self, text):
        """Take notice of a line that pip printed."""
        if text.startswith("Ignoring "):  # meant for another system
            self._total -= 1
        elif match := re.match(r"(?:Collecting|Requirement already satisfied:) ([^ (;\[]+)", text):
            self._found += 1
            self._now = "fetching " + match[1].replace("==", " ")
        elif text.startswith(_INSTALLING):
            self._now = "installing"

    def installed(self):
        """How many packages lie in the environment."""
        folders = ("lib/python*", "Lib")  # the second: Windows
        return sum(
            1
            for folder in folders
            for _ in self._environment.glob(f"{folder}/site-packages/*.dist-info")
        )

    def text(self):
        if self._now == "installing":
            return f"installing: {min(self.installed(), self._total)} of {self._total} packages"
        return f"{min(self._found, self._total)} of {self._total} packages: {self._now}"


def _ticking(line, count):
    """Refresh the line until the function that is returned is called."""
    over = threading.Event()

    def tick():
        while not over.wait(0.25):
            line.show(count.text())

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()

    def end():
        over.set()
        thread.join()
        line.clear()

    return end
