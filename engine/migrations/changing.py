"""How Alembic changes the form of a database; must not decide when."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from engine.db import Database


def upgrade(database: Database) -> None:
    """Bring the database to the newest form."""
    command.upgrade(config(database), "head")


def config(database: Database) -> Config:
    """Return what Alembic needs to know."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.attributes["database"] = database
    return made
