"""Who has a journey open through the API: looking on, editing, taking over, and being forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import FixedClock
from app.installation import Installation
from app.models import Sitting
from app.store.sittings import ALIVE
from tests.app.api.browsers import Browser, Enter
from tests.app.api.test_journeys import GRAPH

ANA, BRUNO = "tab-of-ana", "tab-of-bruno"


def begun(browser: Browser) -> int:
    return int(browser.post("/journeys", {"name": "Shared"}).json["id"])


def hear(browser: Browser, journey: int, tab: str, wish: str = "edit") -> Any:  # noqa: ANN401 - JSON
    answer = browser.send("PUT", f"/journeys/{journey}/sittings/{tab}", json={"wish": wish})
    assert answer.status_code == 200, answer.text
    return answer.json


def ask(browser: Browser, journey: int, tab: str) -> Any:  # noqa: ANN401 - JSON
    return browser.get(f"/journeys/{journey}/sittings/{tab}").json


def save(browser: Browser, journey: int, revision: int, tab: str | None = None) -> Any:  # noqa: ANN401 - a response
    body = {"graph": GRAPH, "revision": revision, "tab": tab}
    return browser.send("PUT", f"/journeys/{journey}/draft", json=body)


def test_whoever_opens_it_first_edits_and_who_comes_second_sees_who_does(admin: Browser, strategist: Browser) -> None:
    journey = begun(strategist)
    assert hear(strategist, journey, ANA)["seat"] == "editing"
    second = hear(admin, journey, BRUNO)
    assert (second["seat"], second["revision"], second["saved_by"]) == ("watching", 1, "Ana strategist")
    assert second["present"] == [
        {"name": "Ana strategist", "editing": True, "you": False, "here": False},
        {"name": "Ana admin", "editing": False, "you": True, "here": True},
    ]
    assert hear(strategist, journey, ANA)["seat"] == "editing"


def test_a_second_tab_of_the_same_person_looks_on_too(strategist: Browser) -> None:
    journey = begun(strategist)
    hear(strategist, journey, ANA)
    other = hear(strategist, journey, "tab-of-ana-too")
    assert other["seat"] == "watching"
    assert [(one["you"], one["here"]) for one in other["present"]] == [(True, False), (True, True)]


def test_whoever_is_taken_over_from_is_told_and_saves_nothing_more(admin: Browser, strategist: Browser) -> None:
    journey = begun(strategist)
    hear(strategist, journey, ANA)
    assert save(strategist, journey, 1, ANA).status_code == 200
    assert hear(admin, journey, BRUNO, "take")["seat"] == "editing"
    told = ask(strategist, journey, ANA)
    assert (told["seat"], told["taken_by"]) == ("taken", "Ana admin")
    late = save(strategist, journey, 2, ANA)
    assert (late.status_code, late.json["type"]) == (409, "urn:cauce:problem:taken-over")
    assert late.json["taken_by"] == "Ana admin"
    assert strategist.get(f"/journeys/{journey}").json["revision"] == 2
    assert save(admin, journey, 2, BRUNO).status_code == 200
    stale = save(strategist, journey, 2, ANA)
    assert stale.json["type"] == "urn:cauce:problem:taken-over", "whatever else is in the way"
    trail = [line["action"] for line in admin.get("/audit").json["items"]]
    assert "journey.taken_over" in trail


def test_what_was_there_at_a_take_over_is_kept(admin: Browser, strategist: Browser) -> None:
    journey = begun(strategist)
    hear(strategist, journey, ANA)
    save(strategist, journey, 1, ANA)
    hear(admin, journey, BRUNO, "take")
    hear(admin, journey, BRUNO, "take")
    kept = admin.get(f"/journeys/{journey}/drafts").json["items"]
    assert [(one["revision"], one["cause"]) for one in kept] == [(2, "take_over"), (1, "interval")]


def test_it_can_be_taken_back(admin: Browser, strategist: Browser) -> None:
    journey = begun(strategist)
    hear(strategist, journey, ANA)
    hear(admin, journey, BRUNO, "take")
    assert hear(strategist, journey, ANA, "look")["seat"] == "taken"
    assert hear(strategist, journey, ANA, "edit")["seat"] == "taken"
    assert hear(strategist, journey, ANA, "take")["seat"] == "editing"
    assert save(strategist, journey, 1, ANA).status_code == 200
    assert ask(admin, journey, BRUNO)["seat"] == "taken"


def test_who_leaves_makes_room(admin: Browser, strategist: Browser) -> None:
    journey = begun(strategist)
    hear(strategist, journey, ANA)
    hear(admin, journey, BRUNO)
    assert admin.send("DELETE", f"/journeys/{journey}/sittings/{ANA}").status_code == 204
    assert ask(strategist, journey, ANA)["seat"] == "editing", "nobody closes another's tab"
    assert strategist.send("DELETE", f"/journeys/{journey}/sittings/{ANA}").status_code == 204
    assert ask(strategist, journey, ANA)["seat"] == "gone"
    assert hear(admin, journey, BRUNO)["seat"] == "editing"


def test_who_is_not_heard_of_is_forgotten(
    installation: Installation, clock: FixedClock, admin: Browser, strategist: Browser
) -> None:
    journey = begun(strategist)
    hear(strategist, journey, ANA)
    clock.advance(ALIVE - timedelta(seconds=1))
    assert hear(admin, journey, BRUNO)["seat"] == "watching"
    clock.advance(timedelta(seconds=1))
    assert ask(strategist, journey, ANA)["seat"] == "gone"
    assert hear(admin, journey, BRUNO)["seat"] == "editing"
    with installation.db.read() as session:
        assert session.scalars(select(Sitting.tab)).all() == [BRUNO]


def test_who_may_only_read_looks_on_and_cannot_edit(enter: Enter, strategist: Browser) -> None:
    journey = begun(strategist)
    marketer = enter("marketer")
    assert hear(marketer, journey, BRUNO, "look")["seat"] == "watching"
    for wish in ("edit", "take"):
        refused = marketer.send("PUT", f"/journeys/{journey}/sittings/{BRUNO}", json={"wish": wish})
        assert refused.status_code == 403
    assert hear(strategist, journey, ANA)["seat"] == "editing"


def test_an_api_key_sits_nowhere(admin: Browser, browser: Browser) -> None:
    journey = begun(admin)
    secret = admin.post("/api-keys", {"name": "CRM", "scopes": ["write"]}).json["secret"]
    key = {"Authorization": f"Bearer {secret}"}
    put = browser.send("PUT", f"/journeys/{journey}/sittings/{ANA}", json={"wish": "look"}, headers=key)
    assert put.status_code == 403
    assert browser.send("DELETE", f"/journeys/{journey}/sittings/{ANA}", headers=key).status_code == 204
    assert browser.get(f"/journeys/{journey}/sittings/{ANA}", headers=key).json["present"] == []


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/journeys/9/sittings/any-tab-1"), ("GET", "/journeys/9/sittings/any-tab-1")]
)
def test_a_journey_that_does_not_exist_cannot_be_opened(strategist: Browser, method: str, path: str) -> None:
    body = {"wish": "look"} if method == "PUT" else None
    assert strategist.send(method, path, json=body).status_code == 404


@pytest.mark.parametrize("tab", ["short", "x" * 41, "with space", "punto.y.coma"])
def test_a_tab_that_cannot_be_one_is_refused(strategist: Browser, tab: str) -> None:
    answer = strategist.send("PUT", f"/journeys/{begun(strategist)}/sittings/{tab}", json={"wish": "look"})
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["tab"])


def test_of_two_who_come_at_once_one_edits(app: Flask, strategist: Browser, installation: Installation) -> None:
    journey = begun(strategist)
    browsers = []
    for _ in range(4):
        browser = Browser(app.test_client())
        browser.sign_in("strategist@cauce.test")
        browsers.append(browser)
    with ThreadPoolExecutor(len(browsers)) as pool:
        heard = list(pool.map(lambda one: hear(one[1], journey, f"tab-of-many-{one[0]}"), enumerate(browsers)))
    assert sorted(one["seat"] for one in heard) == ["editing", "watching", "watching", "watching"]
    with installation.db.read() as session:
        assert len(session.scalars(select(Sitting.tab).where(Sitting.editing)).all()) == 1


def test_a_deleted_journey_takes_its_sittings_and_its_drafts_along(
    installation: Installation, strategist: Browser
) -> None:
    journey = begun(strategist)
    hear(strategist, journey, ANA)
    save(strategist, journey, 1, ANA)
    assert strategist.send("DELETE", f"/journeys/{journey}").status_code == 204
    with installation.db.read() as session:
        assert session.scalars(select(Sitting.tab)).all() == []


def test_asking_who_is_there_takes_two_queries_however_many_are(
    strategist: Browser,
    counting: Any,  # noqa: ANN401 - a fixture
) -> None:
    journey = begun(strategist)
    for number in range(5):
        hear(strategist, journey, f"tab-of-many-{number}")
    with counting() as seen:
        assert len(ask(strategist, journey, "tab-of-many-1")["present"]) == 5
    assert len([query for query in seen if "FROM users \nWHERE" not in query]) == 2, seen
