"""Which database a command works on: the one that the settings name, opened and closed again; must not change it."""

import contextlib
from collections.abc import Iterator

from engine import db, errors, migrations
from engine.config import Settings
from web.command_line import given


@contextlib.contextmanager
def database() -> Iterator[db.Database]:
    """Open the database that the settings name and close it afterwards; creates none.

    Raises DatabaseNotPrepared when it is not there or has not the form of this release, Unavailable.
    """
    found = given.settings()
    if not found.database_url and not (found.var / "ravand.sqlite").exists():
        raise errors.DatabaseNotPrepared(form="–")
    with _closing(found) as opened:
        form = migrations.current(opened)
        if form != migrations.head():
            raise errors.DatabaseNotPrepared(form=form or "–")
        yield opened


@contextlib.contextmanager
def empty_place() -> Iterator[db.Database]:
    """Open the place that the settings name for a database that is not there yet, and close it afterwards."""
    found = given.settings()
    found.var.mkdir(parents=True, exist_ok=True)
    with _closing(found) as opened:
        yield opened


@contextlib.contextmanager
def _closing(found: Settings) -> Iterator[db.Database]:
    opened = db.Database(found.database())
    try:
        yield opened
    except db.UNREACHABLE as error:
        raise errors.Unavailable from error
    finally:
        opened.close()
