"""Changes that cannot be made, changes on top of each other, and debtors whom somebody else holds."""

from typing import Any

import pytest
from sqlalchemy import select, text, update

from app.db import Database
from app.flow.perform import SOON
from app.models import Account, CrmField, Debtor, Step
from app.reasons import code_of
from app.store import acts
from app.store.acts import NewAct
from tests.app.flow.acting import acts_of, order, perform_all, states, waiting
from tests.app.flow.people import START

FIELD = {"what": "field"}


@pytest.fixture
def known(database: Database) -> Database:
    """One person who waits, in an installation with fields of its own."""
    with database.write() as session:
        for name, kind in (("account.visits", "number"), ("account.owed", "money"), ("account.name", "text")):
            add_field(session, name, kind)
        add_field(session, "debtor.score", "number")
    waiting(database)
    return database


def add_field(session: Any, name: str, kind: str) -> None:  # noqa: ANN401 - a session
    scope, _, key = name.partition(".")
    labels = {"es": key, "en": key}
    session.add(CrmField(scope=scope, name=key, type=kind, labels=labels, personal=False, created_at=START))


def account_of(database: Database) -> Account:
    with database.read() as session:
        return session.scalars(select(Account)).one()


CANNOT: dict[str, tuple[dict[str, Any], str]] = {
    "no such field": ({**FIELD, "field": "account.gone", "how": "empty"}, "field_gone"),
    "a built-in field": ({**FIELD, "field": "account.balance", "how": "set", "value": 0}, "field_gone"),
    "another type": ({**FIELD, "field": "account.visits", "how": "set", "value": "many"}, "value_unfit"),
    "half a cent": ({**FIELD, "field": "account.owed", "how": "increase", "by": 0.5}, "value_unfit"),
    "nothing to add to": ({**FIELD, "field": "account.name", "how": "increase", "by": 1}, "value_unfit"),
    "too much": ({**FIELD, "field": "account.visits", "how": "set", "value": 10**16}, "value_unfit"),
    "too many tags": ({"what": "tag", "tagging": "add", "tag": "x" * 40}, "tags_full"),
}


@pytest.mark.parametrize(("details", "why"), CANNOT.values(), ids=CANNOT.keys())
def test_what_cannot_be_changed_fails_and_changes_nothing(known: Database, details: dict[str, Any], why: str) -> None:
    before = {"custom": {"name": "x", "owed": 5}, "tags": f" {'y' * 970} "}
    with known.write() as session:
        session.execute(update(Account).values(before))
    order(known, "change", **details)
    perform_all(known)
    (act,) = acts_of(known)
    assert (act.state, code_of(act.error or "")) == ("failed", why)
    account = account_of(known)
    assert {"custom": account.custom, "tags": account.tags} == before


def test_changes_of_one_account_happen_in_the_order_in_which_they_were_ordered(known: Database) -> None:
    with known.write() as session:
        step = session.scalars(select(Step)).one()
        steps: list[dict[str, Any]] = [
            {**FIELD, "field": "account.visits", "how": "increase", "by": 2},
            {**FIELD, "field": "account.visits", "how": "increase", "by": 3},
            {**FIELD, "field": "account.visits", "how": "decrease", "by": 0.5},
            {**FIELD, "field": "debtor.score", "how": "set", "value": 1},
            {**FIELD, "field": "debtor.score", "how": "increase", "by": 1},
            {"what": "tag", "tagging": "add", "tag": "a"},
            {"what": "tag", "tagging": "add", "tag": "b"},
            {"what": "tag", "tagging": "remove", "tag": "a"},
            {"what": "stage", "stage": "late"},
        ]
        new = [
            NewAct(step.run_id, 1, 1, step.account_id, f"n{place}", 0, "change", None, details)
            for place, details in enumerate(steps)
        ]
        acts.write(session, new, START)
    perform_all(known)
    account = account_of(known)
    assert (account.custom, account.tags, account.stage) == ({"visits": 4.5}, " b ", "late")
    with known.read() as session:
        assert session.scalars(select(Debtor.custom)).one() == {"score": 2}


def test_a_debtor_whom_somebody_else_holds_is_not_waited_for(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as session:
        add_field(session, "debtor.score", "number")
    waiting(database)
    order(database, "change", **FIELD, field="debtor.score", how="set", value=7)
    with database.write() as other:
        other.execute(text("SELECT id FROM debtors FOR UPDATE"))
        assert perform_all(database) == 1
    assert [(act.state, act.attempt, act.due_at) for act in acts_of(database)] == [("queued", 0, START + SOON)]
    perform_all(database, START + SOON)
    assert states(database) == ["done"]
    database.close()
