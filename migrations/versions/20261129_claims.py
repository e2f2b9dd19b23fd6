"""Messages that wait are found by their channel, so that a backlog of one holds up no other."""

import sqlalchemy as sa
from alembic import op

revision = "20261129_claims"
down_revision = "20261129_quick_counts"
branch_labels = None
depends_on = None

QUEUED = sa.text("state = 'queued'")


def upgrade() -> None:
    """Apply the change. The index is made while people work; the code before this migration claims without its own."""
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_messages_waiting",
            "messages",
            ["channel", "priority", "due_at"],
            postgresql_where=QUEUED,
            sqlite_where=QUEUED,
            postgresql_concurrently=True,
            if_not_exists=True,
        )
        op.drop_index("ix_messages_queued", table_name="messages", postgresql_concurrently=True, if_exists=True)
