"""The probes for dropout: random masks are judged by what holds of every right one.

How often a right answer fails by chance is computed in `chance_of_failure` of its home.
"""

import copy

import numpy as np

from course.probes.calls import each_of
from course.probes.unfit import Unfit, kind_of

CALLS = 100  # each with a generator of its own
ENOUGH = 100  # so many entries, in ten rows and ten columns or more, show their share
SAME = 10  # calls with the same arguments
SHARE = 0.04  # how far a measured share of kept entries may be from the right one
_DIGITS = 5


def dropped(function, *, x, keep, rng, **training):
    """Measure out and mask of `function(x, keep, rng, training)`, in training or after it.

    Where `training` is no argument, the function's own default decides.
    """
    if training.get("training") is False:
        out, mask = _pair(function(x=x, keep=keep, rng=rng, **training))
        out, _ = _arrays((out, x), x)
        kind = "None" if mask is None else kind_of(mask)
        return {"out as a multiple of x": _multiple(x, [(out, np.ones(x.shape))]), "mask": kind}
    generators = rng.spawn(CALLS)
    twin = copy.deepcopy(generators[0])
    given = [dict(x=x, keep=keep, rng=one, **training) for one in (twin, *generators)]
    pairs = [_arrays(value, x) for value in each_of(function, given)]
    again, *masks = (mask for _, mask in pairs)
    facts = {
        "the values in the mask": _values(masks),
        "out as a multiple of x times the mask": _multiple(x, pairs),
    }
    spread = x.ndim > 1 and x.size >= ENOUGH and keep < 1
    if spread:
        facts["another mask from a generator with the same seed"] = not np.array_equal(
            again, masks[0]
        )
        facts |= _facts_of_chance(np.array(masks) != 0, keep)
    return facts


def asked_again(function, **arguments):
    """Ask the same question ten times; tell whether one or more answers came, and the only one.

    A slope that is drawn at random is no slope; which one came first, nobody can compare.
    """
    answers = [function(**copy.deepcopy(arguments)) for _ in range(SAME)]
    one = all(np.array_equal(answers[0], other, equal_nan=True) for other in answers[1:])
    return {"answers to the same question": 1 if one else 2, "answer": answers[0] if one else None}


def _facts_of_chance(kept, keep):
    """What the zeros of many masks tell; `kept` has shape (CALLS, rows, …, columns)."""
    rows_alike, columns_alike = np.all(kept == kept[:, :1]), np.all(kept == kept[..., :1])
    free = not rows_alike and not columns_alike  # else too few coins are tossed to show a share
    return {
        "rows whose masks are always alike": bool(rows_alike),
        "columns whose masks are always alike": bool(columns_alike),
        "the share of entries that are kept": _near(kept.mean(), keep) if free else np.nan,
        "every generator gives the same mask": bool(np.all(kept == kept[:1])),
        "all masks keep equally many entries": len({int(mask.sum()) for mask in kept}) == 1,
        "an entry that is never dropped": bool(np.any(kept.all(axis=0))),
        "an entry that is always dropped": not np.all(kept.any(axis=0)),
    }


def _pair(value):
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise Unfit(f"{kind_of(value)} came back; expected two things: out and mask")
    return value


def _arrays(value, x):
    """The two arrays that came back, if they are of the shape of x."""
    for name, array in zip(("out", "mask"), _pair(value), strict=True):
        if not isinstance(array, np.ndarray) or array.shape != x.shape:
            raise Unfit(f"{name} is {kind_of(array)}; expected one of the shape {x.shape} of x")
        if array.dtype.kind not in "biuf":
            raise Unfit(f"{name} holds {array.dtype}; expected numbers")
    out, mask = value
    return out, mask.astype(float)


def _values(masks):
    """The different values of all masks in words, such as "0 and 1.25"."""
    found = sorted({f"{value:.5g}" for value in np.unique(masks)}, key=float)
    return " and ".join(found) if len(found) < 3 else "more than two"


def _multiple(x, pairs):
    """The number m with out = m · x · mask in all pairs; nan if there is none."""
    out, product = (np.array(part, dtype=float) for part in zip(*pairs, strict=True))
    product = product * x
    m = np.vdot(out, product) / max(np.vdot(product, product), 1e-300)
    return round(float(m), _DIGITS) if np.allclose(out, m * product, rtol=1e-5) else np.nan


def _near(share, keep):
    """A share on a coarse scale, so that chance is silent."""
    known = (keep, 1 - keep, keep**2, 0.5)
    near = (one for one in known if abs(share - one) <= SHARE)
    return float(next(near, round(float(share), 1)))
