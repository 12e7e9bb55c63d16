"""A slip on the command line is answered with a sentence that says what to write instead."""

import pytest

from autograder.cli import main

SLIPS = {
    "a lesson that is not there": (["bench", "05-optimisers"], "05-optimizers"),
    "a class of nobody": (["bench", "--students", "0"], "a whole number from 1 on"),
    "no worker": (["grade", "ps1", "--workers", "0"], "'0', expected a whole number from 1 on"),
    "a word": (["feedback", "ps1", "--workers", "two"], "'two', expected a whole number"),
    "no such assignment": (["grade", "ps2"], "source/ps2 holds no notebook"),
    "nobody yet": (["grade", "ps1"], "no submission of ps1: they lie in"),
    "no such student": (["grade", "ps1", "--student", "zoe*"], "no submission of ps1 by 'zoe*'"),
}


@pytest.mark.parametrize(("command", "sentence"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_in_a_sentence(course, monkeypatch, capsys, command, sentence):
    monkeypatch.chdir(course.root)
    try:
        status = main(command)
    except SystemExit as error:  # argparse ends the process
        status = error.code
    assert status == 2 and sentence in capsys.readouterr().err
