"""`python -m autograder …`: one command a module of `autograder.commands`."""

import argparse

from autograder.commands import bench, build, feedback, grade, own


def main(arguments=None):
    """Run a command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in (build, grade, feedback, own, bench):
        command.add_to(commands)
    options = parser.parse_args(arguments)
    return options.run(options)
