"""The live view through the API: the running version, its picture, and the stream of what changes."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from app.api import live
from app.api.callers import IDLE
from app.clock import FixedClock
from app.factory import create_app
from app.insights.watch import Watch
from app.installation import Installation
from app.models import User
from app.store import tallies
from app.store.tallies import Tally
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio
from tests.app.api.test_journeys import published, walk

STREAM = "/journeys/1/live"


@pytest.fixture
def app(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Served with room for two streams, whose readers are looked at all the time."""
    monkeypatch.setattr(live, "BEAT", 0.02)
    app = create_app(replace(installation, config=replace(installation.config, live_streams=2)))
    yield app
    watch: Watch = app.extensions["cauce.watch"]
    watch.close()


@pytest.fixture
def strategist(installation: Installation, admin: Browser, enter: Enter) -> Browser:
    """A strategist, while two people wait on a journey."""
    load_portfolio(installation, admin)
    walk(installation, published(admin))
    return enter("strategist")


def follow(browser: Browser, **options: Any) -> TestResponse:  # noqa: ANN401 - passed on
    """Open a stream, as a server with threads has it."""
    return browser.get(STREAM, multithread=True, buffered=False, **options)


class Events:
    """What a stream tells, without its heartbeats."""

    def __init__(self, response: TestResponse) -> None:
        assert (response.status_code, response.mimetype) == (200, "text/event-stream")
        self.response = response
        self.parts = (part.decode() for part in response.response)

    def next(self) -> tuple[str, dict[str, Any]]:
        """The name and the data of the next event."""
        for part in self.parts:
            if part.startswith("event: "):
                name, data = part.rstrip().split("\n")
                return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))
        return "end", {}


def change(installation: Installation, n: int = 1) -> None:
    with installation.db.write() as session:
        tallies.add(session, [Tally(1, 1, "silent", tallies.HERE, n)], installation.clock.now().date())


def test_it_tells_the_whole_picture_and_then_what_changed(installation: Installation, strategist: Browser) -> None:
    response = follow(strategist)
    assert response.headers["X-Accel-Buffering"] == "no"
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    events = Events(response)
    name, told = events.next()
    assert (name, told["state"], told["version_id"]) == ("picture", "live", 1)
    assert told["counts"]["nodes"]["heard"] == {"here": 2, "passed": 0, "ports": {}, "deferred": None}
    assert told["counts"] == strategist.get("/journeys/1/counts").json
    change(installation)
    name, told = events.next()
    assert name == "change"
    assert told["counts"]["nodes"] == {"silent": {"here": 1, "passed": 0, "ports": {}, "deferred": None}}
    assert told["counts"]["active"] == 3
    response.close()


def test_a_pause_is_told(strategist: Browser) -> None:
    events = Events(follow(strategist))
    events.next()
    strategist.post("/journeys/1/pause", {"reason": "Prueba"})
    name, told = events.next()
    assert (name, told["state"], told["counts"]["nodes"]) == ("change", "paused", {})
    events.response.close()


def test_it_says_that_it_is_there_while_nothing_changes(strategist: Browser) -> None:
    events = Events(follow(strategist))
    assert next(events.parts) == "retry: 2000\n\n"
    assert events.next()[0] == "picture"
    assert next(events.parts) == ":\n\n"
    events.response.close()


def sign_out(installation: Installation, clock: FixedClock, browser: Browser) -> None:
    del installation, clock
    assert browser.send("DELETE", "/session").status_code == 204


def expire(installation: Installation, clock: FixedClock, browser: Browser) -> None:
    del installation, browser
    clock.advance(IDLE + timedelta(seconds=1))


def lose_the_role(installation: Installation, clock: FixedClock, browser: Browser) -> None:
    del clock, browser
    with installation.db.write() as session:
        session.execute(update(User).where(User.role == "strategist").values(active=False))


@pytest.mark.parametrize("end", [sign_out, expire, lose_the_role])
def test_it_ends_when_its_reader_may_not_read_any_more(
    installation: Installation,
    clock: FixedClock,
    strategist: Browser,
    end: Callable[[Installation, FixedClock, Browser], None],
) -> None:
    events = Events(follow(strategist))
    assert events.next()[0] == "picture"
    end(installation, clock, strategist)
    assert [events.next()[0], events.next()[0]] == ["over", "end"]
    events.response.close()


def test_it_ends_with_the_key_of_an_integrator(strategist: Browser, admin: Browser, browser: Browser) -> None:
    made = admin.post("/api-keys", {"name": "Reader", "scopes": ["read"]}).json
    events = Events(follow(browser, headers={"Authorization": f"Bearer {made['secret']}"}))
    assert events.next()[0] == "picture"
    admin.send("DELETE", f"/api-keys/{made['id']}")
    assert events.next()[0] == "over"
    events.response.close()
    assert strategist.get("/journeys/1/picture").status_code == 200


def test_being_asked_is_no_sign_of_life(installation: Installation, clock: FixedClock, strategist: Browser) -> None:
    events = Events(follow(strategist))
    events.next()
    for _ in range(3):  # an hour each, and changes all the time
        clock.advance(timedelta(minutes=50))
        change(installation)
        name, _ = events.next()
    assert name == "over" or events.next()[0] == "over"
    events.response.close()


def test_there_are_only_so_many_and_who_finds_no_place_asks_for_the_picture(strategist: Browser) -> None:
    first, second = follow(strategist), follow(strategist)
    refused = follow(strategist)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "15")
    assert refused.json["type"] == "urn:cauce:problem:no-stream-free"
    asked = strategist.get("/journeys/1/picture").json
    assert (asked["state"], asked["counts"]) == ("live", strategist.get("/journeys/1/counts").json)
    first.close()  # also one of which nothing was read
    third = follow(strategist)
    assert third.status_code == 200
    second.close()
    third.close()


def test_a_server_with_one_thread_tells_nobody(strategist: Browser) -> None:
    assert strategist.get(STREAM).status_code == 503


def test_who_is_not_there_cannot_be_followed(strategist: Browser) -> None:
    for path in ("live", "picture", "running"):
        assert strategist.get(f"/journeys/9/{path}", multithread=True).status_code == 404


def test_the_version_that_runs_is_shown_and_not_the_draft(strategist: Browser) -> None:
    graph = strategist.get("/journeys/1").json["graph"]
    strategist.send("PUT", "/journeys/1/draft", json={"graph": {**graph, "name": "Otra"}, "revision": 2})
    shown = strategist.get("/journeys/1/running").json
    assert (shown["graph"]["name"], shown["version"]["number"], shown["state"]) == ("Wait and see", 1, "live")
    assert shown["sentences"]["heard"]["en"].startswith("Wait for: opened the page")
    assert shown["picture"]["counts"]["active"] == 2
    draft = strategist.post("/journeys", {"name": "Draft"}).json["id"]
    assert strategist.get(f"/journeys/{draft}/running").status_code == 404
