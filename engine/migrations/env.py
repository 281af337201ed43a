"""Runs migrations for Alembic in one transaction; must not be imported by anything else."""

from alembic import context

from engine import db
from engine.migrations.tables import ALL

database = context.config.attributes["database"]
level = "SERIALIZABLE" if database.sqlite else "READ COMMITTED"
with database.connect().execution_options(isolation_level=level) as connection:
    context.configure(connection=connection, target_metadata=db.metadata, render_as_batch=database.sqlite)
    with context.begin_transaction():
        context.run_migrations()
    assert ALL, "the tables of all rooms are known"  # noqa: S101
