"""Journeys that change fields, tags and stages, and steps right after them that see the change."""

from typing import Any

import pytest
from sqlalchemy import select, update

from app.db import Database
from app.flow.perform import perform_batch
from app.models import Account, Act, CrmField, Debtor, Run
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_account


def changing(what: dict[str, Any], after: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Change something, then see whether a condition holds."""
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("change", "change", what),
        ("look", "branch", {"branches": [{"id": "yes", "label": "Sí", "when": after}]}),
        ("seen", "end", {"reason": "seen"}),
        ("not", "end", {"reason": "not seen"}),
    ]
    return graph(nodes, "enter.next>change change.next>look look.yes>seen look.else>not")


def go(database: Database) -> None:
    let_in(database)
    advance_all(database)
    while True:
        with database.write() as session:
            done = perform_batch(session, START)
        if not advance_all(database) and not done:
            return


def ended(database: Database) -> list[str | None]:
    with database.read() as session:
        return list(session.scalars(select(Run.end_reason).order_by(Run.id)))


@pytest.fixture
def known(database: Database) -> Database:
    with database.write() as session:
        for scope, name, kind in (
            ("account", "visits", "number"),
            ("account", "when", "date"),
            ("debtor", "mood", "text"),
        ):
            labels = {"es": name, "en": name}
            session.add(CrmField(scope=scope, name=name, type=kind, labels=labels, personal=False, created_at=START))
    return database


FIELD = {"what": "field"}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "set": (
        {**FIELD, "field": "debtor.mood", "how": "set", "value": "calm"},
        {"field": "debtor.mood", "op": "eq", "value": "calm"},
    ),
    "empty": (
        {**FIELD, "field": "account.visits", "how": "empty"},
        {"field": "account.visits", "op": "is_empty"},
    ),
    "increase": (
        {**FIELD, "field": "account.visits", "how": "increase", "by": 2},
        {"field": "account.visits", "op": "eq", "value": 5},
    ),
    "decrease": (
        {**FIELD, "field": "account.visits", "how": "decrease", "by": 4},
        {"field": "account.visits", "op": "eq", "value": -1},
    ),
    "today": (
        {**FIELD, "field": "account.when", "how": "today", "days": 3},
        {"field": "account.when", "op": "eq", "value": "2026-03-05"},
    ),
    "a tag": (
        {"what": "tag", "tagging": "add", "tag": "vip"},
        {"all": [{"field": "account.tags", "op": "has", "value": one} for one in ("vip", "late")]},
    ),
    "a tag that is there": (
        {"what": "tag", "tagging": "add", "tag": "late"},
        {"field": "account.tags", "op": "has", "value": "late"},
    ),
    "no tag": (
        {"what": "tag", "tagging": "remove", "tag": "late"},
        {"field": "account.tags", "op": "is_empty"},
    ),
    "the stage": (
        {"what": "stage", "stage": " late "},
        {"field": "account.stage", "op": "eq", "value": "late"},
    ),
}


@pytest.mark.parametrize(("what", "after"), CASES.values(), ids=CASES.keys())
def test_the_next_step_sees_what_was_changed(known: Database, what: dict[str, Any], after: dict[str, Any]) -> None:
    with known.write() as session:
        for _ in range(3):
            add_account(session, custom={"visits": 3, "kept": "x"}, tags=" late ")
    publish_graph(known, changing(what, after))
    go(known)
    assert ended(known) == ["seen"] * 3
    with known.read() as session:
        assert {account.custom["kept"] for account in session.scalars(select(Account))} == {"x"}
        assert set(session.scalars(select(Act.state))) == {"done"}


def test_two_debts_of_one_person_are_counted_one_after_the_other(known: Database) -> None:
    with known.write() as session:
        first, second = add_account(session), add_account(session)
        second.debtor_id = first.debtor_id
        session.get_one(Debtor, first.debtor_id).custom = {"mood": 1}
    what = {**FIELD, "field": "debtor.mood", "how": "set", "value": "calm"}
    publish_graph(known, changing(what, {"field": "debtor.mood", "op": "eq", "value": "calm"}))
    go(known)
    assert ended(known) == ["seen", "seen"]


def test_a_change_asks_as_many_queries_however_many_it_changes(known: Database, counted_queries: Any) -> None:  # noqa: ANN401 - a fixture
    counts = []
    what = {"what": "tag", "tagging": "add", "tag": "vip"}
    publish_graph(known, changing(what, {"field": "account.tags", "op": "has", "value": "vip"}))
    for size in (5, 60):
        with known.write() as session:
            for _ in range(size):
                add_account(session)
        let_in(known)
        advance_all(known)
        with counted_queries(known) as seen, known.write() as session:
            assert perform_batch(session, START) == size
        counts.append(len(seen))
        advance_all(known)
    assert counts[0] == counts[1]


def test_what_another_journey_of_the_same_account_asked_for_is_not_heard(known: Database) -> None:
    with known.write() as session:
        add_account(session, tags=" late ")
    for tag in ("vip", "x" * 40):
        what = {"what": "tag", "tagging": "add", "tag": tag}
        publish_graph(known, changing(what, {"field": "account.tags", "op": "has", "value": tag}))
    with known.write() as session:
        session.execute(update(Account).values(tags=f" {'y' * 970} "))
    go(known)
    assert ended(known) == ["seen", None], "the second waits: its tag has no room, whatever became of the first"
