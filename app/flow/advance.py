"""Moving people: claim whoever is due, let the interpreter say how far they go, write it all at once.

One call is one transaction's work in a number of queries that does not grow with the people. The claimed rows stay
locked until it commits; if the process dies, nothing happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.clock import Clock, SystemClock
from app.flow import batch, claiming, guard, orders, rounds, routes
from app.flow.batch import Group, Written
from app.flow.gate import Ask, Gate, Refused
from app.flow.going import Going
from app.store import facts, halts, runs
from app.store.messages import NewMessage
from app.store.runs import Standing
from journeys.contact import NotBefore
from journeys.plan import all_fields

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every batch of a process.

    ``gate`` says when messages may go out; without it, that is only asked when they are handed over. ``clock`` gives
    the wall time of what the guard does, and how much faster than that business time runs.
    """

    gate: Gate | None = None
    clock: Clock = field(default_factory=SystemClock)


def advance_batch(session: Session, now: datetime, limit: int = BATCH, terms: Terms | None = None) -> int:
    """Deal with up to ``limit`` people whose steps are due; how many there were.

    Those of a halted journey are held. Whoever cannot be moved goes to the dead letter, and does not hold up the
    others.
    """
    terms = terms or Terms()
    claimed = claiming.claim(session, now, limit, terms.clock.wall())
    if not claimed:
        return 0
    halted = halts.of_versions(session, sorted({one.version_id for one in claimed}))
    standing = [one for one in claimed if one.version_id not in halted] if halted else claimed
    if halted:
        halts.hold(session, [one.id for one in claimed if one.version_id in halted])
    if standing:
        _move(session, standing, now, terms)
    return len(claimed)


def _move(session: Session, standing: Sequence[Standing], now: datetime, terms: Terms) -> None:
    known = routes.load(session, sorted({one.version_id for one in standing}))
    always = {kind for route in known.values() if route.plan for kind in route.plan.hears}
    going = Going(known, runs.heard(session, standing, always), now)
    wanting = going.take(standing)
    if wanting:
        fields = all_fields(route.plan.fields for route in known.values() if route.plan)
        accounts = sorted({one.account_id for one in wanting})
        going.take_knowing(wanting, facts.load(session, accounts, now, fields))
    moved = going.moved
    new = _messages(session, moved)
    blocked = guard.check(session, new, now)
    if blocked:
        for journey_id, why in sorted(blocked.items()):
            guard.pause(session, journey_id, why, now=now, wall=terms.clock.wall())
        halts.hold(session, [one.id for group in moved if group.journey_id in blocked for one in group.members])
        moved = [group for group in moved if group.journey_id not in blocked]
        new = [message for message in new if message.journey_id not in blocked]
    refused: list[Refused] = []
    if terms.gate is not None and new:
        new, refused = _at_lawful_times(session, terms.gate, new, now)
    batch.write(session, Written(moved, going.failed, new, *orders.of_groups(session, moved)), now, terms.clock.speed)
    if terms.gate is not None and refused:
        terms.gate.record(session, refused)


def _messages(session: Session, moved: Sequence[Group]) -> list[NewMessage]:
    """What those who moved are to be sent."""
    sending = [group for group in moved if group.outcome.sends]
    if not sending:
        return []
    debtors = facts.debtors(session, sorted({one.account_id for group in sending for one in group.members}))
    return [
        NewMessage(
            one.run_id,
            group.journey_id,
            rounds.account_of(send.item, one.account_id),
            send.node,
            send.visit,
            send.channel,
            send.template,
            debtors.get(one.account_id),
            priority=send.priority,
            expires_at=send.expires_at,
            item=rounds.addressed(send.item, to_item=send.to_item),
        )
        for group in sending
        for one in group.members
        for send in group.outcome.sends
    ]


def _at_lawful_times(
    session: Session, gate: Gate, new: Sequence[NewMessage], now: datetime
) -> tuple[list[NewMessage], list[Refused]]:
    """The messages, due when they may go out, and what was decided against now.

    One that may never go out is due now: whoever hands it over asks again and refuses it, and can tell the account's
    journeys so under the account's lock, which comes before the steps that are held here.
    """
    asks = [Ask(message.debtor_id or 0, message.account_id, message.channel) for message in new]
    timed: list[NewMessage] = []
    refused: list[Refused] = []
    for message, decision in zip(new, gate.ask(session, asks, now), strict=True):
        if isinstance(decision, NotBefore):
            place = (message.run_id, message.node, message.visit, message.channel)
            refused.append(Refused(place, message.debtor_id or 0, now, decision))
            timed.append(message._replace(due_at=decision.at))
        else:
            timed.append(message)
    return timed, refused
