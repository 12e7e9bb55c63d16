"""What `nbgrader_config.py` says of a course, for our own commands: the same as nbgrader's read."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties

from autograder.engine.sandbox import Limits
from autograder.nbgrader.course import ConfiguredCourse


@dataclass(frozen=True)
class Configuration:
    """A course's folders, its gradebook, its limits, its cluster, and how it treats late work."""

    course: ConfiguredCourse
    url: str
    course_id: str
    late_plugin: object
    limits: Limits
    scheduler: str  # "" for none: processes of this machine grade


def read(root, assignment):
    """Return the `Configuration` of the course in the folder `root`."""
    with contextlib.chdir(root):
        app = NbGrader()
        app.initialize([])
        coursedir = CourseDirectory(parent=app)
        course = ConfiguredCourse(
            Path(coursedir.root),
            assignment,
            coursedir=coursedir,
            kept=tuple(app.config.Autograde.get("exclude_overwriting", {}).get(assignment, ())),
        )
        return Configuration(
            course,
            coursedir.db_url,
            coursedir.course_id,
            late_plugin(app),
            limits(app.config),
            app.config.EngineExporter.get("scheduler", ""),
        )


def late_plugin(parent):
    """Return the plugin that the course has chosen for late submissions."""
    chooser = AssignLatePenalties(parent=parent)
    chooser.init_plugin()
    return chooser.plugin_inst


def limits(config):
    """Return the configured limits; `Execute.timeout` bounds a cell unless they do."""
    chosen = dict(config.EngineExporter.get("limits", {}))
    timeout = config.Execute.get("timeout")
    if isinstance(timeout, int) and timeout > 0:
        chosen.setdefault("cell_seconds", float(timeout))
    return Limits(**chosen)
