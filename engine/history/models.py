"""Where the record lies: events, large values and answered commands; private to this room."""

import sqlalchemy as sa

from engine import db

event = sa.Table(
    "event",
    db.metadata,
    db.identifier("chain", primary_key=True),
    db.number("seq", primary_key=True, autoincrement=False),
    db.identifier("agency"),
    db.identifier("type"),
    db.text("at"),
    db.identifier("actor"),
    db.identifier("channel"),
    db.identifier("definition"),
    db.text("facts"),
    db.text("payload", nullable=True),
    db.blob("salt", nullable=True),
    db.blob("commitment", nullable=True),
    db.blob("hash"),
    sa.Index("ix_event_agency_at", "agency", "at"),
)

#: Heads of the chains of agencies; the head of a case's chain stands in the case's own row.
agency_chain = sa.Table(
    "agency_chain",
    db.metadata,
    db.identifier("agency", primary_key=True),
    db.number("length"),
    db.blob("head"),
)

#: Values over the limit, once per case and content; `packed` is 1 where the bytes are compressed.
large_value = sa.Table(
    "large_value",
    db.metadata,
    db.identifier("chain", primary_key=True),
    db.identifier("digest", primary_key=True),
    db.number("packed"),
    db.blob("content"),
)

#: Commands that were answered under an idempotency key, kept for seven days.
answered_command = sa.Table(
    "answered_command",
    db.metadata,
    db.identifier("actor", primary_key=True),
    db.identifier("key", primary_key=True),
    db.identifier("fingerprint"),
    db.text("answer"),
    db.text("at"),
    sa.Index("ix_answered_command_at", "at"),
)
