"""What Python does first in every process that a test starts: what `course.startup` does.

Most tests' processes are nbgrader's and Jupyter's own, which would build a parser that nobody asks
for: more than half of their start. Nothing of the course is imported here, as a test may have
another copy of it.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)
