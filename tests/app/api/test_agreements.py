"""Agreements and booked payments through the API: what is answered, refused by its field, audited, and woken."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.installation import Installation
from app.models import Audit
from app.store import events
from app.store import offers as offer_rows
from app.store.offers import Terms
from app.store.terms import Ordering
from tests.app.api.browsers import Browser, Enter
from tests.app.flow.lives import DAY
from tests.app.flow.people import START, add_account

PROMISE = {"amount": 20_000, "due_date": "2026-03-09", "note": "Cobra el viernes"}
PLAN = {"count": 6, "every": "months", "first_due": "2026-03-31"}
PAYMENT = {"amount": 5_000, "currency": "USD", "reference": "T-1", "paid_at": "2026-03-01T10:00:00Z"}


@pytest.fixture
def installation(installation: Installation) -> Installation:
    """The installation at a time in the past, to which these days belong."""
    return replace(installation, clock=FixedClock(START))


@pytest.fixture
def account(installation: Installation) -> str:
    """The path of an account."""
    with installation.db.write() as session:
        return f"/accounts/{add_account(session).id}"


def offered(installation: Installation, discount: int = 25) -> str:
    """The path of a settlement offer that a journey made."""
    with installation.db.write() as session:
        account = events.hold(session, 1)
        assert account is not None
        made = offer_rows.offer(session, account, Terms(discount, START + 10 * DAY), START, Ordering())
        assert isinstance(made, offer_rows.Offer)
        return f"/offers/{made.id}"


def audited(installation: Installation) -> list[tuple[str, dict[str, Any]]]:
    with installation.db.read() as session:
        rows = session.scalars(select(Audit).where(Audit.subject == "account").order_by(Audit.id))
        return [(row.action, row.details) for row in rows]


def test_a_promise_is_made_shown_and_taken_back(installation: Installation, account: str, enter: Enter) -> None:
    agent = enter("agent")
    made = agent.post(f"{account}/promises", PROMISE)
    assert made.status_code == 200
    assert made.json | {"id": 1} == {
        "id": 1,
        "amount": 20_000,
        "currency": "USD",
        "due_date": "2026-03-09",
        "state": "open",
        "paid": 0,
        "made_at": "2026-03-02T09:00:00Z",
        "made_by": "user:agent@cauce.test",
        "note": "Cobra el viernes",
        "settled_at": None,
    }
    assert agent.get(f"{account}/agreements").json["promises"] == [made.json]
    number = made.json["id"]
    assert agent.post(f"/promises/{number}/cancel").json["state"] == "cancelled"
    again = agent.post(f"/promises/{number}/cancel")
    assert (again.status_code, again.json["detail"][:22]) == (409, "This promise is open n")
    assert [action for action, _ in audited(installation)] == ["promise.made", "promise.cancelled"]


def test_a_plan_is_offered_and_answered(installation: Installation, account: str, enter: Enter) -> None:
    agent = enter("agent")
    first = agent.post(f"{account}/plans", PLAN).json
    assert (first["state"], first["total"], len(first["instalments"])) == ("offered", 41_230, 6)
    assert first["instalments"][1] == {
        "number": 2,
        "due_date": "2026-04-30",
        "amount": 6_871,
        "paid": 0,
        "state": "due",
    }
    assert agent.post(f"/plans/{first['id']}/decline").json["state"] == "declined"
    second = agent.post(f"{account}/plans", PLAN | {"count": 2, "every": "weeks", "valid_days": 1}).json
    assert second["expires_at"] == "2026-03-03T09:00:00Z"
    confirmed = agent.post(f"/plans/{second['id']}/confirm").json
    assert (confirmed["state"], confirmed["confirmed_at"]) == ("confirmed", "2026-03-02T09:00:00Z")
    assert agent.post(f"/plans/{second['id']}/confirm").status_code == 409
    assert agent.post(f"{account}/plans", PLAN).status_code == 409
    assert [plan["state"] for plan in agent.get(f"{account}/agreements").json["plans"]] == ["confirmed", "declined"]
    assert [action for action, _ in audited(installation)] == [
        "plan.offered",
        "plan.declined",
        "plan.offered",
        "plan.confirmed",
    ]


def test_an_offer_is_accepted_or_declined(installation: Installation, account: str, enter: Enter) -> None:
    agent = enter("agent")
    path = offered(installation)
    assert agent.post(f"{path}/accept").json["state"] == "accepted"
    assert agent.post(f"{path}/accept").status_code == 409
    assert agent.post(f"{path}/decline").json["state"] == "declined"
    (shown,) = agent.get(f"{account}/agreements").json["offers"]
    assert (shown["amount"], shown["discount"], shown["state"]) == (30_922, 25, "declined")
    assert [action for action, _ in audited(installation)] == ["offer.accepted", "offer.declined"]


def test_a_payment_is_booked_once(installation: Installation, account: str, enter: Enter) -> None:
    supervisor = enter("supervisor")
    first = supervisor.post(f"{account}/payments", PAYMENT)
    assert (first.status_code, first.json["balance"], first.json["booked"]) == (200, 36_230, True)
    again = supervisor.post(f"{account}/payments", PAYMENT)
    assert again.json == first.json | {"booked": False}
    assert supervisor.post(f"{account}/payments", PAYMENT | {"amount": 1}).status_code == 409
    assert [action for action, _ in audited(installation)] == ["payment.booked"]
    now = supervisor.post(f"{account}/payments", PAYMENT | {"reference": "T-2", "paid_at": None})
    assert now.json["balance"] == 31_230
    story = supervisor.get("/debtors/1").json["history"]
    assert [entry["label"]["en"] for entry in story if entry["kind"] == "payment"] == ["Paid", "Paid"]


@pytest.mark.parametrize(
    ("what", "body", "field"),
    [
        ("promises", PROMISE | {"amount": 0}, "amount"),
        ("promises", PROMISE | {"amount": 41_231}, "amount"),
        ("promises", PROMISE | {"due_date": "2026-03-01"}, "due_date"),
        ("promises", PROMISE | {"due_date": "soon"}, "due_date"),
        ("plans", PLAN | {"count": 1}, "count"),
        ("plans", PLAN | {"every": "days"}, "every"),
        ("plans", PLAN | {"first_due": "2026-03-01"}, "first_due"),
        ("payments", PAYMENT | {"amount": 41_231}, "amount"),
        ("payments", PAYMENT | {"currency": "EUR"}, "currency"),
        ("payments", PAYMENT | {"currency": "usd"}, "currency"),
        ("payments", PAYMENT | {"reference": ""}, "reference"),
        ("payments", PAYMENT | {"paid_at": "2026-03-03T00:00:00Z"}, "paid_at"),
        ("payments", PAYMENT | {"paid_at": "2026-03-01T00:00:00"}, "paid_at"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(account: str, enter: Enter, what: str, body: Any, field: str) -> None:  # noqa: ANN401 - JSON
    refused = enter("supervisor").post(f"{account}/{what}", body)
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/accounts/99/promises", PROMISE),
        ("/accounts/99/plans", PLAN),
        ("/accounts/99/payments", PAYMENT),
        ("/promises/99/cancel", None),
        ("/plans/99/confirm", None),
        ("/offers/99/accept", None),
    ],
)
def test_what_is_not_there_is_not_found(enter: Enter, path: str, body: Any) -> None:  # noqa: ANN401 - JSON
    assert enter("supervisor").post(path, body).status_code == 404


def test_there_are_no_agreements_of_nobody(enter: Enter) -> None:
    assert enter("auditor").get("/accounts/99/agreements").status_code == 404


def test_all_agreements_take_as_many_queries_for_many_as_for_one(
    account: str, enter: Enter, counting: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    agent: Browser = enter("agent")
    counts = []
    for _ in range(2):
        agent.post(f"{account}/promises", PROMISE)
        agent.post(f"{account}/plans", PLAN)
        with counting() as queries:
            found = agent.get(f"{account}/agreements").json
        counts.append(len(queries))
    assert (len(found["promises"]), len(found["plans"])) == (2, 2)
    assert counts[0] == counts[1]


def test_journeys_are_woken(
    account: str, enter: Enter, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(type(installation.queue), "wake", lambda _, job, *__: woken.append(job.name))
    enter("agent").post(f"{account}/promises", PROMISE)
    enter("supervisor").post(f"{account}/payments", PAYMENT)
    assert woken == ["advance", "advance"]
