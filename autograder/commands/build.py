"""`python -m autograder build`: source/, release/ and course/sheets from text and exercises."""

import sys

from autograder import catalog


def add_to(commands):
    """Add the command to the command line."""
    parser = commands.add_parser("build", help="build source/, release/ and course/sheets")
    parser.add_argument("lessons", nargs="*", help="such as 01-weight-updates; all by default")
    parser.add_argument("--check", action="store_true", help="change nothing; fail on stale files")
    parser.set_defaults(run=run)


def run(options):
    """Build or check, and return the exit status."""
    from autograder.build import build, stale

    unknown = sorted(set(options.lessons) - set(catalog.lessons()))
    if unknown:
        known = ", ".join(catalog.lessons())
        print(f"no lesson is called {unknown[0]!r}; there are {known}", file=sys.stderr)
        return 2
    try:
        if options.check:
            return _report(stale(lessons=options.lessons))
        changed = build(lessons=options.lessons)
    except (ValueError, TypeError, RuntimeError, LookupError, OSError) as error:
        print(f"build stopped: {error}", file=sys.stderr)
        return 1
    print("\n".join(f"wrote {path}" for path in changed) or "everything is fresh")
    return 0


def _report(found):
    for path, why in found.items():
        print(f"stale: {path} ({why})")
    if found:
        print("Run `python -m autograder build` and commit what it writes.")
        return 1
    print("everything that is built is fresh")
    return 0
