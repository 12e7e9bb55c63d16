"""The door of `python -m autograder`."""

import sys

from course.startup import skip_slow_imports

skip_slow_imports()

from autograder.cli import main  # noqa: E402 (it imports what is to be skipped)

sys.exit(main())
