"""Buckets of messages that fill as wall time passes: how fast one may send, shared by all processes.

A bucket holds what may go out within a second, and at least one message. It is looked at without a lock, and locked
only for the moment in which something is taken out of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Rate
from app.store.rows import insert_ignoring, table_of

RATES = table_of(Rate)

MESSAGE = 1_000  # a message in the unit of a bucket
BURST = 1.0  # seconds


@dataclass(frozen=True)
class Limit:
    """How many messages a second may go out, on the average; ``name`` is shared by all whom it binds together."""

    name: str
    per_second: float

    @property
    def full(self) -> int:
        """What its bucket holds."""
        return max(MESSAGE, int(self.per_second * BURST * MESSAGE))

    def level(self, kept: tuple[int, datetime] | None, wall: datetime) -> int:
        """What is in its bucket by now; one that was never used is full, and a clock that went back fills nothing."""
        if kept is None:
            return self.full
        level, filled_at = kept
        seconds = max(0.0, (wall - filled_at).total_seconds())
        return min(self.full, level + int(seconds * self.per_second * MESSAGE))


Limits = Mapping[str, Sequence[Limit]]
"""The limits of each channel that has any."""


def room(session: Session, limits: Limits, wall: datetime) -> dict[str, int]:
    """How many messages of each limited channel may go out now; one query."""
    kept = _kept(session, limits, hold=False)
    return {
        channel: min(limit.level(kept.get(limit.name), wall) for limit in wanted) // MESSAGE
        for channel, wanted in limits.items()
        if wanted
    }


def take(session: Session, limits: Limits, wanted: Mapping[str, int], wall: datetime) -> dict[str, int]:
    """Take as many messages of each channel as there still is room for, and say how many; holds the buckets."""
    asked = {channel: limits[channel] for channel, count in wanted.items() if count and limits.get(channel)}
    every = {limit.name: limit for found in asked.values() for limit in found}
    if not every:
        return dict(wanted)
    names = sorted(every)
    insert_ignoring(
        session,
        RATES,
        {"name": names, "level": [every[name].full for name in names], "filled_at": [wall] * len(names)},
    )
    kept = _kept(session, asked, hold=True)
    levels = {name: every[name].level(kept.get(name), wall) for name in names}
    granted = dict(wanted)
    for channel, found in asked.items():
        granted[channel] = min(wanted[channel], *(levels[limit.name] // MESSAGE for limit in found))
        for limit in found:
            levels[limit.name] -= granted[channel] * MESSAGE
    for name in names:
        session.execute(RATES.update().where(RATES.c.name == name).values(level=levels[name], filled_at=wall))
    return granted


def _kept(session: Session, limits: Limits, *, hold: bool) -> dict[str, tuple[int, datetime]]:
    names = sorted({limit.name for found in limits.values() for limit in found})
    query = select(RATES.c.name, RATES.c.level, RATES.c.filled_at).where(RATES.c.name.in_(names)).order_by(RATES.c.name)
    rows = session.execute(query.with_for_update() if hold else query)
    return {row.name: (row.level, row.filled_at) for row in rows}
