"""Feedback pages: what a learner gets back, a file a notebook, readable without a network."""
