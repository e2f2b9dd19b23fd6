"""What was paid since something was agreed: the payments, each with the moment from which it counts.

A payment counts from the day on which it was received (``paid_at`` of its event), or else from its event.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Event, Offer, Plan, Promise
from app.store.ids import among

_OF: Mapping[str, type[Promise] | type[Plan] | type[Offer]] = {
    "promise.payments": Promise,
    "plan.payments": Plan,
    "offer.payments": Offer,
}
PAYMENTS: AbstractSet[str] = _OF.keys()
"""Lists of ``{"at", "amount"}`` by the names under which the engine asks for them; conditions cannot."""


def load(
    session: Session, account_ids: Sequence[int], wanted: AbstractSet[str]
) -> Iterator[tuple[int, str, list[dict[str, Any]]]]:
    """The payments of each account since its newest promise, plan or offer: (account id, field, payments)."""
    for name in sorted(PAYMENTS & wanted):
        table = _OF[name]
        newest = select(func.max(table.id)).where(among(session, table.account_id, account_ids))
        query = (
            select(Event.account_id, Event.at, Event.data)
            .join(table, (table.account_id == Event.account_id) & (Event.id > table.mark))
            .where(table.id.in_(newest.group_by(table.account_id)), Event.kind == "paid")
            .order_by(Event.id)
        )
        found: dict[int, list[dict[str, Any]]] = {}
        for account_id, at, data in session.execute(query):
            if "amount" in data:
                payment = {"at": _moment(at, data).isoformat(), "amount": data["amount"]}
                found.setdefault(account_id, []).append(payment)
        for account_id, payments in found.items():
            yield account_id, name, payments


def since(session: Session, offer: Offer) -> int:
    """What was paid of an offer in time, in all."""
    query = select(Event.at, Event.data).where(
        Event.account_id == offer.account_id, Event.id > offer.mark, Event.kind == "paid"
    )
    rows = session.execute(query).all()
    return sum(data.get("amount", 0) for at, data in rows if _moment(at, data) < offer.expires_at)


def _moment(at: datetime, data: Mapping[str, Any]) -> datetime:
    paid_at = data.get("paid_at")
    return at if paid_at is None else datetime.fromisoformat(paid_at)
