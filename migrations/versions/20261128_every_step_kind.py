"""Every step kind: tasks, acts, promises, plans, offers, segments, flags and what a step remembers.

The code before this migration runs on its tables: what it does not know has a default.
"""

import sqlalchemy as sa
from alembic import op

from app.db import Document, Key, UtcDateTime

revision = "20261128_every_step_kind"
down_revision = "20261122_running_journeys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    _tables()
    _columns()


def _tables() -> None:
    op.create_table(
        "rates",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("level", Key, nullable=False),
        sa.Column("filled_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_rates")),
    )
    op.create_table(
        "segments",
        sa.Column("id", Key, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("condition", Document, nullable=False),
        sa.Column("created_by", Key, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_segments_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segments")),
        sa.UniqueConstraint("name", name=op.f("uq_segments_name")),
    )
    op.create_table(
        "entries",
        sa.Column("journey_id", Key, autoincrement=False, nullable=False),
        sa.Column("floor", Key, nullable=False),
        sa.Column("slot_at", UtcDateTime(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("event", sa.String(length=40), nullable=True),
        sa.Column("looked", Key, nullable=False),
        sa.Column("settling", Key, nullable=False),
        sa.Column("horizon", Key, nullable=True),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"], name=op.f("fk_entries_journey_id")),
        sa.PrimaryKeyConstraint("journey_id", name=op.f("pk_entries")),
    )
    op.create_table(
        "offers",
        sa.Column("id", Key, nullable=False),
        sa.Column("account_id", Key, nullable=False),
        sa.Column("run_id", Key, nullable=True),
        sa.Column("node", sa.String(length=40), nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("discount", sa.SmallInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("approved_by", Key, nullable=True),
        sa.Column("mark", Key, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_offers_account_id")),
        sa.ForeignKeyConstraint(["approved_by"], ["users.id"], name=op.f("fk_offers_approved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "uq_offers_open",
            ["account_id"],
            unique=True,
            postgresql_where=sa.text("state IN ('offered', 'accepted')"),
            sqlite_where=sa.text("state IN ('offered', 'accepted')"),
        )

    op.create_table(
        "parties",
        sa.Column("id", Key, nullable=False),
        sa.Column("account_id", Key, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("email", sa.String(length=500), nullable=True),
        sa.Column("mobile", sa.String(length=500), nullable=True),
        sa.Column("postal", sa.String(length=500), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_parties_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
        sa.UniqueConstraint("account_id", "role", "ref", name=op.f("uq_parties_account_id_role_ref")),
    )
    op.create_table(
        "plans",
        sa.Column("id", Key, nullable=False),
        sa.Column("account_id", Key, nullable=False),
        sa.Column("run_id", Key, nullable=True),
        sa.Column("node", sa.String(length=40), nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("every", sa.String(length=10), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("mark", Key, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_plans_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plans_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "uq_plans_open",
            ["account_id"],
            unique=True,
            postgresql_where=sa.text("state IN ('offered', 'confirmed')"),
            sqlite_where=sa.text("state IN ('offered', 'confirmed')"),
        )

    op.create_table(
        "promises",
        sa.Column("id", Key, nullable=False),
        sa.Column("account_id", Key, nullable=False),
        sa.Column("run_id", Key, nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("mark", Key, nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_promises_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "uq_promises_open",
            ["account_id"],
            unique=True,
            postgresql_where=sa.text("state = 'open'"),
            sqlite_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "instalments",
        sa.Column("id", Key, nullable=False),
        sa.Column("plan_id", Key, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_instalments_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalments")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_instalments_plan_id_number")),
    )
    op.create_table(
        "acts",
        sa.Column("id", Key, nullable=False),
        sa.Column("run_id", Key, nullable=False),
        sa.Column("journey_id", Key, nullable=False),
        sa.Column("version_id", Key, nullable=False),
        sa.Column("account_id", Key, nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("part", Key, nullable=False),
        sa.Column("item", sa.String(length=60), nullable=True),
        sa.Column("details", Document, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("result", Document, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_acts_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sa.UniqueConstraint(
            "run_id", "node", "visit", "kind", "part", name=op.f("uq_acts_run_id_node_visit_kind_part")
        ),
    )
    with op.batch_alter_table("acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acts_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "ix_acts_doing",
            ["claimed_at"],
            unique=False,
            postgresql_where=sa.text("state = 'doing'"),
            sqlite_where=sa.text("state = 'doing'"),
        )
        batch_op.create_index(
            "ix_acts_failed",
            ["id"],
            unique=False,
            postgresql_where=sa.text("state = 'failed'"),
            sqlite_where=sa.text("state = 'failed'"),
        )
        batch_op.create_index(
            "ix_acts_queued",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("state = 'queued'"),
            sqlite_where=sa.text("state = 'queued'"),
        )

    op.create_table(
        "tasks",
        sa.Column("id", Key, nullable=False),
        sa.Column("run_id", Key, nullable=False),
        sa.Column("journey_id", Key, nullable=False),
        sa.Column("version_id", Key, nullable=False),
        sa.Column("account_id", Key, nullable=False),
        sa.Column("debtor_id", Key, nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("not_before", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_by", Key, nullable=True),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", Key, nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("data", Document, nullable=True),
        sa.ForeignKeyConstraint(["claimed_by"], ["users.id"], name=op.f("fk_tasks_claimed_by")),
        sa.ForeignKeyConstraint(["closed_by"], ["users.id"], name=op.f("fk_tasks_closed_by")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_tasks_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("run_id", "node", "visit", name=op.f("uq_tasks_run_id_node_visit")),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tasks_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tasks_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(
            "ix_tasks_open",
            ["kind", "priority", "due_at"],
            unique=False,
            postgresql_where=sa.text("state = 'open'"),
            sqlite_where=sa.text("state = 'open'"),
        )


def _columns() -> None:
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stage", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("tags", sa.String(length=1000), server_default="", nullable=False))
        batch_op.add_column(sa.Column("waived", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("disputed_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("recalled_at", UtcDateTime(), nullable=True))

    with op.batch_alter_table("debtors", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deceased_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("insolvent_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("vulnerable_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("cease_contact_at", UtcDateTime(), nullable=True))

    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("priority", sa.SmallInteger(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("expires_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("item", sa.String(length=60), nullable=True))
        batch_op.drop_index(batch_op.f("ix_messages_queued"), sqlite_where=sa.text("state = 'queued'"))
        batch_op.create_index(
            "ix_messages_queued",
            ["priority", "due_at"],
            unique=False,
            postgresql_where=sa.text("state = 'queued'"),
            sqlite_where=sa.text("state = 'queued'"),
        )

    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent_id", Key, nullable=True))
        batch_op.add_column(sa.Column("parent_node", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("parent_visit", sa.Integer(), nullable=True))

    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.add_column(sa.Column("memory", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("arms", sa.String(length=1000), nullable=True))
        batch_op.alter_column(
            "waits", existing_type=sa.VARCHAR(length=400), type_=sa.String(length=1000), existing_nullable=True
        )
