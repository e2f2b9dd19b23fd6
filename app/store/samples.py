"""One made-up person with two debts, for previews of everything that people may get, before anybody gets it.

Mails, texts, letters, calls, pages and the editors all say the same of this person, who owes in the currency that this
installation collects in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account
from app.store import fields
from app.store.fields import BUILTIN, LINKS, OF_A_DEBT, USUAL, Field
from journeys.calendar_parts import read_day
from journeys.gallery import journeys

DAY, FIGURE = "2026-01-15", 41230
WHOLE = re.compile(r"-?[0-9]{1,15}")
CURRENCIES = frozenset({"account.currency", "debt.currency"})
TIMES = {"ARS": 1000, "CLP": 10, "COP": 1000, "CRC": 100, "PYG": 10}
"""By how much more the made-up person owes where a unit of the currency buys little: nobody duns for COP 412.30."""


@dataclass(frozen=True)
class Samples:
    """What is made up here: ``own`` are the fields of the customer's own, ``currency`` is the one that is owed in."""

    own: Mapping[str, Field] = field(default_factory=dict)
    currency: str = USUAL

    def values(self, language: str) -> dict[str, Any]:
        """A value for each token, as ``facts.load`` would give it, and for those that finished journeys bring.

        A field of the customer's own without a sample that suits it gets one of its type; a text gets its own label.
        """
        brought = {
            one.name: _of_own(one.type, "", one.labels, language)
            for finished in journeys().values()
            for one in finished.fields
        }
        kept = {name: _of_own(one.type, one.sample, one.labels, language) for name, one in self.own.items()}
        return {**brought, **kept, **self.built_in()}

    def built_in(self) -> dict[str, Any]:
        """A value for each token that every installation has."""
        known = {one.name: self._value(one) for one in (*BUILTIN.values(), *LINKS.values()) if one.type != "tags"}
        other = {one.key: self._value(one) for one in OF_A_DEBT}
        return {**known, "list.debts": [{key: known[f"account.{key}"] for key in other}, other]}

    def text(self, one: Field) -> str:
        """The sample of a field as the editors show it; that of a field of the customer's own is theirs."""
        if one.name in self.own:
            return one.sample
        if one.name in CURRENCIES:
            return self.currency
        return str(int(one.sample) * TIMES.get(self.currency, 1)) if one.type == "money" else one.sample

    def _value(self, one: Field) -> str | int:
        text = self.text(one)
        if one.type == "boolean":
            return text == "true"
        return int(text) if one.type in {"money", "number"} else text


def read(session: Session, known: Mapping[str, Field] | None = None) -> Samples:
    """The samples of this installation: two queries, or one where all fields are ``known``."""
    every = fields.all_fields(session) if known is None else known
    return Samples({name: one for name, one in every.items() if name not in BUILTIN}, currency(session))


def currency(session: Session) -> str:
    """What people owe in here: the currency of the debt that came last. One query."""
    return session.scalar(select(Account.currency).order_by(Account.id.desc()).limit(1)) or USUAL


def brought() -> frozenset[str]:
    """The fields that finished journeys bring with them, which this installation may not have yet."""
    return frozenset(one.name for finished in journeys().values() for one in finished.fields)


def _of_own(kind: str, sample: str, labels: Mapping[str, str], language: str) -> str | int | bool:
    if kind == "boolean":
        return sample == "true"
    if kind in {"money", "number"}:
        return int(sample) if WHOLE.fullmatch(sample) else FIGURE
    if kind == "date":
        return sample if read_day(sample) else DAY
    return sample or labels.get(language) or next(iter(labels.values()), "—")
