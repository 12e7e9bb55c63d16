"""What the process of an answer may say of its play: with a part left out, it earns nothing."""

import pytest

from autograder import catalog
from autograder.grading import frozen_cases
from course import probes
from course.checks.judged import Judged
from course.checks.outcome import Outcome, fresh, measured, played


def plays():
    """(exercise, case) of all plays whose record is measured out of the answer's reach."""
    for exercise in catalog.all_exercises().values():
        probe = probes.find(exercise.probe)
        for case in (*frozen_cases(exercise, "shown"), *frozen_cases(exercise, "hidden")):
            if probe.measure and not probe.apart(**case.arguments):
                yield pytest.param(exercise, case, id=f"{exercise.name}: {case.name}")


def record_of(exercise, case):
    """What the reference's play came to."""
    how = dict(positional=exercise.positional, seconds=exercise.seconds)
    probe = probes.find(exercise.probe)
    return played(exercise.reference, probe, fresh(case.arguments), **how).value


def right(exercise, case, record):
    outcome = measured(Outcome(record), probes.find(exercise.probe), case.arguments)
    return Judged(case, outcome, exercise).right


def without_a_part(record):
    """Records with less in them, or with more, or of another kind."""
    yield from (None, 0, "", [], {}, [[]], [None])
    if isinstance(record, dict):
        yield from ({key: record[key] for key in record if key != lost} for lost in record)
    if isinstance(record, list):
        yield from (record[:i] + record[i + 1 :] for i in range(len(record)))
        yield [*record, record[-1]] if record else [0]


@pytest.mark.parametrize(("exercise", "case"), list(plays()))
def test_a_record_is_right_as_a_whole_and_with_no_part_left_out(exercise, case):
    record = record_of(exercise, case)
    assert right(exercise, case, record)
    for other in without_a_part(record):
        assert not right(exercise, case, other)


def test_a_training_of_which_a_batch_is_left_out_is_not_right():
    exercise = catalog.find("train")
    for case in frozen_cases(exercise, "shown"):
        record = record_of(exercise, case)
        (value, batches), *others = record
        assert not right(exercise, case, [(value, batches[1:]), *others])
