"""What is known about a debt, as flat facts."""

from datetime import date, timedelta

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import ContactPoint, CrmField, Instalment, Offer, Plan, Promise
from app.store import agreed, facts, fields, oldest, rounds
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
        wanted = [
            *facts.USUAL,
            *agreed.AGREED,
            *rounds.LISTS,
            *oldest.FIELDS,
            "history.paid.*.*",
            "history.verified.email.60",
        ]
        many = [_queries(session, ids[:size], wanted) for size in (1, 12)]
        few = _queries(session, ids, ["account.balance", "account.tags", "account.disputed", "calendar.today"])
    assert counts == [2, 2]
    assert many == [2 + 3 + 4 + 1 + 2] * 2
    assert few == 1


def test_flags_tags_and_the_day_are_facts(database: Database) -> None:
    names = ["account.disputed", "debtor.deceased", "account.tags", "account.stage", "calendar.today", "account.id"]
    with database.write() as session:
        plain = add_account(session, custom={"disputed": True, "tags": ["x"], "stage": "hidden"})
        marked = add_account(session, disputed_at=START, debtor_deceased_at=START, tags=" late vip ", stage="legal")
        found = facts.load(session, [plain.id, marked.id], START, names)
        night = facts.load(session, [plain.id], START.replace(hour=23, minute=59), names)
    assert [found[plain.id].get(name) for name in names] == [False, False, [], None, "2026-03-02", plain.id]
    assert [found[marked.id].get(name) for name in names] == [
        True,
        True,
        ["late", "vip"],
        "legal",
        "2026-03-02",
        marked.id,
    ]
    assert night[plain.id]["calendar.today"] == "2026-03-02"


def test_what_was_agreed_last_is_known(database: Database) -> None:
    day = date(2026, 4, 1)
    with database.write() as session:
        account, other = add_account(session), add_account(session)
        shared = {"account_id": account.id, "currency": "USD"}
        for state, amount in (("broken", 5), ("open", 7)):
            session.add(
                Promise(**shared, amount=amount, due_date=day, state=state, made_at=START, made_by="Ana", paid=amount)
            )
        for state, total in (("declined", 90), ("confirmed", 30)):
            session.add(Plan(**shared, total=total, every="weeks", offered_at=START, state=state))
        late = START.replace(hour=23)
        session.add(Offer(**shared, discount=25, amount=9, offered_at=START, expires_at=late))
        session.flush()
        plan = session.scalars(select(Plan).order_by(Plan.id.desc())).first()
        assert plan is not None
        for number, state in ((1, "missed"), (2, "missed"), (3, "due")):
            due = date(2026, 4, number)
            session.add(Instalment(plan_id=plan.id, number=number, due_date=due, amount=10 + number, state=state))
        session.flush()
        found = facts.load(session, [account.id, other.id], START, agreed.AGREED)
    assert found[other.id] == {}
    assert found[account.id] == {
        "promise.id": 2,
        "plan.id": 2,
        "offer.id": 1,
        "promise.amount": 7,
        "promise.due_date": "2026-04-01",
        "promise.paid": 7,
        "promise.state": "open",
        "plan.state": "confirmed",
        "plan.total": 30,
        "plan.count": 3,
        "plan.amount": 11,
        "plan.first_due": "2026-04-01",
        "plan.missed": 2,
        "offer.state": "offered",
        "offer.amount": 9,
        "offer.discount": 25,
        "offer.expires": "2026-03-02",
    }


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


def _queries(session: Session, ids: list[int], wanted: list[str] | None = None) -> int:
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        del connection, cursor, rest
        seen.append(statement)

    bind = session.get_bind().engine
    event.listen(bind, "before_cursor_execute", note)
    try:
        facts.load(session, ids, START, wanted)
    finally:
        event.remove(bind, "before_cursor_execute", note)
    return len(seen)


def test_the_oldest_debt_is_the_first_that_is_due_and_unpaid(database: Database) -> None:
    with database.write() as session:
        paid = add_account(session, due_date=date(2025, 11, 1), status="paid")
        debts = [add_account(session, due_date=day) for day in (date(2026, 2, 1), date(2026, 1, 5), None)]
        debts += [add_account(session, due_date=date(2026, 1, 5)), add_account(session, due_date=date(2025, 12, 1))]
        debts[-1].principal, debts[-1].balance = -3_230, 0
        for debt in debts:
            debt.debtor_id = paid.debtor_id
        alone = add_account(session, due_date=None)
        found = facts.load(session, [one.id for one in (paid, *debts, alone)], START, oldest.FIELDS)
    assert [found[debt.id][oldest.IS_OLDEST] for debt in debts] == [False, True, False, False, False]
    assert {found[debt.id][oldest.DUE_DATE] for debt in (paid, *debts)} == {"2026-01-05"}
    assert found[alone.id] == {oldest.IS_OLDEST: False}
