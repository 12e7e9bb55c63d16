"""nbgrader's own database: results go in, in batches; manual grades are never touched."""

from autograder.gradebook.book import Book, Graded
from autograder.gradebook.opening import GradebookError

__all__ = ["Book", "Graded", "GradebookError"]
