"""Where cases lie; private to this room."""

import sqlalchemy as sa

from engine import db

#: True of a case that has a business key; few have.
KEYED = "business_key <> ''"

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
    db.identifier("parent", nullable=True),  # the case that called this one
    db.number("parent_activity", nullable=True),  # its call activity
    db.identifier("root", nullable=True),  # the case at the top of all that call; None for one that nobody called
    sa.UniqueConstraint("agency", "number"),
    sa.Index("ix_instance_agency", "agency", "status", "started_at"),
    sa.Index("ix_instance_definition", "definition", "status"),
    sa.Index("ix_instance_started_at", "agency", "started_at"),
    sa.Index("ix_instance_started_by", "started_by", "started_at"),
    db.partial_index("ix_instance_business_key", "business_key", "started_at", only=KEYED),
    db.partial_index("ix_instance_parent", "parent", "parent_activity", only="parent IS NOT NULL"),
)

#: Who waits for a message, a signal or a condition: an activity of a case, or a start event of a published process
#: (no instance).
subscription = sa.Table(
    "subscription",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("instance", nullable=True),
    db.identifier("definition"),
    db.identifier("process_key"),
    db.identifier("element"),
    db.number("activity", nullable=True),
    db.identifier("kind"),
    db.identifier("name"),
    db.text("keys"),  # correlation keys as JSON: name → value
    db.text("business_key"),
    db.text("created_at"),
    sa.Index("ix_subscription_agency", "agency", "kind", "name"),
    sa.Index("ix_subscription_instance", "instance"),
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
    sa.Index("ix_incident_agency", "agency", "resolved_at", "opened_at"),
)

#: What happens by itself at a time: timers, starts of published definitions, what a case sends out. A row is written
#: in the transaction of its step and taken away in the transaction of its effect.
job = sa.Table(
    "job",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("lock"),  # jobs with the same lock never run at the same time: a case, or a definition's start
    db.identifier("instance", nullable=True),
    db.identifier("definition"),
    db.identifier("process_key"),
    db.identifier("kind"),
    db.identifier("element"),
    db.number("activity", nullable=True),
    db.text("name"),
    db.identifier("state"),
    db.number("suspended"),
    db.text("due_at"),
    db.number("tries"),  # made since it was written or given new ones
    db.number("tries_left"),
    db.text("retry_cycle"),
    db.identifier("lease_owner", nullable=True),
    db.text("lease_until", nullable=True),
    db.number("fence"),
    db.text("payload"),
    db.text("error", nullable=True),
    db.text("created_at"),
    sa.Index("ix_job_due", "state", "suspended", "due_at"),
    sa.Index("ix_job_lock", "lock", "state", "due_at"),
    sa.Index("ix_job_agency", "agency", "due_at"),
    db.partial_index("ix_job_message", "agency", "name", only="kind = 'message'"),
    db.partial_index("uq_job_running", "lock", only="state = 'running'", unique=True),
)

#: Service tasks that somebody outside answers. The row stays when its work is over: a repeated answer finds it.
external_task = sa.Table(
    "external_task",
    db.metadata,
    db.identifier("id", primary_key=True),
    db.identifier("agency"),
    db.identifier("instance"),
    db.identifier("definition"),
    db.identifier("process_key"),
    db.identifier("version_tag", nullable=True),
    db.text("business_key"),
    db.identifier("element"),
    db.number("activity"),
    db.identifier("topic"),
    db.identifier("state"),
    db.number("priority"),
    db.number("suspended"),
    db.identifier("worker", nullable=True),
    db.text("locked_until", nullable=True),
    db.number("fence"),  # grows with every lock: what was fetched before is over
    db.number("unanswered"),  # locks given since its worker last said anything
    db.number("retries", nullable=True),
    db.text("error_message", nullable=True),
    db.text("error_details", nullable=True),
    db.text("local"),  # what only this task sees: its mapped input
    db.text("details"),  # as drawn: headers, cycle of retries
    db.text("created_at"),
    db.text("closed_at", nullable=True),
    sa.Index("ix_external_task_topic", "agency", "state", "topic", "locked_until"),
    sa.Index("ix_external_task_instance", "instance", "state"),
)

#: The last case number given in an agency in a Jalali year; it moves in the transaction that begins the case.
case_number = sa.Table(
    "case_number",
    db.metadata,
    db.identifier("agency", primary_key=True),
    db.number("year", primary_key=True, autoincrement=False),
    db.number("last"),
)
