"""One lesson with all that its notebook is made of, and the instructor's notebook itself."""

from dataclasses import dataclass
from functools import cached_property

import nbformat
from nbformat.v4 import new_notebook

from autograder import catalog
from autograder.build import text
from autograder.build.cells import cells_for
from course import explorers
from course.paths import LESSONS
from course.study import study

# Constants: what an editor would write of the day and the machine does not belong to a lesson.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Lesson:
    """A lesson by its slug, such as `01-weight-updates`."""

    slug: str

    @property
    def package(self):
        """The package of its exercises, such as `weight_updates`."""
        return catalog.package_of(self.slug)

    @property
    def exercises(self):
        """{name: Exercise}"""
        return catalog.exercises_of(self.slug)

    @cached_property
    def study(self):
        """The content of study.toml."""
        return study.load(self.slug)

    @cached_property
    def cells(self):
        """The cells of lesson.md."""
        return text.read(LESSONS / self.slug / "lesson.md")

    @property
    def pictures(self):
        """{file name: PNG bytes} of the stills that stand beside the notebook."""
        names = dict.fromkeys(cell.picture for cell in self.cells if cell.picture)
        return {f"{name}.png": getattr(explorers, name).still() for name in names}

    def alt(self, explorer):
        """The alt text of an explorer's still."""
        return getattr(explorers, explorer).alt


def notebook_text(lesson):
    """Return the JSON text of a lesson's source notebook; the same bytes at every build."""
    cells = [new for cell in lesson.cells for new in cells_for(cell, lesson)]
    _make_ids_unique(cells)
    notebook = new_notebook(cells=cells, metadata=METADATA)
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def _make_ids_unique(cells):
    """Cells of one content would share an id; the second gets a number."""
    seen = {}
    for cell in cells:
        seen[cell.id] = seen.get(cell.id, 0) + 1
        if seen[cell.id] > 1:
            cell.id = f"{cell.id}-{seen[cell.id]}"
