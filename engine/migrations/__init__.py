"""How the database gets its present form; must not hold anything but changes of form."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from engine.db import Database


def upgrade(database: Database) -> tuple[str | None, str]:
    """Bring the database to the newest form and return the serial ids before and after; safe to repeat."""
    config = _config(database)
    before = current(database)
    command.upgrade(config, "head")
    return before, head()


def head() -> str:
    """Return the serial id of the newest migration of this release."""
    found = ScriptDirectory(str(Path(__file__).parent)).get_current_head()
    assert found is not None, "every release carries its migrations"  # noqa: S101
    return found


def current(database: Database) -> str | None:
    """Return the serial id of the database's form, or None for an empty database."""
    with database.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["database"] = database
    return config
