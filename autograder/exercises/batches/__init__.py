"""Lesson 3: batch, stochastic and mini-batch."""
