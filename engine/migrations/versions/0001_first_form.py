"""The first form: identity, history, definitions, worklist and execution."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    for make in (
        _account,
        _agency,
        _group,
        _membership,
        _set_up,
        _token,
        _web_session,
        _agency_chain,
        _answered_command,
        _event,
        _large_value,
        _deployment,
        _process_definition,
        _resource,
        _candidate,
        _user_task,
        _case_number,
        _incident,
        _instance,
    ):
        make()


def downgrade() -> None:
    """Remove all tables."""
    for table in (
        "instance",
        "incident",
        "case_number",
        "user_task",
        "candidate",
        "resource",
        "process_definition",
        "deployment",
        "large_value",
        "event",
        "answered_command",
        "agency_chain",
        "web_session",
        "token",
        "set_up",
        "membership",
        "group_",
        "agency",
        "account",
    ):
        op.drop_table(table)


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("username", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=255), nullable=False),
        sa.Column("demo", sa.Integer(), nullable=False),
        sa.Column("disabled", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_index(op.f("ix_account_agency_sort"), "account", ["agency", "sort"], unique=False)


def _agency() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("slug", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("slug", name=op.f("uq_agency_slug")),
    )


def _group() -> None:
    op.create_table(
        "group_",
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "key", name=op.f("pk_group_")),
    )


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("group", sa.String(length=255), nullable=False),
        sa.Column("account", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("agency", "group", "account", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_account"), "membership", ["account"], unique=False)


def _set_up() -> None:
    op.create_table(
        "set_up",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=255), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_up")),
    )


def _token() -> None:
    op.create_table(
        "token",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=255), nullable=False),
        sa.Column("account", sa.String(length=255), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("sha256", name=op.f("uq_token_sha256")),
    )
    op.create_index(op.f("ix_token_account"), "token", ["account"], unique=False)


def _web_session() -> None:
    op.create_table(
        "web_session",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("account", sa.String(length=255), nullable=False),
        sa.Column("csrf", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_account"), "web_session", ["account"], unique=False)
    op.create_index(op.f("ix_web_session_last_seen"), "web_session", ["last_seen"], unique=False)


def _agency_chain() -> None:
    op.create_table(
        "agency_chain",
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("agency", name=op.f("pk_agency_chain")),
    )


def _answered_command() -> None:
    op.create_table(
        "answered_command",
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=255), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_answered_command")),
    )
    op.create_index("ix_answered_command_at", "answered_command", ["at"], unique=False)


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("chain", sa.String(length=255), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("type", sa.String(length=255), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("definition", sa.String(length=255), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_event")),
    )
    op.create_index("ix_event_agency_at", "event", ["agency", "at"], unique=False)


def _large_value() -> None:
    op.create_table(
        "large_value",
        sa.Column("chain", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=255), nullable=False),
        sa.Column("packed", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "digest", name=op.f("pk_large_value")),
    )


def _deployment() -> None:
    op.create_table(
        "deployment",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment")),
    )
    op.create_index("ix_deployment_agency_created_at", "deployment", ["agency", "created_at"], unique=False)


def _process_definition() -> None:
    op.create_table(
        "process_definition",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version_tag", sa.String(length=255), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("deployment_id", sa.String(length=255), nullable=False),
        sa.Column("resource_id", sa.String(length=255), nullable=False),
        sa.Column("resource_name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("published_at", sa.Text(), nullable=True),
        sa.Column("retired_at", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_definition")),
        sa.UniqueConstraint("agency", "key", "version", name=op.f("uq_process_definition_agency_key_version")),
    )


def _resource() -> None:
    op.create_table(
        "resource",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("deployment_id", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("deployment_id", "name", name=op.f("uq_resource_deployment_id_name")),
    )


def _candidate() -> None:
    op.create_table(
        "candidate",
        sa.Column("task", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("task", "kind", "name", name=op.f("pk_candidate")),
    )
    op.create_index("ix_candidate_agency", "candidate", ["agency", "kind", "name"], unique=False)


def _user_task() -> None:
    op.create_table(
        "user_task",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("instance", sa.String(length=255), nullable=False),
        sa.Column("definition", sa.String(length=255), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("process_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("business_key", sa.Text(), nullable=False),
        sa.Column("element", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.Column("loop", sa.Integer(), nullable=True),
        sa.Column("local", sa.Text(), nullable=False),
        sa.Column("form_key", sa.String(length=255), nullable=True),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("assignee", sa.String(length=255), nullable=True),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("suspended", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("follow_up_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.String(length=255), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_task")),
    )
    op.create_index("ix_user_task_agency", "user_task", ["agency", "state", "created_at"], unique=False)
    op.create_index("ix_user_task_assignee", "user_task", ["agency", "assignee", "state"], unique=False)
    op.create_index("ix_user_task_closed_by", "user_task", ["agency", "closed_by", "closed_at"], unique=False)
    op.create_index("ix_user_task_instance", "user_task", ["instance", "state"], unique=False)


def _case_number() -> None:
    op.create_table(
        "case_number",
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "year", name=op.f("pk_case_number")),
    )


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("instance", sa.String(length=255), nullable=False),
        sa.Column("element", sa.String(length=255), nullable=False),
        sa.Column("activity", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=255), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("resolved_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_instance", "incident", ["instance", "resolved_at"], unique=False)


def _instance() -> None:
    op.create_table(
        "instance",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("agency", sa.String(length=255), nullable=False),
        sa.Column("definition", sa.String(length=255), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("process_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("business_key", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=255), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("variables", sa.Text(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("chain_length", sa.Integer(), nullable=False),
        sa.Column("chain_head", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("started_by", sa.String(length=255), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
        sa.UniqueConstraint("agency", "number", name=op.f("uq_instance_agency_number")),
    )
    op.create_index("ix_instance_agency", "instance", ["agency", "status", "started_at"], unique=False)
    op.create_index("ix_instance_business_key", "instance", ["agency", "business_key"], unique=False)
    op.create_index("ix_instance_definition", "instance", ["definition", "status"], unique=False)
