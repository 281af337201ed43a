"""Migrations give exactly the tables that the rooms describe, and can be taken back."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from engine import db, migrations
from engine.migrations import changing
from engine.migrations.tables import ALL


def _differences(database: db.Database) -> list[object]:
    with database.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), db.metadata))


def test_migrated_tables_are_those_that_the_rooms_describe(database: db.Database) -> None:
    assert _differences(database) == []
    assert migrations.current(database) == migrations.head()


def test_migrating_again_changes_nothing(database: db.Database) -> None:
    assert migrations.upgrade(database) == (migrations.head(), migrations.head())


def test_the_newest_file_is_what_alembic_takes_for_the_head(database: db.Database) -> None:
    scripts = ScriptDirectory.from_config(changing.config(database))
    assert [migrations.head()] == scripts.get_heads()


def test_migrations_can_be_taken_back(database: db.Database) -> None:
    command.downgrade(changing.config(database), "base")
    assert len(_differences(database)) >= len(ALL)
    assert migrations.upgrade(database) == (None, migrations.head())
    assert _differences(database) == []
