"""Where cases lie; private to this room."""

import sqlalchemy as sa

from engine import db

instance = sa.Table(
    "instance",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("definition"),
    db.identifier("process_key"),
    db.text("process_name"),
    db.number("version"),
    db.text("number"),
    db.text("business_key"),
    db.identifier("status"),
    db.number("revision"),
    db.text("variables"),
    db.blob("state"),
    db.number("chain_length"),
    db.blob("chain_head"),
    db.text("started_at"),
    db.identifier("started_by"),
    db.text("ended_at", nullable=True),
    db.text("search"),
    sa.UniqueConstraint("agency", "number"),
    sa.Index("ix_instance_agency", "agency", "status", "started_at"),
    sa.Index("ix_instance_definition", "definition", "status"),
    sa.Index("ix_instance_business_key", "agency", "business_key"),
)

incident = sa.Table(
    "incident",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("instance"),
    db.identifier("element"),
    db.number("activity"),
    db.identifier("code"),
    db.text("details"),
    db.text("opened_at"),
    db.text("resolved_at", nullable=True),
    sa.Index("ix_incident_instance", "instance", "resolved_at"),
)

#: The last case number given in an agency in a Jalali year; it moves in the transaction that begins the case.
case_number = sa.Table(
    "case_number",
    db.metadata,
    db.identifier("agency", primary_key=True),
    db.number("year", primary_key=True, autoincrement=False),
    db.number("last"),
)
