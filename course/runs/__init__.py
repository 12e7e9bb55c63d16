"""The learner's own trainings: watched while they run, kept in a table, compared.

live = runs.watch(loss_and_gradients, n)       # hand `live` to the training in its place
runs.record("Adam", optimizer="Adam", accuracy=0.96, losses=live.losses)
runs.table()
"""

from course.runs.kept import path, record, rows
from course.runs.views import table, watch

__all__ = ["path", "record", "rows", "table", "watch"]
