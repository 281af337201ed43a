"""Promises of the test database itself: real, prepared, fresh for every test."""

import sqlalchemy as sa

from engine import db


def test_every_test_gets_the_tables_of_every_room(database):
    tables = set(sa.inspect(database.engine).get_table_names())

    assert set(db.metadata.tables) <= tables


def test_what_one_test_writes_the_next_does_not_see(new_database, database_kind):
    first, second = new_database(database_kind), new_database(database_kind)
    with first.connect() as connection:
        connection.execute(sa.text("CREATE TABLE left_behind (id INTEGER)"))

    assert "left_behind" not in sa.inspect(second.engine).get_table_names()


def test_postgresql_is_a_real_one(new_database):
    with new_database("postgresql").connect() as connection:
        version = connection.execute(sa.text("SELECT version()")).scalar_one()

    assert version.startswith("PostgreSQL 18")
