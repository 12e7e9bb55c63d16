"""`python3 -m course test`: the environment with the test extras, then pytest."""

import os

from course.bootstrap import environment
from course.bootstrap.handover import become, surroundings

_MOST_WORKERS = 4
_MORE_THAN_PROCESSORS = 1  # many tests wait: for a browser, a server, a time limit


def test(checkout, extra):
    """Run every test; does not return where the system can replace a process.

    Parameters
    ----------
    checkout : Checkout
    extra : list of str
        Arguments for pytest.
    """
    python = environment.ensure(checkout, "test")
    os.chdir(checkout.root)
    variables = surroundings(checkout.work)
    del variables["DESCENT_WORK"]  # a test names its own
    workers = min((os.cpu_count() or 1) + _MORE_THAN_PROCESSORS, _MOST_WORKERS)
    return become(python, ["-m", "pytest", "-n", str(workers), *extra], variables)
