"""Whom a message would not reach, and what it costs, over the API."""

from collections.abc import Callable
from typing import Any

import pytest

from app.installation import Installation
from tests.app.api.browsers import Browser
from tests.app.flow.people import add_account

RICH = {"field": "account.balance", "op": "gt", "value": 50_000}
TOKENS = ["debtor.first_name", "account.balance", "link.page", "calendar.today", "debtor.email", "promise.due_date"]


def fill(installation: Installation) -> None:
    """Five people: two without a first name, one of them with little debt; one without an address."""
    with installation.db.write() as session:
        add_account(session, principal=60_000, debtor_first_name=None)
        add_account(session, principal=100, interest=0, fees=0, debtor_first_name="")
        add_account(session, principal=60_000, email=None)
        add_account(session, principal=60_000)
        add_account(session, principal=60_000, status="closed", debtor_first_name=None)


def test_people_without_a_value_are_counted_beforehand(installation: Installation, strategist: Browser) -> None:
    fill(installation)
    found = strategist.post("/templates/reach", {"tokens": TOKENS}).json
    assert found["total"] == 4
    assert {one["token"]: one["count"] for one in found["empty"]} == {
        "promise.due_date": 4,
        "debtor.first_name": 2,
        "debtor.email": 1,
    }
    assert [one["text"] for one in found["empty"]][1:] == [
        {"es": "2 de 4 no tienen «Nombre»", "en": "2 of 4 have no first name"},
        {"es": "1 de 4 no tiene «Correo electrónico»", "en": "1 of 4 has no email address"},
    ]


def test_only_the_audience_is_counted(installation: Installation, strategist: Browser) -> None:
    fill(installation)
    rich = {"tokens": ["debtor.first_name"], "condition": RICH}
    segment = strategist.post("/segments", {"name": "Grandes", "condition": RICH}).json["id"]
    journey = strategist.post("/journeys", {"name": "Mora"}).json
    graph = journey["graph"]
    everybody = strategist.post("/templates/reach", {"tokens": [], "journey": journey["id"]}).json
    graph["nodes"][0]["settings"] |= {"segment": segment, "audience": {"all": []}}
    strategist.send("PUT", f"/journeys/{journey['id']}/draft", json={"graph": graph, "revision": journey["revision"]})
    counted = [
        strategist.post("/templates/reach", asked).json
        for asked in (rich, {**rich, "condition": None, "segment": segment}, {**rich, "journey": journey["id"]})
    ]
    assert everybody == {"total": 4, "empty": [], "templates": []}
    assert [(one["total"], one["empty"][0]["count"]) for one in counted] == [(3, 1)] * 3


def test_what_is_not_there_is_said(strategist: Browser) -> None:
    unknown = strategist.post("/templates/reach", {"tokens": ["account.x_gone", "item.name", "debt.balance"]})
    assert unknown.status_code == 422
    assert "account.x_gone" in unknown.json["fields"]["tokens"]
    assert "item.name" not in unknown.json["fields"]["tokens"]
    broken = strategist.post("/templates/reach", {"tokens": [], "condition": {"nonsense": 1}})
    assert (broken.status_code, list(broken.json["fields"])) == (422, ["condition"])
    for where in ("segment", "journey"):
        assert strategist.post("/templates/reach", {"tokens": [], where: 999}).status_code == 404


def test_it_takes_as_many_queries_for_many_as_for_one(
    installation: Installation, strategist: Browser, counting: Callable[[], Any]
) -> None:
    fill(installation)
    strategist.post("/templates/reach", {"tokens": []})
    with counting() as few:
        strategist.post("/templates/reach", {"tokens": ["debtor.first_name"]})
    with counting() as many:
        strategist.post("/templates/reach", {"tokens": TOKENS})
    assert len(few) == len(many)


@pytest.mark.usefixtures("installation")
def test_prices_are_those_of_the_installation(strategist: Browser) -> None:
    assert strategist.get("/prices").json == {"currency": None, "millionths": {}}
