"""Instalment plans on a journey: offered, answered, missed, caught up with, kept and broken."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.cases import plans
from app.cases.plans import Wanted
from app.db import Database
from app.models import Account, Event, Instalment, Plan
from tests.app.cases.agreed import ANA, BALANCE, pay, told
from tests.app.flow.acting import perform_all
from tests.app.flow.agreements import Life, one_step
from tests.app.flow.journeys import advance_all, graph
from tests.app.flow.people import START

OFFERED = ("confirmed", "declined", "timeout", "not_offered")
FOLLOWED = ("kept", "broken", "none")
MONTHLY = {"count": 4, "every": "months", "first_days": 10}
WEEKLY = {"count": 3, "every": "weeks", "first_days": 7}
DAY = timedelta(days=1)
FIRST, SECOND, THIRD = 13_743, 13_743, 13_744


def offering(database: Database, **settings: object) -> Life:
    return Life(database).begins(one_step("offer_plan", {**MONTHLY, **settings}, *OFFERED))


def confirm(life: Life, day: float = 0) -> None:
    with life.database.write() as session:
        number = session.scalars(select(Plan.id).order_by(Plan.id.desc())).first()
        assert number is not None
        plans.confirm(session, number, by=ANA, now=START + day * DAY)


def instalments(database: Database) -> list[tuple[str, int, int, str]]:
    with database.read() as session:
        rows = session.scalars(select(Instalment).order_by(Instalment.plan_id, Instalment.number))
        return [(row.due_date.isoformat(), row.amount, row.paid, row.state) for row in rows]


def test_a_plan_is_offered_over_all_that_is_owed(database: Database) -> None:
    life = offering(database)
    assert life.states(Plan) == ["offered"]
    assert [row[:2] for row in instalments(database)] == [
        ("2026-03-12", 10_307),
        ("2026-04-12", 10_307),
        ("2026-05-12", 10_307),
        ("2026-06-12", 10_309),
    ]
    with database.read() as session:
        plan = session.scalars(select(Plan)).one()
        assert (plan.run_id, plan.node, plan.visit, plan.total) == (1, "step", 1, BALANCE)
        assert plan.expires_at == START + 7 * DAY
    assert told(database) == ["plan_offered", "act_done"]


def test_whoever_accepts_goes_on(database: Database) -> None:
    life = offering(database)
    confirm(life, 6.9)
    assert life.on(6.9).ended == ["confirmed"]


def test_whoever_declines_goes_on(database: Database) -> None:
    life = offering(database)
    with database.write() as session:
        plans.decline(session, session.scalars(select(Plan.id)).one(), by=ANA, now=START + DAY)
    assert life.on(1).ended == ["declined"]


def test_an_offer_that_nobody_answers_expires(database: Database) -> None:
    life = offering(database).on(7)
    assert life.ended == ["timeout"]
    assert life.states(Plan) == ["expired"]
    assert life.acts == ["offer_plan done", "settle_plan done"]


def test_an_offer_that_somebody_let_expire_already_stays_so(database: Database) -> None:
    life = offering(database)
    with database.write() as session:
        plans.store.withdraw(session, life.account, START)
    assert life.on(7).ended == ["timeout"]
    assert life.states(Plan) == ["cancelled"]


@pytest.mark.parametrize(
    ("settings", "balance"), [({"minimum": 20_000}, BALANCE), ({}, 0), ({}, 3)], ids=["minimum", "nothing", "cents"]
)
def test_who_cannot_be_offered_a_plan_goes_on(database: Database, settings: dict[str, Any], balance: int) -> None:
    life = Life(database)
    with database.write() as session:
        account = session.get_one(Account, life.account)
        account.paid, account.balance = BALANCE - balance, balance
    life.begins(one_step("offer_plan", {**MONTHLY, **settings}, *OFFERED))
    assert life.ended == ["not_offered"]
    assert life.states(Plan) == []


def test_an_offer_whose_time_is_over_before_anybody_makes_it_is_not_made(database: Database) -> None:
    life = Life(database)
    document = one_step("offer_plan", {**MONTHLY, "valid": {"amount": 1, "unit": "hours"}}, *OFFERED)
    life.begins(graph([("enter", "enter", {"audience": None}), ("end", "end", {"reason": "x"})], "enter.next>end"))
    life.begins(document)
    assert life.ended == ["x", None]
    assert life.on(1).ended == ["x", "timeout"]


def test_two_journeys_offer_one_plan(database: Database) -> None:
    life = offering(database).begins(one_step("offer_plan", MONTHLY, *OFFERED))
    assert life.ended == [None, "not_offered"]
    assert life.states(Plan) == ["offered"]


def followed(database: Database, **settings: object) -> Life:
    """A plan of three weeks, due on 9, 16 and 23 March, taken at once, with one day of grace."""
    life = Life(database)
    with database.write() as session:
        wanted = Wanted(3, "weeks", (START + 7 * DAY).date(), 5)
        plan = plans.offer(session, life.account, wanted, by=ANA, now=START)
        plans.confirm(session, plan.id, by=ANA, now=START)
    return life.begins(one_step("follow_plan", {"missed": 2, "grace_days": 1, **settings}, *FOLLOWED))


def test_a_plan_that_is_paid_is_kept(database: Database) -> None:
    life = followed(database)
    for day, amount in ((7, FIRST), (14, SECOND), (21, THIRD)):
        assert life.on(day).ended == [None]
        pay(database, life.account, amount, now=START + day * DAY)
    assert life.on(21).ended == ["kept"]
    assert life.states(Plan) == ["kept"]
    assert {row[3] for row in instalments(database)} == {"paid"}
    assert told(database).count("plan_kept") == 1
    assert "instalment_missed" not in told(database)


def test_interest_on_top_is_no_part_of_the_plan(database: Database) -> None:
    life = followed(database)
    with database.write() as session:
        account = session.get_one(Account, life.account)
        account.interest, account.balance = account.interest + 5_000, account.balance + 5_000
    pay(database, life.account, BALANCE, now=START + 7 * DAY)
    assert life.on(7).ended == ["kept"]
    assert life.acts == ["settle_plan done"]
    assert told(database).count("plan_kept") == 1


def test_a_missed_instalment_is_told_and_may_be_caught_up_with(database: Database) -> None:
    life = followed(database).on(9)
    assert life.ended == [None]
    assert [row[3] for row in instalments(database)] == ["missed", "due", "due"]
    with database.read() as session:
        event = session.scalars(select(Event).where(Event.kind == "instalment_missed")).one()
        assert event.data == {
            "plan_id": 1,
            "number": 1,
            "amount": FIRST,
            "paid": 0,
            "currency": "USD",
            "due_date": "2026-03-09",
        }
    pay(database, life.account, FIRST + SECOND, now=START + 10 * DAY)
    assert life.on(16).ended == [None]
    assert [row[3] for row in instalments(database)] == ["paid", "paid", "due"]
    pay(database, life.account, THIRD, now=START + 17 * DAY)
    assert life.on(17).ended == ["kept"]
    assert told(database).count("instalment_missed") == 1


def test_a_plan_is_broken_by_the_second_missed_instalment(database: Database) -> None:
    life = followed(database).on(9)
    pay(database, life.account, 5_000, now=START + 10 * DAY)
    assert life.on(16).ended == ["broken"]
    assert life.states(Plan) == ["broken"]
    assert life.acts == ["note_missed done", "note_missed done", "settle_plan done"]
    assert [row[2:] for row in instalments(database)] == [(5_000, "missed"), (0, "missed"), (0, "due")]
    assert told(database).count("plan_broken") == 1


def test_nobody_looks_for_weeks_and_the_same_is_found(database: Database) -> None:
    life = followed(database).on(60)
    assert life.ended == ["broken"]
    assert told(database).count("instalment_missed") == 2


def test_an_instalment_that_is_paid_while_it_is_noted_is_not_missed(database: Database) -> None:
    life, now = followed(database), START + 9 * DAY
    advance_all(database, now)
    pay(database, life.account, FIRST, now=now)
    assert life.on(9).ended == [None]
    assert "instalment_missed" not in told(database)
    assert life.acts == ["note_missed done"]


def test_an_instalment_of_a_plan_that_is_over_is_not_missed(database: Database) -> None:
    life, now = followed(database), START + 9 * DAY
    advance_all(database, now)
    with database.write() as session:
        session.scalars(select(Plan)).one().state = "cancelled"
    perform_all(database, now)
    assert "instalment_missed" not in told(database)
    assert life.on(10).ended == [None]


def test_a_plan_that_is_kept_while_it_is_being_broken_is_kept(database: Database) -> None:
    life, now = followed(database), START + 16 * DAY
    advance_all(database, now)
    pay(database, life.account, BALANCE, now=now)
    assert life.on(16).ended == ["kept"]
    assert life.states(Plan) == ["kept"]
    assert "plan_broken" not in told(database)


def test_a_plan_that_is_gone_while_it_is_settled_is_none(database: Database) -> None:
    life, now = followed(database), START + 16 * DAY
    advance_all(database, now)
    with database.write() as session:
        for row in session.scalars(select(Instalment)):
            session.delete(row)
        session.flush()
        session.delete(session.scalars(select(Plan)).one())
    assert life.on(16).ended == ["none"]


def test_a_loop_offers_again_after_a_broken_plan(database: Database) -> None:
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("offer", "offer_plan", WEEKLY),
        ("follow", "follow_plan", {"missed": 1, "grace_days": 0}),
        ("paid", "end", {"reason": "paid"}),
        ("lost", "end", {"reason": "lost"}),
    ]
    lines = (
        "enter.next>offer offer.confirmed>follow offer.declined>lost offer.timeout>lost offer.not_offered>lost "
        "follow.kept>paid follow.broken>offer follow.none>lost"
    )
    life = Life(database).begins(graph(nodes, lines, exits=()))
    confirm(life)
    assert life.on(8).states(Plan) == ["broken", "offered"]
    confirm(life, 9)
    pay(database, life.account, BALANCE, now=START + 10 * DAY)
    assert life.on(10).ended == ["paid"]
    assert life.states(Plan) == ["broken", "kept"]
