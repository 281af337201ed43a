"""How statements are written for PostgreSQL: numbered parameters, several rows, several writes at once."""

import pytest

from engine import placing
from engine.placing import Part

INSERT = "INSERT INTO event (chain, seq) VALUES (%(chain)s::VARCHAR, %(seq)s::INTEGER)"
KEEP = "INSERT INTO value (digest, bytes) VALUES (%(digest)s, %(bytes)s) ON CONFLICT (digest) DO NOTHING"
UPDATE = "UPDATE instance SET state=%(state)s WHERE instance.id = %(of)s AND instance.state != %(state)s"


def test_parameters_are_numbered_as_they_first_come() -> None:
    shape = placing.shape(UPDATE)

    assert placing.numbered(shape) == "UPDATE instance SET state=$1 WHERE instance.id = $2 AND instance.state != $1"
    assert shape.order == ("state", "of")


def test_an_insert_is_written_for_several_rows() -> None:
    assert placing.numbered(placing.shape(INSERT), rows=2) == (
        "INSERT INTO event (chain, seq) VALUES ($1::VARCHAR, $2::INTEGER), ($3::VARCHAR, $4::INTEGER)"
    )


def test_what_stands_behind_the_rows_stays_behind_them() -> None:
    assert placing.numbered(placing.shape(KEEP), rows=2).endswith("($1, $2), ($3, $4) ON CONFLICT (digest) DO NOTHING")


def test_a_percent_sign_of_the_statement_itself_is_one() -> None:
    assert placing.numbered(placing.shape("SELECT 7 %% 2, '100 %%', %(a)s")) == "SELECT 7 % 2, '100 %', $1"


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (INSERT, "event"),
        (UPDATE, "instance"),
        ("DELETE FROM job WHERE job.id = %(job)s", "job"),
        ("SELECT job.id FROM job", ""),
        ("BEGIN", ""),
    ],
)
def test_the_table_that_a_statement_writes_is_known(text: str, table: str) -> None:
    assert placing.shape(text).table == table


def test_values_come_in_the_order_of_the_parameters_row_by_row() -> None:
    rows = [{"seq": 1, "chain": "a"}, {"chain": "b", "seq": 2}]

    assert placing.values(placing.shape(INSERT), rows) == ["a", 1, "b", 2]


def test_several_writes_become_one_statement_that_counts_what_was_asked() -> None:
    parts = [
        Part(placing.shape(UPDATE), 1, counted=True),
        Part(placing.shape(INSERT), 2, counted=False),
        Part(placing.shape("DELETE FROM job WHERE job.id = %(job)s"), 1, counted=True),
    ]

    assert placing.together(parts) == (
        "WITH w0 AS (UPDATE instance SET state=$1 WHERE instance.id = $2 AND instance.state != $1 RETURNING 1), "
        "w1 AS (INSERT INTO event (chain, seq) VALUES ($3::VARCHAR, $4::INTEGER), ($5::VARCHAR, $6::INTEGER)), "
        "w2 AS (DELETE FROM job WHERE job.id = $7 RETURNING 1) "
        "SELECT (SELECT count(*) FROM w0), (SELECT count(*) FROM w2)"
    )


def test_writes_that_nobody_counts_give_one_row_all_the_same() -> None:
    parts = [Part(placing.shape(INSERT), 1, counted=False), Part(placing.shape(KEEP), 1, counted=False)]

    assert placing.together(parts).endswith(" SELECT 1")
