"""Where the simulated registry keeps what it was asked and how it behaves; private to this room."""

import sqlalchemy as sa

from engine import db

#: What the simulated registry was asked: one row for each idempotency key, however often it was sent.
inquiry = sa.Table(
    "inquiry",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("key"),
    db.identifier("topic"),
    db.text("question"),  # JSON with every value masked
    db.identifier("outcome"),
    db.number("times"),
    db.text("first_at"),
    db.text("last_at"),
    sa.UniqueConstraint("agency", "key"),
    sa.Index("ix_inquiry_agency", "agency", "last_at"),
)

#: How a simulated provider behaves where somebody said so: up, down, slow, not-found.
simulation = sa.Table(
    "simulation",
    db.metadata,
    db.identifier("agency", primary_key=True),
    db.identifier("topic", primary_key=True),
    db.identifier("mode"),
    db.text("changed_at"),
    db.identifier("changed_by"),
)
