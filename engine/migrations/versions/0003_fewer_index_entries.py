"""Indexes hold only what somebody looks for in them: every entry is written with every case."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CLOSED = sa.text("closed_by IS NOT NULL")
_CALLED = sa.text("parent IS NOT NULL")


def upgrade() -> None:
    """Apply the change."""
    op.drop_index("ix_candidate_agency", table_name="candidate")
    op.drop_index("ix_user_task_closed_by", table_name="user_task")
    op.drop_index("ix_instance_parent", table_name="instance")
    op.create_index(
        "ix_user_task_closed_by",
        "user_task",
        ["agency", "closed_by", "closed_at"],
        unique=False,
        sqlite_where=_CLOSED,
        postgresql_where=_CLOSED,
    )
    op.create_index(
        "ix_instance_parent",
        "instance",
        ["parent", "parent_activity"],
        unique=False,
        sqlite_where=_CALLED,
        postgresql_where=_CALLED,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_instance_parent", table_name="instance", sqlite_where=_CALLED, postgresql_where=_CALLED)
    op.drop_index("ix_user_task_closed_by", table_name="user_task", sqlite_where=_CLOSED, postgresql_where=_CLOSED)
    op.create_index("ix_instance_parent", "instance", ["parent", "parent_activity"], unique=False)
    op.create_index("ix_user_task_closed_by", "user_task", ["agency", "closed_by", "closed_at"], unique=False)
    op.create_index("ix_candidate_agency", "candidate", ["agency", "kind", "name"], unique=False)
