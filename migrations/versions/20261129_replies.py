"""Whoever writes back is found by their address or number."""

from alembic import op

revision = "20261129_replies"
down_revision = "20261128_every_step_kind"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_index(op.f("ix_contact_points_value"), "contact_points", ["value"])
