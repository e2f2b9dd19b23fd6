"""Drafts that are kept when they are overwritten, and who has a journey open.

The code before this migration runs on its tables: it does not know them.
"""

import sqlalchemy as sa
from alembic import op

from app.db import Document, Key, UtcDateTime

revision = "20261129_kept_drafts"
down_revision = "20261129_templates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "kept_drafts",
        sa.Column("id", Key, nullable=False),
        sa.Column("journey_id", Key, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("graph", Document, nullable=False),
        sa.Column("saved_by", Key, nullable=True),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journeys.id"], name=op.f("fk_kept_drafts_journey_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["users.id"], name=op.f("fk_kept_drafts_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_drafts")),
        sa.UniqueConstraint("journey_id", "revision", name=op.f("uq_kept_drafts_journey_id_revision")),
    )
    with op.batch_alter_table("kept_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_drafts_journey_id_kept_at"), ["journey_id", "kept_at"], unique=False)
    op.create_table(
        "sittings",
        sa.Column("journey_id", Key, autoincrement=False, nullable=False),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("user_id", Key, nullable=False),
        sa.Column("editing", sa.Boolean(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("taken_by", Key, nullable=True),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journeys.id"], name=op.f("fk_sittings_journey_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["taken_by"], ["users.id"], name=op.f("fk_sittings_taken_by")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sittings_user_id")),
        sa.PrimaryKeyConstraint("journey_id", "tab", name=op.f("pk_sittings")),
    )
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sittings_seen_at"), ["seen_at"], unique=False)
        batch_op.create_index(
            "uq_sittings_editing",
            ["journey_id"],
            unique=True,
            postgresql_where=sa.text("editing"),
            sqlite_where=sa.text("editing"),
        )
