"""Lesson text to source to release, exercises to sheets; every part has a check of freshness."""

from autograder.build.tree import build, stale

__all__ = ["build", "stale"]
