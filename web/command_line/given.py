"""What a command is given: settings, the database, files of the person; every mistake becomes an error with words."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine import db, errors, migrations
from engine.config import Settings
from engine.text import Text

REASONS: Final = {
    FileNotFoundError: Text("there is no such file"),
    IsADirectoryError: Text("it is a folder"),
    NotADirectoryError: Text("its folder is not there"),
    PermissionError: Text("it may not be read or written"),
}


def settings() -> Settings:
    """Read the settings; raises SettingUnreadable."""
    try:
        return Settings.from_environment()
    except ValueError as error:
        raise errors.SettingUnreadable(reason=str(error)) from error


@contextlib.contextmanager
def database() -> Iterator[db.Database]:
    """Open the database that the settings name and close it afterwards; creates none.

    Raises DatabaseNotPrepared when it is not there or has not the form of this release, Unavailable.
    """
    found = settings()
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
    found = settings()
    found.var.mkdir(parents=True, exist_ok=True)
    with _closing(found) as opened:
        yield opened


def not_opened(error: OSError) -> errors.FileNotOpened:
    """Return the error in words."""
    reason = REASONS.get(type(error), error.strerror or type(error).__name__)
    return errors.FileNotOpened(file=Path(str(error.filename or "")).name or "–", reason=reason)


@contextlib.contextmanager
def _closing(found: Settings) -> Iterator[db.Database]:
    opened = db.Database(found.database())
    try:
        yield opened
    except db.UNREACHABLE as error:
        raise errors.Unavailable from error
    finally:
        opened.close()
