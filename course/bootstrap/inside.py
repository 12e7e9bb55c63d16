"""Commands that live in the environment: `python -m course.bootstrap.inside NAME ARGUMENT…`."""

import sys
from importlib import import_module

COMMANDS = {  # name: module, function, what it does
    "progress": ("course.study.progress", "text_summary", "tell what is done"),
    "cards": ("course.study.terminal", "run_cards", "ask the flash cards that are due"),
    "grade": ("course.study.grading", "grade_own", "grade your own notebook of a lesson"),
    "hint": ("course.study", "hint", "show one more hint for an exercise"),
}


def run(name, arguments):
    """Call the function behind a command, print the text it returns, return the exit status."""
    module, function, _ = COMMANDS[name]
    result = getattr(import_module(module), function)(*arguments)
    if isinstance(result, str):
        print(result)
        return 0
    return result or 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2:]))
