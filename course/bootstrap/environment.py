"""The environment in .venv: made from a lock file once, noticed when stale or half made, repaired.

What is in it is written down last, in a stamp. A folder with the mark is an install that was cut
short: it is made anew. A folder that was not made here is somebody's own: added to, never emptied.
"""

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys

from course.bootstrap.exclusive import alone, inherited
from course.bootstrap.live import LiveLine
from course.bootstrap.packages import install
from course.bootstrap.trouble import Trouble

STAMP = "descent.json"
MARK = "descent-unfinished"
LOG = "descent-install.log"
_WAITING = "Another course command is setting up .venv; waiting for it."


def ensure(checkout, lock="learner", say=print):
    """Make the environment hold what a lock lists, and return its interpreter.

    Parameters
    ----------
    checkout : Checkout
    lock : str
        "learner" or "test".

    Raises
    ------
    Trouble, OSError
    """
    if not _fresh(checkout, lock):
        with alone(checkout.root / ".venv.lock", _WAITING, say) as held:
            if not _fresh(checkout, lock):
                _set_up(checkout, lock, say, held)
    return checkout.python


def _fresh(checkout, lock):
    stamp = _stamp(checkout)
    return (
        checkout.digest(lock) in stamp.get("locks", ())
        and stamp.get("root") == str(checkout.root)
        and stamp.get("python") == _version(checkout.python)
    )


def _stamp(checkout):
    try:
        stamp = json.loads((checkout.environment / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _version(python):
    """Return such as "3.11" for an interpreter that runs, else an empty string."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(
            [python, "-I", "-S", "-c", code], capture_output=True, text=True, timeout=60, check=True
        ).stdout.strip()
    return ""


def _set_up(checkout, lock, say, held):
    folder, stamp = checkout.environment, _stamp(checkout)
    mark = folder / MARK
    say(f"Setting up Descent in {folder} ({_reason(folder)}).")
    line = LiveLine()
    if _foreign(folder, stamp):
        made_here = False
        _require_running(checkout.python)
    else:
        made_here = True
        if not _fits(checkout, stamp):
            _make(folder, line, held)

    def before_changes():
        if made_here:
            mark.touch()
        (folder / STAMP).unlink(missing_ok=True)

    count = install(checkout.python, checkout.lock(lock), folder / LOG, line, held, before_changes)
    _put_on_path(checkout)
    _write_stamp(checkout, lock, made_here)
    mark.unlink(missing_ok=True)
    say(f"Ready: {count} packages in {line.seconds:.0f} s.")


def _reason(folder):
    if not folder.exists():
        return "once, about a minute"
    if (folder / MARK).exists():
        return "the last set-up was cut short, so it begins anew"
    return "the list of packages, the folder or the Python has changed"


def _foreign(folder, stamp):
    """Whether there is an environment that this command did not make."""
    made_here = (folder / MARK).exists() or stamp.get("made_here", False)
    return folder.exists() and any(folder.iterdir()) and not made_here


def _require_running(python):
    if not _version(python):
        raise Trouble(
            f"{python.parents[1]} was not made by this command and holds no Python that runs:"
            " move it away, then run the same command again."
        )


def _fits(checkout, stamp):
    """Whether the environment made here can be added to: whole, in its old place, same Python."""
    return (
        not (checkout.environment / MARK).exists()
        and stamp.get("root") == str(checkout.root)
        and stamp.get("python") == _version(checkout.python)
    )


def _make(folder, line, held):
    """Fill `folder` with a new environment; the mark is there from the beginning to the end."""
    _require_venv()
    line.show("making the environment")
    folder.mkdir(exist_ok=True)
    mark = folder / MARK
    mark.touch()
    for child in folder.iterdir():
        if child != mark:
            shutil.rmtree(child) if child.is_dir() and not child.is_symlink() else child.unlink()
    made = subprocess.run(
        [sys.executable, "-I", "-m", "venv", folder],
        capture_output=True,
        text=True,
        check=False,
        pass_fds=inherited(held),
    )
    if made.returncode:
        last = (made.stdout + made.stderr).strip().splitlines()[-1:]
        raise Trouble(
            f"Python could not make the environment {folder} ({' '.join(last)}):"
            f" {_how_to_get_venv()}"
        )


def _require_venv():
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Trouble(
            f"This Python ({sys.executable}) lacks its module {missing[0]}, which makes"
            f" environments: {_how_to_get_venv()}"
        )


def _how_to_get_venv():
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return (
        f"on Debian or Ubuntu run `sudo apt install {package}`, elsewhere install Python from"
        " https://www.python.org/downloads/, then run the same command again."
    )


def _put_on_path(checkout):
    """Let the environment import `course` from any folder.

    The path is written as ASCII Python, because a .pth file is read in the encoding of the day.
    """
    code = (
        "import os, sys, sysconfig;"
        "file = os.path.join(sysconfig.get_path('purelib'), 'descent.pth');"
        "open(file, 'w', encoding='ascii').write("
        "f'import sys; sys.path.append({ascii(sys.argv[1])})\\n')"
    )
    subprocess.run([checkout.python, "-I", "-X", "utf8", "-c", code, checkout.root], check=True)


def _write_stamp(checkout, lock, made_here):
    # The test lock holds all of the learner's.
    names = ("learner", "test") if lock == "test" else ("learner",)
    stamp = {
        "locks": [checkout.digest(name) for name in names],
        "made_here": made_here,
        "python": _version(checkout.python),
        "root": str(checkout.root),
    }
    target = checkout.environment / STAMP
    new = target.with_suffix(".new")
    new.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    os.replace(new, target)
