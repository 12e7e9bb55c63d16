"""Where nbgrader's `Autograde` meets the engine: it makes its exporter just before it starts."""

import os
import sys
from types import MethodType

import nbgrader
from nbconvert.exporters import NotebookExporter
from traitlets import Bool, Dict, Integer, Unicode

KNOWN = "0.9."  # versions of nbgrader whose `Autograde` is the one that `Run` was written for


class EngineExporter(NotebookExporter):
    """An exporter that hands its converter's submissions to the engine.

    Where the engine cannot grade a course it is nbgrader's own exporter, and nbgrader grades.
    """

    workers = Integer(os.cpu_count() or 1, min=1, help="Processes that grade.").tag(config=True)
    scheduler = Unicode(help="A Dask scheduler, whose workers grade.").tag(config=True)
    unsandboxed = Bool(False, help="Grade without any protection.").tag(config=True)
    limits = Dict(help="Fields of autograder.engine.sandbox.Limits.").tag(config=True)

    def __init__(self, **settings):
        super().__init__(**settings)
        self._stock = self.parent.convert_notebooks
        self.parent.convert_notebooks = MethodType(EngineExporter._convert, self)

    def _convert(self):
        reason = self._what_speaks_against_it()
        if reason:
            self.log.warning(
                "%s: nbgrader itself grades, in one kernel with the learner's code", reason
            )
            self._stock()
        else:
            self._run().start()

    def _what_speaks_against_it(self):
        """Why nbgrader must grade by itself, "" if nothing speaks against the engine."""
        if sys.platform == "win32":
            return "the engine does not run on Windows"
        if not nbgrader.__version__.startswith(KNOWN):
            return f"the engine knows nbgrader {KNOWN}x and this is {nbgrader.__version__}"
        if self.config.Execute.get("enabled") is False:
            return "--no-execute"
        languages = self._run().course.languages() - {"python", ""}
        return f"notebooks in {', '.join(sorted(languages))}" if languages else ""

    def _run(self):
        from autograder.nbgrader.run import Run  # not on Windows

        return Run(self.parent, self)
