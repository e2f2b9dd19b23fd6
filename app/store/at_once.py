"""Answers for all accounts at once, for whoever counts them.

``app.store.operands`` asks what lies in other tables one account at a time, which is right for a batch of some
thousands and takes half a minute for a million. Here everybody's answer is one grouped query, joined to accounts.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.models import Account, ContactPoint
from app.store import agreed, histories, oldest
from app.store.operands import CONTACTS, Operand, typed
from journeys.history import History, history_named

ELSEWHERE = frozenset([*CONTACTS, *oldest.FIELDS])
"""Fields whose name says otherwise, but which do not lie in the row of the account's debtor."""


class AtOnce:
    """The grouped queries that one condition needs; each is joined once, however often it is asked for."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._joined: dict[str, tuple[FromClause, ColumnElement[bool]]] = {}

    def history(self, history: History) -> Operand:
        """How often something happened: a number that is always there."""
        made = self._of_account(history.name, histories.everybody(history, self._now))
        return Operand(true(), {float: func.coalesce(made.c.n, 0)})

    def field(self, name: str) -> Operand | None:
        """A field that lies in another table; None for one that does not."""
        history = history_named(name)
        if history is not None:
            return self.history(history)
        if name in CONTACTS:
            return typed(self._contact(CONTACTS[name]))
        if name in oldest.FIELDS:
            return self._oldest(name)
        table = agreed.table_with(name)
        if table is None:
            return None
        made = self._of_account(table.__tablename__, agreed.everybody(table))
        return typed(made.c[agreed.label_of(name)])

    def join(self, query: Select[Any]) -> Select[Any]:
        """The query with everything that its condition asked for."""
        for made, on in self._joined.values():
            query = query.outerjoin(made, on)
        return query

    def _of_account(self, name: str, query: Select[Any]) -> FromClause:
        return self._add(name, query, "account_id", Account.id)

    def _add(self, name: str, query: Select[*tuple[Any, ...]], key: str, own: InstrumentedAttribute[int]) -> FromClause:
        if name not in self._joined:
            made = query.subquery()
            self._joined[name] = (made, made.c[key] == own)
        return self._joined[name][0]

    def _oldest(self, name: str) -> Operand:
        if name == oldest.DUE_DATE:
            return typed(self._add(name, oldest.everybodys_due_date(), "debtor_id", Account.debtor_id).c.due_date)
        made = self._add(name, oldest.everybody(), "debtor_id", Account.debtor_id)
        return typed(case((made.c.id == Account.id, true()), else_=false()))

    def _contact(self, kind: str) -> ColumnElement[Any]:
        """The first address of this kind that may be used, as ``app.store.operands`` picks it."""
        place = func.row_number().over(
            partition_by=ContactPoint.debtor_id, order_by=(ContactPoint.position, ContactPoint.id)
        )
        usable = (ContactPoint.kind == kind, ContactPoint.valid, ContactPoint.opted_out_at.is_(None))
        ranked = select(ContactPoint.debtor_id, ContactPoint.value, place.label("place")).where(*usable).subquery()
        first = select(ranked.c.debtor_id, ranked.c.value).where(ranked.c.place == 1)
        value: ColumnElement[Any] = self._add(f"contact:{kind}", first, "debtor_id", Account.debtor_id).c.value
        return value
