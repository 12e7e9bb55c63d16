"""`python -m autograder.nbgrader …`: nbgrader's own commands, a second sooner."""

from course.startup import skip_slow_imports

skip_slow_imports()

from nbgrader.apps.nbgraderapp import main  # noqa: E402 (it imports what is to be skipped)

main()
