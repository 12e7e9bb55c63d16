"""The way of one submission through the engine, from a file to its points.

read (intake) -> rebuild on the source -> run in a locked-in player -> judge -> a result.
The decision is never taken where the learner's code runs: the player computes, the judge compares.
"""

import time
from pathlib import Path

from autograder.engine import files, intake
from autograder.engine.autograded import notebook_json
from autograder.engine.judge import Judge, Verdict, score_of
from autograder.engine.link import PlayerGone
from autograder.engine.needed import needed
from autograder.engine.rebuild import rebuild
from autograder.engine.result import Clock, Job, Result
from autograder.engine.session import Session

UNTRUSTED = "in-sandbox test: it ran in the learner's own process, which could forge its points"


def grade(job, template, nursery):
    """Return the `Result` of one job.

    Parameters
    ----------
    job : Job
    template : autograder.engine.template.Template
        The source notebook: where tests, points and order come from.
    nursery : autograder.engine.forking.Nursery
        Where players are forked.
    """
    result, clock = Result(job.student, job.notebook), Clock()
    judge, players = time.process_time(), nursery.spent
    try:
        handed = intake.read(Path(job.path))
    except intake.Unreadable as error:
        result.failed = f"{Path(job.path).name}: {error}"
        return result
    if Path(job.path).stem != job.notebook:
        result.remarks.append(f"handed in as {Path(job.path).name!r}")
    result.of = sum(cell.points or 0.0 for cell in template.cells)
    rebuilt = rebuild(template, handed)
    result.remarks += rebuilt.remarks
    result.answers = {placed.cell.id: placed.source for placed in rebuilt.cells if _answer(placed)}
    result.untouched = [placed.cell.id for placed in rebuilt.cells if _untouched(placed)]
    clock.lap("read")
    given = template.files
    session = Session(nursery, given | files.handed_in(Path(job.path).parent, given))
    clock.lap("fork")
    try:
        outputs = _perform(rebuilt, session, Judge(nursery.limits, job.student), result, clock)
        result.cpu["learner's code"] = session.spent()
    finally:
        session.close()
    result.remarks = [_printable(remark) for remark in (*result.remarks, *session.ends)]
    result.autograded = notebook_json(rebuilt, outputs)
    clock.lap("write")
    result.seconds = clock.laps
    result.cpu["judge"] = time.process_time() - judge
    result.cpu["players"] = nursery.spent - players  # known when the next one starts: one late
    return result


def _perform(rebuilt, session, judge, result, clock):
    """Run and judge the cells in order; return each one's outputs."""
    outputs, runs_of = [], needed(rebuilt.cells, session.names)
    tests = _tests_that_follow(rebuilt.cells, runs_of)
    for placed, runs, test in zip(rebuilt.cells, runs_of, tests, strict=True):
        cell = placed.cell
        if not runs:
            outputs.append(None if placed.kind != "code" else [])
        elif cell is not None and cell.points is not None:
            judged = _in_sandbox if cell.in_sandbox else _judge
            verdict = judged(judge, cell, session)
            result.scores[cell.id] = verdict.score
            if verdict.reason:
                result.remarks.append(f"{cell.id}: {verdict.reason}")
            outputs.append(verdict.outputs)
            clock.lap("judge")
        else:
            # what the instructor gave to everybody is run for what it defines, not to be looked at
            own = cell is None or cell.solution
            outputs.append(session.run(placed.source, own, judge.wanted(test)))
            clock.lap("run")
            if cell is not None and cell.shared:
                judge.prepare(cell.shared)
            clock.lap("judge")
    return outputs


def _tests_that_follow(cells, runs_of):
    """The source of the test that is what runs next after each cell; "" if something else is."""
    found, following = [], ""
    for placed, runs in zip(reversed(cells), reversed(runs_of), strict=True):
        found.append(following)
        if runs:
            test = placed.cell is not None and placed.cell.points is not None
            following = placed.cell.source if test else ""
    return found[::-1]


def _judge(judge, cell, session):
    try:
        return judge.judge(cell.source, cell.points, session.ready())
    except PlayerGone as error:
        return Verdict(0.0, str(error))


def _in_sandbox(_, cell, session):
    """Run a test where the learner's code runs, as its source declares; the result says so."""
    outputs = session.run(cell.source)
    try:
        outputs = [output | {"metadata": {}} for output in outputs]  # no mark of ours among them
        score, reason = score_of(outputs, cell.points)
    except (AttributeError, KeyError, TypeError):
        outputs, score, reason = [], 0.0, "the test gave outputs of no known form"
    note = {"output_type": "stream", "name": "stderr", "text": f"{UNTRUSTED}\n"}
    return Verdict(score, f"{reason}; {UNTRUSTED}" if reason else UNTRUSTED, [*outputs, note])


def _answer(placed):
    return placed.cell is not None and placed.cell.solution


def _untouched(placed):
    return _answer(placed) and placed.source.strip() == placed.cell.shown.strip()


def _printable(text):
    """A learner's words in one line of an instructor's terminal: nothing in them steers it."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else " " for letter in text)


__all__ = ["Job", "Result", "grade"]
