"""What a test cell does to a learner's name is told to the learner's notebook."""

import pytest

from autograder.engine.lending import TELL, telling


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("del f", 1),
        ("f = g", 1),
        ("g = f", 0),
        ("try:\n    f(1)\nfinally:\n    f = g", 1),
        ("if True:\n    del f\nelse:\n    f = 1", 2),
        ("def f(x): return 0", 1),
        ("def g():\n    f = 1\n    return f", 0),
        ("f[0] = 1", 0),
        ("assert f(1) == 2", 0),
        ("%magic f = 1", 0),
        ("f = (", 0),
    ],
)
def test_a_change_of_a_learners_name_is_told(source, told):
    rewritten = telling(source, {"f"})
    assert rewritten.count(TELL) == told
    if not told:
        assert rewritten == source
