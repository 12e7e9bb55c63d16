"""A gradebook is opened only where it can be used; else a sentence says what to do."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

import nbgrader
from alembic.script import ScriptDirectory
from nbgrader import api
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError


class GradebookError(RuntimeError):
    """The gradebook cannot be used; the message says why and what to do."""


def open_gradebook(url, course_id):
    """Return nbgrader's `Gradebook` at a URL, once it is known to be one of this nbgrader.

    Raises
    ------
    GradebookError
        There is none, it is of another version, it cannot be written, or it is something else.
    """
    with told(url):
        where = make_url(url)
        if where.get_backend_name() == "sqlite" and not _exists(where.database):
            raise GradebookError(
                f"there is no gradebook {where.database}:"
                " run `nbgrader generate_assignment ASSIGNMENT` first, which makes it"
            )
        _require_current(url)
        os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        book = api.Gradebook(url, course_id)  # a new one asks alembic, a command, for its version
        book.check_course("default_course")
        return book


@contextmanager
def told(url):
    """Turn what a database says into a sentence."""
    try:
        yield
    except DBAPIError as error:
        raise GradebookError(_refusal(url, error)) from None
    except NoSuchModuleError:
        raise GradebookError(f"{_public(url)}: no such kind of database is known") from None
    except ModuleNotFoundError as error:
        raise GradebookError(
            f"{_public(url)} needs the package {error.name}: pip install 'psycopg[binary]'"
        ) from None
    except ArgumentError:
        raise GradebookError(
            f"{url!r} is no database URL; expected such as sqlite:///gradebook.db"
            " or postgresql+psycopg://HOST/NAME"
        ) from None


def begin_at_once(engine):
    """Let SQLite lock at the start of a transaction, so that a batch never fails half-way."""

    @event.listens_for(engine, "connect")
    def _connect(connection, _):
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _exists(database):
    """An empty file is what a failed start leaves: as good as none."""
    in_memory = database in (None, "", ":memory:")
    return in_memory or (os.path.exists(database) and os.path.getsize(database) > 0)


def _require_current(url):
    """Refuse the tables of another nbgrader before anything touches them."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            found = connection.execute(text("select version_num from alembic_version")).scalar()
    finally:
        engine.dispose()
    scripts = Path(nbgrader.__file__).parent / "alembic"
    expected = ScriptDirectory(str(scripts)).get_current_head()
    if found != expected:
        raise GradebookError(
            f"the gradebook {_public(url)} was made by another nbgrader (revision {found}, expected"
            f" {expected}): run `nbgrader db upgrade`, which keeps a copy of it"
        )


def _refusal(url, error):
    """What a database said, in one line: PostgreSQL's second line asks, and SQLite has none."""
    said = str(error.orig).strip().split("\n")[0]
    if error.connection_invalidated:
        return (
            f"the connection to the gradebook {_public(url)} was lost ({said}):"
            " the batch that was being written is not in it, those before are; grade again"
        )
    return f"the gradebook {_public(url)} cannot be used: {said}"


def _public(url):
    """A URL without its password."""
    return make_url(url).render_as_string(hide_password=True)
