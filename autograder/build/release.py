"""Release notebooks, made by nbgrader's own generate_assignment."""

import contextlib
import io
import logging

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config, PyFileConfigLoader

from course.paths import ROOT


class ReleaseError(RuntimeError):
    """nbgrader could not make a release; the message holds what it logged."""


def generate(root, lesson):
    """Write `root/release/LESSON` from `root/source/LESSON`, with the project's configuration.

    The gradebook is not touched.

    Raises
    ------
    ReleaseError
        nbgrader refused the source.
    """
    config = project_config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = lesson
    config.GenerateAssignment.no_database = True
    config.GenerateAssignment.preprocessors = _without_gradebook()
    log = io.StringIO()
    converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
    converter.log = _logger(log)
    try:
        with contextlib.redirect_stderr(log):
            converter.start()
    except (Exception, SystemExit) as error:
        raise ReleaseError(
            f"nbgrader could not release {lesson}: {error}\n{log.getvalue()}"
        ) from None


def _without_gradebook():
    """nbgrader's own steps, in its order, but for the one that writes into the gradebook."""
    steps = GenerateAssignment.preprocessors.default()
    return [step for step in steps if step is not SaveCells]


def project_config():
    """Return the settings of `nbgrader_config.py` at the project's root."""
    return Config(PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config())


def _logger(stream):
    logger = logging.Logger("release", level=logging.WARNING)
    logger.addHandler(logging.StreamHandler(stream))
    return logger
