"""The probes for dropout: random masks are judged by what holds of every right one.

How often a right answer fails by chance is computed in `chance_of_failure` of its home.
"""

import copy
from math import ceil, log, prod, sqrt

import numpy as np

from course.probes.copies import copied
from course.probes.probe import all_of, probe
from course.probes.unfit import Unfit, kind_of

ENOUGH = 100  # so many entries, in ten rows and ten columns or more, show how coins are tossed
EVEN = 0.6  # of an entry's two values the likelier: 45 calls then show whether it is stuck
FEW = 25  # calls with a generator each, elsewhere
RARE = 5e-8  # so often a right answer may fail one of the facts of a case
SAME = 10  # calls with the same arguments
_DIGITS, _ROUNDING = 5, 1e-5


def _facts_of_masks(record, *, x, keep, training=None, **_):
    if training is False:
        return _facts_at_rest(*all_of(record, 1), x)
    pairs = [_arrays(value, x) for value in all_of(record, 1 + calls_for(x.shape, keep))]
    out, masks = (np.array(part, dtype=float) for part in zip(*pairs, strict=True))
    facts = {
        "the values in the mask": _values(masks),
        "out as a multiple of x times the mask": _multiple(out, x * masks),
    }
    if shows_coins(x.shape, keep):
        facts["another mask from a generator with the same seed"] = bool(
            np.any(masks[0] != masks[1])
        )
        facts |= _facts_of_coins(masks[1:] != 0, keep)
    return facts


def _facts_at_rest(value, x):
    out, mask = _pair(value)
    out, _ = _arrays((out, x), x)
    kind = "None" if mask is None else kind_of(mask)
    return {"out as a multiple of x": _multiple(out, x), "mask": kind}


@probe(_facts_of_masks)
def dropped(function, *, x, keep, rng, **training):
    """Measure out and mask of `function(x, keep, rng, training)`, in training or after it.

    Where `training` is no argument, the function's own default decides.
    """
    if training.get("training") is False:
        return [function(x=x, keep=keep, rng=rng, **training)]
    generators = rng.spawn(calls_for(x.shape, keep))
    generators.insert(0, copy.deepcopy(generators[0]))
    return [function(x=x, keep=keep, rng=one, **training) for one in generators]


def shows_coins(shape, keep):
    """Tell whether so many entries, in rows and columns, show how their coins are tossed."""
    return len(shape) > 1 and prod(shape) >= ENOUGH and keep < 1


def calls_for(shape, keep):
    """Return how many calls a case takes.

    A right answer nearly always shows both values in so many; with many entries and an even coin,
    each entry is both kept and dropped.
    """
    n, likelier = prod(shape), max(keep, 1 - keep)
    if keep == 1:
        return 1
    if not shows_coins(shape, keep):
        return ceil(log(RARE) / (n * log(likelier)))
    return ceil(log(RARE / n) / log(likelier)) if is_even(keep) else FEW


def is_even(keep):
    """Tell whether few calls show an entry that is stuck."""
    return max(keep, 1 - keep) <= EVEN


def near_share(coins):
    """Return how far the share of heads among so many coins may be from the right one."""
    return sqrt(log(2 / RARE) / (2 * coins))  # Hoeffding, 1963


def _one_answer(record, **_):
    first, *others = all_of(record, SAME)
    one = all(np.array_equal(first, other, equal_nan=True) for other in others)
    return {"answers to the same question": 1 if one else 2, "answer": first if one else None}


@probe(_one_answer)
def asked_again(function, **arguments):
    """Ask the same question ten times; tell whether one or more answers came, and the only one.

    A slope that is drawn at random is no slope; which one came first, nobody can compare.
    """
    return [function(**copied(arguments)) for _ in range(SAME)]


def _facts_of_coins(kept, keep):
    """What the zeros of many masks tell; `kept` has shape (calls, rows, …, columns)."""
    rows_alike, columns_alike = np.all(kept == kept[:, :1]), np.all(kept == kept[..., :1])
    free = not rows_alike and not columns_alike  # else too few coins are tossed to show a share
    facts = {
        "rows whose masks are always alike": bool(rows_alike),
        "columns whose masks are always alike": bool(columns_alike),
        "two rows or two columns that share a mask": _two_alike(kept, 1) or _two_alike(kept, -1),
        "the share of entries that are kept": _near(kept, keep) if free else np.nan,
        "every generator gives the same mask": bool(np.all(kept == kept[:1])),
        "all masks keep equally many entries": len({int(mask.sum()) for mask in kept}) == 1,
    }
    if is_even(keep):
        facts["an entry that is never dropped"] = bool(np.any(kept.all(axis=0)))
        facts["an entry that is always dropped"] = not np.all(kept.any(axis=0))
    return facts


def _two_alike(kept, axis):
    """Tell whether two rows, or two columns, have the same coins in all masks."""
    lines = np.moveaxis(kept, axis, 0)
    return len({line.tobytes() for line in lines}) < len(lines)


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
    low, high = masks.min(), masks.max()
    off = np.minimum(abs(masks - low), abs(masks - high))
    if not np.all(off <= _ROUNDING * max(abs(low), abs(high))):
        return "more than two"
    return " and ".join(dict.fromkeys(f"{value + 0.0:.5g}" for value in (low, high)))


def _multiple(out, product):
    """The number m with out = m · product everywhere; nan if there is none."""
    m = np.sum(out * product) / max(np.sum(product**2), 1e-300)  # np.vdot would start threads
    right = m * product
    alike = np.all(abs(out - right) <= _ROUNDING * (abs(right) + 1e-3))
    return round(float(m), _DIGITS) if alike else np.nan


def _near(kept, keep):
    """The share of kept entries: of the known ones that which is near, so that chance is silent."""
    share, known = kept.mean(), (keep, 1 - keep, keep**2, 0.5)
    near = (one for one in known if abs(share - one) <= near_share(kept.size))
    return float(next(near, round(float(share), 2)))
