"""Which lesson a notebook belongs to: the folder it lies in is named after it."""

from pathlib import Path

from course.study import study


def lesson_here():
    """Return the lesson that the current folder, or one above it, is named after, else None."""
    here, known = Path.cwd(), study.lessons()
    return next((folder.name for folder in (here, *here.parents) if folder.name in known), None)


def find_lesson(lesson=None):
    """Return (name, content) of a lesson's study.toml.

    Parameters
    ----------
    lesson : str or int, optional
        Its folder's name, its number, or the words of its name; by default, `lesson_here`.

    Raises
    ------
    UnknownLesson, StudyError
        With a sentence for the learner.
    """
    if lesson is None:
        name = lesson_here()
        if name is None:
            raise study.UnknownLesson(
                "This notebook's folder is not named after a lesson; name one, such as"
                f' cards("{next(iter(study.lessons()), "01-weight-updates")}").'
            )
        return name, study.load(name)
    wanted = f"{lesson:02d}" if isinstance(lesson, int) else str(lesson).strip()
    for name in study.lessons():
        if wanted in (name, name.split("-")[0], name.split("-", 1)[1]):
            return name, study.load(name)
    return wanted, study.load(wanted)


def entries_of(lesson, kind, called):
    """Return (name, entries) of one kind in a lesson's study.toml, or say why there are none.

    Parameters
    ----------
    lesson : str, int or None
        As in `find_lesson`.
    kind : str
        "card" for the `[[card]]` entries.
    called : str
        What the learner calls them.

    Returns
    -------
    tuple or None
        None where a sentence was printed instead.
    """
    try:
        name, content = find_lesson(lesson)
    except (study.UnknownLesson, study.StudyError) as error:
        print(error)
        return None
    if not content[kind]:
        print(f"{name} has no {called}.")
        return None
    return name, content[kind]
