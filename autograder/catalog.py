"""Every lesson and every exercise, found in their homes."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from autograder import exercises
from autograder.exercise import Exercise
from course.paths import LESSONS


class UnknownExercise(LookupError):
    """No home has that name."""


def lessons():
    """Return the slugs of all lessons in order, such as `01-weight-updates`."""
    return sorted(path.parent.name for path in LESSONS.glob("*/lesson.md"))


def package_of(lesson):
    """Return the name of a lesson's package of exercises: `weight_updates`."""
    return lesson.split("-", 1)[1].replace("-", "_")


def lesson_of(package):
    """Return the slug of the lesson whose exercises stand in `package`."""
    folders = (path.name for path in LESSONS.iterdir() if path.is_dir())
    return next(name for name in folders if package_of(name) == package)


@cache
def exercises_of(lesson):
    """Return {name: Exercise} of one lesson, or {} for a lesson without exercises."""
    folder = Path(exercises.__path__[0]) / package_of(lesson)
    found = (module.name for module in pkgutil.iter_modules([str(folder)]))
    homes = {name: _home(package_of(lesson), name) for name in sorted(found)}
    return {name: home for name, home in homes.items() if home is not None}


@cache
def all_exercises():
    """Return {name: Exercise} of the whole course."""
    return {name: home for lesson in lessons() for name, home in exercises_of(lesson).items()}


def find(name):
    """Return the exercise called `name`.

    Raises
    ------
    UnknownExercise
        No lesson has it.
    """
    try:
        return all_exercises()[name]
    except KeyError:
        known = ", ".join(all_exercises())
        raise UnknownExercise(f"no exercise is called {name!r}; there are {known}") from None


def _home(package, name):
    module = importlib.import_module(f"autograder.exercises.{package}.{name}")
    exercise = getattr(module, "exercise", None)
    if exercise is None:
        return None  # a helper that several homes share
    if not isinstance(exercise, Exercise) or exercise.name != name:
        raise TypeError(f"{module.__name__}: `exercise` must be the Exercise called {name!r}")
    return exercise
