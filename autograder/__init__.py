"""What an instructor runs: the exercises with their references, the build, the grading."""

__all__ = ["grade"]


def __getattr__(name):
    """Load the grading when it is asked for: a process that runs learners' code does without."""
    if name == "grade":
        from autograder.grading import grade

        return grade
    raise AttributeError(f"module 'autograder' has no name {name!r}")
