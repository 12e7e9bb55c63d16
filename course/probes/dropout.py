"""The probes for dropout: random masks are judged by what holds of every right one.

How often a right answer fails by chance is computed in `chance_of_failure` of its home.
"""

import copy

import numpy as np

from course.probes.unfit import Unfit, kind_of

CALLS = 100  # each with a generator of its own
ENOUGH = 100  # so many entries, in ten rows and ten columns or more, show their share
SHARE = 0.04  # how far a measured share of kept entries may be from the right one
_DIGITS = 5


def dropped(function, *, x, keep, rng, **training):
    """Measure out and mask of `function(x, keep, rng, training)`; at test, return them as they are.

    Where `training` is no argument, the function's own default decides.
    """
    if training.get("training") is False:
        out, mask = _pair(function(x=x, keep=keep, rng=rng, **training))
        return {"out": out, "mask": mask}
    generators = rng.spawn(CALLS)
    twin = copy.deepcopy(generators[0])
    pairs = [
        _arrays(function(x=x, keep=keep, rng=one, **training), x) for one in (twin, *generators)
    ]
    again, *masks = (mask for _, mask in pairs)
    facts = {
        "the values in the mask": _values(masks),
        "out as a multiple of x times the mask": _multiple(x, pairs),
        "another mask from a generator with the same seed": not np.array_equal(again, masks[0]),
    }
    spread = x.ndim > 1 and x.size >= ENOUGH and keep < 1
    return facts | (_facts_of_chance(np.array(masks) != 0, keep) if spread else {})


def asked_twice(function, **arguments):
    """Return how many answers came to the same question asked twice, and the answer if it is one.

    A slope that is drawn at random is no slope; which one came first, nobody can compare.
    """
    first, second = (function(**copy.deepcopy(arguments)) for _ in range(2))
    one = np.array_equal(first, second, equal_nan=True)
    return {"answers to the same question": 1 if one else 2, "answer": first if one else None}


def _facts_of_chance(kept, keep):
    """What the zeros of many masks tell; `kept` has shape (CALLS, rows, …, columns)."""
    return {
        "the share of entries that are kept": _near(kept.mean(), keep),
        "a generator with another seed gives the same mask": any(
            np.array_equal(kept[0], other) for other in kept[1:]
        ),
        "a mask whose rows are all alike": any(np.all(mask == mask[:1]) for mask in kept),
        "a mask whose columns are all alike": any(np.all(mask == mask[..., :1]) for mask in kept),
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
    """The different values of all masks, smallest first; the first three stand for many."""
    found = np.unique(np.round(np.unique(masks), _DIGITS))
    return found[:3].tolist()


def _multiple(x, pairs):
    """The number m with out = m · x · mask in all pairs; "none" if there is none."""
    out, product = (np.array(part, dtype=float) for part in zip(*pairs, strict=True))
    product = product * x
    m = np.vdot(out, product) / max(np.vdot(product, product), 1e-300)
    return round(float(m), _DIGITS) if np.allclose(out, m * product, rtol=1e-5) else "none"


def _near(share, keep):
    """A share on a coarse scale, so that chance is silent."""
    known = (keep, 1 - keep, keep**2, 0.5)
    near = (one for one in known if abs(share - one) <= SHARE)
    return float(next(near, round(float(share), 1)))
