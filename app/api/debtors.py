"""Debtors: finding them, and the whole story of one."""

from dataclasses import asdict
from datetime import date

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import here, moment
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.debtors import (
    AccountInfo,
    Balance,
    ContactPointInfo,
    DebtorDetail,
    DebtorItem,
    DebtorList,
    DebtorQuery,
    HistoryItem,
    RunItem,
)
from app.api.shapes.messages import Named
from app.errors import NotFoundError
from app.insights import standing, timeline
from app.models import Account
from app.store import flags, people
from app.store.people import Found, Person

debtors_area = area("debtors", "People who owe.")

OWN = (
    "id",
    "ref",
    "first_name",
    "last_name",
    "birth_date",
    "document",
    "language",
    "time_zone",
    "jurisdiction",
    "erased_at",
)
POINT = ("kind", "value", "position", "valid", "opted_out_at")
ACCOUNT = (
    "id",
    "ref",
    "creditor",
    "product",
    "nature",
    "currency",
    "principal",
    "interest",
    "fees",
    "paid",
    "balance",
    "due_date",
    "status",
    "stage",
    "waived",
    "custom",
)
ENTRY = ("at", "kind", "journey", "node", "label", "detail", "message_id", "account_ref")


@debtors_area.get("/debtors", responses=answers(200, DebtorList))
@allow(Permission.debtors_read)
def list_debtors(query: DebtorQuery) -> Response:
    """List debtors."""
    with here().db.read() as session:
        found, total = people.search(session, query.search, query.page, query.size)
    return reply(DebtorList(items=[_item(line) for line in found], total=total))


@debtors_area.get("/debtors/<int:id>", responses=answers(200, DebtorDetail, 404))
@allow(Permission.debtors_read)
def get_debtor(path: ById) -> Response:
    """One debtor with accounts and history."""
    with here().db.read() as session:
        person = people.get(session, path.id)
        if person is None:
            raise NotFoundError
        story = timeline.of_debtor(session, path.id)
        runs = standing.of_debtor(session, path.id, moment())
    return reply(_detail(person, story, runs, here().clock.now().date()))


def _item(found: Found) -> DebtorItem:
    balances = [Balance(currency=currency, amount=amount) for currency, amount in found.balances]
    return DebtorItem.model_validate(asdict(found) | {"balances": balances})


def _detail(person: Person, story: list[timeline.Entry], runs: list[standing.Line], today: date) -> DebtorDetail:
    debtor = person.debtor
    return DebtorDetail.model_validate(
        {
            **{name: getattr(debtor, name) for name in OWN},
            "name": people.name_of(debtor),
            "custom": debtor.custom,
            "flags": flags.of_debtor(debtor),
            "contact_points": [
                ContactPointInfo(**{name: getattr(point, name) for name in POINT}) for point in person.points
            ],
            "accounts": [_account(account, portfolio, today) for account, portfolio in person.accounts],
            "runs": [_run(line) for line in runs],
            "history": [HistoryItem.model_validate({name: getattr(entry, name) for name in ENTRY}) for entry in story],
        }
    )


def _run(line: standing.Line) -> RunItem:
    own = asdict(line)
    return RunItem.model_validate(own | {"journey": Named(id=own.pop("journey_id"), name=line.journey)})


def _account(account: Account, portfolio: str, today: date) -> AccountInfo:
    late = None if account.due_date is None else (today - account.due_date).days
    return AccountInfo.model_validate(
        {
            **{name: getattr(account, name) for name in ACCOUNT},
            "portfolio": portfolio,
            "flags": flags.of_account(account),
            "tags": account.tags.split(),
            "days_past_due": late,
        }
    )
