"""A lesson's flash cards, in boxes after Leitner (1972): what was known comes back later."""

from datetime import date

import traitlets
from IPython.display import display

from course.study import leitner, place
from course.study.markup import to_html
from course.study.progress import being_graded, load, record_card, trouble
from course.study.widget import StudyWidget, script


def cards(lesson=None):
    """Show the due cards of a lesson; without a name, of the lesson whose folder this is."""
    if being_graded():
        return
    found = place.entries_of(lesson, "card", "cards")
    if found:
        display(Cards(Deck(*found)))


class Deck:
    """The cards of a lesson and when each is due.

    Parameters
    ----------
    lesson : str
    cards : list of dict
        The `[[card]]` entries of its study.toml.
    """

    def __init__(self, lesson, cards):
        self.lesson = lesson
        self.cards = cards

    def due(self):
        """Return the numbers of the cards that are due today; new ones come last."""
        today, kept = date.today(), self._kept()
        numbers = [n for n, entry in enumerate(kept) if leitner.is_due(entry, today)]
        return sorted(numbers, key=lambda number: kept[number] is None)

    def grade(self, number, knew):
        """Record a card; one that was known before its day stays in its box."""
        if not knew or number in self.due():
            record_card(self.lesson, self.cards[number]["front"], knew)

    def line(self):
        """Return what is due and when the next ones are, in one sentence."""
        waiting = len(self.due())
        if waiting:
            return f"{waiting} of {len(self.cards)} cards are due today."
        next_day = min(entry["due"] for entry in self._kept())
        return f"No card is due today; the next is on {next_day}."

    def _kept(self):
        entries = load()["cards"].get(self.lesson, {})
        return [entries.get(card["front"]) for card in self.cards]


class Cards(StudyWidget):
    """The cards, of which the browser turns and queues; `view` holds the line about what is due."""

    _esm = script("flashcards")
    cards = traitlets.List().tag(sync=True)
    due = traitlets.List().tag(sync=True)

    def __init__(self, deck):
        cards = [{side: to_html(card[side]) for side in ("front", "back")} for card in deck.cards]
        super().__init__(cards=cards, due=deck.due())
        self._deck = deck
        self._show()

    def do_grade(self, card, knew):
        """Record what the learner said of a card."""
        self._deck.grade(card, bool(knew))
        self._show()

    def _show(self):
        self.reply(line=self._deck.line(), trouble=trouble())
