"""Templates are designed here: drafts, versions, what is kept of them, and sections to use again.

The code before this migration runs on its tables: it reads and writes the same columns of ``templates``.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from app.db import Document, Key, UtcDateTime

revision = "20261130_templates"
down_revision = "20261129_claims"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("templates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("variants", Document, nullable=True))
        batch_op.add_column(sa.Column("brand", Document, nullable=True))
        batch_op.add_column(sa.Column("page", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("draft", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("published_revision", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("saved_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("saved_by", Key, nullable=True))
        batch_op.add_column(sa.Column("archived_at", UtcDateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_templates_saved_by"), "users", ["saved_by"], ["id"])
    op.create_table(
        "template_versions",
        sa.Column("id", Key, nullable=False),
        sa.Column("template_id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("languages", Document, nullable=False),
        sa.Column("variants", Document, nullable=True),
        sa.Column("brand", Document, nullable=True),
        sa.Column("page", sa.String(length=100), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("published_by", Key, nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["templates.id"], name=op.f("fk_template_versions_template_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["published_by"], ["users.id"], name=op.f("fk_template_versions_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_versions")),
        sa.UniqueConstraint("template_id", "number", name=op.f("uq_template_versions_template_id_number")),
    )
    op.create_table(
        "kept_template_drafts",
        sa.Column("id", Key, nullable=False),
        sa.Column("template_id", Key, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_by", Key, nullable=True),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["templates.id"], name=op.f("fk_kept_template_drafts_template_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["users.id"], name=op.f("fk_kept_template_drafts_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_template_drafts")),
        sa.UniqueConstraint("template_id", "revision", name=op.f("uq_kept_template_drafts_template_id_revision")),
    )
    with op.batch_alter_table("kept_template_drafts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_kept_template_drafts_template_id_kept_at"), ["template_id", "kept_at"], unique=False
        )
    op.create_table(
        "saved_sections",
        sa.Column("id", Key, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("created_by", Key, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_saved_sections_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_sections")),
        sa.UniqueConstraint("channel", "name", name=op.f("uq_saved_sections_channel_name")),
    )
    _publish_those_there_are()


def _publish_those_there_are() -> None:
    """What came with imported journeys is in use: its first version."""
    templates = sa.table(
        "templates",
        sa.column("id", Key),
        sa.column("languages", Document),
        sa.column("version", sa.Integer),
        sa.column("created_by", Key),
        sa.column("created_at", UtcDateTime()),
    )
    versions = sa.table(
        "template_versions",
        *(sa.column(name) for name in ("template_id", "number", "hash", "note", "published_by")),
        sa.column("languages", Document),
        sa.column("published_at", UtcDateTime()),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(templates)).mappings().all():
        said = json.dumps(row["languages"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        values = {"template_id": row["id"], "number": 1, "languages": row["languages"], "note": ""}
        values |= {"published_by": row["created_by"], "published_at": row["created_at"]}
        connection.execute(versions.insert().values(**values, hash=hashlib.sha256(said.encode()).hexdigest()))
    connection.execute(templates.update().values(version=1))
