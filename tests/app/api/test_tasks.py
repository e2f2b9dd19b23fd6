"""Tasks and parties through the API: the list, the script, who may do what, and two at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.clock import FixedClock
from app.installation import Installation
from app.jobs.perform import perform
from app.models import Account, Party, Task
from tests.app.api.browsers import Browser, Enter
from tests.app.cases.test_tasks import calling
from tests.app.flow.agreements import one_step
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_account

NIGHT = START + timedelta(hours=14)


@pytest.fixture
def installation(installation: Installation) -> Installation:
    """The installation at a time at which people may be called."""
    return replace(installation, clock=FixedClock(START))


@pytest.fixture
def tasks(installation: Installation) -> list[int]:
    """Three calls: one that is urgent and asks for a field that nobody knows, and two usual ones."""
    with installation.db.write() as session:
        for _ in range(2):
            add_account(session)
    publish_graph(
        installation.db,
        calling(script="Hola {{ debtor.first_name }}, debe {{ account.balance | money(account.currency) }}."),
    )
    let_in(installation.db)
    advance_all(installation.db)
    return listed(installation)


def listed(installation: Installation) -> list[int]:
    with installation.db.read() as session:
        return list(session.scalars(select(Task.id).order_by(Task.id)))


def test_tasks_are_listed_by_urgency(installation: Installation, tasks: list[int], enter: Enter) -> None:
    with installation.db.write() as session:
        session.execute(update(Task).where(Task.id == tasks[1]).values(priority=0))
    found = enter("agent").get("/tasks", query_string={"state": "open", "kind": "call"}).json
    assert [item["id"] for item in found["items"]] == [tasks[1], tasks[0]]
    first = found["items"][0]
    assert (first["title"], first["balance"], first["currency"]) == ("Ring", 41_230, "USD")
    assert first["rules"] == {"now": True, "not_before": None, "why": None}
    assert (first["debtor"]["name"], first["journey"]["name"]) == ("Lucía Ortega", "Prueba")


TITLES = {
    "filled in": ("Llamar a {{ debtor.first_name }} por {{ account.ref }}", "Llamar a Lucía por A-{n}"),
    "as written": ("Llamar al {{ debtor.document }}", "Llamar al {{ debtor.document }}"),
    "with a mistake": ("Llamar {% if %}", "Llamar {% if %}"),
}


@pytest.mark.parametrize(("title", "shown"), TITLES.values(), ids=TITLES)
def test_a_title_speaks_of_the_person_where_that_can_be_done(
    installation: Installation, enter: Enter, title: str, shown: str
) -> None:
    with installation.db.write() as session:
        ref = add_account(session).ref
    publish_graph(installation.db, calling(title=title))
    let_in(installation.db)
    advance_all(installation.db)
    agent = enter("agent")
    (item,) = agent.get("/tasks").json["items"]
    assert item["title"] == shown.replace("A-{n}", ref)
    assert agent.get(f"/tasks/{item['id']}").json["title"] == item["title"]


def test_a_list_takes_as_many_queries_for_many_as_for_one(
    installation: Installation,
    enter: Enter,
    counting: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    with installation.db.write() as session:
        for _ in range(2):
            add_account(session)
    publish_graph(installation.db, calling(title="Llamar a {{ debtor.first_name }} al {{ debtor.mobile }}"))
    let_in(installation.db)
    advance_all(installation.db)
    agent = enter("agent")
    agent.get("/tasks")
    counts = []
    for people in (0, 5):
        with installation.db.write() as session:
            for _ in range(people):
                add_account(session)
        let_in(installation.db)
        advance_all(installation.db)
        with counting() as queries:
            assert agent.get("/tasks").json["total"] == 2 + people
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_task_has_script_debt_and_outcomes(tasks: list[int], enter: Enter) -> None:
    found = enter("agent").get(f"/tasks/{tasks[0]}").json
    assert found["script"].startswith("Hola Lucía, debe 412,30")
    assert found["script_fault"] is None
    assert [one["id"] for one in found["outcomes"]] == ["reached", "no_answer", "promise", "dispute", "call_back"]
    assert (found["balance"], found["principal"], found["creditor"]) == (41_230, 38_000, "Marea Energía")
    assert found["contacts"] == []


@pytest.mark.parametrize(
    ("script", "fault"),
    [("Hola {{ debtor.document }}", "debtor.document"), ("{% if %}", "mistake")],
    ids=["unknown", "broken"],
)
def test_a_script_that_cannot_be_filled_is_shown_as_written(
    installation: Installation, enter: Enter, script: str, fault: str
) -> None:
    with installation.db.write() as session:
        add_account(session)
    publish_graph(installation.db, calling(script=script))
    let_in(installation.db)
    advance_all(installation.db)
    found = enter("agent").get(f"/tasks/{listed(installation)[0]}").json
    assert found["script"] == script
    assert fault in found["script_fault"]["en"]


def test_a_call_is_worked_from_taking_to_outcome(tasks: list[int], enter: Enter) -> None:
    agent = enter("agent")
    assert agent.post(f"/tasks/{tasks[0]}/claim", {}).status_code == 200
    assert [one["id"] for one in agent.get("/tasks", query_string={"mine": True}).json["items"]] == [tasks[0]]
    promise = {"amount": 20_000, "due_date": "2026-03-09"}
    done = agent.post(f"/tasks/{tasks[0]}/complete", {"outcome": "promise", "note": "Con su hija", "promise": promise})
    assert (done.status_code, done.json) == (200, {"closed": True})
    found = agent.get(f"/tasks/{tasks[0]}").json
    assert (found["state"], found["note"], found["outcome"]["en"]) == ("done", "Con su hija", "Promise")
    assert [(one["channel"], one["reached"]) for one in found["contacts"]] == [("call", True)]
    history = agent.get(f"/debtors/{found['debtor']['id']}").json["history"]
    assert {"es": "Promise", "en": "Promise"} in [entry["detail"] for entry in history]


def test_whoever_asks_why_hears_that_an_agent_has_to_call(tasks: list[int], enter: Enter) -> None:
    agent = enter("agent")
    run = agent.get(f"/tasks/{tasks[0]}").json["run"]
    (block,) = agent.get(f"/runs/{run}").json["blocks"]
    assert block["code"] == "task_call"
    assert block["text"]["en"] == "An agent has to call."
    assert agent.post(f"/tasks/{tasks[0]}/complete", {"outcome": "reached"}).status_code == 200
    assert agent.get(f"/runs/{run}").json["blocks"] == []


def test_two_who_complete_at_once_get_one_answer_each(tasks: list[int], enter: Enter) -> None:
    first, second = enter("agent"), enter("supervisor")
    assert first.post(f"/tasks/{tasks[0]}/complete", {"outcome": "reached"}).status_code == 200
    refused = second.post(f"/tasks/{tasks[0]}/complete", {"outcome": "no_answer"}, headers={"Accept-Language": "en"})
    assert refused.status_code == 409
    assert "somebody else did it" in refused.json["detail"]


def test_what_is_wrong_is_said_for_each_field(tasks: list[int], enter: Enter) -> None:
    refused = enter("agent").post(f"/tasks/{tasks[0]}/complete", {"outcome": "promise"})
    assert refused.status_code == 422
    assert set(refused.json["fields"]) == {"promise.amount", "promise.due_date"}


def test_a_call_is_not_taken_at_night_nor_before_the_time_agreed(
    installation: Installation, tasks: list[int], enter: Enter
) -> None:
    agent = enter("agent")
    clock = installation.clock
    assert isinstance(clock, FixedClock)
    back = {"outcome": "call_back", "call_back_at": (START + timedelta(hours=2)).isoformat()}
    assert agent.post(f"/tasks/{tasks[0]}/complete", back).json == {"closed": False}
    refused = agent.post(f"/tasks/{tasks[0]}/claim", {}, headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.json["detail"]) == (
        409,
        "It is not yet time to call. The person asked to be called at that time.",
    )
    clock.at = NIGHT
    agent = enter("agent")  # the session is over by now
    rules = agent.get(f"/tasks/{tasks[1]}").json["rules"]
    assert rules["now"] is False
    assert rules["not_before"] is not None
    assert rules["why"]
    assert agent.post(f"/tasks/{tasks[1]}/claim", {}).status_code == 409


def approvals(installation: Installation) -> int:
    nodes: list[tuple[str, str, Any]] = [
        ("enter", "enter", {"audience": None}),
        ("ask", "approval", {"question": "¿Aplazar {{ account.ref }}?", "deadline": None}),
        ("yes", "end", {"reason": "yes"}),
        ("no", "end", {"reason": "no"}),
    ]
    with installation.db.write() as session:
        add_account(session)
    publish_graph(installation.db, graph(nodes, "enter.next>ask ask.approved>yes ask.refused>no"))
    let_in(installation.db)
    advance_all(installation.db)
    return listed(installation)[-1]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("", "Offer a settlement at 40% off, with approval; it stands 14 days"),
        ("¿{{ account.ref }}?", "¿A-"),
    ],
    ids=["the offer in words", "a question of one's own"],
)
def test_a_settlement_above_the_authority_is_approved_on_the_list(
    installation: Installation, enter: Enter, question: str, shown: str
) -> None:
    with installation.db.write() as session:
        add_account(session)
    ports = ("paid", "declined", "timeout", "refused", "not_offered")
    wanted = {"discount": 40, "valid": {"amount": 14, "unit": "days"}, "question": question}
    publish_graph(installation.db, one_step("settlement", wanted, *ports))
    let_in(installation.db)
    advance_all(installation.db)
    (number,) = listed(installation)
    supervisor, english = enter("supervisor"), {"Accept-Language": "en"}
    found = supervisor.get(f"/tasks/{number}", headers=english).json
    assert found["kind"] == "approval"
    assert found["title"].startswith(shown)
    assert found["script"].startswith(shown)
    assert found["settlement"] == {"discount": 40, "amount": 24_738, "waived": 16_492}
    (item,) = supervisor.get("/tasks", headers=english).json["items"]
    assert (item["title"], item["settlement"]) == (found["title"], found["settlement"])
    assert [one["id"] for one in found["outcomes"]] == ["approved", "refused"]
    assert supervisor.post(f"/tasks/{number}/complete", {"outcome": "paid"}).status_code == 422
    assert supervisor.post(f"/tasks/{number}/complete", {"outcome": "approved"}).status_code == 200
    closed = supervisor.get(f"/tasks/{number}", headers=english).json
    assert (closed["outcome"]["en"], closed["settlement"]) == ("Approved", None)
    advance_all(installation.db)
    perform(installation)
    account = found["account"]["id"]
    (offer,) = supervisor.get(f"/accounts/{account}/agreements").json["offers"]
    assert (offer["discount"], offer["state"]) == (40, "offered")


def test_only_a_supervisor_approves(installation: Installation, enter: Enter) -> None:
    number = approvals(installation)
    agent, supervisor = enter("agent"), enter("supervisor")
    for act in ("claim", "complete"):
        assert (
            agent.post(f"/tasks/{number}/{act}", {"outcome": "approved"} if act == "complete" else {}).status_code
            == 403
        )
    assert supervisor.get(f"/tasks/{number}").json["rules"] is None
    assert supervisor.post(f"/tasks/{number}/complete", {"outcome": "approved"}).status_code == 200


def test_a_dialler_with_a_key_completes_calls_but_takes_none(
    installation: Installation, tasks: list[int], enter: Enter, browser: Browser
) -> None:
    secret = enter("admin").post("/api-keys", {"name": "Dialler", "scopes": ["write"]}).json["secret"]
    key = {"Authorization": f"Bearer {secret}"}
    assert browser.post(f"/tasks/{tasks[0]}/claim", {}, headers=key).status_code == 403
    assert browser.post(f"/tasks/{tasks[0]}/complete", {"outcome": "no_answer"}, headers=key).status_code == 200
    asked = approvals(installation)
    assert browser.post(f"/tasks/{asked}/complete", {"outcome": "approved"}, headers=key).status_code == 403


def test_a_task_is_given_back_by_whoever_has_it_or_a_supervisor(tasks: list[int], enter: Enter) -> None:
    agent, admin, supervisor = enter("agent"), enter("admin"), enter("supervisor")
    assert agent.post(f"/tasks/{tasks[0]}/claim", {}).status_code == 200
    assert admin.post(f"/tasks/{tasks[0]}/claim", {}).status_code == 409
    assert supervisor.post(f"/tasks/{tasks[0]}/release", {}).status_code == 200
    assert admin.post(f"/tasks/{tasks[0]}/claim", {}).status_code == 200
    assert agent.post(f"/tasks/{tasks[0]}/release", {}).status_code == 409


BRUNO = {"role": "guarantor", "ref": "G-1", "name": "Bruno Díaz", "language": "es", "mobile": "+573001112233"}


def test_parties_are_replaced_and_keep_their_ids(installation: Installation, enter: Enter) -> None:
    with installation.db.write() as session:
        account = add_account(session).id
    agent = enter("agent")
    path = f"/accounts/{account}/parties"
    first = agent.send("PUT", path, json={"parties": [BRUNO, {**BRUNO, "role": "co_debtor"}]}).json["parties"]
    again = agent.send("PUT", path, json={"parties": [{**BRUNO, "name": "Bruno D."}]}).json["parties"]
    assert [(one["id"], one["name"]) for one in again] == [(first[0]["id"], "Bruno D.")]
    assert agent.get(path).json["parties"] == again
    twice = agent.send("PUT", path, json={"parties": [BRUNO, BRUNO]})
    assert twice.status_code == 422
    assert agent.send("PUT", "/accounts/999999/parties", json={"parties": []}).status_code == 404
    assert agent.get("/accounts/999999/parties").status_code == 404


def test_an_erased_person_leaves_no_parties_and_no_notes(
    installation: Installation, tasks: list[int], enter: Enter
) -> None:
    agent = enter("agent")
    body = {"outcome": "dispute", "note": "Dice Zoraida", "reason": "No es suya"}
    assert agent.post(f"/tasks/{tasks[0]}/complete", body).status_code == 200
    with installation.db.read() as session:
        account = session.get_one(Account, session.get_one(Task, tasks[0]).account_id)
    agent.send("PUT", f"/accounts/{account.id}/parties", json={"parties": [BRUNO]})
    erased = enter("admin").post(f"/debtors/{account.debtor_id}/erase", {"reason": "GDPR"})
    assert erased.status_code == 204, erased.text
    with installation.db.read() as session:
        task = session.get_one(Task, tasks[0])
        assert task.note is None
        assert set(task.data or {}) == {"calls"}
        assert session.scalars(select(Party)).all() == []
    assert agent.send("PUT", f"/accounts/{account.id}/parties", json={"parties": [BRUNO]}).status_code == 404
