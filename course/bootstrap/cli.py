"""`python3 -m course …`: parse, call, print one sentence where something is wrong."""

import argparse
import sys
from pathlib import Path

from course.bootstrap import environment
from course.bootstrap.checkout import Checkout
from course.bootstrap.handover import become, surroundings
from course.bootstrap.inside import COMMANDS
from course.bootstrap.lab import lab
from course.bootstrap.testing import test
from course.bootstrap.trouble import Trouble, sentence


def main(arguments=None, checkout=None):
    """Run a command and return its exit status."""
    arguments, extra = _split(sys.argv[1:] if arguments is None else arguments)
    checkout = checkout or Checkout()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a path's letters must not stop a command
    try:
        options = _parser().parse_args(arguments)
        return options.run(checkout, options, extra)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except OSError as error:
        print(sentence(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped; the same command goes on from here.", file=sys.stderr)
        return 130
    return 1


def _split(arguments):
    """Part what is for this command from what stands after `--`."""
    if "--" in arguments:
        place = arguments.index("--")
        return arguments[:place], arguments[place + 1 :]
    return arguments, []


_PASSED_ON = " What is for pytest or for JupyterLab stands after --."


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"{message}; `python3 -m course --help` says what there is.{_PASSED_ON}\n")


def _parser():
    parser = _Parser(prog="python3 -m course", description="Descent: a course one can run.")
    parser.set_defaults(run=lambda *_: parser.print_help())
    commands = parser.add_subparsers(metavar="command", parser_class=_Parser)
    one = commands.add_parser(
        "lab", help="open the lessons in JupyterLab (sets up what is missing)"
    )
    one.add_argument("--no-browser", action="store_true", help="only print the address")
    one.add_argument("--port", type=_port, help="8888 by default, or the next that is free")
    one.add_argument("--work", metavar="DIR", help="where your files lie; work by default")
    one.add_argument(
        "--here", action="store_true", help="use this Python's packages, such as conda's"
    )
    one.epilog = "What stands after -- goes to JupyterLab."
    one.set_defaults(run=lab)
    one = commands.add_parser("test", help="run every test (sets up what is missing)")
    one.epilog = (
        "What stands after -- goes to pytest, such as"
        " `python3 -m course test -- -k progress --durations=20`."
    )
    one.set_defaults(run=lambda checkout, _, extra: test(checkout, extra))
    one = commands.add_parser(
        "setup", help="only set up .venv, for `lab` or with --test for `test`"
    )
    one.add_argument("--test", action="store_true", help="with what the tests need")
    one.set_defaults(run=_setup)
    for name, (_, _, summary) in COMMANDS.items():
        one = commands.add_parser(name, help=summary)
        one.add_argument("arguments", nargs="*" if name != "hint" else 1, metavar="name")
        one.add_argument("--work", metavar="DIR", help="where your files lie; work by default")
        one.set_defaults(run=_inside, name=name)
    return parser


def _port(text):
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, got {text!r}")
    return int(text)


def _setup(checkout, options, _):
    environment.ensure(checkout, "test" if options.test else "learner")
    print(f"{checkout.environment} is ready.")
    return 0


def _inside(checkout, options, _):
    work = Path(options.work or checkout.work).expanduser().absolute()
    python = environment.ensure(checkout)
    arguments = ["-m", "course.bootstrap.inside", options.name, *options.arguments]
    return become(python, arguments, surroundings(work))
