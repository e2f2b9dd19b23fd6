"""The database and the pure engine must give the same answer to every condition."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Account, ContactPoint, Event, Instalment, Offer, Plan, Promise
from app.store import conditions, facts
from journeys.calendar_parts import PARTS
from journeys.conditions import compile_condition, fields_of
from journeys.schemas import COMPARED, OPERATORS
from tests.app.flow.people import START, add_account

TEXTS = ["", "a", "A", "ab", "b", "é", "z%", "_", "2026-01-15", "2026-03-02", "2026", "USD", "es", "Ortega", "5"]
TEXTS += ["vip", "late", "vip late", "open", "kept", "confirmed", "declined", "2026-02-28"]
NUMBERS = [-3, 0, 1, 2, 3, 5, 5.5, 15, 28, 46, 2026, 41_230, 41_231, 2**40]
TAGS = ["", " vip ", " late vip ", " vip_2 ", " Vip é "]
DAYS = [date(2026, 1, 15), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3), date(2024, 2, 29)]
ODD = [None, "", "a", "ab", "é", 5, 5.5, 0, True, False, [], ["a"], {"a": 1}, "2026-01-15", "2026-02-30", "0000-01-01"]
ODD += ["2026-2-3", "2024-02-29", "2023-02-29", "9999-12-31", "2026-13-01", "2026-03-02T00:00", "2026-W10-1", "now"]
FIELDS = {
    "debtor.first_name",
    "debtor.full_name",
    "debtor.language",
    "debtor.email",
    "debtor.birth_date",
    "debtor.score",
    "debtor.id",
    "debtor.oldest_due_date",
    "debtor.deceased",
    "debtor.vulnerable",
    "account.balance",
    "account.due_date",
    "account.days_past_due",
    "account.currency",
    "account.mixed",
    "account.stage",
    "account.tags",
    "account.disputed",
    "account.is_oldest",
    "account.recalled",
    "account.waived",
    "portfolio.name",
    "promise.amount",
    "promise.due_date",
    "promise.state",
    "promise.paid",
    "plan.state",
    "plan.total",
    "plan.count",
    "plan.amount",
    "plan.first_due",
    "plan.missed",
    "offer.state",
    "offer.amount",
    "offer.discount",
    "offer.expires",
    "calendar.today",
    "account.never",
    "item.ref",
    "list.accounts",
    "history.paid.*.*",
    "history.paid",
    "other.thing",
}
KINDS = ["paid", "message_opened", "x_called"]
LENGTHS = [{"amount": 1, "unit": "minutes"}, {"amount": 7, "unit": "days"}, {"amount": 9999, "unit": "weeks"}, None]

values = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(NUMBERS),
    st.booleans(),
    st.builds(lambda days: {"today": days}, st.sampled_from([-36_500, -46, -2, -1, 0, 1, 3, 36_500])),
)


def comparison(field: str, op: str, value: Any, items: list[Any], part: str | None) -> dict[str, Any]:  # noqa: ANN401 - JSON
    leaf = {"field": field, "op": op, "value": items if op in {"in", "not_in"} else value}
    return leaf if part is None else {**leaf, "part": part}


leaves = st.one_of(
    st.builds(
        comparison,
        st.sampled_from(sorted(FIELDS)),
        st.sampled_from(OPERATORS),
        values,
        st.lists(values, max_size=4),
        st.none() | st.none() | st.sampled_from(PARTS),
    ),
    st.fixed_dictionaries(
        {"event": st.sampled_from(KINDS), "op": st.sampled_from(COMPARED), "value": st.integers(0, 4)},
        optional={
            "within": st.sampled_from(LENGTHS),
            "channel": st.sampled_from([None, "email", "sms", "voice"]),
        },
    ),
)
DATES = [
    "account.due_date",
    "debtor.oldest_due_date",
    "account.mixed",
    "calendar.today",
    "debtor.birth_date",
    "plan.first_due",
    "offer.expires",
]
sensible = st.one_of(
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(DATES),
            "part": st.sampled_from(PARTS),
            "op": st.sampled_from(COMPARED),
            "value": st.sampled_from([*range(1, 8), 15, 28, 29, 2024, 2026]),
        }
    ),
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(DATES),
            "op": st.sampled_from(COMPARED),
            "value": st.builds(lambda days: {"today": days}, st.integers(-3, 3)),
        }
    ),
    st.fixed_dictionaries(
        {
            "field": st.just("account.tags"),
            "op": st.sampled_from(["has", "has_not", "is_empty", "is_not_empty"]),
            "value": st.sampled_from(["vip", "late", "vi", "ip", "vip_2", "vip late", "Vip", "é", "", "%"]),
        }
    ),
)
trees = st.recursive(
    leaves | sensible,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def peopled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of people who differ in everything conditions can ask."""
    database = Database(_url(request, tmp_path_factory))
    chance = random.Random(20260302)  # noqa: S311 - made-up people
    with database.write() as session:
        for place, value in enumerate([*ODD, *(chance.choice(ODD) for _ in range(16))]):
            _add_somebody(session, chance, place, value)
    yield database
    database.close()


def _add_somebody(session: Session, chance: random.Random, place: int, value: object) -> None:
    account = add_account(
        session,
        email=None if place % 3 else f"{'aéA'[place % 2]}@x.test",
        principal=[38_000, -3_235, 38_001][place % 3],
        due_date=chance.choice([*DAYS, None]),
        custom={"mixed": value, "disputed": True, "stage": "hidden", "waived": 7},
        stage=chance.choice(["a", "", None]),
        tags=chance.choice(TAGS),
        waived=chance.choice([0, 1, 2**40]),
        disputed_at=chance.choice([START, None]),
        recalled_at=chance.choice([START, None]),
        debtor_custom={} if place % 2 else {"score": [5, 5.5, "5"][place % 3]},
        debtor_first_name=["Lucía", None, "", "a"][place % 4],
        debtor_last_name=["Ortega", None, "b"][place % 3],
        debtor_birth_date=[date(1984, 7, 19), None][place % 2],
        debtor_deceased_at=chance.choice([START, None]),
        debtor_vulnerable_at=chance.choice([START, None]),
    )
    if place % 4 == 0:
        other = add_account(session, due_date=chance.choice(DAYS), status=chance.choice(["open", "paid"]))
        other.debtor_id = account.debtor_id
    session.add(ContactPoint(debtor_id=account.debtor_id, kind="email", value="bad@x.test", position=-1, valid=False))
    for _ in range(chance.randrange(6)):
        _add_event(session, chance, account.id)
    for _ in range(chance.randrange(3)):
        _add_agreements(session, chance, account.id)


def _add_event(session: Session, chance: random.Random, account_id: int) -> None:
    """Something that happened, often just before, just after or exactly at the end of a length of time."""
    ago = chance.choice([timedelta(0), timedelta(minutes=1), timedelta(days=7), timedelta(days=500)])
    off = chance.choice([timedelta(0), timedelta(microseconds=1), timedelta(microseconds=-1), timedelta(hours=1)])
    data = chance.choice([{}, {"channel": "email"}, {"channel": "sms"}, {"channel": None}, {"channel": 5}])
    event = Event(account_id=account_id, kind=chance.choice(KINDS), at=START - ago + off, data=data)
    session.add(event)


def _add_agreements(session: Session, chance: random.Random, account_id: int) -> None:
    """A promise, a plan and an offer, of which the newest count."""
    shared = {"account_id": account_id, "currency": "USD"}
    day = chance.choice(DAYS)
    promise = Promise(**shared, amount=chance.choice([0, 5, 41_230]), due_date=day, made_at=START, made_by="Ana")
    promise.state, promise.paid = chance.choice(["kept", "broken"]), chance.choice([0, 5])
    plan = Plan(**shared, total=chance.choice([0, 41_230]), every="weeks", offered_at=START)
    plan.state = chance.choice(["kept", "declined"])
    offer = Offer(**shared, discount=chance.choice([5, 15]), amount=chance.choice([0, 41_231]), offered_at=START)
    offer.state = chance.choice(["declined", "expired"])
    offer.expires_at = START + chance.choice([timedelta(0), timedelta(hours=14, minutes=59), timedelta(hours=15)])
    session.add_all([promise, plan, offer])
    session.flush()
    for number in range(1, chance.randrange(1, 4)):
        instalment = Instalment(plan_id=plan.id, number=number, due_date=day, amount=number * 5)
        instalment.state = chance.choice(["due", "missed"])
        session.add(instalment)


def _url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("agree") / "cauce.db"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        return f"sqlite:///{path}"
    engine = request.getfixturevalue("postgres")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE agree TEMPLATE cauce_template")
    url: str = engine.url.set(database="agree").render_as_string(hide_password=False)
    return url


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees)
@example(tree={"field": "account.due_date", "op": "gt", "value": "5"})  # in SQLite dates are numbers
def test_the_database_and_the_engine_agree(peopled: Database, tree: dict[str, Any]) -> None:
    test = compile_condition(tree)
    with peopled.read() as session:
        everybody = list(session.scalars(conditions.accounts(None, START)))
        known = facts.load(session, everybody, START, fields_of(tree))
        found = sorted(session.scalars(conditions.accounts(tree, START)))
        counted = sorted(session.scalars(conditions.open_accounts(tree, START)))
        still_open = set(session.scalars(select(Account.id).where(Account.status == "open")))
    assert counted == [number for number in found if number in still_open]
    assert found == sorted(number for number in everybody if test(known[number]))


def test_fields_that_are_asked_for_are_those_that_are_usual(peopled: Database) -> None:
    with peopled.read() as session:
        everybody = list(session.scalars(conditions.accounts(None, START)))
        usual = facts.load(session, everybody, START)
        asked = facts.load(session, everybody, START, facts.USUAL)
    for number, known in usual.items():
        assert asked[number] == {name: value for name, value in known.items() if name in facts.USUAL}
