"""Counters: how many people stand where, went which way, came in and ended, and what became of messages.

Whoever changes any of that adds tallies in the same transaction, so that they are exact; ``fold`` later gathers them
into ``counters``, and readers add both up. Tallies are only ever appended: nobody who moves people waits for another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, Subquery, bindparam, case, delete, func, select, union_all
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from app import models
from app.store.ids import on_postgres
from app.store.rows import Columns, insert_ignoring, table_of

TALLIES = table_of(models.Tally)
COUNTERS = table_of(models.Counter)

HERE = "here"  # how many stand on a node; may fall
ARM = "arm"  # how many arms of a fork stand on a node, beside those who are ``here``; may fall
ENTERED = "entered"  # of a version, on no node
PORT = "port:"
ENDED = "ended:"  # of a version, on no node
MESSAGE = "message:"  # how many messages of a node ever came into this state
ACT = "act:"  # how many acts of a node ever came into this state
LAG = "lag:"  # steps of the whole installation, by the wall seconds from due to moved
LATENCY = "latency:"  # messages of the whole installation, by the wall seconds from due to sent

NO_DAY = date(1970, 1, 1)  # under which levels are kept: they belong to no day
WHAT_LENGTH = 80
LEVELS = (HERE, ARM)

SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600)
BUCKETS = (*(f"{limit:g}" for limit in SECONDS), "inf")

_KEY = ("journey_id", "version_id", "node", "what", "day")


@dataclass(frozen=True, slots=True)
class Tally:
    """What to add to one counter; 0 and the empty text stand for none."""

    journey_id: int
    version_id: int
    node: str
    what: str
    n: int = 1


@dataclass(frozen=True, slots=True)
class People:
    """How many ever entered, and how many are inside now."""

    entered: int = 0
    active: int = 0


def bucket(seconds: float) -> str:
    """The name of the smallest bucket that holds this many seconds; buckets do not contain each other."""
    for limit, name in zip(SECONDS, BUCKETS, strict=False):
        if seconds <= limit:
            return name
    return BUCKETS[-1]


def add(session: Session, tallies: Iterable[Tally], day: date) -> None:
    """Add to the counters of this day (of business time, UTC); equal ones are merged, zeros are left out."""
    sums: dict[tuple[int, int, str, str], int] = {}
    for tally in tallies:
        key = (tally.journey_id, tally.version_id, tally.node, tally.what[:WHAT_LENGTH])
        sums[key] = sums.get(key, 0) + tally.n
    rows = [(*key, NO_DAY if key[3] in LEVELS else day, n) for key, n in sums.items() if n]
    columns: Columns = dict(zip((*_KEY, "n"), zip(*rows, strict=True), strict=True)) if rows else {"n": ()}
    insert_ignoring(session, TALLIES, columns)


def fold(session: Session, limit: int = 10_000) -> int:
    """Gather up to ``limit`` tallies into the counters; how many there were. Several may do so at once."""
    return _fold_postgres(session, limit) if on_postgres(session) else _fold_sqlite(session, limit)


def any_left(session: Session) -> bool:
    """Whether there is anything to fold."""
    return session.execute(select(TALLIES.c.id).limit(1)).first() is not None


def of_journey(session: Session, journey_id: int) -> Sequence[Row[int, str, str, int]]:
    """(version_id, node, what, n) of one journey, without zeros."""
    both = _both(journey_id=journey_id)
    total = func.sum(both.c.n)
    query = select(both.c.version_id, both.c.node, both.c.what, total.label("n")).having(total != 0)
    return session.execute(query.group_by(both.c.version_id, both.c.node, both.c.what)).all()


def of_all_journeys(session: Session) -> dict[int, People]:
    """How many entered each journey and are inside, by journey id; one nobody ever entered is left out."""
    rows = session.execute(select(people(by_version=False))).all()
    return {row.journey_id: People(row.entered, row.active) for row in rows}


def totals(session: Session, prefix: str) -> dict[str, int]:
    """The sums of all counters whose ``what`` begins with ``prefix``, over all journeys and days, by the rest of it."""
    both = _both(prefix=prefix)
    query = select(both.c.what, func.sum(both.c.n)).group_by(both.c.what)
    return {what.removeprefix(prefix): int(n) for what, n in session.execute(query)}


def of_messages(session: Session) -> Sequence[Row[int, str, str, int]]:
    """(version_id, node, state, n): how many messages of each node ever came into each state."""
    both = _both(prefix=MESSAGE)
    keys = (both.c.version_id, both.c.node, func.substr(both.c.what, len(MESSAGE) + 1).label("state"))
    return session.execute(select(*keys, func.sum(both.c.n).label("n")).group_by(*keys)).all()


def people(*, by_version: bool, journey_id: int | None = None) -> Subquery:
    """(journey_id or version_id, entered, active), of one journey or of all, to be joined with journeys or versions."""
    both = _both(journey_id=journey_id, only=(HERE, ENTERED))
    key = both.c.version_id if by_version else both.c.journey_id
    here, entered = (func.sum(case((both.c.what == what, both.c.n), else_=0)) for what in (HERE, ENTERED))
    return select(key, entered.label("entered"), here.label("active")).group_by(key).subquery()


def _both(*, journey_id: int | None = None, prefix: str = "", only: Sequence[str] = ()) -> Subquery:
    """The counters and what is not folded yet, read in one statement so that nothing is counted twice or missed."""
    parts: list[Select[*tuple[object, ...]]] = []
    for table in (COUNTERS, TALLIES):
        part = select(*(table.c[name] for name in (*_KEY, "n")))
        if journey_id is not None:
            part = part.where(table.c.journey_id == journey_id)
        if prefix:
            part = part.where(table.c.what.startswith(prefix, autoescape=True))
        if only:
            part = part.where(table.c.what.in_(bindparam("only", only, expanding=True, literal_execute=True)))
        parts.append(part)
    return union_all(*parts).subquery()


def _fold_postgres(session: Session, limit: int) -> int:
    """Take tallies that nobody else is taking; counters are written in the order of their keys, against deadlocks."""
    some = select(TALLIES.c.id).order_by(TALLIES.c.id).limit(limit).with_for_update(skip_locked=True)
    taken = delete(TALLIES).where(TALLIES.c.id.in_(some)).returning(*(TALLIES.c[name] for name in (*_KEY, "n")))
    gone = taken.cte("gone")
    keys = [gone.c[name] for name in _KEY]
    sums = select(*keys, func.sum(gone.c.n)).group_by(*keys).order_by(*keys)
    query = postgres_insert(COUNTERS).from_select([*_KEY, "n"], sums)
    query = query.on_conflict_do_update(index_elements=_KEY, set_={"n": COUNTERS.c.n + query.excluded.n})
    folded = query.cte("folded")
    done = select(func.count()).select_from(gone)
    return session.scalar(done.add_cte(folded)) or 0


def _fold_sqlite(session: Session, limit: int) -> int:
    """Nobody else writes meanwhile, so what is read is what is deleted."""
    some = select(TALLIES.c.id).order_by(TALLIES.c.id).limit(limit).subquery()
    count, last = session.execute(select(func.count(), func.max(some.c.id)).select_from(some)).one()
    if not count:
        return 0
    keys = [TALLIES.c[name] for name in _KEY]
    sums = select(*keys, func.sum(TALLIES.c.n)).where(TALLIES.c.id <= last).group_by(*keys)
    query = sqlite_insert(COUNTERS).from_select([*_KEY, "n"], sums)
    session.execute(query.on_conflict_do_update(index_elements=_KEY, set_={"n": COUNTERS.c.n + query.excluded.n}))
    session.execute(delete(TALLIES).where(TALLIES.c.id <= last))
    return int(count)
