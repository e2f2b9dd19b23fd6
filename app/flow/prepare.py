"""Preparing a batch: which due messages may go out now, and their bytes.

One transaction claims them, asks the contact rules while it holds the debtors, finishes the bytes, and marks those that
go out ``sending`` under their Message-ID; the others are put off, held, paused or cancelled with the reason. Those that
a contact rule forbids for good, or whose time has passed, are left to ``refuse``: that is an event, and whoever holds
messages or debtors must not wait for accounts. A channel that may not send so fast gets no more messages than it may
send; the others stay in the queue as they are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy.orm import Session

from app.config import Config
from app.flow import watching
from app.flow.compose import Composed, Held, compose, tokens_of
from app.flow.gate import Ask, Gate, Refused
from app.flow.rounds import party_of
from app.flow.watching import Stop
from app.installation import Installation
from app.models import MessageState
from app.reasons import reason
from app.store import claims, events, facts, handover, parties, rates, templates
from app.store.claims import Queued
from app.store.handover import Again, Claimed, Stopped
from app.store.rates import Limits
from journeys.contact import Never, NotBefore
from journeys.contact.decisions import BUSY
from journeys.exits import PAID

NO_LIMITS: Limits = {}
SOON = timedelta(seconds=1)  # business time by which a message is put off at least
TAKEN_BACK = ("exit:", "left:")  # how the reasons of runs begin whose messages must not go out any more
STOPPED = "stopped"
HELD_FOR = timedelta(minutes=15)  # business time after which it is looked whether a hold still lasts


@dataclass
class Batch:
    """What became of the claimed messages so far."""

    claimed_at: datetime  # wall time; with it a sender tells its own attempt from later ones
    claimed: int = 0
    composed: list[Composed] = field(default_factory=list)
    held: list[Stopped] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    expired: list[int] = field(default_factory=list)
    told: dict[int, Queued] = field(default_factory=dict)  # those that are refused or expired, by id


def prepare(installation: Installation, channels: Sequence[str], limit: int, limits: Limits = NO_LIMITS) -> Batch:
    """Claim up to ``limit`` due messages of these channels and finish them; commits before it returns.

    ``limits`` say how fast which of the channels may send.
    """
    now, wall = installation.clock.now(), installation.clock.wall()
    limits = {name: limits[name] for name in channels if name in limits}
    gate = gate_of(installation.config)
    with installation.db.write() as session:
        room = rates.room(session, limits, wall) if limits else claims.NO_ROOM
        due = claims.claim(session, now, limit, channels, room)
        wanted = _set_aside(session, due, watching.stops(session, due, now), now)
        late = [one for one in wanted if _too_late(one, now)]
        allowed, later, never = _ask(gate, session, [one for one in wanted if not _too_late(one, now)], now)
        late += [one for one, why in later if _too_late(one, why.at)]
        made = _compose(session, installation.config, allowed, now)
        held = [Stopped(one.message.id, one.reason) for one in made if isinstance(one, Held)]
        composed = _within(session, [one for one in made if isinstance(one, Composed)], limits, wall)
        sure = {one.message.id for one in composed}
        unsure = {one.debtor_id for one in allowed if one.id not in sure}
        _put_off(gate, session, [(one, why) for one, why in later if not _too_late(one, why.at)], unsure, now)
        handover.stop(session, held, MessageState.held, now, was=MessageState.queued)
        wall = installation.clock.wall()
        handover.mark_sending(session, [_claimed(one) for one in composed], now, wall)
    return Batch(
        claimed=len(due),
        claimed_at=wall,
        composed=composed,
        held=held,
        refused=[_refused(one, why, now) for one, why in never],
        expired=[one.id for one in late],
        told={one.id: one for one in (*late, *(one for one, _ in never))},
    )


def refuse(installation: Installation, batch: Batch) -> None:
    """Write down what a rule forbids for good and what comes too late: account first, as whoever records an event."""
    if not batch.told:
        return
    now = installation.clock.now()
    with installation.db.write() as session:
        queued = handover.still(session, list(batch.told), MessageState.queued)
        late = set(batch.expired)
        events.note_many(session, [_event(batch.told[one], one in late, now) for one in queued])
        rules = {one.message: one.decision.rule for one in batch.refused}
        gone = [Stopped(number, reason("expired")) for number in queued if number in late]
        handover.stop(session, gone, MessageState.cancelled, now, was=MessageState.queued)
        stopped = [Stopped(number, reason("rule_never", rules[number])) for number in queued if number not in late]
        moved = set(handover.stop(session, stopped, MessageState.refused, now, was=MessageState.queued))
        gate_of(installation.config).record(session, [one for one in batch.refused if one.message in moved])


@lru_cache(maxsize=8)
def gate_of(config: Config) -> Gate:
    """The contact rules of an installation, read once."""
    return Gate(config)


def _set_aside(session: Session, due: Sequence[Queued], stops: Mapping[int, Stop], now: datetime) -> list[Queued]:
    """Cancel what is not wanted any more, pause what is of a halted journey, put off what is on hold; the rest."""
    gone = [Stopped(one.id, why) for one in due if (why := _no_longer_wanted(one, stops.get(one.id)))]
    unwanted = {one.id for one in gone}
    paused = [Stopped(one.id, None) for one in due if one.halt is not None and one.id not in unwanted]
    handover.stop(session, gone, MessageState.cancelled, now, was=MessageState.queued)
    handover.stop(session, paused, MessageState.paused, now, was=MessageState.queued)
    rest = [one for one in due if one.halt is None and one.id not in unwanted]
    held = [one for one in rest if one.id in stops]
    told = {one.id: reason("on_hold", stops[one.id].name) for one in held}
    handover.put_off(session, [Again(one.id, now + HELD_FOR, one.attempt, told[one.id]) for one in held])
    return [one for one in rest if one.id not in stops]


def _ask(
    gate: Gate, session: Session, wanted: Sequence[Queued], now: datetime
) -> tuple[list[Queued], list[tuple[Queued, NotBefore]], list[tuple[Queued, Never]]]:
    """Which may go out now, which later, which never."""
    allowed: list[Queued] = []
    later: list[tuple[Queued, NotBefore]] = []
    never: list[tuple[Queued, Never]] = []
    people = {one.id: party for one in wanted if one.to_round and (party := party_of(one.round)) is not None}
    roles = parties.roles(session, sorted(set(people.values())))
    asks = [Ask(one.debtor_id, one.account_id, one.channel, roles.get(people.get(one.id, 0))) for one in wanted]
    for one, decision in zip(wanted, gate.ask(session, asks, now, hold=True), strict=True):
        if isinstance(decision, NotBefore):
            later.append((one, decision))
        elif isinstance(decision, Never):
            never.append((one, decision))
        else:
            allowed.append(one)
    return allowed, later, never


def _put_off(
    gate: Gate, session: Session, later: Sequence[tuple[Queued, NotBefore]], unsure: set[int], now: datetime
) -> None:
    """Leave queued what a rule wants later, and note the rule.

    A message that did not go out counted as a contact for those after it, so its debtor (``unsure``) is asked about
    again.
    """
    sure = [(one, why) for one, why in later if one.debtor_id not in unsure]
    again = [Again(one.id, max(why.at, now + SOON), one.attempt, _later(why)) for one, why in sure]
    handover.put_off(session, again)
    gate.record(session, [_refused(one, why, now) for one, why in sure])


def _later(why: NotBefore) -> str | None:
    return None if why.rule == BUSY else reason("rule_later", why.rule)


def _compose(session: Session, config: Config, allowed: Sequence[Queued], now: datetime) -> list[Composed | Held]:
    used = templates.of_keys(session, {one.template for one in allowed})
    known = facts.load(session, sorted({one.account_id for one in allowed}), now, also=tokens_of(allowed, used))
    return [compose(config, one, used, known.get(one.account_id, {}), now) for one in allowed]


def _too_late(message: Queued, at: datetime) -> bool:
    return message.expires_at is not None and message.expires_at < at


def _within(session: Session, composed: list[Composed], limits: Limits, wall: datetime) -> list[Composed]:
    """Those that may go out as fast as this; the others stay in the queue as they are."""
    if not limits:
        return composed
    left = rates.take(session, limits, Counter(one.message.channel for one in composed), wall)
    going: list[Composed] = []
    for one in composed:
        left[one.message.channel] -= 1
        if left[one.message.channel] >= 0:
            going.append(one)
    return going


def _no_longer_wanted(message: Queued, stop: Stop | None) -> str | None:
    """Why this message must not go out any more: the exits hold until the very hand-over."""
    ended = message.end_reason
    if ended is not None and (ended == STOPPED or ended.startswith(TAKEN_BACK)):
        return reason("left")
    if stop is None or stop.lasts:
        return None
    return reason("paid") if stop.name == PAID else reason("exit", stop.name)


def _claimed(one: Composed) -> Claimed:
    message, outgoing = one.message, one.outgoing
    return Claimed(
        message.id, message.debtor_id, outgoing.ref, outgoing.recipient, one.subject, one.digest, one.evidence
    )


def _refused(one: Queued, why: NotBefore | Never, now: datetime) -> Refused:
    return Refused(one.id, one.debtor_id, now, why)


def _event(one: Queued, late: bool, now: datetime) -> events.NewEvent:
    return handover.event_of("expired" if late else "refused", one.id, one.account_id, now, handover.about(one))
