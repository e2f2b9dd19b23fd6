"""The asset library and the brand kits."""

import sqlalchemy as sa
from alembic import op

from app.db import Document, Key, UtcDateTime

revision = "20261130_assets"
down_revision = "20261130_templates"
branch_labels = None
depends_on = None

TOP = sa.text("parent_id IS NULL")
DEFAULT = sa.text("is_default")


def upgrade() -> None:
    """Apply the change."""
    _brand_kits()
    op.create_table(
        "asset_folders",
        sa.Column("id", Key, nullable=False),
        sa.Column("parent_id", Key, nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["asset_folders.id"], name=op.f("fk_asset_folders_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_folders")),
        sa.UniqueConstraint("parent_id", "name", name=op.f("uq_asset_folders_parent_id_name")),
    )
    op.create_index(
        "uq_asset_folders_top", "asset_folders", ["name"], unique=True, postgresql_where=TOP, sqlite_where=TOP
    )
    op.create_table(
        "assets",
        sa.Column("id", Key, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folder_id", Key, nullable=True),
        sa.Column("alt", Document, nullable=False),
        sa.Column("search", sa.String(length=2000), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("created_by", Key, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_assets_created_by")),
        sa.ForeignKeyConstraint(["folder_id"], ["asset_folders.id"], name=op.f("fk_assets_folder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
        sa.UniqueConstraint("hash", name=op.f("uq_assets_hash")),
    )
    op.create_index(op.f("ix_assets_folder_id"), "assets", ["folder_id"])
    op.create_table(
        "asset_files",
        sa.Column("id", Key, nullable=False),
        sa.Column("asset_id", Key, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("fits", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_files_asset_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_files")),
        sa.UniqueConstraint("name", name=op.f("uq_asset_files_name")),
    )
    op.create_index(op.f("ix_asset_files_asset_id"), "asset_files", ["asset_id"])
    op.create_table(
        "asset_parts",
        sa.Column("file_id", Key, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["asset_files.id"], name=op.f("fk_asset_parts_file_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("file_id", "place", name=op.f("pk_asset_parts")),
    )


def _brand_kits() -> None:
    op.create_table(
        "brand_kits",
        sa.Column("id", Key, nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kit", Document, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("created_by", Key, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Key, nullable=True),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_brand_kits_created_by")),
        sa.ForeignKeyConstraint(["saved_by"], ["users.id"], name=op.f("fk_brand_kits_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand_kits")),
        sa.UniqueConstraint("key", name=op.f("uq_brand_kits_key")),
    )
    op.create_index(
        "uq_brand_kits_default",
        "brand_kits",
        ["is_default"],
        unique=True,
        postgresql_where=DEFAULT,
        sqlite_where=DEFAULT,
    )
