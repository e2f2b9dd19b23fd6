"""Delivery: from the outbox to the channels, each message at most once.

Three moments, and the database knows which one a crash fell into. *Prepare*: one transaction claims due messages,
finishes their bytes and marks them ``sending`` under their Message-ID. *Send*: no transaction is open while providers
are called. *Record*: one transaction writes what became of each. A message that stays ``sending`` longer than
``LEASE`` belonged to a process that died; if its channel can tell that it was taken it is ``sent``, otherwise
``unknown``, and it is never sent again blindly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from app.channels import Channel, ChannelDownError
from app.errors import DeliveryError
from app.flow.compose import Composed, Held, compose
from app.flow.reconcile import LEASE, reconcile
from app.installation import Installation
from app.models import MessageState
from app.reasons import reason
from app.store import events, facts, handover, leases
from app.store.events import NewEvent
from app.store.handover import Again, Claimed, Queued, Stopped

__all__ = ["ATTEMPTS", "BATCH", "FAILED", "LEASE", "REST", "SENT", "Delivery"]

log = structlog.get_logger(__name__)

BATCH = 25  # small: a crash leaves at most this many messages whose fate is unknown
SENDING_TIME = timedelta(seconds=30)  # wall time after which no further message of a batch is begun
REST = timedelta(seconds=15)  # wall time for which a channel that is down is left alone
ATTEMPTS = 8
FIRST_DELAY = 30.0  # seconds until the second attempt; doubles each time
LONGEST_DELAY = 3_600.0

SENT = "message_sent"
FAILED = "message_failed"

_MIX = 2_654_435_761  # Knuth's multiplicative hash: neighbouring ids get far-apart delays


@dataclass
class _Results:
    """What became of a batch."""

    sent: list[Composed] = field(default_factory=list)
    failed: list[tuple[Composed, str]] = field(default_factory=list)
    unknown: list[tuple[Composed, str]] = field(default_factory=list)
    again: list[tuple[Composed, str]] = field(default_factory=list)
    untried: list[tuple[Composed, str]] = field(default_factory=list)
    down: set[str] = field(default_factory=set)


class Delivery:
    """Hands messages over through the channels of one installation; one thread at a time."""

    def __init__(self, installation: Installation, channels: Mapping[str, Channel]) -> None:
        self._installation = installation
        self._channels = channels

    def run_batch(self, limit: int = BATCH) -> int:
        """Deal with up to ``limit`` due messages; how many there were."""
        claimed, composed = self._prepare(limit)
        if composed:
            self._record(self._send(composed))
        return claimed

    def reconcile(self, limit: int = 200) -> int:
        """Ask what became of messages of which nobody knows; how many there were."""
        return reconcile(self._installation, self._channels, limit)

    def _prepare(self, limit: int) -> tuple[int, list[Composed]]:
        installation = self._installation
        now = installation.clock.now()
        with installation.db.write() as session:
            open_channels = sorted(set(self._channels) - leases.resting(session, installation.clock.wall()))
            due = handover.claim(session, now, limit, open_channels)
            wanted = [message for message in due if not _no_longer_wanted(message)]
            known = facts.load(session, sorted({message.account_id for message in wanted}), now)
            made = [compose(installation.config, one, known.get(one.account_id, {}), now) for one in wanted]
            composed = [one for one in made if isinstance(one, Composed)]
            held = [Stopped(one.message.id, one.reason) for one in made if isinstance(one, Held)]
            gone = [Stopped(one.id, why) for one in due if (why := _no_longer_wanted(one))]
            handover.stop(session, gone, MessageState.cancelled, now, was=MessageState.queued)
            handover.stop(session, held, MessageState.held, now, was=MessageState.queued)
            handover.mark_sending(session, [_claimed(one) for one in composed], now, installation.clock.wall())
        for stopped in held:
            log.warning("message_held", message_id=stopped.id)
        return len(due), composed

    def _send(self, composed: Iterable[Composed]) -> _Results:
        """Call the providers; a channel that is down, or does not answer, is not bothered with the rest."""
        results = _Results()
        end = self._installation.clock.wall() + SENDING_TIME
        for one in composed:
            channel = one.message.channel
            if channel in results.down or self._installation.clock.wall() > end:
                results.untried.append((one, reason("channel_down")))
                continue
            try:
                self._channels[channel].send(one.outgoing)
            except DeliveryError as error:
                self._sort(results, one, error)
            else:
                results.sent.append(one)
        return results

    def _sort(self, results: _Results, one: Composed, error: DeliveryError) -> None:
        kind = results.again
        if error.unknown:
            kind = results.unknown
        elif error.permanent or (one.message.attempt + 1 >= ATTEMPTS and not isinstance(error, ChannelDownError)):
            kind = results.failed
        if isinstance(error, ChannelDownError):
            kind = results.untried
        if error.unknown or isinstance(error, ChannelDownError):
            results.down.add(one.message.channel)
        kind.append((one, str(error)))
        log.warning("message_not_taken", message_id=one.message.id, permanent=error.permanent, unknown=error.unknown)

    def _record(self, results: _Results) -> None:
        """Write what became of a batch: the events first, because the account's lock comes before any other."""
        clock = self._installation.clock
        now = clock.now()
        with self._installation.db.write() as session:
            told = [_event(one, SENT, now) for one in results.sent]
            told += [_event(one, FAILED, now) for one, _ in results.failed]
            events.record_many(session, told)
            handover.mark_sent(session, [one.message.id for one in results.sent], now)
            self._stop(session, results.failed, MessageState.failed)
            self._stop(session, results.unknown, MessageState.unknown)
            again = [
                Again(one.message.id, now + self._delay(one.message), one.message.attempt + 1, error)
                for one, error in results.again
            ]
            again += [Again(one.message.id, now, one.message.attempt, error) for one, error in results.untried]
            handover.queue_again(session, again)
            for channel in sorted(results.down):
                leases.rest(session, channel, clock.wall(), REST)
        log.info("messages_delivered", sent=len(results.sent), failed=len(results.failed), again=len(again))

    def _stop(self, session: Session, items: list[tuple[Composed, str]], state: MessageState) -> None:
        stopped = [Stopped(one.message.id, error) for one, error in items]
        handover.stop(session, stopped, state, self._installation.clock.now(), was=MessageState.sending)

    def _delay(self, message: Queued) -> timedelta:
        """How long to wait before the next attempt, spread out so that a crowd does not come back at once."""
        seconds = min(FIRST_DELAY * 2**message.attempt, LONGEST_DELAY)
        spread = 0.75 + (message.id * _MIX % 1_000) / 2_000
        return timedelta(seconds=seconds * spread * self._installation.clock.speed)


def _no_longer_wanted(message: Queued) -> str | None:
    """Why this message must not go out any more: the exits hold until the very hand-over."""
    if message.end_reason is not None and message.end_reason.startswith("exit:"):
        return reason("left")
    if "paid" in message.exits and message.balance <= 0:
        return reason("paid")
    return None


def _claimed(one: Composed) -> Claimed:
    return Claimed(one.message.id, one.outgoing.ref, one.outgoing.recipient, one.subject, one.digest)


def _event(one: Composed, kind: str, now: datetime) -> NewEvent:
    message = one.message
    word = kind.removeprefix("message_")
    return NewEvent(message.account_id, kind, now, message.id, f"message:{message.id}:{word}")
