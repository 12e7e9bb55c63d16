"""`python -m autograder …`: parse, call, print one line an error."""

import argparse
import sys


def main(arguments=None):
    """Run a command and return its exit status."""
    options = _parser().parse_args(arguments)
    return options.run(options)


def _parser():
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    build = commands.add_parser("build", help="build source/, release/ and course/sheets")
    build.add_argument("lessons", nargs="*", help="such as 01-weight-updates; all by default")
    build.add_argument("--check", action="store_true", help="change nothing; fail on stale files")
    build.set_defaults(run=_build)
    return parser


def _build(options):
    from autograder import catalog
    from autograder.build import build, stale

    unknown = sorted(set(options.lessons) - set(catalog.lessons()))
    if unknown:
        print(f"no lesson is called {unknown[0]!r}; there are {', '.join(catalog.lessons())}")
        return 2
    try:
        if options.check:
            return _report_stale(stale(lessons=options.lessons))
        changed = build(lessons=options.lessons)
    except (ValueError, TypeError, RuntimeError, LookupError, OSError) as error:
        print(f"build stopped: {error}", file=sys.stderr)
        return 1
    print("\n".join(f"wrote {path}" for path in changed) or "everything is fresh")
    return 0


def _report_stale(found):
    for path, why in found.items():
        print(f"stale: {path} ({why})")
    if found:
        print("Run `python -m autograder build` and commit what it writes.")
        return 1
    print("everything that is built is fresh")
    return 0
