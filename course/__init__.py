"""What a lesson's notebook imports: the names below, loaded when they are first used.

Loading is lazy (PEP 562): `python -m course lab` runs this file before any package is installed.
"""

from importlib import import_module

_HOMES = {
    "check": "course.checks",
    "hint": "course.study",
    "progress": "course.study",
    "predict_first": "course.study",
    "cards": "course.study",
    "quiz": "course.study",
}
_MODULES = ("explorers", "data", "landscapes", "earlier", "runs")

__all__ = [*_HOMES, *_MODULES]


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"course.{name}")
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'course' has no name {name!r}; it offers {', '.join(__all__)}")
