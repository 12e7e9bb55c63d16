"""`python3 -m course lab`: environment, lessons, then JupyterLab in the learner's folder."""

import importlib.util
import os
import sys
from pathlib import Path

from course.bootstrap import environment
from course.bootstrap.handover import become, surroundings
from course.bootstrap.lessons import FOLDER, first_lesson, give
from course.bootstrap.trouble import Trouble


def lab(checkout, options, extra):
    """Open JupyterLab; does not return where the system can replace a process.

    Parameters
    ----------
    checkout : Checkout
    options : argparse.Namespace
        work, port, no_browser, here.
    extra : list of str
        Arguments for JupyterLab itself.
    """
    work = Path(options.work or checkout.work).expanduser().absolute()
    python = _this_python() if options.here else environment.ensure(checkout)
    give(checkout.release, work)
    _tell_of_another_checkout(checkout, work)
    arguments = ["-m", "course.jupyter", "--work", work]
    if not _workspaces(work).exists():  # the first time; later the open tabs come back
        arguments += ["--open", first_lesson(checkout.release, work).relative_to(work).as_posix()]
    if options.port is not None:
        arguments += ["--port", options.port]
    if options.no_browser:
        arguments += ["--no-browser"]
    more = {"PYTHONPATH": str(checkout.root)} if options.here else {}
    return become(python, [*arguments, "--", *extra], _variables(checkout, python, work, more))


def _variables(checkout, python, work, more):
    """What Jupyter reads: the course's settings first, the environment's kernel before others."""
    settings = [str(checkout.root / "course" / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH")]
    data = [str(_data(python)), os.environ.get("JUPYTER_PATH")]
    return surroundings(
        work,
        JUPYTER_CONFIG_PATH=os.pathsep.join(filter(None, settings)),
        JUPYTER_PATH=os.pathsep.join(filter(None, data)),
        JUPYTER_PREFER_ENV_PATH="1",
        JUPYTERLAB_WORKSPACES_DIR=str(_workspaces(work)),
        **more,
    )


def _workspaces(work):
    return work / FOLDER / "workspaces"


def _data(python):
    """Where the environment of `python` keeps its kernels; conda's on Windows has no Scripts."""
    inner = python.parent.name in ("bin", "Scripts")
    return (python.parents[1] if inner else python.parent) / "share" / "jupyter"


def _this_python():
    if importlib.util.find_spec("jupyterlab") is None:
        raise Trouble(
            f"{sys.executable} has no JupyterLab: leave --here away, and the command sets up an"
            " environment of its own (or activate the one of environment.yml)."
        )
    return Path(sys.executable)


def _tell_of_another_checkout(checkout, work):
    for folder in work.parents:
        if folder != checkout.root and (folder / "course" / "__main__.py").is_file():
            print(
                f"{work} lies inside another copy of the course ({folder});"
                f" lessons and checks come from {checkout.root}."
            )
            return
