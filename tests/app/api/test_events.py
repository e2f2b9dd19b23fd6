"""Events of the customer's own, reported over the API."""

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
