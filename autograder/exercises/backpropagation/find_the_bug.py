"""The bug hunt of lesson 4: seven backward passes, six of which made a mistake."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.gradient_check import gradient_check
from autograder.exercises.backpropagation.relative_error import relative_error
from course.suspects import lineup


def find_the_bug(loss, candidates, params):
    """Return, for each candidate, the names of the arrays whose gradient is wrong.

    All candidates claim to be the gradient of one loss of one network, and the loss is right. On
    the way back six of seven made one mistake each, and one made none. Which, and where, differs
    from line-up to line-up: find it by evidence.

    Parameters
    ----------
    loss : function
        `loss(params)` is a float.
    candidates : list of functions
        `candidate(params)` is {"W1": gradient, "b1": gradient, …}.
    params : dict
        {"W1": array, "b1": array, "W2": …}: the point at which to question them.

    Returns
    -------
    list of lists of str
        One list a candidate, in their order: the names of all arrays with a wrong gradient, such as
        ["W1", "b1"], or [] for the one that is right.

    Examples
    --------
    >>> def square(params):
    ...     return params["w"][0] ** 2
    >>> def careful(params):
    ...     return {"w": 2 * params["w"]}
    >>> def careless(params):
    ...     return {"w": params["w"]}
    >>> find_the_bug(square, [careful, careless], {"w": np.array([3.0])})
    [[], ['w']]
    """
    answer = []
    for candidate in candidates:
        errors = gradient_check(loss, params, candidate(params))
        answer.append([name for name, error in errors.items() if error > 1e-5])
    return answer


def _case(seed, scale=1.0, of=None):
    """A line-up, or the first few of one."""
    loss, candidates, params = lineup(seed, scale)
    return dict(loss=loss, candidates=candidates[:of], params=params)


exercise = Exercise(
    find_the_bug,
    points=3,
    minutes=20,
    difficulty=3,
    probe="wrong_arrays",
    seconds=5.0,
    shown={
        "the line-up of the notebook": _case(4),
        "three candidates, with other mistakes in other places": _case(11, of=3),
        "two candidates, and a loss in small units, whose gradients are tiny": _case(
            23, 1e-7, of=2
        ),
    },
    hidden={
        "a single candidate": _case(47, of=1),
        "a single candidate, who is innocent": _case(38, of=1),
        "two candidates, and a loss in large units": _case(58, 1e6, of=2),
    },
    hints=(
        (
            "You have a judge for gradients already. It wants a loss, the parameters, and the "
            "gradients of one candidate."
        ),
        (
            "The loss and the parameters are the same for all; what differs is what a candidate "
            "returns when it is called with the parameters."
        ),
        (
            "Print the relative errors of all arrays of one candidate. There is a wide gap "
            "between those that are right and those that are wrong: where would you draw the "
            "line?"
        ),
    ),
)


def _accused(loss, candidates, params, *, limit=1e-5, judge=relative_error, names=""):
    """The answer with another limit, another judgement, or with some arrays only."""
    slopes = {name: _measured(loss, params, name) for name in params}
    return [
        [k for k, g in candidate(params).items() if names in k and judge(slopes[k], g) > limit]
        for candidate in candidates
    ]


def _measured(loss, params, name):
    at = {key: np.array(p, dtype=float) for key, p in params.items()}
    slopes = 0 * at[name]
    for i in np.ndindex(slopes.shape):
        old = at[name][i]
        at[name][i] = old + 1e-5
        above = loss(at)
        at[name][i] = old - 1e-5
        slopes[i] = (above - loss(at)) / 2e-5
        at[name][i] = old
    return slopes


@exercise.misconception
def absolute_limit(loss, candidates, params):
    """The differences were taken as they are, not relative to the size of the gradient. Where
    the loss comes in small units, all wrong gradients pass.
    """
    return _accused(loss, candidates, params, judge=lambda a, b: np.max(np.abs(a - b)))


@exercise.misconception
def one_error_for_all(loss, candidates, params):
    """All arrays of a candidate got one verdict together: say which of them are wrong, since
    that tells where the mistake is.
    """
    found = _accused(loss, candidates, params)
    return [sorted(params) if names else [] for names in found]


@exercise.misconception
def too_lenient(loss, candidates, params):
    """The limit is too high: one of the mistakes bends all slopes by one part in twenty, and a
    right gradient is off by a millionth of that and less.
    """
    return _accused(loss, candidates, params, limit=0.2)


@exercise.misconception
def too_strict(loss, candidates, params):
    """The limit is too low: measured slopes are rounded, so that right gradients, too, are off
    by some 1e-10.
    """
    return _accused(loss, candidates, params, limit=1e-15)


@exercise.misconception
def weights_only(loss, candidates, params):
    """Only the weights were judged: biases have gradients, too, and some mistakes show nowhere
    else.
    """
    return _accused(loss, candidates, params, names="W")


@exercise.misconception
def the_right_ones(loss, candidates, params):
    """These are the arrays whose gradients are right; asked for are the wrong ones."""
    return [
        [name for name in params if name not in names]
        for names in _accused(loss, candidates, params)
    ]


@exercise.misconception
def first_wrong_one_only(loss, candidates, params):
    """For each candidate only one array was named; a mistake in an upper layer spoils all that
    lie below it, and all of them are asked for.
    """
    return [names[:1] for names in _accused(loss, candidates, params)]


@exercise.misconception
def compared_with_the_first(loss, candidates, params):
    """The candidates were compared with one of them, as if that one had to be right. A judge
    must not come from among the suspects: measure.
    """
    trusted = candidates[0](params)
    return [
        [name for name, g in candidate(params).items() if relative_error(trusted[name], g) > 1e-5]
        for candidate in candidates
    ]


@exercise.misconception
def numbers_of_the_wrong(loss, candidates, params):
    """Asked for is a list that holds a list of names for each candidate, empty for the one that
    is right. Here it came in another form, such as the numbers of the wrong ones.
    """
    return [i for i, names in enumerate(_accused(loss, candidates, params)) if names]


@exercise.misconception
def by_majority(loss, candidates, params):
    """The candidates voted on each array. But a mistake in an upper layer spoils all arrays
    below it, so that the wrong can outnumber the right: measure.
    """
    answers = [candidate(params) for candidate in candidates]
    middle = {name: np.median([grads[name] for grads in answers], axis=0) for name in params}
    return [
        [name for name in params if relative_error(middle[name], grads[name]) > 1e-5]
        for grads in answers
    ]


@exercise.variant
def by_length(loss, candidates, params):
    def apart(a, b):
        return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))

    return [set(names) for names in _accused(loss, candidates, params, limit=1e-6, judge=apart)]


@exercise.variant
def measured_for_each(loss, candidates, params):
    found = []
    for candidate in candidates:
        errors = gradient_check(lambda at: loss(dict(at)), params, candidate(params))
        found.append(tuple(name for name in params if errors[name] > 1e-4))
    return tuple(found)


@exercise.fresh
def fresh(rng):
    return _case(int(rng.integers(100, 2**62)), float(rng.choice([1e-5, 1.0, 1e3])))
