"""Delivery: from the outbox to the channels, each message at most once.

Three moments, and the database knows which one a crash fell into. *Prepare*: one transaction claims due messages,
finishes their bytes and marks them ``sending`` under their Message-ID. *Send*: no transaction is open while providers
are called. *Record*: one transaction writes what became of each. A message that stays ``sending`` longer than
``LEASE`` belonged to a process that died; if its channel can tell that it was taken it is ``sent``, otherwise
``unknown``, and it is never sent again blindly.

Nothing is logged between prepare and record: a log that cannot be written must not cost the knowledge of what was sent.
"""

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.channels import Channel, ChannelDownError, Receipt, hand_over, limits_of
from app.db import trouble
from app.errors import DeliveryError
from app.flow.compose import Composed
from app.flow.prepare import Batch, prepare, refuse
from app.flow.reconcile import LEASE, reconcile
from app.installation import Installation
from app.models import MessageState
from app.reasons import code_of, reason
from app.store import events, handover, leases
from app.store.claims import Queued
from app.store.events import NewEvent
from app.store.handover import Again, Stopped

__all__ = ["ATTEMPTS", "BATCH", "IN_FLIGHT", "LEASE", "REST", "Delivery"]

log = structlog.get_logger(__name__)

BATCH = 50
IN_FLIGHT = 3 * BATCH  # messages of unknown fate that a crash leaves at most: see ``Delivery.run``
SENDING_TIME = timedelta(seconds=30)  # wall time after which no further message of a batch is begun
REST = timedelta(seconds=15)  # wall time for which a channel that is down is left alone
ATTEMPTS = 8
FIRST_DELAY = 30.0  # seconds until the second attempt; doubles each time
LONGEST_DELAY = 3_600.0
RECORD_WAITS = (0.2, 1.0, 5.0, 15.0)  # seconds between tries to record what was sent, while the database is away

SWITCH_SECONDS = 0.0005

_MIX = 2_654_435_761  # Knuth's multiplicative hash: neighbouring ids get far-apart delays


@dataclass
class _Results:
    """What became of a batch claimed at that wall time; ``down`` are the channels to leave alone for a while."""

    claimed_at: datetime
    sent: list[Composed] = field(default_factory=list)
    failed: list[tuple[Composed, str]] = field(default_factory=list)
    unknown: list[tuple[Composed, str]] = field(default_factory=list)
    again: list[tuple[Composed, str]] = field(default_factory=list)
    untried: list[tuple[Composed, str | None]] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    error: BaseException | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to record."""
        return not (self.sent or self.failed or self.unknown or self.again or self.untried)


class Delivery:
    """Hands messages over through the channels of one installation; one thread at a time.

    While ``stopping`` says so, no further message of a batch is begun; the others go back into the queue.
    """

    def __init__(
        self,
        installation: Installation,
        channels: Mapping[str, Channel],
        *,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._installation = installation
        self._channels = channels
        self._limits = {name: found for name, channel in channels.items() if (found := limits_of(channel))}
        self._stopping = stopping
        self._given_up = False

    def run_batch(self, limit: int = BATCH) -> int:
        """Deal with up to ``limit`` due messages; how many there were."""
        return self.run(lambda: True, limit)[0]

    def run(self, enough: Callable[[], bool], limit: int = BATCH) -> tuple[int, bool]:
        """Work until nothing is due or it is ``enough``; how many messages there were, and whether some may be left.

        While a thread sends one batch, the one before it is recorded and the one after it prepared, so that a channel
        does not wait for the database. A crash may meet all three.
        """
        count, batch = 0, self._prepare(limit)
        last = batch
        with quick_switches(), ThreadPoolExecutor(1, "sender") as sender:
            sending = sender.submit(self._send, batch, frozenset())
            try:
                while batch.claimed:
                    count += batch.claimed
                    more = batch.claimed == limit and not enough()
                    following = self._prepare(limit) if more else Batch(batch.claimed_at)
                    results = sending.result()
                    sending = sender.submit(self._send, following, frozenset(results.down))
                    self._finish(batch, results)
                    last, batch = batch, following
            except BaseException:
                self._given_up = True
                self._record(sending.result())
                raise
        return count, last.claimed == limit

    def reconcile(self, limit: int = 200) -> int:
        """Ask what became of messages of which nobody knows; how many there were."""
        return reconcile(self._installation, self._channels, limit)

    def _prepare(self, limit: int) -> Batch:
        with self._installation.db.read() as session:
            resting = leases.resting(session, self._installation.clock.wall())
        return prepare(self._installation, sorted(set(self._channels) - resting), limit, self._limits)

    def _finish(self, batch: Batch, results: _Results) -> None:
        self._record(results)
        if results.error is not None:
            raise results.error
        refuse(self._installation, batch)
        _log(batch, results)

    def _send(self, batch: Batch, down: AbstractSet[str]) -> _Results:
        """Call the providers, but for those that are ``down``. Runs in a thread of its own.

        The time for it counts from the claim, also for a process that was frozen since.
        """
        results = _Results(batch.claimed_at, down=set(down))
        queues: dict[str, list[Composed]] = {}
        for one in batch.composed:
            queues.setdefault(one.message.channel, []).append(one)
        end = batch.claimed_at + SENDING_TIME
        try:
            for channel in list(queues):
                self._send_through(channel, queues[channel], results, end)
                why = reason("channel_down") if channel in results.down else None
                results.untried += [(one, why) for one in queues.pop(channel)]
        except BaseException as error:  # noqa: BLE001 - it is raised again once the others are recorded
            results.error = error
            begun = next(iter(queues.values()))
            del begun[0]  # whether this one was taken nobody knows: it stays as it is marked
            results.untried += [(one, None) for waiting in queues.values() for one in waiting]
        return results

    def _send_through(self, channel: str, waiting: list[Composed], results: _Results, end: datetime) -> None:
        """Hand over what waits for one channel; what is left in ``waiting`` was not begun."""
        with closing(hand_over(self._channels[channel], [one.outgoing for one in waiting])) as answers:
            while waiting and channel not in results.down and not self._time_is_up(end):
                answer = next(answers, None)
                if answer is None:
                    results.down.add(channel)  # it ended by itself, and must not be begun again and again
                    return
                self._sort(results, waiting.pop(0), answer)

    def _time_is_up(self, end: datetime) -> bool:
        return self._given_up or self._stopping() or self._installation.clock.wall() > end

    def _sort(self, results: _Results, one: Composed, answer: Receipt | DeliveryError) -> None:
        if not isinstance(answer, DeliveryError):
            results.sent.append(one)
            return
        if answer.unknown or isinstance(answer, ChannelDownError):
            results.down.add(one.message.channel)
        if isinstance(answer, ChannelDownError):
            results.untried.append((one, str(answer)))
        elif answer.unknown:
            results.unknown.append((one, str(answer)))
        elif answer.permanent or one.message.attempt + 1 >= ATTEMPTS:
            results.failed.append((one, str(answer)))
        else:
            results.again.append((one, str(answer)))

    def _record(self, results: _Results) -> None:
        """Write what became of a batch; when the database is away it is waited for, because nobody else knows.

        A try whose commit was lost on the way back changes nothing the second time.
        """
        waits = iter(RECORD_WAITS)
        while not results.empty:
            try:
                with self._installation.db.write() as session:
                    self._write(session, results)
            except SQLAlchemyError as error:
                wait = next(waits, None) if trouble(error) else None
                if wait is None:
                    raise
                threading.Event().wait(wait)
            else:
                return

    def _write(self, session: Session, results: _Results) -> None:
        """The events first, because the account's lock comes before any other."""
        clock = self._installation.clock
        now = clock.now()
        told = [_event("sent", one.message, now) for one in results.sent]
        told += [_event("failed", one.message, now) for one, _ in results.failed]
        events.note_many(session, told)
        handover.mark_sent(session, [one.message.id for one in results.sent], now, speed=clock.speed)
        mine = handover.claimed_at(results.claimed_at)
        for items, state in ((results.failed, MessageState.failed), (results.unknown, MessageState.unknown)):
            stopped = [Stopped(one.message.id, error) for one, error in items]
            handover.stop(session, stopped, state, now, was=MessageState.sending, only=mine)
        again = [
            Again(one.message.id, now + self._delay(one.message), one.message.attempt + 1, error)
            for one, error in results.again
        ]
        again += [Again(one.message.id, now, one.message.attempt, error) for one, error in results.untried]
        handover.queue_again(session, again, results.claimed_at)
        for channel in sorted(results.down):
            leases.rest(session, channel, clock.wall(), REST)

    def _delay(self, message: Queued) -> timedelta:
        """How long to wait before the next attempt, spread out so that a crowd does not come back at once."""
        seconds = min(FIRST_DELAY * 2**message.attempt, LONGEST_DELAY)
        spread = 0.75 + (message.id * _MIX % 1_000) / 2_000
        return timedelta(seconds=seconds * spread * self._installation.clock.speed)


@contextmanager
def quick_switches() -> Iterator[None]:
    """Let the sender go on soon after an answer came, instead of when the other thread has done its 5 ms."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _event(what: str, message: Queued, now: datetime) -> NewEvent:
    return handover.event_of(what, message.id, message.account_id, now, handover.about(message))


def _log(batch: Batch, results: _Results) -> None:
    """Say what was done, without a word that is personal: a server's answer may hold an address."""
    for stopped in batch.held:
        log.warning("message_held", message_id=stopped.id)
    for word, items in (("failed", results.failed), ("unknown", results.unknown), ("again", results.again)):
        for one, error in items:
            log.warning("message_not_taken", message_id=one.message.id, outcome=word, reason=code_of(error))
    if batch.claimed:
        log.info(
            "messages_delivered",
            sent=len(results.sent),
            failed=len(results.failed),
            unknown=len(results.unknown),
            again=len(results.again) + len(results.untried),
            refused=len(batch.refused),
            expired=len(batch.expired),
        )
