"""Entries of an answer that are measured against a bar, and earn points in proportion.

`bars` is {name of an entry: (nothing, full)} for an answer that is a dict: up to `nothing` the
entry earns nothing, from `full` on everything, and between them the credit grows on a straight
line. Two equal bounds only let the number be shown.
"""

from course.checks.compare import number


def measures(case, bars):
    """Tell whether a case is one in which the bars' entries are measured."""
    return bool(bars) and isinstance(case.expected, dict) and bars.keys() <= case.expected.keys()


def credit(value, bars):
    """Return the share of the points that an answer has earned, from 0 to 1: its least entry's."""
    return min((_share(value[name], *bars[name]) for name in _measured(value, bars)), default=1.0)


def lifted(value, bars):
    """Return an answer with its measured entries at their bars: the rest can be compared."""
    at_bars = {name: bars[name][1] for name in _measured(value, bars)}
    return {**value, **at_bars} if at_bars else value


def settled(value, bars):
    """Return an answer whose measured entries only tell on which side of their bars they are."""
    sides = {
        name: bars[name][1] if value[name] >= bars[name][1] else bars[name][0]
        for name in _measured(value, bars)
    }
    return {**value, **sides} if sides else value


def said(value, bars):
    """Return "accuracy 0.974, epochs used 15" of what was measured; "" of nothing."""
    return ", ".join(f"{name} {number(value[name])}" for name in _measured(value, bars))


def shortfall(value, bars):
    """Return the sentence on an answer that is below a bar; "" if there is none."""
    short = [name for name in _measured(value, bars) if value[name] < bars[name][1]]
    if not short:
        return ""
    wanted = " and ".join(f"{name} {number(bars[name][1])}" for name in short)
    share = f"{credit(value, bars):.0%}".replace("%", " %")
    return f"{said(value, bars)}: this earns {share} of the points; {wanted} earns all"


def _measured(value, bars):
    return [name for name in bars if isinstance(value, dict) and _is_number(value.get(name))]


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _share(value, nothing, full):
    if value >= full:
        return 1.0
    return max(0.0, (value - nothing) / (full - nothing)) if full > nothing else 0.0
