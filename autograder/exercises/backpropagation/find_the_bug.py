"""The bug hunt of lesson 4: seven backward passes, six of which made a mistake."""

import numpy as np

from autograder.exercise import Exercise
from autograder.exercises.backpropagation.gradient_check import gradient_check
from autograder.exercises.backpropagation.relative_error import relative_error
from course.suspects import lineup


def find_the_bug(candidates, params):
    """Return, for each candidate, the names of the arrays whose gradient is wrong.

    All candidates compute the same loss of one network, and all compute it rightly. On the way back
    six of the seven made one mistake each, and one made none. Which, and where, differs from
    line-up to line-up: find it by evidence.

    Parameters
    ----------
    candidates : list of functions
        `loss, grads = candidate(params)`: a float, and {"W1": gradient, "b1": gradient, …}.
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
    ...     return params["w"][0] ** 2, {"w": 2 * params["w"]}
    >>> def careless(params):
    ...     return params["w"][0] ** 2, {"w": params["w"]}
    >>> find_the_bug([square, careless], {"w": np.array([3.0])})
    [[], ['w']]
    """
    answer = []
    for candidate in candidates:
        _, grads = candidate(params)
        errors = gradient_check(lambda at, c=candidate: c(at)[0], params, grads)
        answer.append([name for name, error in errors.items() if error > 1e-5])
    return answer


DRAWN = 4  # candidates of seven, for each student; a judge of gradients asks each 33 times


def _case(seed, scale=1.0, of=None):
    """A line-up, or the first few of one."""
    candidates, params = lineup(seed, scale)
    return dict(candidates=candidates[:of], params=params)


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
            "The loss of a candidate is the first thing that it returns: make a function of it "
            "that returns only that."
        ),
        (
            "Print the relative errors of all arrays of one candidate. There is a wide gap "
            "between those that are right and those that are wrong: where would you draw the "
            "line?"
        ),
    ),
)


def _accused(candidates, params, *, limit=1e-5, judge=None, names=None):
    """The answer with another limit, another judgement, or with some arrays only."""
    answer = []
    for candidate in candidates:
        _, grads = candidate(params)
        errors = _errors(candidate, params, grads, judge or relative_error)
        answer.append([k for k, e in errors.items() if e > limit and (names or k) in k])
    return answer


def _errors(candidate, params, grads, judge):
    errors = {}
    for name in params:
        measured = _measured(candidate, params, name)
        errors[name] = judge(measured, grads[name])
    return errors


def _measured(candidate, params, name):
    at = {key: np.array(p, dtype=float) for key, p in params.items()}
    slopes = 0 * at[name]
    for i in np.ndindex(slopes.shape):
        old = at[name][i]
        at[name][i] = old + 1e-5
        above = candidate(at)[0]
        at[name][i] = old - 1e-5
        slopes[i] = (above - candidate(at)[0]) / 2e-5
        at[name][i] = old
    return slopes


@exercise.misconception
def absolute_limit(candidates, params):
    """The differences were taken as they are, not relative to the size of the gradient. Where
    the loss comes in small units, all wrong gradients pass.
    """
    return _accused(candidates, params, judge=lambda a, b: np.max(np.abs(a - b)))


@exercise.misconception
def one_error_for_all(candidates, params):
    """All arrays of a candidate got one verdict together: say which of them are wrong, since
    that tells where the mistake is.
    """
    found = _accused(candidates, params)
    return [sorted(params) if names else [] for names in found]


@exercise.misconception
def too_lenient(candidates, params):
    """The limit is too high: one of the mistakes bends all slopes by one part in twenty, and a
    right gradient is off by a millionth of that and less.
    """
    return _accused(candidates, params, limit=0.2)


@exercise.misconception
def too_strict(candidates, params):
    """The limit is too low: measured slopes are rounded, so that right gradients, too, are off
    by some 1e-10.
    """
    return _accused(candidates, params, limit=1e-15)


@exercise.misconception
def weights_only(candidates, params):
    """Only the weights were judged: biases have gradients, too, and some mistakes show nowhere
    else.
    """
    return _accused(candidates, params, names="W")


@exercise.misconception
def the_right_ones(candidates, params):
    """These are the arrays whose gradients are right; asked for are the wrong ones."""
    return [
        [name for name in params if name not in names] for names in _accused(candidates, params)
    ]


@exercise.misconception
def first_wrong_one_only(candidates, params):
    """For each candidate only one array was named; a mistake in an upper layer spoils all that
    lie below it, and all of them are asked for.
    """
    return [names[:1] for names in _accused(candidates, params)]


@exercise.misconception
def compared_with_the_first(candidates, params):
    """The candidates were compared with one of them, as if that one had to be right. A judge
    must not come from among the suspects: measure.
    """
    _, trusted = candidates[0](params)
    return [
        [
            name
            for name in params
            if relative_error(trusted[name], candidate(params)[1][name]) > 1e-5
        ]
        for candidate in candidates
    ]


@exercise.misconception
def numbers_of_the_wrong(candidates, params):
    """Asked for is a list that holds a list of names for each candidate, empty for the one that
    is right. Here it came in another form, such as the numbers of the wrong ones.
    """
    return [i for i, names in enumerate(_accused(candidates, params)) if names]


@exercise.misconception
def by_majority(candidates, params):
    """The candidates voted on each array. But a mistake in an upper layer spoils all arrays
    below it, so that the wrong can outnumber the right: measure.
    """
    answers = [candidate(params)[1] for candidate in candidates]
    middle = {name: np.median([grads[name] for grads in answers], axis=0) for name in params}
    return [
        [name for name in params if relative_error(middle[name], grads[name]) > 1e-5]
        for grads in answers
    ]


@exercise.variant
def by_length(candidates, params):
    def apart(a, b):
        return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))

    return [set(names) for names in _accused(candidates, params, limit=1e-6, judge=apart)]


@exercise.variant
def measured_once_for_all(candidates, params):
    slopes = {name: _measured(candidates[0], params, name) for name in params}
    return tuple(
        [
            name
            for name, grad in candidate(params)[1].items()
            if relative_error(slopes[name], grad) > 1e-4
        ]
        for candidate in candidates
    )


@exercise.fresh
def fresh(rng):
    return _case(int(rng.integers(100, 2**31)), float(rng.choice([1e-5, 1.0, 1e3])), of=DRAWN)
