"""What surrounds the exercises: hints, predictions, cards, quiz, progress.

The widgets are loaded when they are first used, so that a check stays quick.
"""

from importlib import import_module

from course.study import waiting
from course.study.progress import progress

__all__ = ["cards", "hint", "predict_first", "progress", "quiz"]

_HOMES = {"hint": "hints", "predict_first": "predictions", "cards": "flashcards", "quiz": "quizzes"}

waiting.install()


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module 'course.study' has no name {name!r}")
    return getattr(import_module(f"course.study.{_HOMES[name]}"), name)
