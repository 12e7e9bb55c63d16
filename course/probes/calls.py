"""Probes that know nothing of a lesson: call once, call again and again, count, call methods."""

import numpy as np

from course.probes.copies import copied, same
from course.probes.probe import always, probe
from course.probes.unfit import Unfit, kind_of


@probe()
def call(function, **arguments):
    """Return what one call returns."""
    return function(**arguments)


@probe(apart=always)
def counted(function, **arguments):
    """Return what one call returns, and how often it called the functions among its arguments."""
    calls = 0

    def counting(inner):
        def call_inner(*positional, **named):
            nonlocal calls
            calls += 1
            return inner(*positional, **named)

        return call_inner

    value = function(**{k: counting(v) if callable(v) else v for k, v in arguments.items()})
    return value, calls


@probe()
def repeat(function, *, gradients, state, w, **settings):
    """Run an optimizer step `NAME_step(w, gradient, state, ...)` over a row of gradients.

    A setting that is a list has one value a step. The first and the last step are asked for twice,
    on equal arguments: where the two differ, something is remembered elsewhere than in the state,
    and only that is told.

    Returns
    -------
    dict
        The weights after each step and the last state, so that one wrong step or one forgotten
        state is seen however late it shows; None where the function returns None.
    """
    path, steady = {}, True
    for i, gradient in enumerate(gradients):
        now = {key: one[i] if isinstance(one, list) else one for key, one in settings.items()}
        before = dict(w=w, gradient=gradient, state=state)
        twin = copied(before) if i in (0, len(gradients) - 1) else None
        value = function(**before, **now)
        if value is None:
            return None
        if twin is not None:
            steady &= same(value, function(**twin, **now))
        w, state = _weights_and_state(value, np.shape(w))
        path[f"w after step {i + 1}"] = np.copy(w)
    told = {"a step that is repeated gives the same": steady, **path, "the last state": state}
    return told if steady else {name: told[name] if told[name] is False else None for name in told}


def _weights_and_state(value, shape):
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise Unfit(f"{kind_of(value)} came back; expected two things: w and state")
    w, state = value
    if not isinstance(w, np.ndarray | np.number) or w.shape != shape:
        raise Unfit(f"w came back as {kind_of(w)}; expected an array of shape {shape}, as it was")
    return w, state


@probe()
def methods(function, *, construct, calls):
    """Build an object with the arguments `construct`, then call its methods in turn.

    `calls` is a list of `(method name, *arguments)`; the values returned form the answer.
    """
    thing = function(**construct)
    return [getattr(thing, name)(*arguments) for name, *arguments in calls]
