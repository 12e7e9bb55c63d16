"""Pictures one can move, such as `explorers.walk()`; README.md says how to write one.

Each explorer is a file in the folder of its lesson; it is loaded when it is first used.
"""

from importlib import import_module

_LESSONS = {
    "weight_updates": (
        "walk",
        "fog",
        "random_against_gradient",
        "mistake_gallery",
        "your_walk",
    ),
    "learning_rate": ("cliff", "scaling", "schedules", "range_test", "your_schedules"),
    "batches": ("noise_cloud", "budget_duel", "escape", "your_epochs"),
    "backpropagation": ("graph", "gradient_check_v", "depth", "your_network"),
    "optimizers": ("race", "momentum_map", "adams_clock", "regularise", "your_optimizer"),
}
_LESSON_OF = {name: lesson for lesson, names in _LESSONS.items() for name in names}

__all__ = [*_LESSON_OF]


def __getattr__(name):
    if name not in _LESSON_OF:
        raise AttributeError(f"there is no explorer {name!r}; there are {', '.join(__all__)}")
    explorer = getattr(import_module(f"course.explorers.{_LESSON_OF[name]}.{name}"), name)
    globals()[name] = explorer
    return explorer


def __dir__():
    return __all__
