"""All that is built, as {path: bytes}: written by `build`, compared by `stale`."""

import io
import tempfile
from pathlib import Path

import numpy as np

from autograder import catalog
from autograder.build import release
from autograder.build.lesson import Lesson, notebook_text
from autograder.build.sheets import sheet_text
from course.paths import ROOT

BUILT = ("source", "release", "course/sheets")
PIXEL_TOLERANCE = 2.0  # mean difference of 255: another build of the font renderer stays below


def build(root=ROOT, lessons=None):
    """Write everything that is built below `root` and return the paths that changed.

    Files that are no longer built are removed from the built folders of the lessons named.
    """
    changed = []
    wanted = tree(lessons)
    for path, content in wanted.items():
        target = root / path
        if not target.exists() or not _same(target.read_bytes(), content, target.suffix):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            changed.append(path)
    for path in _superfluous(root, wanted, lessons):
        (root / path).unlink()
        changed.append(path)
    return changed


def stale(root=ROOT, lessons=None):
    """Return {path: "missing" | "differs" | "superfluous"} of what a build would change."""
    wanted = tree(lessons)
    found = {}
    for path, content in wanted.items():
        target = root / path
        if not target.exists():
            found[path] = "missing"
        elif not _same(target.read_bytes(), content, target.suffix):
            found[path] = "differs"
    return found | dict.fromkeys(_superfluous(root, wanted, lessons), "superfluous")


def tree(lessons=None):
    """Return {path relative to the root: bytes} of everything that is built."""
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for slug in lessons or catalog.lessons():
            files |= _sheets(slug)
            _write_source(Path(folder), Lesson(slug))
            release.generate(folder, slug)
        for path in sorted(Path(folder).rglob("*")):
            relative = path.relative_to(folder).as_posix()
            if path.is_file() and relative.startswith(("source/", "release/")):
                files[relative] = path.read_bytes()
    return files


def _sheets(slug):
    return {
        f"course/sheets/{slug}/{name}.json": sheet_text(exercise).encode()
        for name, exercise in catalog.exercises_of(slug).items()
    }


def _write_source(root, lesson):
    folder = root / "source" / lesson.slug
    (folder / "pictures").mkdir(parents=True)
    for name, png in lesson.pictures.items():
        (folder / "pictures" / name).write_bytes(png)
    notebook = notebook_text(lesson)
    (folder / f"{lesson.slug}.ipynb").write_text(notebook, encoding="utf-8", newline="\n")


def _superfluous(root, wanted, lessons):
    """Built files that nothing builds any more; files that git ignores by name are left alone."""
    folders = [
        root / top / slug
        for top in BUILT
        for slug in (lessons or _folders(root / top))
        if (root / top / slug).is_dir()
    ]
    present = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    names = (path.relative_to(root).as_posix() for path in present)
    return [name for name in names if name not in wanted and ".ipynb_checkpoints" not in name]


def _folders(folder):
    return [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def _same(old, new, suffix):
    return old == new or (suffix == ".png" and _same_picture(old, new))


def _same_picture(old, new):
    """Tell whether two PNG files show the same, on whatever machine each was drawn."""
    from PIL import Image

    a, b = (np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), float) for png in (old, new))
    return a.shape == b.shape and float(np.abs(a - b).mean()) < PIXEL_TOLERANCE
