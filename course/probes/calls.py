"""Probes that know nothing of a lesson: call once, call again and again, count, call methods."""


def call(function, **arguments):
    """Return what one call returns."""
    return function(**arguments)


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


def repeat(function, *, gradients, state, w, **settings):
    """Run an optimizer step `NAME_step(w, gradient, state, ...)` over a row of gradients.

    Returns the weights after each step and the last state, so that one wrong step or one
    forgotten state is seen however late it shows.
    """
    path = []
    for gradient in gradients:
        w, state = function(w=w, gradient=gradient, state=state, **settings)
        path.append(w)
    return path, state


def methods(function, *, construct, calls):
    """Build an object with the arguments `construct`, then call its methods in turn.

    `calls` is a list of `(method name, *arguments)`; the values returned form the answer.
    """
    thing = function(**construct)
    return [getattr(thing, name)(*arguments) for name, *arguments in calls]
