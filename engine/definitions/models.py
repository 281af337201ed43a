"""Where deployments, their files and the versions of process definitions lie; private to this room."""

import sqlalchemy as sa

from engine import db

deployment = sa.Table(
    "deployment",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.text("name"),
    db.text("source"),
    db.identifier("author"),  # opaque id of who uploaded it
    db.text("created_at"),
    sa.Index("ix_deployment_agency_created_at", "agency", "created_at"),
)

resource = sa.Table(
    "resource",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("deployment_id"),
    db.identifier("name"),
    db.blob("bytes"),  # exactly as they came
    db.identifier("sha256"),
    sa.UniqueConstraint("deployment_id", "name"),
)

process_definition = sa.Table(
    "process_definition",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("key"),  # the id of the process in its diagram
    db.number("version"),
    db.text("name"),
    db.identifier("version_tag", nullable=True),
    db.text("category", nullable=True),
    db.text("description", nullable=True),
    db.identifier("deployment_id"),
    db.identifier("resource_id"),
    db.identifier("resource_name"),
    db.identifier("digest"),  # SHA-256 over the diagram and the forms that it names
    db.identifier("state"),
    db.text("note"),
    db.identifier("author"),
    db.text("created_at"),
    db.text("published_at", nullable=True),
    db.text("retired_at", nullable=True),
    db.text("findings"),  # JSON, as they were at import
    sa.UniqueConstraint("agency", "key", "version"),
)

#: Decisions of DMN files, numbered like processes; a decision with the same bytes again is the old version.
decision_definition = sa.Table(
    "decision_definition",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("key"),  # the id of the decision in its file
    db.number("version"),
    db.text("name"),
    db.identifier("version_tag", nullable=True),
    db.identifier("requirements", nullable=True),  # the id of the file's definitions
    db.identifier("deployment_id"),
    db.identifier("resource_id"),
    db.identifier("resource_name"),
    db.identifier("digest"),  # SHA-256 over the file and those that it imports
    db.identifier("state"),
    db.identifier("author"),
    db.text("created_at"),
    db.text("published_at", nullable=True),
    db.text("findings"),  # JSON, as they were at import
    sa.UniqueConstraint("agency", "key", "version"),
    sa.Index("ix_decision_definition_deployment", "deployment_id"),
)

#: Which version of a decision each business rule task of a published version asks, for ever.
pinned_decision = sa.Table(
    "pinned_decision",
    db.metadata,
    db.identifier("definition", primary_key=True),
    db.identifier("element", primary_key=True),
    db.identifier("decision"),
)
