"""Events of the customer's own, reported over the API."""

from typing import Any

import pytest
from sqlalchemy import select

from app.installation import Installation
from app.models import Event, Step
from tests.app.api.browsers import Browser
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import add_account

VISITED = {"kind": "x_visit_done", "data": {"by": "Ana"}, "key": "v-1"}


def account(installation: Installation) -> int:
    with installation.db.write() as session:
        return add_account(session).id


def test_an_event_is_recorded_once_for_a_key(installation: Installation, strategist: Browser) -> None:
    number = account(installation)
    assert strategist.post(f"/accounts/{number}/events", VISITED).json == {"recorded": True}
    assert strategist.post(f"/accounts/{number}/events", VISITED).json == {"recorded": False}
    assert strategist.post(f"/accounts/{number}/events", {"kind": "x_visit_done"}).json == {"recorded": True}
    with installation.db.read() as session:
        found = session.scalars(select(Event).order_by(Event.id)).all()
        assert [(event.kind, event.data) for event in found] == [
            ("x_visit_done", {"own": {"by": "Ana"}}),
            ("x_visit_done", {}),
        ]


def test_a_journey_that_waits_for_it_goes_on(installation: Installation, strategist: Browser) -> None:
    number = account(installation)
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("visit", "wait_event", {"events": ["x_visit_done"], "timeout": None}),
        ("rest", "wait", {"duration": {"amount": 1, "unit": "days"}}),
        ("done", "end", {"reason": "over"}),
    ]
    publish_graph(installation.db, graph(nodes, "enter.next>visit visit.x_visit_done>rest rest.next>done"))
    let_in(installation.db, installation.clock.now())
    advance_all(installation.db, installation.clock.now())
    strategist.post(f"/accounts/{number}/events", VISITED)
    advance_all(installation.db, installation.clock.now())
    with installation.db.read() as session:
        assert session.scalars(select(Step.node)).all() == ["rest"]


def test_what_is_no_event_of_ones_own_is_refused(installation: Installation, strategist: Browser) -> None:
    number = account(installation)
    for body in ({"kind": "paid"}, {"kind": "x_Visit"}, {"kind": "x_"}, {**VISITED, "colour": 1}):
        assert strategist.post(f"/accounts/{number}/events", body).status_code == 422
    long = strategist.post(f"/accounts/{number}/events", {**VISITED, "data": {"text": "x" * 3_000}})
    assert (long.status_code, list(long.json["fields"])) == (422, ["data"])
    assert strategist.post("/accounts/999/events", VISITED).status_code == 404


@pytest.mark.parametrize("wrong", [{"key": "\0"}, {"key": "k" * 101}, {"key": ""}, {"data": []}])
def test_a_key_or_data_that_cannot_be_kept_is_refused(
    installation: Installation, strategist: Browser, wrong: dict[str, Any]
) -> None:
    number = account(installation)
    answer = strategist.post(f"/accounts/{number}/events", {**VISITED, **wrong})
    assert answer.status_code in {400, 422}, answer.text


@pytest.mark.parametrize(("scope", "status"), [("write", 200), ("read", 403), ("import", 403)])
def test_a_key_reports_events_with_the_scope_to_write(
    installation: Installation, admin: Browser, browser: Browser, scope: str, status: int
) -> None:
    number = account(installation)
    secret = admin.post("/api-keys", {"name": "CRM", "scopes": [scope]}).json["secret"]
    headers = {"Authorization": f"Bearer {secret}"}
    assert browser.post(f"/accounts/{number}/events", VISITED, headers=headers).status_code == status


def test_a_debtors_page_tells_it_by_its_name(installation: Installation, strategist: Browser) -> None:
    with installation.db.write() as session:
        known = add_account(session)
        number, debtor = known.id, known.debtor_id
    strategist.post(f"/accounts/{number}/events", VISITED)
    told = strategist.get(f"/debtors/{debtor}").json["history"]
    assert [(entry["kind"], entry["label"]["en"]) for entry in told] == [("event", "Visit done")]
