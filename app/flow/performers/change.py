"""Changes fields of the customer's own, tags and the stage, for hundreds of accounts at once."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Busy, Done, Failed, Inside
from app.reasons import reason
from app.store import own_fields
from app.store.acts import Ordered
from app.store.fields import Field, own
from app.store.own_fields import Owner, Owners
from journeys.altering import altered
from journeys.condition_check import fits

MOST = 10**15  # beyond which no number of a field goes
LONGEST = 1_000  # letters of a text
UNKEPT = re.compile("[\x00\ud800-\udfff]")  # what PostgreSQL does not take: NUL, and halves of letters


class Change(Inside):
    """Carries out what steps of the kind ``change`` order."""

    name = "change"

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One change."""
        return self.perform_many(session, [act], now)[act.id]

    def perform_many(self, session: Session, acts: Sequence[Ordered], now: datetime) -> Mapping[int, Answer]:
        """All of them in five statements; several changes of one account happen in the order of their acts."""
        known = own(session) if any(act.details["what"] == "field" for act in acts) else {}
        debtors = [act.account_id for act in acts if str(act.details.get("field", "")).startswith("debtor.")]
        owners = own_fields.read(session, [act.account_id for act in acts], debtors)
        answers = {act.id: _change(owners, act, known, now) for act in sorted(acts, key=lambda act: act.id)}
        own_fields.write(session, owners, now)
        return answers


def _change(owners: Owners, act: Ordered, known: Mapping[str, Field], now: datetime) -> Answer:
    details = act.details
    if details["what"] == "field":
        return _change_field(owners, act, known, now)
    account = owners.accounts[act.account_id]
    if details["what"] == "stage":
        account.changed |= account.stage != details["stage"]
        account.stage = details["stage"]
        return Done()
    return _tag(account, details["tag"], on=details["tagging"] == "add")


def _tag(account: Owner, tag: str, *, on: bool) -> Answer:
    if (tag in account.tags) is on:
        return Done()
    tags = [*account.tags, tag] if on else [other for other in account.tags if other != tag]
    if not own_fields.fits_column(tags):
        return Failed(reason("tags_full", tag))
    account.tags, account.changed = tags, True
    return Done()


def _change_field(owners: Owners, act: Ordered, known: Mapping[str, Field], now: datetime) -> Answer:
    field = known.get(act.details["field"])
    if field is None:
        return Failed(reason("field_gone", act.details["field"]))
    owner = owners.of_field(act.account_id, field.scope)
    if owner is None:
        return Busy()
    value = altered(act.details, owner.custom.get(field.key), now)
    return put(owner, field, value)


def put(owner: Owner, field: Field, value: object) -> Done | Failed:
    """Give a field a value, None for none, if it is of the field's type."""
    if value is not None and not (_keepable(value) and fits(value, field.type)):
        return Failed(reason("value_unfit", field.name))
    before = owner.custom.get(field.key)
    if value is None:
        owner.custom.pop(field.key, None)
    else:
        owner.custom[field.key] = value
    owner.changed |= before != value or type(before) is not type(value)
    return Done()


def _keepable(value: object) -> bool:
    """Whether the database can keep a value: others may have sent it."""
    if isinstance(value, str):
        return len(value) <= LONGEST and not UNKEPT.search(value)
    return not isinstance(value, int | float) or -MOST <= value <= MOST


PERFORMER = Change()
