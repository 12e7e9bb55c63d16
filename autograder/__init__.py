"""What an instructor runs: the exercises with their references, the build, the grading."""

from autograder.grading import grade

__all__ = ["grade"]
