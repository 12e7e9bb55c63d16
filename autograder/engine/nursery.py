"""A process with everything preloaded, from which players are forked; no learner's code runs in it.

Started as `python -m autograder.engine.nursery FD`; it speaks over the socket FD with its worker.
"""

import contextlib
import gc
import os
import resource
import signal
import socket
import sys

from autograder.engine import player
from autograder.engine.channel import Channel, Closed
from autograder.engine.sandbox import kernel, layers
from autograder.engine.sandbox.layers import Layers
from autograder.engine.sandbox.limits import Limits
from autograder.engine.shell import Shell

HOMES = ("HOME", "MPLCONFIGDIR", "IPYTHONDIR", "XDG_CACHE_HOME")  # a player's scratch folder


def main(descriptor):
    """Serve forks until the worker hangs up."""
    control = Channel(socket.socket(fileno=descriptor), ahead=False)
    walls, bounds, root = _orders(control)
    shell = preload(bounds.output_bytes)
    gc.collect()
    gc.freeze()  # a collection in a player would copy every page that it touches
    kernel.join_pages()
    layers.lock_nursery(walls, root)
    control.send("ready")
    while True:
        try:
            request, *content = control.receive()
        except Closed:
            return
        if request == "fork":
            control.send((_fork(control, shell, walls, bounds, root), _spent()))
        else:
            _end(content[0])


def preload(output_bytes):
    """Import what notebooks import, draw a first picture, and return a shell that is ready."""
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    import matplotlib
    import numpy.testing  # noqa: F401 half of what notebooks import
    from matplotlib import pyplot

    import course
    from course.digits_task import DigitsTask

    for name in course.__all__:
        getattr(course, name)
    for name in course.explorers.__all__:
        getattr(course.explorers, name)
    DigitsTask(seed=0)  # it reads the digits
    shell = Shell.instance(output_bytes)
    matplotlib.use("module://matplotlib_inline.backend_inline")
    shell.enable_matplotlib("inline")
    shell.run("import matplotlib.pyplot as plt\nplt.plot([0, 1]); plt.show()")
    shell.run("1 / 0")  # the machinery of tracebacks
    pyplot.close("all")
    # matplotlib forgets its open fonts in every fork, which costs less once, here
    matplotlib.font_manager._get_font.cache_clear()
    shell.reset()
    shell.execution_count = 1
    shell.outputs.bytes = 0
    return shell


def _orders(control):
    """The walls and the limits that the worker has chosen, and an empty folder of its own."""
    walls, bounds, root = control.receive()
    return (Layers(**walls) if walls is not None else None), Limits(**bounds), root


def _fork(control, shell, walls, bounds, root):
    """Fork a player for the socket that comes along; return its process id."""
    descriptor = control.receive_descriptor()
    layers.before_fork(walls)
    child = os.fork()
    if child == 0:
        _become_player(control, descriptor, shell, walls, bounds, root)
    os.close(descriptor)
    return child


def _become_player(control, descriptor, shell, walls, bounds, root):
    """In the child: part from the others, lock the doors, play, end."""
    try:
        control.close()
        layers.part_from_others(walls, bounds, root)
        os.environ.update(dict.fromkeys(HOMES, os.getcwd()))
        own = _only(descriptor)
        layers.lock_player(walls, bounds)
        player.play(own, shell)
    finally:
        os._exit(0)


def _spent():
    """CPU seconds of this process and of all players that have ended."""
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _only(descriptor):
    """Close every file but the socket; what reads or prints meets /dev/null."""
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.dup2(descriptor, 3)
    os.closerange(4, 4096)
    return socket.socket(fileno=3)


def _end(process):
    """Kill a player and all that it started, and wait until it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
