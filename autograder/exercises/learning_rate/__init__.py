"""Lesson 2: learning rate and convergence."""
