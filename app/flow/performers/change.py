"""Changes a field of the customer's own, a tag or the stage of accounts: all that are changed alike at once."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Done, Inside
from app.store import changing
from app.store.acts import Ordered

Details = Mapping[str, Any]


class Change(Inside):
    """Makes one kind of change on many accounts in a number of queries that does not grow with them."""

    name = "change"

    def hold(self, session: Session, acts: Sequence[Ordered]) -> None:
        """The debtors whose fields change."""
        owned = sorted({act.account_id for act in acts if _scope(act.details) == "debtor"})
        if owned:
            changing.hold_debtors(session, owned)

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One change."""
        return self.perform_many(session, [act], now)[act.id]

    def perform_many(self, session: Session, acts: Sequence[Ordered], now: datetime) -> Mapping[int, Answer]:
        """All changes; those that are alike together."""
        alike: dict[str, list[Ordered]] = {}
        for act in acts:
            alike.setdefault(json.dumps(act.details, sort_keys=True), []).append(act)
        for mine in alike.values():
            _change(session, mine[0].details, [act.account_id for act in mine], now)
        return {act.id: Done() for act in acts}


def _change(session: Session, details: Details, accounts: Sequence[int], now: datetime) -> None:
    if details["what"] == "tag":
        put = changing.put_on if details["tagging"] == "add" else changing.take_off
        put(session, accounts, details["tag"])
    elif details["what"] == "stage":
        changing.set_stage(session, accounts, details["stage"])
    else:
        _change_field(session, details, accounts, now)


def _change_field(session: Session, details: Details, accounts: Sequence[int], now: datetime) -> None:
    """Several accounts of one debtor may be changed at once: each change sees what the one before it left."""
    scope, _, field = details["field"].partition(".")
    found = changing.documents(session, scope, accounts)
    changed: dict[int, dict[str, Any]] = {}
    for account in accounts:
        owner, fields = found[account]
        before = changed.get(owner, dict(fields))
        value = _value(details, before.get(field), now)
        changed[owner] = {name: kept for name, kept in before.items() if name != field} | (
            {} if value is None else {field: value}
        )
    changing.write(session, scope, changed)


def _value(details: Details, before: Any, now: datetime) -> Any:  # noqa: ANN401 - a JSON value
    """What the field holds afterwards; None is nothing."""
    how = details["how"]
    if how == "set":
        return details["value"]
    if how == "today":
        return (now.date() + timedelta(days=details["days"])).isoformat()
    if how == "empty":
        return None
    start = before if isinstance(before, int | float) and not isinstance(before, bool) else 0
    return start + details["by"] if how == "increase" else start - details["by"]


def _scope(details: Details) -> str:
    return str(details.get("field", "")).partition(".")[0]


PERFORMER = Change()
