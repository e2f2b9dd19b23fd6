"""Whether the database answers, and how it is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.store.ids import on_postgres


@dataclass(frozen=True, slots=True)
class Condition:
    """How the database is. ``oldest_snapshot`` is in seconds, None where the database cannot tell."""

    kind: str
    size: int  # bytes
    oldest_snapshot: float | None


def ask(session: Session) -> None:
    """Ask the database for something that costs nothing; raises what the driver raises when it does not answer."""
    session.execute(select(1))


def condition(session: Session) -> Condition:
    """Look at the database: one statement."""
    if on_postgres(session):
        row = session.execute(text(_POSTGRES)).one()
        return Condition("postgresql", int(row.size), float(row.oldest))
    row = session.execute(text(_SQLITE)).one()
    return Condition("sqlite", int(row.size), None)


def wall(session: Session) -> datetime | None:
    """The time on the database's own machine; None where that is this machine."""
    if not on_postgres(session):
        return None
    told: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return told


# A session that wrote, or that holds a snapshot, keeps the dead rows of all that others change meanwhile.
_POSTGRES = """
    SELECT pg_database_size(current_database()) AS size,
           coalesce((SELECT max(extract(epoch FROM clock_timestamp() - xact_start)) FROM pg_stat_activity
                     WHERE datname = current_database() AND pid <> pg_backend_pid()
                       AND backend_type = 'client backend'
                       AND (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)), 0) AS oldest
"""
_SQLITE = "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()"
