"""What a round goes through."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.db import Database
from app.models import Instalment, Party, Plan
from app.store import facts
from tests.app.flow.people import START, add_account

LISTS = ["list.accounts", "list.guarantors", "list.instalments"]


def add_plan(session: Session, account_id: int, state: str, *amounts: int) -> Plan:
    plan = Plan(account_id=account_id, total=sum(amounts), currency="USD", every="weeks", offered_at=START, state=state)
    session.add(plan)
    session.flush()
    for number, amount in reversed([*enumerate(amounts, 1)]):
        session.add(Instalment(plan_id=plan.id, number=number, due_date=date(2026, 4, number), amount=amount))
    session.flush()
    return plan


def test_there_may_be_nothing_to_go_through(database: Database) -> None:
    with database.write() as session:
        account = add_account(session, status="paid")
        add_plan(session, account.id, "declined", 5)
        found = facts.load(session, [account.id], START, LISTS)[account.id]
    assert found == {name: [] for name in LISTS}


def test_the_open_accounts_of_the_debtor_are_gone_through_in_their_order(database: Database) -> None:
    with database.write() as session:
        first, other = add_account(session), add_account(session)
        second = add_account(session, due_date=None, creditor=None)
        third = add_account(session, status="paid")
        for account in (second, third):
            account.debtor_id = first.debtor_id
        session.flush()
        found = facts.load(session, [second.id, other.id], START, LISTS)
    assert [item["id"] for item in found[other.id]["list.accounts"]] == [other.id]
    assert found[second.id]["list.accounts"] == [
        {
            "id": first.id,
            "ref": first.ref,
            "balance": 41_230,
            "currency": "USD",
            "creditor": "Marea Energía",
            "due_date": "2026-01-15",
            "days_past_due": 46,
        },
        {
            "id": second.id,
            "ref": second.ref,
            "balance": 41_230,
            "currency": "USD",
            "creditor": None,
            "due_date": None,
            "days_past_due": None,
        },
    ]


def test_whoever_else_answers_for_a_debt_is_gone_through(database: Database) -> None:
    with database.write() as session:
        account, other = add_account(session), add_account(session)
        for role, ref, email in (("guarantor", "G-1", "g@x.test"), ("co_debtor", "C-1", None)):
            party = Party(account_id=account.id, role=role, ref=ref, name="Marcos", language="es", created_at=START)
            party.email = email
            session.add(party)
        session.flush()
        found = facts.load(session, [account.id, other.id], START, ["list.guarantors"])
    parties: list[dict[str, Any]] = found[account.id]["list.guarantors"]  # type: ignore[assignment]
    assert [(item["role"], item["ref"], item["email"], item["mobile"]) for item in parties] == [
        ("guarantor", "G-1", "g@x.test", None),
        ("co_debtor", "C-1", None, None),
    ]
    assert found[other.id] == {"list.guarantors": []}


def test_the_instalments_of_the_plan_that_holds_are_gone_through_by_number(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        add_plan(session, account.id, "confirmed", 7, 8)
        add_plan(session, account.id, "declined", 9)
        found = facts.load(session, [account.id], START, ["list.instalments"])[account.id]["list.instalments"]
    assert [{name: item[name] for name in item if name != "id"} for item in found] == [  # type: ignore[union-attr]
        {"number": 1, "amount": 7, "due_date": "2026-04-01", "paid": 0, "state": "due"},
        {"number": 2, "amount": 8, "due_date": "2026-04-02", "paid": 0, "state": "due"},
    ]


def test_two_hundred_and_fifty_are_gone_through(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        for _ in range(249):
            add_account(session).debtor_id = account.debtor_id
        session.flush()
        found = facts.load(session, [account.id], START, ["list.accounts"])[account.id]["list.accounts"]
    assert len(found) == 250  # type: ignore[arg-type]


def test_the_debts_of_a_person_are_said_with_the_oldest_first(database: Database) -> None:
    with database.write() as session:
        first, undated = add_account(session, product="Luz"), add_account(session, due_date=None, creditor=None)
        older, paid = add_account(session, due_date=date(2025, 12, 1)), add_account(session, status="paid")
        for account in (undated, older, paid):
            account.debtor_id = first.debtor_id
        session.flush()
        found = facts.load(session, [first.id, paid.id], START, ["list.debts"])
    debts = found[first.id]["list.debts"]
    assert [one["ref"] for one in debts] == [older.ref, first.ref, undated.ref]
    assert debts == found[paid.id]["list.debts"]
    assert debts[1] == {
        "ref": first.ref,
        "balance": 41_230,
        "currency": "USD",
        "creditor": "Marea Energía",
        "product": "Luz",
        "due_date": "2026-01-15",
    }
