"""Where work for people lies; private to this room."""

import sqlalchemy as sa

from engine import db

user_task = sa.Table(
    "user_task",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("instance"),
    db.identifier("definition"),
    db.identifier("process_key"),
    db.text("process_name"),
    db.number("version"),
    db.text("case_number"),
    db.text("business_key"),
    db.identifier("element"),
    db.text("name"),
    db.number("activity"),
    db.number("loop", nullable=True),
    db.text("local"),
    db.identifier("form_key", nullable=True),
    db.identifier("state"),
    db.identifier("assignee", nullable=True),
    db.text("candidates"),
    db.number("priority"),
    db.number("revision"),
    db.number("suspended"),
    db.text("created_at"),
    db.text("due_at", nullable=True),
    db.text("follow_up_at", nullable=True),
    db.text("closed_at", nullable=True),
    db.identifier("closed_by", nullable=True),
    db.text("search"),
    sa.Index("ix_user_task_instance", "instance", "state"),
    sa.Index("ix_user_task_agency", "agency", "state", "created_at"),
    sa.Index("ix_user_task_assignee", "agency", "assignee", "state"),
    db.partial_index("ix_user_task_closed_by", "agency", "closed_by", "closed_at", only="closed_by IS NOT NULL"),
)

#: Who may take a task: `kind` is "group" (name is the group's key) or "user" (name is the user name).
candidate = sa.Table(
    "candidate",
    db.metadata,
    db.identifier("task", primary_key=True),
    db.identifier("kind", primary_key=True),
    db.identifier("name", primary_key=True),
    db.identifier("agency"),
)
