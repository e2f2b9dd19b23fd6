"""Quick counts: indexes that let segments be counted, and how far the index on a field of one's own is."""

import sqlalchemy as sa
from alembic import op

revision = "20261129_quick_counts"
down_revision = "20261129_publish_requests"
branch_labels = None
depends_on = None

ERASED = sa.text("erased_at IS NOT NULL")


def upgrade() -> None:
    """Apply the change. The indexes are made while people work."""
    with op.batch_alter_table("crm_fields", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("search_error", sa.String(length=500), nullable=True))
    with op.get_context().autocommit_block():
        op.create_index("ix_events_kind_at", "events", ["kind", "at"], postgresql_concurrently=True, if_not_exists=True)
        op.create_index(
            "ix_debtors_erased",
            "debtors",
            ["id"],
            postgresql_where=ERASED,
            sqlite_where=ERASED,
            postgresql_concurrently=True,
            if_not_exists=True,
        )
