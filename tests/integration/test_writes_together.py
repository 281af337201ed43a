"""Writes that nobody waits for reach PostgreSQL together, and nobody can tell it from what is stored."""

import sqlite3
from collections.abc import Callable, Iterator

import psycopg
import pytest
import sqlalchemy as sa

from engine import db, libpq
from engine.actor import system
from engine.context import Context, reading, transaction
from engine.libpq import Link

_TABLES = sa.MetaData()
note = sa.Table("note", _TABLES, db.identifier("id", primary_key=True), db.text("said"), db.blob("seal", nullable=True))
mark = sa.Table("mark", _TABLES, db.identifier("note", primary_key=True), db.number("times"))

_WRITE = db.prepare(sa.insert(note))
_MARK = db.prepare(sa.insert(mark))
_SAY = db.prepare(sa.update(note).where(note.c.id == sa.bindparam("of")).values(said=sa.bindparam("said")))
_READ = db.prepare(sa.select(note.c.id, note.c.said, note.c.seal).order_by(note.c.id))
_MARKS = db.prepare(sa.select(sa.func.count().label("count")).select_from(mark))


class MissedError(Exception):
    """The row is not there."""


@pytest.fixture
def place(database_url: str) -> Iterator[db.Database]:
    """A database with two small tables."""
    database = db.Database(database_url)
    with database.connect() as connection:
        _TABLES.create_all(connection)
    yield database
    database.close()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what PostgreSQL is told to prepare, in order."""
    texts: list[str] = []
    prepare: Callable[..., libpq._Prepared] = Link._prepare

    def noted(self: Link, key: object, text: str) -> libpq._Prepared:
        texts.append(text)
        return prepare(self, key, text)

    monkeypatch.setattr(Link, "_prepare", noted)
    return texts


def row(number: int, said: str = "so") -> dict[str, object]:
    return {"id": f"n{number:03}", "said": said, "seal": None}


def written(place: db.Database) -> list[tuple[str, str]]:
    with reading(place, system("")) as ctx:
        return [(one.id, one.said) for one in ctx.db.all(_READ)]


def in_one_transaction(place: db.Database, *steps: Callable[[Context], object]) -> None:
    with transaction(place, system("")) as ctx:
        for step in steps:
            step(ctx)


def test_writes_and_the_change_that_must_meet_its_row_are_all_there(place: db.Database, sent: list[str]) -> None:
    in_one_transaction(place, lambda ctx: ctx.db.many(_WRITE, [row(1), row(2)]))
    sent.clear()

    in_one_transaction(
        place,
        lambda ctx: ctx.db.must(_SAY, MissedError(), of="n001", said="otherwise"),
        lambda ctx: ctx.db.many(_MARK, [{"note": "n001", "times": 7}, {"note": "n002", "times": -1}]),
    )

    assert written(place) == [("n001", "otherwise"), ("n002", "so")]
    if not place.sqlite:
        assert sum("note" in text and text.startswith("WITH w0 AS (UPDATE note") for text in sent) == 1
        assert not any(text.startswith(("UPDATE", "INSERT")) for text in sent)


def test_a_change_that_misses_its_row_undoes_everything(place: db.Database) -> None:
    with pytest.raises(MissedError):
        in_one_transaction(
            place,
            lambda ctx: ctx.db.many(_WRITE, [row(1)]),
            lambda ctx: ctx.db.must(_SAY, MissedError(), of="nobody", said="lost"),
            lambda ctx: ctx.db.many(_MARK, [{"note": "n001", "times": 1}]),
        )

    assert written(place) == []


def test_a_change_sees_what_the_same_transaction_wrote_before(place: db.Database) -> None:
    in_one_transaction(
        place,
        lambda ctx: ctx.db.many(_WRITE, [row(1)]),
        lambda ctx: ctx.db.must(_SAY, MissedError(), of="n001", said="second"),
        lambda ctx: ctx.db.must(_SAY, MissedError(), of="n001", said="third"),
    )

    assert written(place) == [("n001", "third")]


def test_questions_of_every_kind_see_what_was_written_before(place: db.Database) -> None:
    query = sa.select(sa.func.count()).select_from(note)
    with transaction(place, system("")) as ctx:
        ctx.db.many(_WRITE, [row(1)])
        assert len(ctx.db.all(_READ)) == 1
        ctx.db.many(_WRITE, [row(2)])
        assert ctx.db.select(query)[0][0] == 2
        ctx.db.many(_WRITE, [row(3)])
        assert [one[0] for one in ctx.db.stream(query)] == [3]
        ctx.db.many(_WRITE, [row(4)])
        assert ctx.db.run(_SAY, of="n004", said="met") == 1


def test_what_was_not_sent_yet_is_forgotten_with_its_transaction(place: db.Database) -> None:
    def fail(_ctx: Context) -> None:
        raise MissedError

    with pytest.raises(MissedError):
        in_one_transaction(place, lambda ctx: ctx.db.many(_WRITE, [row(1)]), fail)

    in_one_transaction(place, lambda ctx: ctx.db.many(_MARK, [{"note": "n009", "times": 1}]))

    assert written(place) == []


def test_more_rows_than_one_statement_takes_are_all_written(place: db.Database) -> None:
    in_one_transaction(
        place,
        lambda ctx: ctx.db.many(_MARK, [{"note": "n001", "times": 1}]),
        lambda ctx: ctx.db.many(_WRITE, [row(number) for number in range(50)]),
        lambda ctx: ctx.db.many(_SAY, [{"of": f"n{number:03}", "said": str(number)} for number in range(50)]),
    )

    assert written(place) == [(f"n{number:03}", str(number)) for number in range(50)]


def test_a_row_that_is_there_already_is_told_as_such(place: db.Database) -> None:
    in_one_transaction(place, lambda ctx: ctx.db.many(_WRITE, [row(1)]))

    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.UniqueViolation)):
        in_one_transaction(
            place,
            lambda ctx: ctx.db.many(_MARK, [{"note": "n001", "times": 1}]),
            lambda ctx: ctx.db.many(_WRITE, [row(1)]),
        )

    with reading(place, system("")) as ctx:
        assert ctx.db.all(_MARKS)[0].count == 0


def test_writes_outside_a_transaction_are_written_at_once(place: db.Database) -> None:
    with reading(place, system("")) as ctx:
        ctx.db.many(_WRITE, [row(1)])
        with pytest.raises(MissedError):
            ctx.db.must(_SAY, MissedError(), of="nobody", said="lost")

    assert written(place) == [("n001", "so")]


def test_bytes_texts_and_nothing_come_back_as_they_went(place: db.Database) -> None:
    rows = [
        {"id": "a", "said": "ثبت‌احوال ' \" \\ %s %%", "seal": bytes(range(256))},
        {"id": "b", "said": "", "seal": None},
        {"id": "c", "said": "۱", "seal": b""},
    ]
    in_one_transaction(place, lambda ctx: ctx.db.many(_WRITE, rows))

    with reading(place, system("")) as ctx:
        assert [(*one,) for one in ctx.db.all(_READ)] == [tuple(one.values()) for one in rows]


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_connection_keeps_no_more_statements_prepared_than_it_may(
    place: db.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libpq, "_MOST", 3)
    query = sa.text("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'ravand%'")
    for number in range(1, 8):
        in_one_transaction(
            place,
            lambda ctx, number=number: ctx.db.many(_WRITE, [row(10 * number + one) for one in range(number)]),
            lambda ctx, number=number: ctx.db.many(_MARK, [{"note": f"n{number:03}", "times": 1}]),
            lambda ctx: ctx.db.all(_READ),
        )
        with reading(place, system("")) as ctx:
            assert ctx.db.select(query)[0][0] <= 3

    assert len(written(place)) == sum(range(1, 8))


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_value_that_no_column_holds_is_refused(place: db.Database) -> None:
    with pytest.raises(TypeError, match="float is no type of a column"):
        in_one_transaction(place, lambda ctx: ctx.db.many(_WRITE, [{"id": "a", "said": 1.5, "seal": None}]))

    assert written(place) == []
