"""Settlements on a journey: within the authority and above it, paid in time, paid late, declined and refused."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.cases import offers
from app.cases import tasks as cases
from app.cases.tasks import Said, Worker
from app.config import Config, load
from app.db import Database
from app.models import Act, Offer, Role, Task, User
from tests.app.cases.agreed import ANA, BALANCE, pay, told, whole
from tests.app.flow.agreements import Life, one_step
from tests.app.flow.people import START

PORTS = ("paid", "declined", "timeout", "refused", "not_offered")
DAY = timedelta(days=1)
QUARTER = 30_922  # three quarters of the balance, a cent of which is the debtor's advantage
NINE_TENTHS = 37_107


@pytest.fixture
def config(tmp_path: Any) -> Config:  # noqa: ANN401 - a path
    return load({"CAUCE_MODE": "test", "CAUCE_HOME": str(tmp_path)})


def offering(database: Database, discount: int, config: Config | None = None, **settings: object) -> Life:
    wanted = {"discount": discount, "valid": {"amount": 10, "unit": "days"}, **settings}
    return Life(database, config).begins(one_step("settlement", wanted, *PORTS))


def decide(life: Life, outcome: str, day: float = 1, role: Role = Role.supervisor) -> None:
    """Somebody with this role decides the newest task."""
    with life.database.write() as session:
        user = User(
            email=f"{day}@x.test",
            name="Eva",
            password="-",
            role=role,
            language="es",
            created_at=START,
        )
        session.add(user)
        session.flush()
        task = session.scalars(select(Task.id).order_by(Task.id.desc())).first()
        assert task is not None
        cases.complete(session, task, Said(outcome), Worker(f"user:{user.id}", user.id), START + day * DAY)


def result(database: Database) -> list[object]:
    with database.read() as session:
        return [(act.result or {}).get("why") for act in session.scalars(select(Act).order_by(Act.id))]


def test_within_the_authority_it_is_offered_and_paid(database: Database) -> None:
    life = offering(database, 10)
    assert life.ended == [None]
    with database.read() as session:
        made = session.scalars(select(Offer)).one()
        assert (made.discount, made.amount, made.approved_by) == (10, NINE_TENTHS, None)
        assert (made.run_id, made.node, made.visit, made.expires_at) == (1, "step", 1, START + 10 * DAY)
    pay(database, life.account, 7_107, now=START + 2 * DAY)
    assert life.on(2).ended == [None]
    pay(database, life.account, 30_000, now=START + 9 * DAY)
    assert life.on(9).ended == ["paid"]
    assert whole(database) == (NINE_TENTHS, BALANCE - NINE_TENTHS, 0, "paid")
    assert life.states(Offer) == ["paid"]
    assert [kind for kind in told(database) if kind in {"paid", "offer_settled"}] == ["paid", "paid", "offer_settled"]


def test_who_leaves_by_the_exit_paid_does_so_when_it_is_settled(database: Database) -> None:
    wanted = {"discount": 10, "valid": {"amount": 10, "unit": "days"}}
    life = Life(database).begins(one_step("settlement", wanted, *PORTS, exits=("paid",)))
    pay(database, life.account, NINE_TENTHS, now=START + DAY)
    assert life.on(1).ended == ["exit:paid"]


def test_what_is_paid_late_is_an_ordinary_payment(database: Database) -> None:
    life = offering(database, 10).on(10)
    assert life.ended == ["timeout"]
    pay(database, life.account, NINE_TENTHS, now=START + 10 * DAY)
    assert whole(database) == (NINE_TENTHS, 0, BALANCE - NINE_TENTHS, "open")
    assert "offer_settled" not in told(database)


def test_a_transfer_that_came_in_time_settles_although_it_is_booked_late(database: Database) -> None:
    life = offering(database, 10)
    pay(database, life.account, NINE_TENTHS, now=START + 12 * DAY, paid_at=START + 9 * DAY)
    assert life.on(12).ended == ["paid"]
    assert whole(database)[2] == 0


def test_a_settlement_may_be_declined(database: Database) -> None:
    life = offering(database, 10)
    with database.write() as session:
        offers.decline(session, session.scalars(select(Offer.id)).one(), by=ANA, now=START + DAY)
    assert life.on(1).ended == ["declined"]


def test_whoever_accepts_still_has_to_pay(database: Database) -> None:
    life = offering(database, 10)
    with database.write() as session:
        offers.accept(session, session.scalars(select(Offer.id)).one(), by=ANA, now=START + DAY)
    assert life.on(1).ended == [None]
    assert life.on(10).ended == ["timeout"]


def test_above_the_authority_a_supervisor_approves_it_first(database: Database) -> None:
    life = offering(database, 25)
    assert life.states(Offer) == []
    decide(life, "approved")
    life.on(1)
    with database.read() as session:
        made = session.scalars(select(Offer)).one()
        approved_by = session.scalars(select(Task.closed_by)).one()
        assert (made.amount, made.approved_by, made.expires_at) == (QUARTER, approved_by, START + 11 * DAY)
    pay(database, life.account, QUARTER, now=START + 10.5 * DAY)
    assert life.on(10.5).ended == ["paid"]
    assert whole(database)[2] == 0


def test_a_supervisor_may_refuse_it(database: Database) -> None:
    life = offering(database, 25)
    decide(life, "refused")
    assert life.on(1).ended == ["refused"]
    assert life.states(Offer) == []


def test_an_approval_that_nobody_gives_is_closed(database: Database) -> None:
    life = offering(database, 25).on(2)
    assert life.ended == ["not_offered"]
    with database.read() as session:
        assert session.scalars(select(Task.state)).one() == "expired"


def test_a_journey_that_allows_more_than_the_installation_asks_as_well(database: Database) -> None:
    life = offering(database, 40, authority=60)
    assert result(database) == ["above_limit"]
    assert life.states(Offer) == []
    decide(life, "approved")
    assert life.on(1).states(Offer) == ["offered"]


def test_an_approval_of_somebody_who_may_not_is_none(database: Database) -> None:
    life = offering(database, 25)
    decide(life, "approved", role=Role.agent)
    assert life.on(1).ended == ["not_offered"]
    assert result(database) == ["above_limit"]


def test_the_limit_is_a_setting(database: Database, config: Config) -> None:
    assert config.settlement_authority == 15
    life = offering(database, 40, replace(config, settlement_authority=40), authority=40)
    assert life.states(Offer) == ["offered"]


def test_a_lower_limit_asks_for_what_the_journey_would_offer(database: Database, config: Config) -> None:
    life = offering(database, 10, replace(config, settlement_authority=5))
    assert (life.states(Offer), result(database)) == ([], ["above_limit"])


def test_who_owes_nothing_is_not_offered_anything(database: Database) -> None:
    life = Life(database)
    pay(database, life.account, BALANCE)
    wanted = {"discount": 10, "valid": {"amount": 10, "unit": "days"}}
    assert life.begins(one_step("settlement", wanted, *PORTS)).ended == ["not_offered"]
    assert result(database) == ["nothing_owed"]


def test_a_better_offer_that_stands_is_found(database: Database) -> None:
    life = offering(database, 15)
    life.begins(one_step("settlement", {"discount": 10, "valid": {"amount": 30, "unit": "days"}}, *PORTS))
    assert life.states(Offer) == ["offered"]
    assert life.on(10).ended == ["timeout", "timeout"], "the offer that stands is over for both"
