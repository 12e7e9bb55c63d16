"""Three real data sets, offline: diabetes, breast cancer, digits; their sources in README.md."""

from course.data.loaders import breast_cancer, diabetes, digits
from course.data.table import Table

__all__ = ["Table", "breast_cancer", "diabetes", "digits"]
