"""Lists of cases are found by their date; every case was sorted for each page before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KEYED = sa.text("business_key <> ''")


def upgrade() -> None:
    """Apply the change."""
    op.create_index("ix_instance_started_at", "instance", ["agency", "started_at"], unique=False)
    op.create_index("ix_instance_started_by", "instance", ["started_by", "started_at"], unique=False)
    op.drop_index("ix_instance_business_key", table_name="instance")
    op.create_index(
        "ix_instance_business_key",
        "instance",
        ["business_key", "started_at"],
        unique=False,
        sqlite_where=_KEYED,
        postgresql_where=_KEYED,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_instance_business_key", table_name="instance", sqlite_where=_KEYED, postgresql_where=_KEYED)
    op.create_index("ix_instance_business_key", "instance", ["agency", "business_key"], unique=False)
    op.drop_index("ix_instance_started_by", table_name="instance")
    op.drop_index("ix_instance_started_at", table_name="instance")
