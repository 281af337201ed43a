"""How the database gets its present form; must not hold anything but changes of form."""

from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from engine.db import Database

_VERSIONS = Path(__file__).parent / "versions"


def upgrade(database: Database) -> tuple[str | None, str]:
    """Bring the database to the newest form and return the serial ids before and after; safe to repeat.

    A server that starts finds nothing to change almost always, and Alembic takes a tenth of a start to import.
    """
    before, newest = current(database), head()
    if before != newest:
        import_module(f"{__name__}.changing").upgrade(database)
    return before, newest


def head() -> str:
    """Return the serial id of the newest migration of this release: files bear their number first."""
    return max(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py"))


def current(database: Database) -> str | None:
    """Return the serial id of the database's form, or None for an empty database."""
    with database.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        form: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return form
