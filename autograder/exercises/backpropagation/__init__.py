"""Lesson 4: backpropagation."""
