"""A lesson as it runs: its cells in order, with the references in place of the exercises."""

import contextlib
import io
import warnings
from dataclasses import dataclass, field

import matplotlib
import matplotlib.pyplot as plt
import pytest

import course
from autograder import catalog
from autograder.build import text
from course.paths import LESSONS

SLUGS = sorted(path.parent.name for path in LESSONS.glob("*/lesson.md"))


@dataclass
class Run:
    """What the cells of a lesson left behind: their names, what they printed, what they warned."""

    slug: str
    names: dict = field(default_factory=dict)
    printed: str = ""
    warned: list = field(default_factory=list)

    def play(self):
        """Run every cell; predictions are answered at once, so that all pictures open."""
        self.names |= {"__name__": "__main__", **catalog_of(self.slug)}
        output = io.StringIO()
        with contextlib.redirect_stdout(output), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            for number, cell in enumerate(text.read(LESSONS / self.slug / "lesson.md")):
                if cell.kind == "code" and cell.role in ("", "setup", "predict", "explorer"):
                    where = f"{self.slug}/lesson.md, cell {number}: {cell.body[:60]}"
                    exec(compile(cell.body, where, "exec"), self.names)
                    self.names |= {"predict_first": answer_at_once}
                    plt.close("all")
        self.printed, self.warned = output.getvalue(), warned


def catalog_of(slug):
    """{name: function} of all that exercises put into a notebook."""
    found = {}
    for name, exercise in catalog.exercises_of(slug).items():
        found[name] = exercise.reference
        if exercise.starting_point is not None:
            found[exercise.starting_point.__name__] = exercise.starting_point
    return found


def answer_at_once(key, reveals=None, *, truth=None):
    """Ask as a notebook does, then uncover."""
    course.predict_first(key, reveals, truth=truth)
    if callable(reveals):
        reveals()


@pytest.fixture(scope="module", params=SLUGS)
def slug(request):
    """The lessons, one after the other."""
    return request.param


@pytest.fixture(scope="module")
def run(slug, tmp_path_factory):
    """A lesson after all its cells, run in a folder named after it."""
    folder = tmp_path_factory.mktemp("work") / slug
    folder.mkdir()
    matplotlib.use("Agg")
    done = Run(slug)
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(folder):
        patch.setenv("DESCENT_WORK", str(folder))
        done.play()
    return done
