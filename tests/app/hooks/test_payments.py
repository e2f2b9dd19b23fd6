"""Payment notices over HTTP: what is heard, and what is refused in which words."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

import app.hooks.payments
from app.cases.payments import Payer, start
from app.clock import FixedClock
from app.installation import Installation
from app.models import Account, Payment
from app.payments.sandbox import Sandbox
from app.queue import Job
from tests.app.flow.people import START, add_account

ADDRESS = "/hooks/payments/sandbox"


@pytest.fixture
def client(installation: Installation) -> FlaskClient:
    bare = Flask("bare")
    bare.register_blueprint(app.hooks.payments.blueprint(installation))
    return bare.test_client()


@pytest.fixture
def sandbox(installation: Installation) -> Sandbox:
    return Sandbox(installation.config)


@pytest.fixture
def payment(installation: Installation, sandbox: Sandbox) -> str:
    """What the provider calls a payment of 412.30 dollars that was started."""
    with installation.db.write() as session:
        account_id = add_account(session).id
    start(installation, sandbox, Payer(account_id, None, "Marea", "es", lambda _: "http://cauce.test/"))
    with installation.db.read() as session:
        return session.scalars(select(Payment.provider_ref)).one()


def body_of(payment: str, **changes: Any) -> bytes:  # noqa: ANN401 - any JSON value
    data = {"payment": payment, "amount": 41_230, "currency": "USD"} | changes
    return json.dumps({"type": "payment.succeeded", "data": data}).encode()


def balance(installation: Installation) -> int:
    with installation.db.read() as session:
        return session.scalars(select(Account.balance)).one()


def assert_problem(response: Any, status: int, says: str) -> None:  # noqa: ANN401 - the test client's answer
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    document: Mapping[str, Any] = response.get_json()
    assert document["status"] == status
    assert says in document["detail"]


def test_a_signed_notice_is_applied_once(
    client: FlaskClient, sandbox: Sandbox, payment: str, installation: Installation
) -> None:
    body = body_of(payment)
    headers = sandbox.sign("evt_1", body, START)
    answers = [client.post(ADDRESS, data=body, headers=headers) for _ in range(3)]
    assert [(one.status_code, one.get_json()["result"]) for one in answers] == [
        (200, "applied"),
        (200, "repeated"),
        (200, "repeated"),
    ]
    assert balance(installation) == 0
    assert {job.func_name for job in installation.queue.rq.jobs} == {Job.advance.value}


def test_a_wrong_amount_is_heard_kept_for_review_and_not_applied(
    client: FlaskClient, sandbox: Sandbox, payment: str, installation: Installation
) -> None:
    body = body_of(payment, amount=1)
    response = client.post(ADDRESS, data=body, headers=sandbox.sign("evt_1", body, START))
    assert (response.status_code, response.get_json()) == (200, {"result": "review"})
    assert balance(installation) == 41_230


def test_a_wrong_signature_is_refused(
    client: FlaskClient, sandbox: Sandbox, payment: str, installation: Installation
) -> None:
    headers = sandbox.sign("evt_1", body_of(payment, amount=1), START)
    assert_problem(client.post(ADDRESS, data=body_of(payment), headers=headers), 401, "signature does not fit")
    assert_problem(client.post(ADDRESS, data=body_of(payment)), 401, "webhook-id is missing")
    assert balance(installation) == 41_230


def test_a_notice_replayed_later_is_refused(
    client: FlaskClient, sandbox: Sandbox, payment: str, installation: Installation, clock: FixedClock
) -> None:
    body = body_of(payment)
    headers = sandbox.sign("evt_1", body, START)
    clock.advance(timedelta(minutes=6))
    assert_problem(client.post(ADDRESS, data=body, headers=headers), 401, "5 minutes")
    assert balance(installation) == 41_230


def test_a_notice_of_an_unknown_payment_is_refused(client: FlaskClient, sandbox: Sandbox, payment: str) -> None:
    body = body_of(payment + "x")
    assert_problem(client.post(ADDRESS, data=body, headers=sandbox.sign("evt_1", body, START)), 404, "No payment")


def test_an_unknown_provider_is_refused(client: FlaskClient, payment: str) -> None:
    assert_problem(client.post("/hooks/payments/nobody", data=body_of(payment)), 404, "no payment provider")


def test_a_signed_notice_that_makes_no_sense_is_refused(client: FlaskClient, sandbox: Sandbox) -> None:
    headers = sandbox.sign("evt_1", b"<xml/>", START)
    assert_problem(client.post(ADDRESS, data=b"<xml/>", headers=headers), 422, "not JSON")


def test_an_enormous_notice_is_refused_unread(client: FlaskClient) -> None:
    assert_problem(client.post(ADDRESS, data=b" " * 70_000), 413, "bytes")
