"""Lesson 5: optimizers and regularization."""
