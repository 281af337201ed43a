"""Jobs, the job behind an incident, who waits for messages, and which case called which."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    _job()
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
    op.drop_column("incident", "job")
    op.drop_index("ix_subscription_instance", table_name="subscription")
    op.drop_index("ix_subscription_agency", table_name="subscription")
    op.drop_table("subscription")
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
    op.add_column("incident", sa.Column("job", sa.String(length=255), nullable=True))
    op.create_index("ix_incident_agency", "incident", ["agency", "resolved_at", "opened_at"], unique=False)


def _instance() -> None:
    op.add_column("instance", sa.Column("parent", sa.String(length=255), nullable=True))
    op.add_column("instance", sa.Column("parent_activity", sa.Integer(), nullable=True))
    op.add_column("instance", sa.Column("root", sa.String(length=255), nullable=True))
    op.create_index("ix_instance_parent", "instance", ["parent", "parent_activity"], unique=False)
