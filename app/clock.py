"""The only place that reads the time.

Two kinds of time exist. *Business time* (``now``) is what journeys, due dates and messages live by; on
a demo installation it runs faster than the world. *Wall time* (``wall``) never does: leases, sign-ins
and rate limits use it. Both are aware datetimes in UTC.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

DEMO_FILE = "clock.json"
OPENING = 15  # o'clock UTC at which a demo may begin: morning in California, afternoon in Spain
OPEN_FOR = timedelta(hours=3)
SATURDAY = 5


class Clock(Protocol):
    """Tells the time; handed to everything that needs it."""

    @property
    def speed(self) -> float:
        """Seconds of business time per second of wall time."""
        ...

    def now(self) -> datetime:
        """Business time, UTC."""
        ...

    def wall(self) -> datetime:
        """Wall time, UTC."""
        ...


class SystemClock:
    """Business time is wall time."""

    speed = 1.0

    def now(self) -> datetime:
        """Business time, UTC."""
        return datetime.now(UTC)

    def wall(self) -> datetime:
        """Wall time, UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class DemoClock:
    """Business time that started at ``origin`` when the wall showed ``anchor``, and runs ``speed`` times as fast."""

    anchor: datetime
    origin: datetime
    speed: float

    def now(self) -> datetime:
        """Business time, UTC."""
        return self.origin + (datetime.now(UTC) - self.anchor) * self.speed

    def wall(self) -> datetime:
        """Wall time, UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock for tests: it stands still until it is moved."""

    at: datetime
    speed: float = 1.0

    def now(self) -> datetime:
        """Business time, UTC."""
        return self.at

    def wall(self) -> datetime:
        """Wall time, UTC: the same instant."""
        return self.at

    def advance(self, by: timedelta) -> None:
        """Move forward."""
        self.at += by


def start_demo(home: Path, speed: float) -> DemoClock:
    """Start, or continue, the demo clock of an installation; its business time never runs backwards.

    It begins at a time of day when people may be written to, so that something happens at once. The anchor is kept
    in ``home`` so that every process of the installation reads the same time.
    """
    wall = datetime.now(UTC)
    previous = _read(home)
    origin = _working_hours(wall) if previous is None else max(previous[1], wall)
    clock = DemoClock(anchor=wall, origin=origin, speed=speed)
    _write(home, clock, origin)
    return clock


def _working_hours(at: datetime) -> datetime:
    """The next time on a weekday when it is day in Europe and in the Americas."""
    opening = at.replace(hour=OPENING, minute=0, second=0, microsecond=0)
    start = at if opening <= at < opening + OPEN_FOR else opening if at < opening else opening + timedelta(days=1)
    while start.weekday() >= SATURDAY:
        start = start.replace(hour=OPENING, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return start


def beat(home: Path, clock: DemoClock) -> None:
    """Record how far business time has come, so that a later start continues from there.

    The supervisor calls this every few seconds; the record is ahead by what may pass until the next call.
    """
    _write(home, clock, clock.now() + timedelta(seconds=10 * clock.speed))


def stop_demo(home: Path, clock: DemoClock) -> None:
    """Record the business time at which a demo stopped."""
    _write(home, clock, clock.now())


def open_clock(home: Path, *, demo: bool) -> Clock:
    """The clock of this installation: the running demo's where there is one, the system's otherwise."""
    found = _read(home) if demo else None
    return SystemClock() if found is None else found[0]


def _read(home: Path) -> tuple[DemoClock, datetime] | None:
    path = home / DEMO_FILE
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    clock = DemoClock(
        anchor=datetime.fromisoformat(data["anchor"]),
        origin=datetime.fromisoformat(data["origin"]),
        speed=float(data["speed"]),
    )
    return clock, datetime.fromisoformat(data["reached"])


def _write(home: Path, clock: DemoClock, reached: datetime) -> None:
    home.mkdir(parents=True, exist_ok=True)
    path = home / DEMO_FILE
    scratch = path.with_suffix(f".{os.getpid()}.tmp")
    data = {
        "anchor": clock.anchor.isoformat(),
        "origin": clock.origin.isoformat(),
        "speed": clock.speed,
        "reached": reached.isoformat(),
    }
    scratch.write_text(json.dumps(data), encoding="utf-8")
    scratch.replace(path)
