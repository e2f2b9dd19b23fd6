"""Requests to publish, which somebody else answers where an installation wants four eyes.

The code before this migration knows nothing of the table and runs on.
"""

import sqlalchemy as sa
from alembic import op

from app.db import Document, Key, UtcDateTime

revision = "20261129_publish_requests"
down_revision = "20261129_kept_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "publish_requests",
        sa.Column("id", Key, nullable=False),
        sa.Column("journey_id", Key, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("moves", Document, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by", Key, nullable=True),
        sa.Column("asked_actor", sa.String(length=300), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered_by", Key, nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.Column("version_id", Key, nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_publish_requests_answered_by")),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name=op.f("fk_publish_requests_asked_by")),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"], name=op.f("fk_publish_requests_journey_id")),
        sa.ForeignKeyConstraint(["version_id"], ["journey_versions.id"], name=op.f("fk_publish_requests_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publish_requests")),
    )
    with op.batch_alter_table("publish_requests", schema=None) as batch_op:
        batch_op.create_index("ix_publish_requests_journey_id", ["journey_id"], unique=False)
        batch_op.create_index(
            "uq_publish_requests_open",
            ["journey_id"],
            unique=True,
            postgresql_where=sa.text("state = 'open'"),
            sqlite_where=sa.text("state = 'open'"),
        )
