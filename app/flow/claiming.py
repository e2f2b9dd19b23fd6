"""Who is taken next: whoever was woken before whoever's time has come, and no look at what is long done.

A step that moved leaves a dead entry in the index that is claimed from. Normally these are cleared away at once; while
some session keeps an old snapshot they are not, and every claim would read all of them again. So each process
remembers how far it came, and begins there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.store import runs
from app.store.runs import Standing

ANEW = timedelta(seconds=60)
"""Wall time after which the whole index is read again: for what a process that died gave back, and what came late."""


@dataclass(slots=True)
class _Floor:
    """Nobody is due before ``due_at``, as far as this process knows; it looks again at ``until`` (wall time)."""

    due_at: datetime
    until: datetime


_floors: dict[str, _Floor] = {}


def claim(session: Session, now: datetime, limit: int, wall: datetime) -> list[Standing]:
    """Take up to ``limit`` people: those who were woken, if there are any, or else the backlog, oldest first.

    Nobody who answered waits for a full batch of others.
    """
    woken = runs.claim_woken(session, now, limit)
    if woken:
        return woken
    database = str(session.get_bind().engine.url)
    floor = _floors.get(database)
    if floor is not None and floor.until <= wall:
        del _floors[database]
        floor = None
    claimed = runs.claim(session, now, limit, floor.due_at if floor else None)
    if floor is not None and not claimed:
        del _floors[database]
        return runs.claim(session, now, limit)
    if claimed:
        _floors[database] = _Floor(claimed[0].due_at, floor.until if floor else wall + ANEW)
    return claimed
