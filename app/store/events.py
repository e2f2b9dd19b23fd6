"""Events: what happened to an account, and the waking of whoever waits for it.

The order of locks is the same everywhere, so that nothing waits in a circle: the account's row first (``lock``),
then the account's steps by id. The account is locked ``FOR NO KEY UPDATE``, which a foreign key's own lock does not
collide with: the batch that moves people writes messages that point to accounts while it holds their steps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from app.models import Account, Event, Step, StepState
from app.store.ids import among, among_texts
from app.store.rows import table_of
from journeys.exits import CLEARED, EXITS, STATUS

EVENTS = table_of(Event)

FLAGGED = frozenset([CLEARED, *(one.event for one in EXITS.values() if one.may_hold)])
"""The events that also wake whoever waits for ``STATUS``."""


@dataclass(frozen=True)
class NewEvent:
    """Something that just happened to an account, not yet recorded."""

    account_id: int
    kind: str
    at: datetime
    message_id: int | None = None
    dedup: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def lock(session: Session, account_id: int) -> bool:
    """Hold this account until the transaction ends; whoever else records an event or a payment of it waits.

    Returns whether there is such an account.
    """
    query = select(Account.id).where(Account.id == account_id).with_for_update(key_share=True)
    return session.execute(query).first() is not None


def hold(session: Session, account_id: int) -> Account | None:
    """``lock`` an account, and hold its steps: before what hangs on them is changed. None where there is no account."""
    if not lock(session, account_id):
        return None
    hold_steps(session, [account_id])
    return session.get_one(Account, account_id, populate_existing=True)


def hold_steps(session: Session, account_ids: Sequence[int]) -> bool:
    """Hold all steps of accounts that are held, in their order; whether there are any."""
    steps = select(Step.id).where(among(session, Step.account_id, sorted(set(account_ids))))
    return bool(session.execute(steps.order_by(Step.id).with_for_update()).all())


def newest(session: Session, account_id: int) -> int:
    """The newest event of an account that is held: what comes after it is not known yet. 0 where there is none."""
    return session.scalar(select(func.max(Event.id)).where(Event.account_id == account_id)) or 0


def record(  # noqa: PLR0913 - the columns of an event
    session: Session,
    *,
    account_id: int,
    kind: str,
    at: datetime,
    message_id: int | None = None,
    dedup: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> int | None:
    """Record one event, and wake the account's steps that wait for its kind, in this transaction.

    Returns its id, or None when an event with the same ``dedup`` is already recorded. ``at`` is business time.
    After the commit, enqueue ``Job.advance`` so that the reaction does not wait for the ticker.
    """
    recorded = record_many(session, [NewEvent(account_id, kind, at, message_id, dedup, data or {})])
    return recorded[0]


def record_many(session: Session, events: Sequence[NewEvent]) -> list[int | None]:
    """Record many events as ``record`` does, in a number of queries that does not grow with them."""
    if not events:
        return []
    places = _fresh(session, events)
    ids: list[int | None] = [None] * len(events)
    if places:
        query = insert(Event).returning(Event.id, sort_by_parameter_order=True)
        numbers = session.scalars(query, [_row(events[place]) for place in places])
        for place, number in zip(places, numbers, strict=True):
            ids[place] = number
    _wake(session, [events[place] for place in places])
    return ids


def note_many(session: Session, events: Sequence[NewEvent]) -> None:
    """Record many events as ``record_many`` does, without asking for their ids: that takes a fifth of the time."""
    fresh = [events[place] for place in _fresh(session, events)] if events else []
    if fresh:
        session.connection().execute(insert(EVENTS), [_row(event) for event in fresh])
        _wake(session, fresh)


def _fresh(session: Session, events: Sequence[NewEvent]) -> list[int]:
    """Lock the accounts, and say which of the events are to be recorded: the places of those not recorded yet.

    Two reports of one event concern one account, whose lock lets the second see what the first committed.
    """
    accounts = sorted({event.account_id for event in events})
    session.execute(
        select(Account.id)
        .where(among(session, Account.id, accounts))
        .order_by(Account.id)
        .with_for_update(key_share=True)
    ).all()
    named = [event.dedup for event in events if event.dedup is not None]
    seen = set(session.scalars(select(Event.dedup).where(among_texts(session, Event.dedup, named)))) if named else set()
    places: list[int] = []
    for place, event in enumerate(events):
        if event.dedup is None or event.dedup not in seen:
            seen.add(event.dedup)
            places.append(place)
    return places


def _row(event: NewEvent) -> dict[str, Any]:
    return {
        "account_id": event.account_id,
        "kind": event.kind,
        "at": event.at,
        "message_id": event.message_id,
        "dedup": event.dedup,
        "data": dict(event.data),
    }


def _wake(session: Session, events: Sequence[NewEvent]) -> None:
    """Make the steps that wait for these events due.

    Every step of the account is locked first, waiting or not: one that is being moved right now may be about to
    listen, and this waits until that is committed, so that the update below sees it. The other way round, a step that
    is moved after this transaction reads the event itself.
    """
    if not events:
        return
    if not hold_steps(session, [event.account_id for event in events]):
        return
    groups: dict[tuple[str, datetime], list[int]] = {}
    for event in events:
        groups.setdefault((event.kind, event.at), []).append(event.account_id)
    for (kind, at), members in groups.items():
        session.execute(
            update(Step)
            .where(
                among(session, Step.account_id, sorted(set(members))),
                or_(*(Step.waits.contains(f" {word} ", autoescape=True) for word in _words(kind))),
                or_(
                    Step.state.in_((StepState.listening, StepState.frozen)),
                    and_(Step.state == StepState.due, Step.due_at > at),
                ),
            )
            .values(state=StepState.due, due_at=at)
            .execution_options(synchronize_session=False)
        )


def _words(kind: str) -> tuple[str, ...]:
    """What a step may wait for that an event of this kind wakes."""
    return (kind, STATUS) if kind in FLAGGED else (kind,)
