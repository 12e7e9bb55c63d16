"""Attacks from inside a submission: each earns nothing and harms nobody.

An attack is the text of the cell in which `double` should be answered; `double` itself is wrong
unless the attack makes it look right. They run in the sandbox under test, and nowhere else.
"""

import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the attacks stand beside this file

from by_answers import FRAMES, OBJECTS
from on_the_engine import GREED, MACHINERY
from on_the_machine import FILES, KERNEL, NETWORK, PROCESSES
from on_the_shell import IPYTHON, PATCHED

WRONG = "\ndef double(x): return -1\n"

ATTACKS = {**PATCHED, **IPYTHON, **OBJECTS, **FRAMES, **PROCESSES, **FILES, **NETWORK}
ATTACKS |= {**MACHINERY, **GREED, **KERNEL}
# those that must not even succeed at what they do before they come to `double`
MUST_FAIL = [
    *("the references are imported", "an exercise's home is imported", "new namespaces", "a mount"),
    *("the gradebook is looked for", "libraries are rewritten", "the course is rewritten"),
    *("the environment of others", "home and keys", "a link to the outside", "a device is made"),
    *("permissions are changed", "kill the parent", "another priority", *NETWORK),
    *KERNEL,
]


def cell(attack):
    return attack if "double" in attack.replace("as double", "") else attack + WRONG


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_earns_nothing_and_the_next_student_is_graded_as_ever(grade, attack):
    assert grade({"double": cell(attack)}).scores["test_double"] == 0.0
    assert grade({}).scores == {"test_double": 2.0, "test_first": 1.0}


@pytest.mark.parametrize("name", MUST_FAIL)
def test_a_wall_stands_where_an_attack_tries_to_pass(grade, name):
    result = grade(
        {
            "double": "try:\n" + indented(ATTACKS[name]) + "    print('PASSED THE WALL')\n"
            "except BaseException as error: print('stopped', type(error).__name__)\n"
        }
    )
    assert "PASSED THE WALL" not in result.autograded.replace("print('PASSED THE WALL')", "")


def indented(text):
    return "".join(f"    {line}\n" for line in text.strip().splitlines())


def test_nothing_is_left_behind_in_the_shared_folder(grade):
    before = set(Path(tempfile.gettempdir()).iterdir())
    grade(
        {"double": FILES["a module is shadowed for those who come"] + PROCESSES["a shell"] + WRONG}
    )
    new = {path.name for path in set(Path(tempfile.gettempdir()).iterdir()) - before}
    assert not new & {"numpy.py", "descent-was-here"}


def test_a_player_does_not_see_what_the_one_before_it_wrote(grade):
    grade({"double": "open('left.txt', 'w').write('for you')" + WRONG})
    look = "import os\nprint('SEEN' if os.path.exists('left.txt') else 'clean')" + WRONG
    assert "SEEN" not in grade({"double": look}).autograded.replace("print('SEEN'", "")
