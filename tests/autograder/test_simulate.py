"""The class that tests and the benchmark grade is of every kind that hands in."""

from autograder import simulate


def test_a_class_hands_in_right_untouched_broken_and_wrong_notebooks():
    right, untouched, no_python, failing, *wrong = kinds = simulate.kinds("01-weight-updates")
    assert len(set(kinds)) == len(kinds) and len(wrong) > 10
    assert "def predict(:" in no_python and "return 1 / 0" in failing
    assert "raise NotImplementedError()" in untouched and "raise NotImplementedError()" not in right
    assert simulate.kinds("01-weight-updates", only_right=True) == [right]
