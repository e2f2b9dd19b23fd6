"""What is known about a debt, as flat facts."""

from datetime import timedelta

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.db import Database
from app.models import ContactPoint, CrmField
from app.store import facts, fields
from tests.app.flow.people import START, add_account


def test_facts_tell_the_debt_and_the_debtor(database: Database) -> None:
    with database.write() as session:
        account = add_account(session, custom={"branch": "Norte", "none": None}, debtor_custom={"score": 7.5})
        found = facts.load(session, [account.id], START)[account.id]
    expected = {
        "debtor.full_name": "Lucía Ortega",
        "debtor.birth_date": "1984-07-19",
        "debtor.email": "lucia@correo.test",
        "account.balance": 41_230,
        "account.due_date": "2026-01-15",
        "account.days_past_due": 46,
        "account.status": "open",
        "account.branch": "Norte",
        "debtor.score": 7.5,
        "portfolio.name": "Marea",
    }
    assert {name: found.get(name) for name in expected} == expected


def test_what_is_not_known_is_left_out(database: Database) -> None:
    with database.write() as session:
        account = add_account(
            session, email=None, due_date=None, debtor_first_name=None, debtor_last_name=None, custom={"none": None}
        )
        found = facts.load(session, [account.id, account.id + 99], START)
    assert list(found) == [account.id]
    absent = {"debtor.email", "debtor.full_name", "account.due_date", "account.days_past_due", "account.none"}
    assert absent.isdisjoint(found[account.id])


def test_the_first_usable_address_is_taken(database: Database) -> None:
    with database.write() as session:
        account = add_account(session, email=None)
        for position, (value, more) in enumerate(
            [
                ("bad@x.test", {"valid": False}),
                ("no@x.test", {"opted_out_at": START}),
                ("yes@x.test", {}),
                ("z@x.test", {}),
            ]
        ):
            point = ContactPoint(debtor_id=account.debtor_id, kind="email", value=value, position=position, **more)
            session.add(point)
        session.flush()
        assert facts.load(session, [account.id], START)[account.id]["debtor.email"] == "yes@x.test"


def test_the_number_of_queries_does_not_grow_with_the_accounts(database: Database) -> None:
    with database.write() as session:
        ids = [add_account(session).id for _ in range(12)]
        counts = [_queries(session, ids[:size]) for size in (1, 12)]
    assert counts == [2, 2]


def test_own_fields_join_the_registry_but_never_hide_a_built_in_one(database: Database) -> None:
    with database.write() as session:
        for name, kind in (("score", "number"), ("email", "number")):
            session.add(
                CrmField(scope="debtor", name=name, type=kind, labels={"es": "x"}, personal=False, created_at=START)
            )
        session.flush()
        found = fields.all_fields(session)
        tokens = fields.token_fields(session)
    assert found["debtor.score"].type == "number"
    assert found["debtor.email"].type == "text"
    assert "link.page" in tokens
    assert "link.page" not in found


def test_every_fact_of_an_account_is_a_registered_field(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        found = facts.load(session, [account.id], START + timedelta(days=1))[account.id]
    assert set(found) <= set(fields.BUILTIN)


def _queries(session: Session, ids: list[int]) -> int:
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        del connection, cursor, rest
        seen.append(statement)

    bind = session.get_bind().engine
    event.listen(bind, "before_cursor_execute", note)
    try:
        facts.load(session, ids, START)
    finally:
        event.remove(bind, "before_cursor_execute", note)
    return len(seen)
