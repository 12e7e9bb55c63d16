"""A cell that needs an exercise which is not written yet says so, and Run All goes on.

The stub of an exercise raises NotImplementedError. Cells below that call it, or that use a name
which such a cell would have made, are not wrong: they wait.
"""

import ast
import sys

from course.study.progress import being_graded


def install():
    """Let the cells of this notebook wait; nothing is changed outside of one or under nbgrader."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and not being_graded():
        Waiting(shell)


def unwritten(error, names):
    """Return the name of the notebook's function whose stub raised `error`, or None.

    Parameters
    ----------
    error : BaseException
    names : dict
        The notebook's names: a stub is a function that sees them.
    """
    if not isinstance(error, NotImplementedError) or error.args or not _raised_by(error, names):
        return None
    called = _innermost(error).f_code.co_qualname.partition(".")[0]  # of a method, its class
    return None if called == "<module>" else called


def sentence(exercise, missing=None):
    """What a cell that waits for an exercise says; `missing` is the name that it lacks itself."""
    told = f"Write it above, run check({exercise}), then run"
    if missing is None:
        return f"This cell waits for {exercise}, which is not written yet. {told} this cell again."
    return (
        f"This cell needs {missing}, which a cell above will make when {exercise} is written."
        f" {told} that cell and this one again."
    )


class Waiting:
    """What the cells of one notebook wait for."""

    def __init__(self, shell):
        self._missing = {}  # a name that a waiting cell would have made -> the exercise
        self._told = None  # the error whose sentence was said, and the exercise
        shell.set_custom_exc((NotImplementedError, NameError), self._tell)
        shell.events.register("post_run_cell", self._forgive)

    def _tell(self, shell, _, error, traceback, tb_offset=None):
        exercise, missing = unwritten(error, shell.user_ns), None
        if exercise is None and _raised_by(error, shell.user_ns):
            missing = getattr(error, "name", None)
            exercise = self._missing.get(missing)
        if exercise is None:
            shell.showtraceback(running_compiled_code=True)
        else:
            self._told = error, exercise
            print(sentence(exercise, missing))

    def _forgive(self, result):
        """The kernel asks the result whether to go on with the cells that are queued."""
        told, self._told = self._told, None
        if told and result.error_in_exec is told[0]:
            result.error_in_exec = None
            self._missing |= dict.fromkeys(_made_by(result.info.raw_cell), told[1])


def _raised_by(error, names):
    """Tell whether the notebook's own code raised an error."""
    return _innermost(error).f_globals is names


def _innermost(error):
    """The frame that raised an error which was caught."""
    traceback = error.__traceback__
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback.tb_frame


def _made_by(source):
    """The names that a cell's own statements bind; none where it is no plain Python."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return set()
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return stored | {node.name for node in nodes if isinstance(node, defined)}
