"""How often something happened to accounts: the answers to ``journeys.history``, as facts and as SQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.models import Account, Event, Message
from app.store.ids import among
from journeys.history import History


def counts(session: Session, account_ids: Sequence[int], history: History, now: datetime) -> dict[int, int]:
    """How often that happened to each of these accounts, in one query; accounts to which it never did are left out."""
    query = _matching(select(Event.account_id, func.count()), history, now)
    query = query.where(among(session, Event.account_id, account_ids)).group_by(Event.account_id)
    return {row[0]: row[1] for row in session.execute(query)}


def everybody(history: History, now: datetime) -> Select[Any]:
    """How often that happened to each account (``account_id``, ``n``); accounts to which it never did are left out."""
    columns = select(Event.account_id, func.count().label("n"))
    return _matching(columns, history, now).group_by(Event.account_id)


def count_of(history: History, now: datetime) -> ColumnElement[Any]:
    """How often that happened to the account of the query around it."""
    query = _matching(select(func.count()).select_from(Event), history, now)
    return query.where(Event.account_id == Account.id).correlate(Account).scalar_subquery()


def _matching(query: Select[*tuple[Any, ...]], history: History, now: datetime) -> Select[*tuple[Any, ...]]:
    """Only events of that kind, in that time (exactly so long ago counts), of that channel.

    The channel of an event is what it says of itself, or else that of its message.
    """
    query = query.where(Event.kind == history.event)
    if history.within is not None:
        query = query.where(Event.at >= _since(now, history.within))
    if history.channel is not None:
        of_message = select(Message.channel).where(Message.id == Event.message_id).correlate(Event).scalar_subquery()
        query = query.where(func.coalesce(Event.data["channel"].as_string(), of_message) == history.channel)
    return query


def _since(now: datetime, seconds: int) -> datetime:
    try:
        return now - timedelta(seconds=seconds)
    except OverflowError:
        return datetime.min.replace(tzinfo=now.tzinfo)
