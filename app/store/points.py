"""Contact points of many debtors at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import ContactPoint
from app.store.ids import among
from app.store.upserts import upsert


def values_of(session: Session, debtor_ids: Sequence[int]) -> dict[int, list[str]]:
    """The addresses and numbers of each of these debtors, in the order in which they are tried."""
    return {debtor: [value for _, value, _ in found] for debtor, found in _ordered(session, debtor_ids).items()}


def write(session: Session, wanted: Mapping[int, Sequence[tuple[str, str]]]) -> set[int]:
    """Give debtors these contact points, (kind, value), to be tried first and in this order.

    Others of the same kind stay and are tried after them. Whether one is valid or opted out is left as it is.
    Returns the debtors for whom anything changed.
    """
    known = _ordered(session, sorted(wanted))
    rows: list[dict[str, Any]] = []
    for debtor, points in wanted.items():
        there = known.get(debtor, [])
        places = {(kind, value): position for kind, value, position in there}
        for kind in dict.fromkeys(kind for kind, _ in points):
            first = [value for given, value in points if given == kind]
            rest = [value for given, value, _ in there if given == kind and value not in first]
            for position, value in enumerate(first + rest):
                if places.get((kind, value)) != position:
                    rows.append(_row(debtor, kind, value, position))
    upsert(session, ContactPoint.__table__, rows, key=("debtor_id", "kind", "value"), update=("position",))
    return {row["debtor_id"] for row in rows}


def owners(session: Session, kind: str, value: str, most: int) -> list[int]:
    """The debtors, ``most`` at the most, who have this address or number."""
    query = select(ContactPoint.debtor_id).where(ContactPoint.kind == kind, ContactPoint.value == value)
    return list(session.scalars(query.order_by(ContactPoint.debtor_id).limit(most)))


def invalidate(session: Session, debtor_id: int, value: str) -> None:
    """Say that this address or number of a debtor takes nothing."""
    query = update(ContactPoint).where(ContactPoint.debtor_id == debtor_id, ContactPoint.value == value)
    session.execute(query.values(valid=False))


def _row(debtor: int, kind: str, value: str, position: int) -> dict[str, Any]:
    return {"debtor_id": debtor, "kind": kind, "value": value, "position": position, "valid": True}


def _ordered(session: Session, debtor_ids: Sequence[int]) -> dict[int, list[tuple[str, str, int]]]:
    query = (
        select(ContactPoint.debtor_id, ContactPoint.kind, ContactPoint.value, ContactPoint.position)
        .where(among(session, ContactPoint.debtor_id, debtor_ids))
        .order_by(ContactPoint.debtor_id, ContactPoint.kind, ContactPoint.position, ContactPoint.id)
    )
    found: dict[int, list[tuple[str, str, int]]] = {}
    for debtor, kind, value, position in session.execute(query):
        found.setdefault(debtor, []).append((kind, value, position))
    return found
