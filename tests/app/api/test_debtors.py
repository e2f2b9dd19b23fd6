"""Debtors through the API: the list, and the story of one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.flow.advance import advance_batch
from app.installation import Installation
from app.models import Payment, PaymentState, Run
from app.store import events
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio
from tests.app.api.test_journeys import GRAPH, published, walk


@pytest.fixture(autouse=True)
def portfolio(installation: Installation, admin: Browser) -> None:
    load_portfolio(installation, admin)


def test_the_list_tells_who_owes_what(enter: Enter) -> None:
    listed = enter("agent").get("/debtors").json
    assert listed["total"] == 2
    john, lucia = listed["items"]
    assert john == {
        "id": john["id"],
        "ref": "D-2",
        "name": "John Smith",
        "language": "en",
        "jurisdiction": "US-NY",
        "email": "john@mail.test",
        "mobile": None,
        "accounts": 2,
        "balances": [{"currency": "EUR", "amount": 2000}, {"currency": "USD", "amount": 100000}],
        "status": "open",
    }
    assert lucia["name"] == "Lucía Ortega"


@pytest.mark.parametrize(
    ("search", "found"),
    [("ORTEGA lucia", ["D-1"]), ("john@mail", ["D-2"]), ("a-3", ["D-2"]), ("%", []), ("", ["D-2", "D-1"])],
)
def test_debtors_are_found_by_any_of_their_words(admin: Browser, search: str, found: list[str]) -> None:
    listed = admin.get("/debtors", query_string={"search": search}).json
    assert [line["ref"] for line in listed["items"]] == found
    assert listed["total"] == len(found)


def test_the_list_comes_in_pages(admin: Browser) -> None:
    pages = [admin.get(f"/debtors?size=1&page={page}").json for page in (1, 2, 3)]
    assert [[line["ref"] for line in page["items"]] for page in pages] == [["D-2"], ["D-1"], []]
    assert admin.get("/debtors?size=201").json["fields"] == {"size": "It must be 200 or less."}


def test_one_debtor_has_accounts_contact_points_and_own_fields(admin: Browser) -> None:
    found = admin.get("/debtors/1").json
    assert (found["name"], found["birth_date"], found["document"]) == ("Lucía Ortega", "1984-07-19", "52998224")
    assert [(point["kind"], point["value"]) for point in found["contact_points"]] == [("email", "lucia@correo.test")]
    [account] = found["accounts"]
    assert account["ref"] == "A-1"
    assert (account["principal"], account["balance"], account["currency"]) == (41230, 41230, "USD")
    assert (account["due_date"], account["days_past_due"]) == ("2026-01-15", 46)
    assert (account["portfolio"], account["custom"]) == ("Marea 2026", {"tier": "gold"})
    assert found["history"] == []


def test_the_story_of_a_debtor_is_told_newest_first_in_both_languages(
    installation: Installation, admin: Browser, clock: FixedClock
) -> None:
    number = published(admin)
    walk(installation, number)
    clock.advance(timedelta(hours=1))
    with installation.db.write() as session:
        events.record(session, account_id=1, kind="page_opened", at=clock.now())
        advance_batch(session, clock.now())
    clock.advance(timedelta(minutes=30))
    with installation.db.write() as session:
        payment = Payment(
            account_id=1,
            provider="sandbox",
            provider_ref="x1",
            amount=41230,
            currency="USD",
            state=PaymentState.succeeded,
            data={},
            started_at=clock.now(),
            settled_at=clock.now(),
        )
        session.add(payment)
        session.flush()
        events.record(session, account_id=1, kind="paid", at=clock.now(), data={"payment_id": payment.id})
    history = admin.get("/debtors/1").json["history"]
    assert [(line["kind"], line["label"]["en"], line["detail"] and line["detail"]["en"]) for line in history] == [
        ("payment", "Paid", "$412.30"),
        ("ended", "Finished the journey", "came"),
        ("event", "Opened the page", None),
        ("left", history[3]["label"]["en"], "Opened the page"),
        ("entered", "Entered the journey", None),
    ]
    assert history[0]["label"]["es"] == "Pagó"
    assert history[0]["detail"]["es"].replace("\N{NO-BREAK SPACE}", " ") == "412,30 US$"
    assert history[3]["node"] == "heard"
    assert "3" in history[3]["label"]["es"]
    assert history[3]["detail"]["es"] == "Abrió la página"
    assert {line["journey"] for line in history[3:]} == {"Wait and see"}
    assert {line["account_ref"] for line in history} == {"A-1"}


def test_a_payment_that_no_event_tells_of_is_in_the_story(
    installation: Installation, admin: Browser, clock: FixedClock
) -> None:
    with installation.db.write() as session:
        session.add(
            Payment(
                account_id=1,
                provider="sandbox",
                provider_ref="x1",
                amount=500,
                currency="JPY",
                data={},
                started_at=clock.now(),
            )
        )
    [line] = admin.get("/debtors/1").json["history"]
    assert (line["kind"], line["label"]["en"], line["detail"]["en"]) == ("payment", "Started to pay", "¥500")


def test_a_run_that_left_by_an_exit_says_so(installation: Installation, admin: Browser, clock: FixedClock) -> None:
    walk(installation, published(admin))
    with installation.db.write() as session:
        run = session.query(Run).filter_by(account_id=1).one()
        run.state, run.ended_at, run.end_reason = "ended", clock.now() + timedelta(hours=1), "exit:paid"
    newest = admin.get("/debtors/1").json["history"][0]
    assert (newest["kind"], newest["detail"]) == (
        "ended",
        {"es": "Pagó todo", "en": "All is paid"},
    )


def test_a_debtor_who_does_not_exist_is_not_found(admin: Browser) -> None:
    assert admin.get("/debtors/999").status_code == 404


LISTS = {
    "/session": 1,
    "/gallery": 1,
    "/journeys": 9,
    "/journeys/1/versions": 3,
    "/journeys/1/counts": 4,
    "/debtors": 5,
    "/debtors/1": 25,
    "/messages": 3,
    "/imports": 4,
    "/portfolios": 2,
    "/users": 2,
    "/api-keys": 3,
    "/audit": 3,
    "/meta": 5,
}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_a_fixed_number_of_queries(
    installation: Installation,
    admin: Browser,
    counting: Callable[[], AbstractContextManager[list[str]]],
    path: str,
) -> None:
    walk(installation, published(admin))
    admin.post("/api-keys", {"name": "CRM", "scopes": ["read"]})
    seen = []
    for _ in range(2):
        with counting() as queries:
            assert admin.get(path).status_code == 200
        seen.append(len(queries))
        for name in ("Second", "Third", "Fourth"):
            published(admin, {**GRAPH, "name": name})
            admin.post("/api-keys", {"name": name, "scopes": ["write"]})
            load_portfolio(installation, admin)
    assert seen == [LISTS[path]] * 2, queries
