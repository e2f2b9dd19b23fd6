"""What is done to a running journey through the API: pause, resume, stop, archive, limits, moves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.api.shapes.running import Guard as GuardShape
from app.clock import FixedClock
from app.flow import guard
from app.flow.change import run_chunk
from app.installation import Installation
from app.models import Journey
from app.queue import Job
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio
from tests.app.api.test_journeys import GRAPH, node, published, walk

USUAL = {"same_template_hours": 20, "factor": 3, "floor": 200}


def carry_out(installation: Installation, change_id: int) -> None:
    """What a worker does."""
    more = True
    while more:
        with installation.db.write() as session:
            more = run_chunk(session, change_id, installation.clock.now())


def enqueued(installation: Installation, job: Job) -> list[Any]:
    return [found.args for found in installation.queue.rq.jobs if found.func_name == job.value]


@pytest.fixture
def running(installation: Installation, admin: Browser) -> int:
    """A live journey with two people on it."""
    load_portfolio(installation, admin)
    number = published(admin)
    walk(installation, number)
    return number


def test_a_journey_is_paused_and_resumed(
    installation: Installation, enter: Enter, running: int, clock: FixedClock
) -> None:
    supervisor = enter("supervisor")
    paused = supervisor.post(f"/journeys/{running}/pause", {"reason": " Queja "})
    assert paused.status_code == 200
    halt = {"at": "2026-03-02T09:00:00Z", "reason": "Queja", "by_guard": False}
    assert paused.json == {"state": "paused", "halt": halt, "change": None}
    found = supervisor.get(f"/journeys/{running}").json
    assert (found["state"], found["halt"], found["guard"]) == ("paused", halt, USUAL)
    clock.advance(timedelta(hours=1))
    going = supervisor.post(f"/journeys/{running}/resume", {"timers": "shift", "ramp_minutes": 30}).json
    assert (going["state"], going["change"]["kind"], going["change"]["total"]) == ("paused", "resume", 2)
    change_id = going["change"]["id"]
    assert enqueued(installation, Job.change) == [(change_id,)]
    assert supervisor.get("/journeys").json["items"][0]["change"]["id"] == change_id
    carry_out(installation, change_id)
    assert supervisor.get(f"/journeys/{running}").json["state"] == "live"
    done = supervisor.get(f"/changes/{change_id}").json
    assert (done["state"], done["done"], done["finished_at"]) == ("done", 2, "2026-03-02T10:00:00Z")
    trail = enter("auditor").get("/audit?search=journey.").json["items"]
    assert [line["action"] for line in trail[:2]] == ["journey.resumed", "journey.paused"]
    assert trail[0]["details"] == {"timers": "shift", "ramp_minutes": 30}


def test_a_journey_is_stopped_archived_and_restored(installation: Installation, admin: Browser, running: int) -> None:
    early = admin.post(f"/journeys/{running}/archive", {"reason": "x"}, headers={"Accept-Language": "es"})
    assert (early.status_code, early.json["detail"]) == (409, "Este recorrido está en marcha: no se puede archivar.")
    stopping = admin.post(f"/journeys/{running}/stop", {"reason": "Fin"}).json
    assert (stopping["state"], stopping["change"]["kind"]) == ("stopping", "stop")
    carry_out(installation, stopping["change"]["id"])
    counts = admin.get(f"/journeys/{running}/counts").json
    assert (counts["active"], counts["ended"], counts["ends"]) == (0, 2, {"stopped": 2})
    assert counts["nodes"]["heard"] == {"here": 0, "passed": 0, "ports": {"stopped": 2}, "deferred": None}
    assert admin.post(f"/journeys/{running}/archive", {"reason": "Vieja"}).json["state"] == "archived"
    assert admin.get("/journeys").json["items"] == []
    assert [line["state"] for line in admin.get("/journeys?archived=true").json["items"]] == ["archived"]
    again = admin.post(f"/journeys/{running}/publish", {"revision": 2, "reason": "x"})
    assert (again.status_code, again.json["detail"]) == (409, "This journey is archived: it cannot be published.")
    assert admin.post(f"/journeys/{running}/restore", {}).json["state"] == "stopped"
    assert admin.post(f"/journeys/{running}/publish", {"revision": 2, "reason": "x"}).json["number"] == 2
    assert admin.get(f"/journeys/{running}").json["state"] == "live"


def test_a_change_is_asked_for_without_redis(admin: Browser, running: int, redis_away: Callable[[], None]) -> None:
    redis_away()
    assert admin.post(f"/journeys/{running}/stop", {"reason": "x"}).json["state"] == "stopping"


def test_a_draft_is_archived_and_comes_back_as_a_draft(strategist: Browser) -> None:
    number = strategist.post("/journeys", {"name": "Draft"}).json["id"]
    assert strategist.post(f"/journeys/{number}/archive", {"reason": "x"}).json["state"] == "archived"
    assert strategist.post(f"/journeys/{number}/restore", {}).json == {"state": "draft", "halt": None, "change": None}


def test_a_pause_by_the_guard_says_so_in_the_readers_language(
    installation: Installation, admin: Browser, running: int
) -> None:
    with installation.db.write() as session:
        now = installation.clock.now()
        assert guard.pause(session, running, "guard_volume: 900 > 600", now=now, wall=now)
    found = admin.get(f"/journeys/{running}", headers={"Accept-Language": "es"}).json["halt"]
    assert found["by_guard"]
    assert found["reason"].startswith("El protector pausó el recorrido: hoy iba a escribir")
    assert "900 > 600" in found["reason"]


def test_the_limits_of_the_guard_are_set_per_journey(
    installation: Installation, strategist: Browser, enter: Enter
) -> None:
    number = strategist.post("/journeys", {"name": "Draft"}).json["id"]
    wider = {"same_template_hours": 0, "factor": 5, "floor": 1_000}
    answer = strategist.send("PUT", f"/journeys/{number}/guard", json=wider)
    assert (answer.status_code, answer.json) == (200, wider)
    assert strategist.get(f"/journeys/{number}").json["guard"] == wider
    with installation.db.read() as session:
        assert guard.of_journey(session.get_one(Journey, number)) == guard.Guard(**wider)
    line = enter("auditor").get("/audit?search=journey.guard").json["items"][0]
    assert line["details"] == wider
    assert set(GuardShape.model_fields) == set(guard.Guard.__dataclass_fields__)


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "pause", {}, "reason"),
        ("POST", "pause", {"reason": "  "}, "reason"),
        ("POST", "stop", {"reason": "x" * 501}, "reason"),
        ("POST", "archive", {}, "reason"),
        ("POST", "resume", {"timers": "slow"}, "timers"),
        ("POST", "resume", {"ramp_minutes": -1}, "ramp_minutes"),
        ("POST", "resume", {"ramp_minutes": 10_081}, "ramp_minutes"),
        ("PUT", "guard", {**USUAL, "factor": 0}, "factor"),
        ("PUT", "guard", {**USUAL, "floor": -1}, "floor"),
        ("PUT", "guard", {**USUAL, "same_template_hours": "x"}, "same_template_hours"),
        ("POST", "publish", {"revision": 1, "reason": "x", "moves": [{"version": 1, "node": "a"}]}, "moves.0.act"),
        (
            "POST",
            "publish",
            {"revision": 2, "reason": "x", "moves": [{"version": 1, "node": "heard", "act": "move", "target": "no"}]},
            "moves.0.target",
        ),
        (
            "POST",
            "publish",
            {"revision": 2, "reason": "x", "moves": [{"version": 8, "node": "heard", "act": "leave"}]},
            "moves.0.version",
        ),
    ],
)
def test_a_bad_body_is_refused_by_field(  # noqa: PLR0913, PLR0917 - one line of the table
    admin: Browser, running: int, method: str, path: str, body: dict[str, Any], field: str
) -> None:
    response = admin.send(method, f"/journeys/{running}/{path}", json=body)
    assert (response.status_code, list(response.json["fields"])) == (422, [field])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/journeys/9/pause", {"reason": "x"}),
        ("POST", "/journeys/9/resume", {}),
        ("POST", "/journeys/9/stop", {"reason": "x"}),
        ("POST", "/journeys/9/archive", {"reason": "x"}),
        ("POST", "/journeys/9/restore", {}),
        ("PUT", "/journeys/9/guard", USUAL),
        ("GET", "/journeys/9/impact", None),
        ("GET", "/changes/9", None),
    ],
)
def test_what_does_not_exist_is_not_found(strategist: Browser, method: str, path: str, body: Any) -> None:  # noqa: ANN401 - JSON
    assert strategist.send(method, path, json=body).status_code == 404


def test_publishing_tells_beforehand_who_is_concerned_and_moves_them(
    installation: Installation, admin: Browser, running: int
) -> None:
    longer = node("heard", "wait_event", events=["page_opened"], timeout={"amount": 9, "unit": "days"})
    graph = {**GRAPH, "nodes": [longer if one["id"] == "heard" else one for one in GRAPH["nodes"]]}
    admin.send("PUT", f"/journeys/{running}/draft", json={"graph": graph, "revision": 2})
    found = admin.get(f"/journeys/{running}/impact").json
    assert (found["people"], found["forecast"]) == (2, {"people": 2, "messages_per_day": 0})
    assert [(one["number"], one["people"]) for one in found["versions"]] == [(1, 2)]
    [line] = found["nodes"]
    assert (line["version"], line["node"], line["people"], line["change"]) == (1, "heard", 2, "changed")
    assert line["suggestion"] == "stay"
    assert set(line["sentence"]) == {"es", "en"}
    assert [target["node"] for target in found["targets"]] == ["enter", "heard", "came", "silent"]
    move = {"version": 1, "node": "heard", "act": "move", "target": None}
    sent = admin.post(f"/journeys/{running}/publish", {"revision": 3, "reason": "Más tiempo", "moves": [move]})
    assert (sent.status_code, sent.json["number"], sent.json["change"]["kind"]) == (200, 2, "migrate")
    assert enqueued(installation, Job.change) == [(sent.json["change"]["id"],)]
    busy = admin.post(f"/journeys/{running}/publish", {"revision": 3, "reason": "x"})
    assert busy.status_code == 409
    carry_out(installation, sent.json["change"]["id"])
    versions = admin.get(f"/journeys/{running}/versions").json["items"]
    assert [(one["number"], one["active"]) for one in versions] == [(2, 2), (1, 0)]
    line = next(one for one in admin.get("/audit?search=published").json["items"])
    assert line["details"]["moves"] == [move]


def test_publishing_without_moves_begins_no_change(admin: Browser, running: int) -> None:
    sent = admin.post(f"/journeys/{running}/publish", {"revision": 2, "reason": "x"})
    assert sent.json["change"] is None
