"""Journeys that wait for opens or clicks which this installation, or a brand, does not count."""

from dataclasses import replace
from typing import Any

import pytest

from app.installation import Installation
from app.models import BrandKit
from tests.app.api.browsers import Browser
from tests.app.flow.journeys import THREE_DAYS, graph
from tests.app.flow.people import START, add_account


@pytest.fixture
def installation(installation: Installation) -> Installation:
    """One that can send emails."""
    return replace(installation, config=replace(installation.config, smtp_url="smtp://127.0.0.1:9"))


def waiting(*events: str) -> Any:  # noqa: ANN401 - JSON
    """Two mails, then a wait for what is done with them."""
    ways = " ".join(f"answer.{event}>end" for event in events)
    return graph(
        [
            ("enter", "enter", {"audience": None}),
            ("mail", "send_email", {"template": "payment_reminder"}),
            ("second", "send_email", {"template": "second_notice"}),
            ("answer", "wait_event", {"events": list(events), "timeout": THREE_DAYS}),
            ("end", "end", {"reason": "done"}),
        ],
        f"enter.next>mail mail.next>second second.next>answer answer.timeout>end {ways}",
    )


def warned(browser: Browser, *events: str) -> list[dict[str, Any]]:
    problems = browser.post("/journeys/check", {"graph": waiting(*events)}).json["problems"]
    assert all(one["severity"] == "warning" for one in problems), problems
    return [one for one in problems if one["code"] == "never_counted"]


def kit(installation: Installation, **switches: bool) -> None:
    """The default kit, with these switches."""
    with installation.db.write() as session:
        session.query(BrandKit).delete()
        made = BrandKit(key="quiet", name="Quiet", is_default=True, kit=switches, created_at=START, revision=1)
        made.saved_at = START
        session.add(made)


def set_to(installation: Installation, **settings: frozenset[str]) -> None:
    for name, value in settings.items():
        object.__setattr__(installation.config, name, value)


def test_a_kit_that_does_not_count_opens_warns_at_the_step_that_waits_for_them(
    installation: Installation, strategist: Browser
) -> None:
    assert warned(strategist, "message_opened", "message_clicked") == []
    kit(installation, count_opens=False)
    (told,) = warned(strategist, "message_opened", "message_clicked")
    assert (told["node"], told["setting"]) == ("answer", "events")
    assert "«Abrió el mensaje»" in told["message"]["es"]
    assert "(Payment reminder, Second notice)" in told["message"]["en"]
    assert "brand kit" in told["hint"]["en"]
    kit(installation, count_opens=False, count_clicks=False)
    assert len(warned(strategist, "message_opened", "message_clicked")) == 2
    kit(installation, count_opens=True)
    assert warned(strategist, "message_opened") == []


@pytest.mark.parametrize(
    ("tracking", "events"),
    [(frozenset(), 2), (frozenset({"clicks"}), 1), (frozenset({"opens", "clicks"}), 0)],
    ids=["off", "clicks", "both"],
)
def test_what_the_installation_does_not_follow_up_warns_too(
    installation: Installation, strategist: Browser, tracking: frozenset[str], events: int
) -> None:
    set_to(installation, tracking=tracking)
    told = warned(strategist, "message_opened", "message_clicked")
    assert len(told) == events
    assert all("CAUCE_TRACKING" in one["hint"]["es"] for one in told)


@pytest.mark.parametrize(
    ("places", "warns"),
    [(["ES", "es", "US-CA"], True), (["ES", "CO"], False), (["ES", None], False), ([], False)],
    ids=["all", "some", "one is not known", "nobody"],
)
def test_so_does_an_installation_whose_people_all_live_where_it_must_not(
    installation: Installation, strategist: Browser, places: list[str | None], warns: bool
) -> None:
    set_to(installation, untracked=frozenset({"ES", "US"}))
    with installation.db.write() as session:
        for place in places:
            add_account(session, debtor_jurisdiction=place)
    assert bool(warned(strategist, "message_opened")) is warns


def test_it_is_told_of_a_draft_counted_in_the_list_and_does_not_forbid_publishing(
    installation: Installation, strategist: Browser
) -> None:
    begun = strategist.post("/journeys", {"name": "Prueba"}).json
    body = {"revision": begun["revision"], "graph": waiting("message_clicked", "paid")}
    counted = strategist.send("PUT", f"/journeys/{begun['id']}/draft", json=body).json["problems"]
    (before,) = strategist.get("/journeys").json["items"]
    set_to(installation, tracking=frozenset({"opens"}))
    detail = strategist.get(f"/journeys/{begun['id']}").json
    assert [one["code"] for one in detail["problems"] if one not in counted] == ["never_counted"]
    (listed,) = strategist.get("/journeys").json["items"]
    assert (listed["errors"], listed["warnings"]) == (0, before["warnings"] + 1)
    body = {"reason": "x", "revision": detail["revision"]}
    assert strategist.post(f"/journeys/{begun['id']}/publish", body).status_code in {200, 201}
