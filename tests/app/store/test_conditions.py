"""Conditions as SQL."""

from datetime import date
from typing import Any

import pytest

from app.db import Database
from app.errors import InvalidError
from app.models import ContactPoint
from app.store import conditions
from tests.app.flow.people import START, add_account


@pytest.fixture
def known(database: Database) -> dict[int, str]:
    """Three accounts by id: one with everything, one with little, one in between."""
    with database.write() as session:
        ana = add_account(
            session,
            ref="ana",
            principal=90_000,
            nature="Préstamo",
            custom={"branch": "Norte", "score": 7.5, "vip": True, "zero": 0},
            debtor_last_name=None,
        )
        ben = add_account(
            session,
            ref="ben",
            email=None,
            principal=1_000,
            due_date=None,
            creditor="",
            custom={"branch": 5},
            debtor_first_name=None,
            debtor_last_name=None,
            debtor_language="en",
        )
        cleo = add_account(
            session, ref="cleo", email="cleo@x.test", due_date=date(2026, 3, 4), custom={"branch": None, "vip": False}
        )
        session.add(ContactPoint(debtor_id=cleo.debtor_id, kind="email", value="a@x.test", position=-1, valid=False))
        return {account.id: account.ref for account in (ana, ben, cleo)}


CASES: list[tuple[dict[str, Any], str]] = [
    ({"field": "account.balance", "op": "gt", "value": 50_000}, "ana"),
    ({"field": "account.balance", "op": "lte", "value": 41_230}, "ben cleo"),
    ({"field": "account.balance", "op": "eq", "value": 4_230.0}, "ben"),
    ({"field": "account.balance", "op": "eq", "value": "4230"}, ""),
    ({"field": "account.days_past_due", "op": "gte", "value": 46}, "ana"),
    ({"field": "account.days_past_due", "op": "lt", "value": 0}, "cleo"),
    ({"field": "account.due_date", "op": "lt", "value": "2026-02-01"}, "ana"),
    ({"field": "account.due_date", "op": "gte", "value": "2026-03-04"}, "cleo"),
    ({"field": "account.due_date", "op": "starts_with", "value": "2026-0"}, "ana cleo"),
    ({"field": "account.due_date", "op": "is_empty"}, "ben"),
    ({"field": "account.nature", "op": "eq", "value": "Préstamo"}, "ana"),
    ({"field": "account.nature", "op": "ne", "value": "Otro"}, "ana"),
    ({"field": "account.nature", "op": "contains", "value": "stam"}, "ana"),
    ({"field": "account.nature", "op": "contains", "value": "%"}, ""),
    ({"field": "account.nature", "op": "not_in", "value": ["Otro"]}, "ana"),
    ({"field": "account.creditor", "op": "is_empty"}, "ben"),
    ({"field": "account.creditor", "op": "is_not_empty"}, "ana cleo"),
    ({"field": "debtor.language", "op": "in", "value": ["en", "fr"]}, "ben"),
    ({"field": "debtor.full_name", "op": "eq", "value": "Lucía"}, "ana"),
    ({"field": "debtor.full_name", "op": "is_empty"}, "ben"),
    ({"field": "debtor.email", "op": "eq", "value": "cleo@x.test"}, "cleo"),
    ({"field": "debtor.email", "op": "is_empty"}, "ben"),
    ({"field": "portfolio.name", "op": "eq", "value": "Marea"}, "ana ben cleo"),
    ({"field": "account.branch", "op": "eq", "value": "Norte"}, "ana"),
    ({"field": "account.branch", "op": "eq", "value": 5}, "ben"),
    ({"field": "account.branch", "op": "ne", "value": "Norte"}, ""),
    ({"field": "account.branch", "op": "ne", "value": "Sur"}, "ana"),
    ({"field": "account.branch", "op": "not_in", "value": ["Sur", 6]}, "ana ben"),
    ({"field": "account.branch", "op": "in", "value": ["Norte", 5, True]}, "ana ben"),
    ({"field": "account.vip", "op": "not_in", "value": ["x", 3]}, ""),
    ({"field": "account.vip", "op": "ne", "value": True}, "cleo"),
    ({"field": "account.due_date", "op": "in", "value": ["2026-03-04", "x"]}, "cleo"),
    ({"field": "account.due_date", "op": "ne", "value": "2026-03-04"}, "ana"),
    ({"field": "account.zero", "op": "eq", "value": False}, ""),
    ({"field": "account.branch", "op": "is_empty"}, "cleo"),
    ({"field": "account.score", "op": "gt", "value": 7}, "ana"),
    ({"field": "account.vip", "op": "eq", "value": True}, "ana"),
    ({"field": "account.vip", "op": "eq", "value": False}, "cleo"),
    ({"field": "account.nothing", "op": "ne", "value": 1}, ""),
    ({"field": "nobody.nothing", "op": "is_empty"}, "ana ben cleo"),
    ({"not": {"field": "account.nature", "op": "eq", "value": "Préstamo"}}, "ben cleo"),
    ({"all": []}, "ana ben cleo"),
    ({"any": []}, ""),
    (
        {
            "all": [
                {"field": "debtor.language", "op": "eq", "value": "es"},
                {
                    "any": [
                        {"field": "account.vip", "op": "eq", "value": False},
                        {"field": "x.y", "op": "eq", "value": 1},
                    ]
                },
            ]
        },
        "cleo",
    ),
]


def test_the_database_finds_who_matches(database: Database, known: dict[int, str]) -> None:
    wrong = []
    with database.read() as session:
        for condition, expected in CASES:
            found = session.scalars(conditions.accounts(condition, START))
            names = " ".join(sorted(known[number] for number in found))
            if names != expected:
                wrong.append((condition, expected, names))
    assert wrong == []


def test_no_condition_means_everybody(database: Database, known: dict[int, str]) -> None:
    with database.read() as session:
        assert sorted(session.scalars(conditions.accounts(None, START))) == sorted(known)


@pytest.mark.parametrize(
    "condition",
    [{}, {"all": 5}, {"field": "a.b"}, {"field": 1, "op": "eq"}, {"field": "a.b", "op": "like"}, {"any": [3]}],
)
def test_rubbish_is_refused(condition: dict[str, Any]) -> None:
    with pytest.raises(InvalidError):
        conditions.to_sql(condition, START)
