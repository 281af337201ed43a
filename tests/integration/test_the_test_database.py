"""Promises of the test database itself: real, prepared, fresh for every test."""

import psycopg
import sqlalchemy as sa

from engine import db, seed
from engine.config import Settings
from tests.support.applications import application
from tests.support.visitors import basic


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


def test_a_database_that_is_used_again_holds_what_its_template_held(shelf, database_template):
    template = database_template("postgresql", inhabited=True)
    name = shelf.take(template)
    shelf.uses[name] = 1  # other tests may have worn it out
    before = _everything(shelf, template)
    with _connected(shelf, name) as connection:
        connection.execute("DELETE FROM membership")
        connection.execute("UPDATE account SET name = 'X'")
        connection.execute("INSERT INTO case_number (agency, year, last) VALUES ('a', 1405, 9)")

    shelf.give_back(name, template)

    assert shelf.take(template) == name
    assert _everything(shelf, name) == before
    shelf.give_back(name, template)


def test_a_database_whose_form_was_changed_is_not_used_again(shelf, database_template):
    template = database_template("postgresql", inhabited=False)
    name = shelf.take(template)
    with _connected(shelf, name) as connection:
        connection.execute("ALTER TABLE account ADD COLUMN left_behind text")

    shelf.give_back(name, template)

    assert shelf.take(template) != name


def _connected(shelf, name):
    return psycopg.connect(shelf.server.url(name), autocommit=True)


def _everything(shelf, name):
    with _connected(shelf, name) as connection:
        return {table: sorted(map(str, connection.execute(f'SELECT * FROM "{table}"'))) for table in db.metadata.tables}


def test_an_application_that_is_moved_to_another_database_keeps_nothing_of_the_first(new_database):
    settings = Settings(demo=True, log_level="warning")
    first, second = (new_database("sqlite", inhabited=True) for _ in range(2))
    seed.without_demonstration(second)

    for database, status in ((first, 200), (second, 401), (first, 200)):
        client = application(settings, database).test_client()
        assert client.get("/engine-rest/task/count", headers=basic("clerk")).status_code == status
