"""What a probe says of an answer that it cannot measure."""


class Unfit(Exception):
    """The answer is not of the kind that is asked for; the message says what came instead."""


def kind_of(value):
    """Return what a value is, as a learner reads it: "an int", "an array of shape (3, 2)"."""
    if value is None:
        return "None"
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape:
        return f"an array of shape {shape}"
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
