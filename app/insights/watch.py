"""Watching journeys: one thread of a process looks at those that somebody watches, and tells everybody who does.

However many watch a journey, it is read once a tick. What a watcher gets is always the newest picture: one who is slow
misses what lay between, and nobody keeps anything for them.
"""

import threading
import time
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.clock import Clock
from app.db import Database
from app.insights import counts
from app.insights.counts import Counts
from app.store import journeys

TICK = 0.5  # seconds between two looks
SHARE = 4  # times as long as a look took that nobody looks again: where reading is slow it is done more rarely

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Picture:
    """How a journey stands at a moment of wall time; ``halt`` and ``version_id`` say whether it runs, and which."""

    at: datetime
    counts: Counts
    halt: str | None
    version_id: int | None

    def same(self, other: "Picture | None") -> bool:
        """Whether nothing but the time differs."""
        mine = (self.counts, self.halt, self.version_id)
        return other is not None and mine == (other.counts, other.halt, other.version_id)


def look(session: Session, journey_id: int, at: datetime) -> Picture | None:
    """How one journey stands; None where there is none."""
    found = journeys.lives(session, [journey_id]).get(journey_id)
    return None if found is None else Picture(at, counts.gathered(session, journey_id), *found)


class Stream:
    """One watcher of one journey."""

    def __init__(self, watch: "Watch", journey_id: int) -> None:
        self.journey_id = journey_id
        self._watch = watch
        self._seen: Picture | None = None

    def next(self, patience: float) -> Picture | None:
        """The newest picture that this watcher did not get yet; None when nothing changed for so many seconds."""
        self._seen, news = self._watch.newer(self, self._seen, patience)
        return self._seen if news else None

    @property
    def over(self) -> bool:
        """Whether there is nothing more to come."""
        return not self._watch.has(self)

    def close(self) -> None:
        """Watch no longer; may be done twice."""
        self._watch.leave(self)


class Watch:
    """The watchers of a process, at most ``most`` of them; 0 lets nobody watch.

    Its thread begins with the first watcher, and ends when there is none.
    """

    def __init__(self, database: Database, clock: Clock, most: int, tick: float = TICK) -> None:
        self._database = database
        self._clock = clock
        self._most = most
        self._tick = tick
        self._streams: set[Stream] = set()
        self._pictures: dict[int, Picture] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def open(self, journey_id: int) -> Stream | None:
        """Begin to watch a journey that is there; None when as many watch as may."""
        stream = Stream(self, journey_id)
        with self._changed:
            if len(self._streams) >= self._most:
                return None
            self._streams.add(stream)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look_on, name="watch", daemon=True)
                self._thread.start()
            self._changed.notify_all()  # the thread looks at once: whoever comes gets a picture without waiting
        return stream

    def close(self) -> None:
        """Send everybody away, as when the process stops, and wait for the look under way; nobody comes in any more."""
        with self._changed:
            self._most = 0
            self._streams.clear()
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def has(self, stream: Stream) -> bool:
        """Whether this is one of the watchers."""
        return stream in self._streams

    def leave(self, stream: Stream) -> None:
        """Take a watcher out."""
        with self._changed:
            self._streams.discard(stream)
            if stream.journey_id not in self._watched():
                self._pictures.pop(stream.journey_id, None)
            self._changed.notify_all()

    def newer(self, stream: Stream, seen: Picture | None, patience: float) -> tuple[Picture | None, bool]:
        """The picture of a watcher's journey, and whether it is another one than they have seen."""

        def news() -> bool:
            return stream in self._streams and self._pictures.get(stream.journey_id, seen) is not seen

        with self._changed:
            self._changed.wait_for(lambda: news() or stream not in self._streams, patience)
            return (self._pictures[stream.journey_id], True) if news() else (seen, False)

    def _watched(self) -> set[int]:
        return {stream.journey_id for stream in self._streams}

    def _look_on(self) -> None:
        """Look at what is watched, until nobody watches."""
        while True:
            with self._changed:
                watched = self._watched()
                if not watched:
                    self._thread = None
                    return
            began = time.monotonic()
            try:
                self._look(watched)
            except SQLAlchemyError as error:  # it is asked again with the next tick
                log.warning("watching_failed", error=type(error).__name__)
            self._rest(watched, max(self._tick, SHARE * (time.monotonic() - began)))

    def _rest(self, watched: set[int], seconds: float) -> None:
        """Wait for the next tick, for somebody who watches another journey, or until nobody does."""
        with self._changed:
            self._changed.wait_for(lambda: not self._watched() or not self._watched() <= watched, seconds)

    def _look(self, watched: set[int]) -> None:
        """One query for all journeys, and one for each; those that changed are told."""
        with self._database.read() as session:
            lives = journeys.lives(session, watched)
            at = self._clock.wall()
            found = {number: Picture(at, counts.gathered(session, number), *life) for number, life in lives.items()}
        with self._changed:
            self._streams -= {stream for stream in self._streams if stream.journey_id in watched - set(lives)}
            mine = self._watched()
            for number, picture in found.items():
                if number in mine and not picture.same(self._pictures.get(number)):
                    self._pictures[number] = picture
            self._changed.notify_all()
