"""How many people have no value for the tokens of a message: those who would not get it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Account, AccountStatus, Debtor, Journey, JourneyVersion, Portfolio
from app.store import conditions, fields, patience, segments
from app.store.at_once import AtOnce

ALWAYS = frozenset({"link", "item", "debt", "list", "calendar", "show"})
"""Scopes that a message brings with it, or that only its round knows."""

Condition = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reach:
    """Of ``total`` open accounts how many have no value, by token; both None where that took too long."""

    total: int | None
    empty: Mapping[str, int]


def unknown(session: Session, tokens: Iterable[str]) -> list[str]:
    """Those that are no field here, in order."""
    known = fields.token_fields(session)
    own = {name for name in tokens if name.partition(".")[0] in ALWAYS - {"link", "calendar"}}
    return sorted(set(tokens) - known.keys() - own)


def empty(session: Session, tokens: Iterable[str], condition: Condition | None, now: datetime) -> Reach:
    """Count everybody who matches, and for each token who lacks it, in one query.

    Raises:
        InvalidError: the condition cannot be used.
    """
    asked = sorted({name for name in tokens if name.partition(".")[0] not in ALWAYS})
    lacking: list[Condition] = [{"field": name, "op": "is_empty"} for name in asked]
    total, counts = matching(session, lacking, condition, now)
    return Reach(total, {} if total is None else dict(zip(asked, counts, strict=True)))


def matching(
    session: Session, asked: Sequence[Condition], audience: Condition | None, now: datetime
) -> tuple[int | None, Sequence[int]]:
    """How many open accounts are in an audience, and how many of these match each condition, in one query.

    None where that took too long, and then no counts.

    Raises:
        InvalidError: a condition cannot be used.
    """
    everybody = AtOnce(now)
    columns = [func.count(case((conditions.to_sql(one, now, everybody), 1))) for one in asked]
    there = [Account.status == AccountStatus.open.value, Debtor.erased_at.is_(None)]
    if audience is not None:
        there.append(conditions.to_sql(audience, now, everybody))
    query: Select[Any] = (
        select(func.count(Account.id))
        .add_columns(*columns)
        .select_from(Account)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .join(Portfolio, Portfolio.id == Account.portfolio_id)
        .where(*there)
    )
    found = patience.answer(session, everybody.join(query))
    return (None, []) if found is None else (found[0][0], found[0][1:])


def audience_of(session: Session, journey_id: int) -> Condition | None:
    """Whom a journey lets in: its live version, or its draft where none is live; None is everybody.

    Raises:
        NotFoundError: there is no such journey.
    """
    query = select(Journey.draft, JourneyVersion.graph)
    query = query.outerjoin(JourneyVersion, JourneyVersion.id == Journey.live_version_id)
    row = session.execute(query.where(Journey.id == journey_id)).one_or_none()
    if row is None:
        raise NotFoundError
    graph = row.graph or row.draft
    ways = [_entrance(session, node.get("settings", {})) for node in graph["nodes"] if node.get("kind") == "enter"]
    return None if None in ways or not ways else {"any": ways}


def _entrance(session: Session, settings: Mapping[str, Any]) -> Condition | None:
    """Whom one entrance lets in; a segment that is gone lets in nobody."""
    parts = [settings["audience"]] if settings.get("audience") else []
    if settings.get("segment") is not None:
        parts.append(segments.condition_of(session, settings["segment"]) or {"any": []})
    return {"all": parts} if parts else None
