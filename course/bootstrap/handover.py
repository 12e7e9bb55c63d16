"""From the Python that a person has to the one in the environment."""

import os
import subprocess
import sys

_OURS_ALONE = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV", "JPY_PARENT_PID")


def surroundings(work, **more):
    """Return the environment variables for a program that runs inside.

    Parameters
    ----------
    work : Path
        The learner's folder; progress is kept in it.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _OURS_ALONE}
    return kept | {"DESCENT_WORK": str(work), "PYTHONNOUSERSITE": "1"} | more


def become(python, arguments, variables):
    """Run `python arguments` in place of this process and give its exit status.

    Parameters
    ----------
    python : Path
    arguments : list of str
    variables : dict
        From `surroundings`.
    """
    # -P: a learner's random.py in the work folder must not stand in for the library's.
    command = [str(python), "-P", *map(str, arguments)]
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, variables)
    # On Windows exec returns to the shell at once, while the program goes on.
    with subprocess.Popen(command, env=variables) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue
