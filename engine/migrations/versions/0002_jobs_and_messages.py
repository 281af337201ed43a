"""Jobs, messages, outside work and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    _decision_definition()
    _external_task()
    _inquiry()
    _job()
    _pinned_decision()
    _simulation()
    _subscription()
    _incident()
    _instance()


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_instance_parent", table_name="instance")
    op.drop_column("instance", "root")
    op.drop_column("instance", "parent_activity")
    op.drop_column("instance", "parent")
    op.drop_index("ix_incident_agency", table_name="incident")
    op.drop_index("ix_subscription_instance", table_name="subscription")
    op.drop_index("ix_subscription_agency", table_name="subscription")
    op.drop_table("subscription")
    op.drop_table("simulation")
    op.drop_table("pinned_decision")
    op.drop_index(
        "uq_job_running",
        table_name="job",
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.drop_index(
        "ix_job_message",
        table_name="job",
        sqlite_where=sa.text("kind = 'message'"),
        postgresql_where=sa.text("kind = 'message'"),
    )
    op.drop_index("ix_job_lock", table_name="job")
    op.drop_index("ix_job_due", table_name="job")
    op.drop_index("ix_job_agency", table_name="job")
    op.drop_table("job")
    op.drop_index("ix_inquiry_agency", table_name="inquiry")
    op.drop_table("inquiry")
    op.drop_index("ix_external_task_topic", table_name="external_task")
    op.drop_index("ix_external_task_instance", table_name="external_task")
    op.drop_table("external_task")
    op.drop_index("ix_decision_definition_deployment", table_name="decision_definition")
    op.drop_table("decision_definition")


def _decision_definition() -> None:
    op.create_table(
        "decision_definition",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version_tag", sa.String(length=255), nullable=True),
        sa.Column("requirements", sa.String(length=255), nullable=True),
        sa.Column("deployment_id", sa.String(length=255), nullable=False),
        sa.Column("resource_id", sa.String(length=255), nullable=False),
        sa.Column("resource_name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("author", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("published_at", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_definition")),
        sa.UniqueConstraint("agency", "key", "version", name=op.f("uq_decision_definition_agency_key_version")),
    )
    op.create_index("ix_decision_definition_deployment", "decision_definition", ["deployment_id"], unique=False)


def _external_task() -> None:
    op.create_table(
        "external_task",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("instance", sa.String(length=255), nullable=False),
        sa.Column("definition", sa.String(length=255), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("version_tag", sa.String(length=255), nullable=True),
        sa.Column("business_key", sa.Text(), nullable=False),
        sa.Column("element", sa.String(length=255), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("suspended", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=255), nullable=True),
        sa.Column("locked_until", sa.Text(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("retries", sa.Integer(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("error_details", sa.Text(), nullable=True),
        sa.Column("local", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_task")),
    )
    op.create_index("ix_external_task_instance", "external_task", ["instance", "state"], unique=False)
    op.create_index(
        "ix_external_task_topic", "external_task", ["agency", "state", "topic", "locked_until"], unique=False
    )


def _inquiry() -> None:
    op.create_table(
        "inquiry",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("topic", sa.String(length=255), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=255), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.Text(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sa.UniqueConstraint("agency", "key", name=op.f("uq_inquiry_agency_key")),
    )
    op.create_index("ix_inquiry_agency", "inquiry", ["agency", "last_at"], unique=False)


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("lock", sa.String(length=255), nullable=False),
        sa.Column("instance", sa.String(length=255), nullable=True),
        sa.Column("definition", sa.String(length=255), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("element", sa.String(length=255), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("suspended", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("retry_cycle", sa.Text(), nullable=False),
        sa.Column("lease_owner", sa.String(length=255), nullable=True),
        sa.Column("lease_until", sa.Text(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_agency", "job", ["agency", "due_at"], unique=False)
    op.create_index("ix_job_due", "job", ["state", "suspended", "due_at"], unique=False)
    op.create_index("ix_job_lock", "job", ["lock", "state", "due_at"], unique=False)
    op.create_index(
        "ix_job_message",
        "job",
        ["agency", "name"],
        unique=False,
        sqlite_where=sa.text("kind = 'message'"),
        postgresql_where=sa.text("kind = 'message'"),
    )
    op.create_index(
        "uq_job_running",
        "job",
        ["lock"],
        unique=True,
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )


def _pinned_decision() -> None:
    op.create_table(
        "pinned_decision",
        sa.Column("definition", sa.String(length=255), nullable=False),
        sa.Column("element", sa.String(length=255), nullable=False),
        sa.Column("decision", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("definition", "element", name=op.f("pk_pinned_decision")),
    )


def _simulation() -> None:
    op.create_table(
        "simulation",
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("topic", sa.String(length=255), nullable=False),
        sa.Column("mode", sa.String(length=255), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("agency", "topic", name=op.f("pk_simulation")),
    )


def _subscription() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("instance", sa.String(length=255), nullable=True),
        sa.Column("definition", sa.String(length=255), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("element", sa.String(length=255), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.Column("business_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
    )
    op.create_index("ix_subscription_agency", "subscription", ["agency", "kind", "name"], unique=False)
    op.create_index("ix_subscription_instance", "subscription", ["instance"], unique=False)


def _incident() -> None:
    op.create_index("ix_incident_agency", "incident", ["agency", "resolved_at", "opened_at"], unique=False)


def _instance() -> None:
    op.add_column("instance", sa.Column("parent", sa.String(length=255), nullable=True))
    op.add_column("instance", sa.Column("parent_activity", sa.Integer(), nullable=True))
    op.add_column("instance", sa.Column("root", sa.String(length=255), nullable=True))
    op.create_index("ix_instance_parent", "instance", ["parent", "parent_activity"], unique=False)
