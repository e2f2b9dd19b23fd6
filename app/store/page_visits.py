"""Who came to a landing page, by the variant that they got, and what they did there: how variants are compared."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.models import Account, Event
from app.store.verifications import PASSED

OPENED, PAID = "page_opened", "paid"


@dataclass(frozen=True, slots=True)
class Visited:
    """How many people opened one variant, and how many of them then proved who they are, and paid."""

    language: str
    variant: str
    opened: int = 0
    verified: int = 0
    paid: int = 0


def by_variant(session: Session, page: str, version: int, since: datetime) -> list[Visited]:
    """The visits of a version of a page since a time, each person once for each variant they saw. One query."""
    first = _first(page, version, since)
    counts = (
        func.count(),
        func.count().filter(_followed_by(PASSED, first)),
        func.count().filter(_followed_by(PAID, first)),
    )
    place = (first.c.language, first.c.variant)
    rows = session.execute(select(*place, *counts).group_by(*place).order_by(*place))
    return [Visited(*row) for row in rows]


def _first(page: str, version: int, since: datetime) -> Subquery:
    """When each person first opened each variant."""
    data = Event.data
    place = (data["language"].as_string().label("language"), data["variant"].as_string().label("variant"))
    mine = and_(
        Event.kind == OPENED,
        Event.at >= since,
        data["page"].as_string() == page,
        data["version"].as_integer() == version,
    )
    query = select(Account.debtor_id, *place, func.min(Event.at).label("at"))
    return (
        query.join(Account, Account.id == Event.account_id).where(mine).group_by(Account.debtor_id, *place).subquery()
    )


def _followed_by(kind: str, first: Subquery) -> ColumnElement[bool]:
    """Whether something happened to a person, on any of their accounts, after they opened the page."""
    event, account = aliased(Event), aliased(Account)
    theirs = and_(account.debtor_id == first.c.debtor_id, event.account_id == account.id)
    return exists().where(theirs, event.kind == kind, event.at >= first.c.at)
