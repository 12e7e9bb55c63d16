"""The rows that `nbgrader autograde` writes, for many students in a handful of statements."""

from nbgrader import api
from sqlalchemy import bindparam, func, insert, select, update

STUDENTS = api.Student.__table__
SUBMISSIONS = api.SubmittedAssignment.__table__
NOTEBOOKS = api.SubmittedNotebook.__table__
GRADES = api.Grade.__table__
COMMENTS = api.Comment.__table__


def students(db, names):
    """Add the students who are not there."""
    known = set(db.scalars(select(STUDENTS.c.id).where(STUDENTS.c.id.in_(names))))
    _insert(db, STUDENTS, [{"id": name} for name in names if name not in known])


def submissions(db, assignment_id, times):
    """Return {student: row id}; `times` is {student: timestamp, None leaves the one before}."""
    asked = (SUBMISSIONS.c.student_id.in_(times), SUBMISSIONS.c.assignment_id == assignment_id)
    found = _keys(db, SUBMISSIONS, ("student_id",), *asked)
    fresh = [
        {"assignment_id": assignment_id, "student_id": student, "timestamp": time}
        for student, time in times.items()
        if (student,) not in found
    ]
    _insert(db, SUBMISSIONS, fresh)
    newer = [
        {"key": found[student,], "timestamp": time}
        for student, time in times.items()
        if (student,) in found and time is not None
    ]
    _update(db, SUBMISSIONS, newer)
    found = found if not fresh else _keys(db, SUBMISSIONS, ("student_id",), *asked)
    return {student: key for (student,), key in found.items()}


def notebooks(db, pairs):
    """Return {(submission id, notebook id): row id}, adding what is not there."""
    asked = _both(NOTEBOOKS.c.assignment_id, NOTEBOOKS.c.notebook_id, pairs)
    columns = ("assignment_id", "notebook_id")
    found = _keys(db, NOTEBOOKS, columns, *asked)
    missing = [dict(zip(columns, pair, strict=True)) for pair in pairs if pair not in found]
    _insert(db, NOTEBOOKS, [{**row, "flagged": False} for row in missing])
    return found if not missing else _keys(db, NOTEBOOKS, columns, *asked)


def grades(db, rows):
    """Write automatic scores; `rows` is {(notebook row id, cell id): (score, handed in)}.

    A score by hand stays, and then a new submission needs a look.
    """
    by_hand = {
        (row.notebook_id, row.cell_id): (row.id, row.manual_score is not None)
        for row in db.execute(
            select(GRADES)
            .where(*_both(GRADES.c.notebook_id, GRADES.c.cell_id, rows))
            .with_for_update()  # nobody enters a score between this and the update below
        )
    }
    new, old = [], []
    for (notebook, cell), (score, handed_in) in rows.items():
        key, manual = by_hand.get((notebook, cell), (None, False))
        values = {"auto_score": score, "needs_manual_grade": score is None or manual and handed_in}
        if key is None:
            new.append({"notebook_id": notebook, "cell_id": cell, **values})
        else:
            old.append({"key": key, **values})
    _insert(db, GRADES, new)
    _update(db, GRADES, old)


def comments(db, rows):
    """Write automatic comments; `rows` is {(notebook row id, cell id): text or None}."""
    columns = ("notebook_id", "cell_id")
    asked = _both(COMMENTS.c.notebook_id, COMMENTS.c.cell_id, rows)
    found = _keys(db, COMMENTS, columns, *asked)
    new = [
        {"notebook_id": notebook, "cell_id": cell, "auto_comment": text}
        for (notebook, cell), text in rows.items()
        if (notebook, cell) not in found
    ]
    _insert(db, COMMENTS, new)
    old = [
        {"key": found[pair], "auto_comment": text} for pair, text in rows.items() if pair in found
    ]
    _update(db, COMMENTS, old)


def scores(db, notebooks, cells):
    """Return {notebook row id: nbgrader's sum of its grades, those by hand included}."""
    grade = api.Grade
    asked = select(grade.notebook_id, func.sum(grade.score)).group_by(grade.notebook_id)
    both = grade.notebook_id.in_(notebooks), grade.cell_id.in_(cells)
    return {notebook: points for notebook, points in db.execute(asked.where(*both))}


def penalties(db, rows):
    """Write late penalties; `rows` is {notebook row id: points or None}."""
    values = [{"key": key, "late_submission_penalty": points} for key, points in rows.items()]
    _update(db, NOTEBOOKS, values)


def _both(first, second, pairs):
    """Ask for both halves of a unique key: by one of them SQLite would read the whole table."""
    firsts, seconds = {one for one, _ in pairs}, {two for _, two in pairs}
    return first.in_(firsts), second.in_(seconds)


def _keys(db, table, columns, *asked):
    """{the values of some columns: row id}"""
    rows = db.execute(select(table.c.id, *(table.c[name] for name in columns)).where(*asked))
    return {tuple(values): key for key, *values in rows}


def _insert(db, table, rows):
    if rows:
        db.execute(insert(table), rows)


def _update(db, table, rows):
    """Write rows that have the same columns, each found by its `key`."""
    if rows:
        changed = {name: bindparam(name) for name in rows[0] if name != "key"}
        statement = update(table).where(table.c.id == bindparam("key")).values(changed)
        db.connection().execute(statement, rows)
