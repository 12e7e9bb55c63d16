"""When to show a flash card again: boxes after Leitner, S. (1972), So lernt man lernen."""

from datetime import date, timedelta

DAYS = (0, 1, 2, 4, 8, 16)  # box: days until the card is due; box 0 is due at once


def next_box(box, knew):
    """Return the box a card moves to: one up when it was known, else back to the first.

    >>> next_box(0, knew=True), next_box(5, knew=True), next_box(3, knew=False)
    (1, 5, 0)
    """
    return min(box + 1, len(DAYS) - 1) if knew else 0


def due_day(box, today):
    """Return the day on which a card that went into `box` today is due.

    >>> due_day(2, date(2026, 1, 31)).isoformat()
    '2026-02-02'
    """
    return today + timedelta(days=DAYS[box])


def is_due(entry, today):
    """Tell whether the card with this progress entry (or None: never seen) is due."""
    return entry is None or date.fromisoformat(entry["due"]) <= today
