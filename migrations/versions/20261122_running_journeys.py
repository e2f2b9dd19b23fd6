"""Running journeys: halts, changes to everybody inside, counters, contact decisions, the archive.

The code before this migration runs on its tables, but counts nothing into ``counters``.
"""

import sqlalchemy as sa
from alembic import op

from app.db import Document, Key, UtcDateTime

revision = "20261122_running_journeys"
down_revision = "20261121_first_tables"
branch_labels = None
depends_on = None

# What was counted from the tables themselves until now, by the name of its counter.
COUNTED = {
    "'here'": (
        "SELECT journey_id, version_id, node, '1970-01-01' AS at"
        " FROM steps JOIN journey_versions ON journey_versions.id = version_id"
    ),
    "'port:' || port": (
        "SELECT journey_id, version_id, node, port, at"
        " FROM history JOIN journey_versions ON journey_versions.id = version_id"
    ),
    "'entered'": "SELECT journey_id, version_id, '' AS node, entered_at AS at FROM runs",
    "'ended:' || end_reason": (
        "SELECT journey_id, version_id, '' AS node, end_reason, ended_at AS at FROM runs WHERE state = 'ended'"
    ),
    "'message:' || state": (
        "SELECT messages.journey_id, version_id, node, messages.state, created_at AS at"
        " FROM messages JOIN runs ON runs.id = run_id"
    ),
}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "counters",
        sa.Column("journey_id", Key, autoincrement=False, nullable=False),
        sa.Column("version_id", Key, autoincrement=False, nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", Key, nullable=False),
        sa.PrimaryKeyConstraint("journey_id", "version_id", "node", "what", "day", name=op.f("pk_counters")),
    )
    with op.batch_alter_table("counters", schema=None) as batch_op:
        batch_op.create_index(
            "ix_counters_people",
            ["journey_id", "version_id"],
            unique=False,
            postgresql_where=sa.text("what IN ('here', 'entered')"),
            sqlite_where=sa.text("what IN ('here', 'entered')"),
        )
    op.create_table(
        "tallies",
        sa.Column("id", Key, nullable=False),
        sa.Column("journey_id", Key, nullable=False),
        sa.Column("version_id", Key, nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", Key, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
    )
    op.create_table(
        "changes",
        sa.Column("id", Key, nullable=False),
        sa.Column("journey_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("settings", Document, nullable=False),
        sa.Column("after", Key, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("requested_by", Key, nullable=True),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.id"], name=op.f("fk_changes_journey_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["users.id"], name=op.f("fk_changes_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_changes_running",
            ["journey_id"],
            unique=False,
            postgresql_where=sa.text("state = 'running'"),
            sqlite_where=sa.text("state = 'running'"),
        )

    op.create_table(
        "archived_runs",
        sa.Column("run_id", Key, autoincrement=False, nullable=False),
        sa.Column("version_id", Key, nullable=False),
        sa.Column("moves", Document, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_archived_runs_run_id")),
        sa.ForeignKeyConstraint(["version_id"], ["journey_versions.id"], name=op.f("fk_archived_runs_version_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_archived_runs")),
    )
    op.create_table(
        "refusals",
        sa.Column("id", Key, nullable=False),
        sa.Column("message_id", Key, nullable=False),
        sa.Column("debtor_id", Key, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["debtor_id"], ["debtors.id"], name=op.f("fk_refusals_debtor_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_refusals_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusals")),
    )
    with op.batch_alter_table("refusals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refusals_debtor_id"), ["debtor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_refusals_message_id"), ["message_id"], unique=False)

    with op.batch_alter_table("debtors", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", UtcDateTime(), nullable=True))

    with op.batch_alter_table("journey_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forecast", Document, nullable=True))

    with op.batch_alter_table("journeys", schema=None) as batch_op:
        batch_op.add_column(sa.Column("halt", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("halted_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("halt_reason", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("guard", Document, nullable=True))

    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_version_id_node_port"))
        batch_op.drop_constraint(batch_op.f("fk_history_version_id"), type_="foreignkey")

    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_messages_journey_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_messages_account_id"), type_="foreignkey")
        batch_op.add_column(sa.Column("debtor_id", Key, nullable=True))
        batch_op.add_column(sa.Column("handed_at", UtcDateTime(), nullable=True))
        batch_op.create_index(
            "ix_messages_contacts",
            ["debtor_id", "handed_at"],
            unique=False,
            postgresql_where=sa.text("handed_at IS NOT NULL"),
            sqlite_where=sa.text("handed_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_messages_open",
            ["state", "journey_id"],
            unique=False,
            postgresql_where=sa.text("state IN ('held', 'paused', 'unknown')"),
            sqlite_where=sa.text("state IN ('held', 'paused', 'unknown')"),
        )

    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_steps_version_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_steps_account_id"), type_="foreignkey")
        batch_op.create_index(
            "ix_steps_woken",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("state = 0 AND waits IS NOT NULL AND (until IS NULL OR due_at < until)"),
            sqlite_where=sa.text("state = 0 AND waits IS NOT NULL AND (until IS NULL OR due_at < until)"),
        )
        batch_op.create_index(
            "ix_steps_listening",
            ["id"],
            unique=False,
            postgresql_where=sa.text("state = 1"),
            sqlite_where=sa.text("state = 1"),
        )
        batch_op.create_index(
            "ix_steps_failed",
            ["id"],
            unique=False,
            postgresql_where=sa.text("state = 2"),
            sqlite_where=sa.text("state = 2"),
        )
        batch_op.create_index(
            "ix_steps_held",
            ["version_id"],
            unique=False,
            postgresql_where=sa.text("state = 3"),
            sqlite_where=sa.text("state = 3"),
        )

    op.execute(
        "UPDATE messages SET debtor_id = (SELECT debtor_id FROM accounts WHERE accounts.id = messages.account_id),"
        " handed_at = coalesce(sent_at, CASE WHEN state IN ('sending', 'unknown') THEN created_at END)"
    )
    for what, source in COUNTED.items():
        op.execute(
            "INSERT INTO counters (journey_id, version_id, node, what, day, n) "  # noqa: S608 - our own words
            f"SELECT journey_id, version_id, node, {what}, date(at), count(*) FROM ({source}) AS counted "
            f"GROUP BY 1, 2, 3, 4, 5"
        )
