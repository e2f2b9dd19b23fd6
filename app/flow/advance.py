"""Moving people: claim whoever is due, let the interpreter say how far they go, write it all at once.

One call is one transaction's work in a number of queries that does not grow with the people. The claimed rows stay
locked until it commits; if the process dies, nothing happened.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NoReturn

import structlog
from sqlalchemy.orm import Session

from app.clock import Clock, SystemClock
from app.flow import batch, guard, routes
from app.flow.batch import Failed, Moved, Written
from app.flow.gate import Ask, Gate, Refused
from app.flow.routes import Route
from app.reasons import reason
from app.store import facts, halts, runs
from app.store.messages import NewMessage
from app.store.runs import Standing
from journeys.contact import NotBefore
from journeys.interpreter import Facts, Occurrence, Position, Stuck, step
from journeys.plan import all_fields

log = structlog.get_logger(__name__)

BATCH = 2_000

_Heard = Mapping[int, Sequence[tuple[int, str, datetime]]]


class _NotRead(BaseException):
    """A person's fields are wanted, and were not read yet."""


class _Unread(Mapping[str, Any]):
    """The fields of whoever may not need any: most nodes look at none, and reading them costs more than the step."""

    def __getitem__(self, key: str) -> NoReturn:
        del key
        raise _NotRead

    def __iter__(self) -> Iterator[str]:
        raise _NotRead

    def __len__(self) -> NoReturn:
        raise _NotRead


_UNREAD = _Unread()


@dataclass
class _Batch:
    """A claimed batch on its way: who moved how far, who could not, and who is still to be looked at."""

    now: datetime
    routes: Mapping[int, Route]
    heard: _Heard
    moved: list[Moved] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)

    def take(self, standing: Sequence[Standing], known: Mapping[int, Mapping[str, Any]] | None) -> list[Standing]:
        """Let the interpreter say how far each goes; those are given back whose fields it wants and does not have."""
        wanting: list[Standing] = []
        for one in standing:
            fields = _UNREAD if known is None else known.get(one.account_id, {})
            try:
                self._take(one, fields)
            except _NotRead:
                wanting.append(one)
        return wanting

    def _take(self, one: Standing, fields: Mapping[str, Any]) -> None:
        route = self.routes[one.version_id]
        if route.plan is None:
            self.failed.append((one, route.error))
            return
        heard = self.heard.get(one.id)
        events = [Occurrence(*event) for event in heard] if heard else ()
        position = Position(one.node, one.seq, one.until, one.mark)
        try:
            outcome = step(route.plan, position, Facts(fields, events), self.now)
        except Exception as error:  # noqa: BLE001 - a kind's fault with one person must not stop the others
            raised = type(error).__name__
            log.error("step_raised", step_id=one.id, run_id=one.run_id, node=one.node, error=raised)  # noqa: TRY400 - a traceback may hold personal data
            self.failed.append((one, reason("step_raised", f"{raised}: {error}")))
            return
        if isinstance(outcome, Stuck):
            log.error("step_stuck", step_id=one.id, run_id=one.run_id, node=outcome.node)
            self.failed.append((one, reason(outcome.code, outcome.detail)))
        else:
            self.moved.append((one, route.journey_id, outcome))


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
    claimed = _claim(session, now, limit)
    if not claimed:
        return 0
    halted = halts.of_versions(session, sorted({one.version_id for one in claimed}))
    standing = [one for one in claimed if one.version_id not in halted] if halted else claimed
    if halted:
        halts.hold(session, [one.id for one in claimed if one.version_id in halted])
    if standing:
        _move(session, standing, now, terms or Terms())
    return len(claimed)


def _claim(session: Session, now: datetime, limit: int) -> list[Standing]:
    """Whoever was woken, if anybody was; the backlog otherwise. Nobody who answered waits for a full batch."""
    return runs.claim_woken(session, now, limit) or runs.claim(session, now, limit)


def _move(session: Session, standing: Sequence[Standing], now: datetime, terms: Terms) -> None:
    known = routes.load(session, sorted({one.version_id for one in standing}))
    exits = {name for route in known.values() if route.plan for name in route.plan.exits}
    going = _Batch(now, known, runs.heard(session, standing, exits))
    wanting = going.take(standing, None)
    if wanting:
        fields = all_fields(route.plan.fields for route in known.values() if route.plan)
        going.take(wanting, facts.load(session, sorted({one.account_id for one in wanting}), now, fields))
    new = _messages(session, going.moved)
    blocked = guard.check(session, new, now)
    moved = going.moved
    if blocked:
        for journey_id, why in sorted(blocked.items()):
            guard.pause(session, journey_id, why, now=now, wall=terms.clock.wall())
        halts.hold(session, [standing.id for standing, journey_id, _ in moved if journey_id in blocked])
        moved = [one for one in moved if one[1] not in blocked]
        new = [message for message in new if message.journey_id not in blocked]
    refused: list[Refused] = []
    if terms.gate is not None and new:
        new, refused = _at_lawful_times(session, terms.gate, new, now)
    batch.write(session, Written(moved, going.failed, new), now, terms.clock.speed)
    if terms.gate is not None and refused:
        terms.gate.record(session, refused)


def _messages(session: Session, moved: Sequence[Moved]) -> list[NewMessage]:
    """What those who moved are to be sent."""
    sending = [one for one in moved if one[2].sends]
    if not sending:
        return []
    debtors = facts.debtors(session, sorted({standing.account_id for standing, _, _ in sending}))
    return [
        NewMessage(
            standing.run_id,
            journey_id,
            standing.account_id,
            send.node,
            send.visit,
            send.channel,
            send.template,
            debtors.get(standing.account_id),
        )
        for standing, journey_id, outcome in sending
        for send in outcome.sends
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
            timed.append(replace(message, due_at=decision.at))
        else:
            timed.append(message)
    return timed, refused
