"""A course as nbgrader's configuration describes it, in the words of the engine's classroom."""

import re
from dataclasses import dataclass
from fnmatch import fnmatch
from glob import glob
from pathlib import Path

import nbformat

from autograder.engine.classroom import Course


@dataclass(frozen=True)
class ConfiguredCourse(Course):
    """An assignment whose folders are where a `CourseDirectory` says."""

    coursedir: object = None
    kept: tuple[str, ...] = ()  # files of the source that do not overwrite the student's

    def source_folder(self):
        """The instructor's folder."""
        return self._folder(self.coursedir.source_directory, ".")

    def release_folder(self):
        """What the learners were given."""
        return self._folder(self.coursedir.release_directory, ".")

    def students(self):
        """The students who handed something in and are asked for, in order."""
        step = self.coursedir.submitted_directory
        form = self.coursedir.format_path(
            step, "(?P<student>[^/]+)", re.escape(self.assignment), escape=True
        )
        pattern = self._folder(step, self.coursedir.student_id)
        found = (re.fullmatch(form, path) for path in glob(str(pattern)) if Path(path).is_dir())
        return sorted(match["student"] for match in found if match)

    def handed_in(self, student):
        """The folder that a student handed in."""
        return self._folder(self.coursedir.submitted_directory, student)

    def graded(self, student):
        """The folder of the student's autograded notebooks."""
        return self._folder(self.coursedir.autograded_directory, student)

    def files(self, student):
        """Yield (file, its place in the graded folder), without what the course ignores."""
        for path, place in super().files(student):
            ignored = any(
                fnmatch(part, one) for part in place.parts for one in self.coursedir.ignore
            )
            from_source = path.is_relative_to(self.source_folder())
            if not ignored and not (from_source and str(place) in self.kept):
                yield path, place

    def languages(self):
        """The languages of the source's notebooks, "" for one that says none."""
        metadata = (nbformat.read(path, as_version=4).metadata for path, _ in self.notebooks())
        return {one.get("kernelspec", {}).get("language", "").lower() for one in metadata}

    def _folder(self, step, student):
        return Path(self.coursedir.format_path(step, student, self.assignment)).absolute()
