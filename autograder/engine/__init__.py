"""The grading engine: the decision is never taken where the learner's code runs."""
