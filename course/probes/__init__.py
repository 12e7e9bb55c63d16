"""How a check calls a learner's function, and what it measures of the answer: one `Probe` a way.

A probe gets the function and the arguments of one case and returns a plain value, which is then
compared with the value that the same probe drew from the reference. `call` serves most exercises;
the others serve answers that are not one value: a generator, an object with methods, a random draw.
"""

from course.probes.backpropagation import (
    away_from_kink,
    errors_of_arrays,
    initial_weights,
    wrong_arrays,
)
from course.probes.batches import (
    epoch_of_training,
    index_batches,
    pair_batches,
)
from course.probes.calls import call, counted, methods, repeat
from course.probes.capstone import digits_training
from course.probes.dropout import asked_again, dropped
from course.probes.epochs import epochs_of_training
from course.probes.probe import Probe
from course.probes.rng import Rng
from course.probes.schedules import timetable
from course.probes.training import training

__all__ = [
    "Probe",
    "Rng",
    "asked_again",
    "away_from_kink",
    "call",
    "counted",
    "digits_training",
    "dropped",
    "epoch_of_training",
    "epochs_of_training",
    "errors_of_arrays",
    "index_batches",
    "initial_weights",
    "methods",
    "pair_batches",
    "repeat",
    "timetable",
    "training",
    "wrong_arrays",
]


def find(name):
    """Return the `Probe` called `name`.

    Raises
    ------
    LookupError
        No probe has that name.
    """
    if not isinstance(globals().get(name), Probe):
        known = ", ".join(sorted(set(__all__) - {"Probe", "Rng"}))
        raise LookupError(f"there is no probe {name!r}; known probes: {known}")
    return globals()[name]
