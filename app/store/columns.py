"""The built-in fields that are columns of an account, its debtor or its portfolio."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from app.models import Account, Debtor, Portfolio

Column = InstrumentedAttribute[Any]

COLUMNS: Mapping[str, Column] = {
    "debtor.ref": Debtor.ref,
    "debtor.first_name": Debtor.first_name,
    "debtor.last_name": Debtor.last_name,
    "debtor.birth_date": Debtor.birth_date,
    "debtor.document": Debtor.document,
    "debtor.language": Debtor.language,
    "debtor.time_zone": Debtor.time_zone,
    "debtor.jurisdiction": Debtor.jurisdiction,
    "account.ref": Account.ref,
    "account.creditor": Account.creditor,
    "account.product": Account.product,
    "account.nature": Account.nature,
    "account.currency": Account.currency,
    "account.principal": Account.principal,
    "account.interest": Account.interest,
    "account.fees": Account.fees,
    "account.paid": Account.paid,
    "account.waived": Account.waived,
    "account.balance": Account.balance,
    "account.due_date": Account.due_date,
    "account.status": Account.status,
    "account.stage": Account.stage,
    "portfolio.name": Portfolio.name,
}

NUMBERS: Mapping[str, Column] = {"account.id": Account.id, "debtor.id": Debtor.id}
"""The numbers of rows: for the engine, never offered in forms."""

FLAGS: Mapping[str, Column] = {
    "account.disputed": Account.disputed_at,
    "account.recalled": Account.recalled_at,
    "debtor.deceased": Debtor.deceased_at,
    "debtor.insolvent": Debtor.insolvent_at,
    "debtor.vulnerable": Debtor.vulnerable_at,
    "debtor.cease_contact": Debtor.cease_contact_at,
}
"""Yes or no: whether the time is there since when it is so."""

TAGS = "account.tags"

CUSTOM: Mapping[str, Column] = {"debtor": Debtor.custom, "account": Account.custom}
"""The documents that hold fields of the customer's own, by the scope that their names begin with."""
