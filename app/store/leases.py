"""Leases: what only one process may do at a time, by wall time.

A lease that ends later than any is taken for was written by a clock that went wrong, and holds nobody up.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, not_, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from app.models import Lease
from app.store.ids import on_postgres

TICKER = "ticker"  # who runs the ticker
_REST = "rest:"
TIDY = "tidy"  # who tidies up; runs out when it is time to do so again
ENTRY = "entry"  # who looks for new people to let in; runs out when it is time to look again

LONGEST = timedelta(minutes=15)  # nothing is leased for longer
LONGEST_TIDY = timedelta(days=2)


def of_import(import_id: int) -> str:
    """The lease of whoever loads this import."""
    return f"import:{import_id}"


def of_change(change_id: int) -> str:
    """The lease of whoever carries out this change."""
    return f"change:{change_id}"


def take(session: Session, name: str, *, holder: str, wall: datetime, length: timedelta) -> bool:
    """Take a lease, or make one's own longer; False while another holds it."""
    insert = postgres_insert if on_postgres(session) else sqlite_insert
    until = wall + length
    query = (
        insert(Lease)
        .values(name=name, holder=holder, until=until)
        .on_conflict_do_update(
            index_elements=[Lease.name],
            set_={"holder": holder, "until": until},
            where=or_(not_(_lasts(name, wall)), Lease.holder == holder),
        )
        .returning(Lease.holder)
    )
    return session.execute(query).first() is not None


def extend(session: Session, name: str, *, holder: str, until: datetime) -> None:
    """Change the end of one's own lease; one that was released meanwhile stays so."""
    session.execute(update(Lease).where(Lease.name == name, Lease.holder == holder).values(until=until))


def is_free(session: Session, name: str, wall: datetime) -> bool:
    """Whether nobody holds this lease now."""
    return session.scalars(select(Lease.name).where(Lease.name == name, _lasts(name, wall))).first() is None


def held(session: Session, name: str, wall: datetime) -> Lease | None:
    """The lease of this name, while somebody holds it."""
    return session.scalars(select(Lease).where(Lease.name == name, _lasts(name, wall))).first()


def rest(session: Session, channel: str, wall: datetime, length: timedelta) -> None:
    """Leave a channel alone for a while, in all processes."""
    take(session, f"{_REST}{channel}", holder=_REST, wall=wall, length=length)


def resting(session: Session, wall: datetime) -> set[str]:
    """The channels that are left alone now."""
    names = session.scalars(select(Lease.name).where(Lease.holder == _REST, _lasts(_REST, wall)))
    return {name.removeprefix(_REST) for name in names}


def release(session: Session, name: str, holder: str | None = None) -> None:
    """End a lease at once; with ``holder`` only if it is theirs."""
    query = delete(Lease).where(Lease.name == name)
    session.execute(query if holder is None else query.where(Lease.holder == holder))


def _lasts(name: str, wall: datetime) -> ColumnElement[bool]:
    longest = LONGEST_TIDY if name == TIDY else LONGEST
    return and_(Lease.until > wall, Lease.until <= wall + longest)
