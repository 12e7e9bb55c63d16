"""Read a number that a learner typed, and compare it with the answer in a sentence."""

import math
import re
from dataclasses import dataclass

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?")
_POWER = re.compile(r"\s*[·×*x]\s*10\s*(?:\^|\*\*)\s*")  # 3·10^5
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3}){2,}(\.\d*)?")


class NotANumber(ValueError):
    """The learner's text is no number; the message is the sentence to show."""


@dataclass(frozen=True)
class Tolerance:
    """How far from the answer still counts as right."""

    size: float
    relative: bool

    def accepts(self, guess, truth):
        """Tell whether `guess` is near enough to `truth`; the last bits are forgiven."""
        allowed = self.size * abs(truth) if self.relative else self.size
        return abs(guess - truth) <= allowed + 1e-12 * max(1.0, abs(truth))

    def __str__(self):
        return f"{100 * self.size:g} %" if self.relative else f"{self.size:g}"


def tolerance_of(entry):
    """Return the `Tolerance` of a prediction or a quiz question.

    >>> str(tolerance_of({"tolerance": "5 %"})), str(tolerance_of({"tolerance": 0.05}))
    ('5 %', '0.05')
    """
    value = entry.get("tolerance", "10 %")
    percent = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if percent:
        return Tolerance(float(percent[1]) / 100, relative=True)
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return Tolerance(float(value), relative=False)
    raise ValueError(
        f'tolerance must be a number such as 0.05 or a text such as "5 %", got {value!r}'
    )


def read_number(text, unit=""):
    """Return the number in `text`, with or without its `unit`; a comma may be the decimal point.

    Raises
    ------
    NotANumber
        With a sentence that quotes `text`.

    >>> read_number("0,3"), read_number("−2e-3"), read_number("50 %"), read_number("3·10^5")
    (0.3, -0.002, 0.5, 300000.0)
    >>> read_number("50 %", unit="%")
    50.0
    """
    plain = str(text).strip().lower().replace("−", "-").replace("\u00a0", " ")
    if not plain:
        raise NotANumber("Write a number first, such as 0.3. A rough guess is fine.")
    if unit:
        plain = plain.removesuffix(unit.lower()).strip()
    percent = plain.endswith("%")
    plain = _POWER.sub("e", plain.removesuffix("%").strip())
    plain = plain.replace(",", "" if _THOUSANDS.fullmatch(plain) else ".")
    if not _NUMBER.fullmatch(plain) or not math.isfinite(float(plain)):
        raise NotANumber(
            f"“{str(text).strip()[:40]}” is not a number; write one such as 0.3 or 2e-5."
        )
    return float(plain) / (100 if percent else 1)


def compare(guess, truth, tolerance, unit=""):
    """Return (right, sentence) for a guessed and a true number.

    >>> compare(0.3, 0.26, Tolerance(0.1, relative=True))
    (False, 'You said 0.3; it is 0.26: 15 % too much.')
    """
    right = tolerance.accepts(guess, truth)
    said = (
        f"You said {_plain(guess)}{unit and ' ' + unit}; it is {_plain(truth)}{unit and ' ' + unit}"
    )
    if guess == truth or _plain(guess) == _plain(truth):
        return right, f"{said}: exactly right."
    return right, f"{said}: {_distance(guess, truth)}{', near enough' if right else ''}."


def _distance(guess, truth):
    if truth == 0:
        return f"off by {_plain(abs(guess))}"
    if guess * truth < 0:
        return "the other sign"
    if guess == 0:
        return "off by all of it"
    ratio = guess / truth
    if 0.5 <= ratio <= 2:
        percent = 100 * abs(ratio - 1)
        size = f"{percent:.0f}" if percent >= 1 else f"{percent:.1g}"
        return f"{size} % too {'much' if ratio > 1 else 'little'}{' in size' if truth < 0 else ''}"
    times, way = (ratio, "large") if ratio > 1 else (1 / ratio, "small")
    return f"{_plain(float(_plain(times, 2)))} times too {way}{' in size' if truth < 0 else ''}"


def _plain(number, digits=4):
    """A number as one writes it: 4 digits, 1200000 as 1.2e+06, -0.0 as 0."""
    return f"{number + 0.0:.{digits}g}"
