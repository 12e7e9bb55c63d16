"""What a probe is: how an answer is played, and what is then measured of it."""

from functools import partial, update_wrapper

from course.probes.unfit import Unfit


class Probe:
    """Two halves: one calls an answer as often as it takes, one makes facts of what came back.

    Called with an answer and the arguments of a case, it does both and returns the facts.

    Parameters
    ----------
    play : callable
        play(function, **arguments) returns what came back, a plain value. It may run in the process
        of the answer, whose code can say there what it likes. So only what is measured counts: who
        can make a record that passes by other means than by playing has done what was asked.
    measure : callable, optional
        measure(record, **arguments) returns what is compared with the value that the same probe
        drew from the reference. It runs out of the answer's reach. By default the record itself is
        compared.
    apart : callable, optional
        apart(**arguments) tells whether the play itself counts, keeps or hands over what the answer
        must not look into, so that it is run out of its reach, too. By default it is not.
    """

    def __init__(self, play, measure=None, apart=None):
        self.play = play
        self.measure = measure
        self.apart = apart or _never
        update_wrapper(self, play)

    def __call__(self, function, **arguments):
        record = self.play(function, **arguments)
        return self.measure(record, **arguments) if self.measure else record


def probe(measure=None, apart=None):
    """Make a `Probe` of the function that plays."""
    return partial(Probe, measure=measure, apart=apart)


def all_of(record, count):
    """Return a record of `count` answers if it is one.

    Raises
    ------
    Unfit
        There are more or fewer: the record was made by somebody else.
    """
    if type(record) is not list or len(record) != count:
        raise Unfit(f"{count} calls were made, and their record holds something else")
    return record


def always(**_):
    """Tell of every case that it is played apart."""
    return True


def _never(**_):
    return False
