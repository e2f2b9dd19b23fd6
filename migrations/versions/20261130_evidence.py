"""A message keeps what it was made of: the version, language and variant of its template, and hashes of it."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_evidence"
down_revision = "20261130_assets"
branch_labels = None
depends_on = None

TEXTS = {
    "template_version": 40,
    "template_digest": 64,
    "template_language": 16,
    "variant": 8,
    "tokens_digest": 64,
}


def upgrade() -> None:
    """Apply the change."""
    for name, length in TEXTS.items():
        op.add_column("messages", sa.Column(name, sa.String(length=length), nullable=True))
