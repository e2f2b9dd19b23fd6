"""What a round of a "for each" step is about, as steps, messages, tasks and acts name it: ``accounts:17``."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.store.claims import TO_ITEM

ACCOUNTS = "accounts"
GUARANTORS = "guarantors"


def account_of(item: str | None, account_id: int) -> int:
    """The account that something of this round concerns: another one of the debtor's, or that of the run."""
    which, _, number = (item or "").partition(":")
    return int(number) if which == ACCOUNTS else account_id


def item_of(item: str | None, facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a round is about, out of the facts of its account; None when there is no round, or it is gone."""
    if item is None:
        return None
    which, _, number = item.partition(":")
    rows: Sequence[Mapping[str, Any]] = facts.get(f"list.{which}") or ()
    return next((row for row in rows if str(row["id"]) == number), None)


def party_of(item: str | None) -> int | None:
    """Whom a round is about, if it is about a person."""
    which, _, number = (item or "").partition(":")
    return int(number) if which == GUARANTORS and number.isdigit() else None


def addressed(item: str | None, *, to_item: bool) -> str | None:
    """The item as a message keeps it, which also says whether the message goes to the person of the round."""
    return f"{item or ''}{TO_ITEM}" if to_item else item
