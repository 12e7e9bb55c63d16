"""Flash cards in a terminal, on the same boxes as in the notebook."""

from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel

from course.study import place, study
from course.study.flashcards import Deck

_KEYS = {"y": True, "yes": True, "n": False, "no": False}


def run_cards(lesson=None, *, console=None):
    """Ask the due cards of a lesson, or of all lessons; return 0, or 1 where there is none.

    Parameters
    ----------
    lesson : str, optional
        As in `cards`.
    console : rich.console.Console, optional
    """
    console = console or Console()
    try:
        names = [place.find_lesson(lesson)[0]] if lesson else study.lessons()
        decks = [Deck(name, study.load(name)["card"]) for name in names]
    except (study.UnknownLesson, study.StudyError) as error:
        console.print(str(error), markup=False)
        return 1
    try:
        for deck in decks:
            _sitting(deck, console)
    except (EOFError, KeyboardInterrupt):
        console.print("\nStopped; what you answered is kept.")
        return 0
    for deck in decks:
        if deck.cards:
            console.print(f"{deck.lesson}: {deck.line()}", markup=False)
    return 0


def _sitting(deck, console):
    queue = deck.due()
    while queue:
        number = queue.pop(0)
        card = deck.cards[number]
        console.print(Panel(Markdown(card["front"]), title=deck.lesson, subtitle="Enter turns"))
        console.input("")
        console.print(Panel(Markdown(card["back"])))
        knew = _ask(console)
        deck.grade(number, knew)
        if not knew:
            queue.append(number)


def _ask(console):
    while (answer := console.input("Did you know it? (y/n) ").strip().lower()) not in _KEYS:
        console.print("Type y or n; Ctrl-C stops.")
    return _KEYS[answer]
