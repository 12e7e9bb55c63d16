"""Where the parts of the course lie in a checkout."""

from pathlib import Path

COURSE = Path(__file__).parent
LESSONS = COURSE / "lessons"  # lesson.md and study.toml, one folder a lesson
SHEETS = COURSE / "sheets"  # built
ROOT = COURSE.parent
SOURCE = ROOT / "source"  # built: the instructor's notebooks
RELEASE = ROOT / "release"  # built: the learner's notebooks
