"""A lesson's quiz: a reason for each wrong choice, and a score that is kept."""

import traitlets
from IPython.display import display

from course.study import place
from course.study.judging import NotANumber, compare, read_number, tolerance_of
from course.study.markup import to_html
from course.study.progress import being_graded, load, record_quiz, trouble
from course.study.widget import StudyWidget, script


def quiz(lesson=None):
    """Show the quiz of a lesson; without a name, of the lesson whose folder this is."""
    if being_graded():
        return
    found = place.entries_of(lesson, "quiz", "quiz")
    if found:
        display(Quiz(*found))


class Quiz(StudyWidget):
    """All questions, one below the other; `view` holds the replies and the score.

    Parameters
    ----------
    lesson : str
    entries : list of dict
        The `[[quiz]]` entries of its study.toml.
    """

    _esm = script("quizzes")
    questions = traitlets.List().tag(sync=True)

    def __init__(self, lesson, entries):
        super().__init__(questions=[_question(entry) for entry in entries])
        self._lesson = lesson
        self._entries = entries
        self._replies = {}
        self._show()

    def do_answer(self, question, answer):
        """Judge the answer to the question of that number: a text or a list of choice numbers."""
        entry = self._entries[question]
        try:
            right, lines = _judge(entry, answer)
        except NotANumber as error:
            self._replies[str(question)] = {"problem": str(error)}
        else:
            record_quiz(self._lesson, entry["question"], right)
            self._replies[str(question)] = {"right": right, "lines": lines}
        self._show(question)

    def _show(self, question=None):
        self.reply(
            replies=dict(self._replies),
            question=question,
            score=score_line(self._lesson, self._entries),
            trouble=trouble(),
        )


def score_line(lesson, entries):
    """Return the kept score of a lesson's quiz in one sentence."""
    kept = load()["quizzes"].get(lesson, {})
    answers = [kept[entry["question"]] for entry in entries if entry["question"] in kept]
    right = sum(one["right"] for one in answers)
    at_once = sum(one["first_right"] for one in answers)
    return f"{right} of {len(entries)} right, {at_once} of them at the first try."


def _question(entry):
    """What the browser may know of a question: not which choices are right."""
    choices = [to_html(choice["text"], inline=True) for choice in entry.get("choices", [])]
    return {"question": to_html(entry["question"]), "kind": entry["kind"], "choices": choices}


def _judge(entry, answer):
    """(right, lines of HTML that say why)."""
    if entry["kind"] == "number":
        right, sentence = compare(read_number(answer), entry["answer"], tolerance_of(entry))
        return right, [to_html(sentence, inline=True), to_html(entry["because"], inline=True)]
    if not answer:
        raise NotANumber("Choose an answer first.")
    chosen = {int(number) for number in answer}
    correct = {n for n, choice in enumerate(entry["choices"]) if choice.get("right")}
    lines = [_reason(entry["choices"][number], number in correct) for number in sorted(chosen)]
    if missing := len(correct - chosen):
        more = "One more choice is" if missing == 1 else f"{missing} more choices are"
        lines += [f"{more} right."] if entry["kind"] == "multiple" else []
    return chosen == correct, lines


def _reason(choice, right):
    verdict = "right" if right else "not so"
    because = f" {choice['because']}" if choice.get("because") else ""
    return to_html(f"{choice['text']}: {verdict}.{because}", inline=True)
