"""The sandbox provider: orders that cannot be forged, notices that are read, and no sandbox in production."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from app.config import DEMO_SECRET, Config
from app.errors import ConfigError
from app.payments.contract import Outcome, PaymentRequest, Provider, UnreadableNoticeError, UntrustedNoticeError
from app.payments.registry import providers
from app.payments.sandbox import Sandbox, open_sandbox

WALL = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CONFIG = Config(
    mode="test",
    home=Path("var"),
    database_url="sqlite:///never.db",
    redis_url="redis://never",
    secret_key=DEMO_SECRET,
    public_url="https://cauce.test",
    port=8000,
    smtp_url="",
    mail_from="Cobros <cobros@cauce.test>",
    workers=1,
)
REQUEST = PaymentRequest(
    reference="abc",
    amount=41_230,
    currency="USD",
    description="Marea Energía",
    language="es",
    return_url="https://cauce.test/p/x/payments/1",
    wall=WALL,
)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(CONFIG)


def test_the_same_reference_starts_one_payment(sandbox: Sandbox) -> None:
    assert sandbox.start(REQUEST).provider_ref == sandbox.start(REQUEST).provider_ref
    assert sandbox.start(REQUEST).provider_ref != sandbox.start(replace(REQUEST, reference="abd")).provider_ref


def test_the_form_knows_what_is_paid_until_its_time_is_over(sandbox: Sandbox) -> None:
    redirect = sandbox.start(REQUEST)
    address = urlsplit(redirect.url)
    signed = parse_qs(address.query)["order"][0]
    assert (address.scheme, address.netloc, address.path) == (
        "https",
        "cauce.test",
        f"/pay/sandbox/{redirect.provider_ref}",
    )
    order = sandbox.read_order(redirect.provider_ref, signed, WALL)
    assert order is not None
    assert (order.amount, order.currency, order.return_url) == (41_230, "USD", REQUEST.return_url)
    assert sandbox.read_order(redirect.provider_ref, signed, redirect.expires_at - timedelta(seconds=1)) is not None
    assert sandbox.read_order(redirect.provider_ref, signed, redirect.expires_at) is None


def test_a_forged_order_is_no_order(sandbox: Sandbox) -> None:
    redirect = sandbox.start(REQUEST)
    signed = parse_qs(urlsplit(redirect.url).query)["order"][0]
    assert sandbox.read_order(redirect.provider_ref, signed[:-1], WALL) is None
    assert sandbox.read_order(redirect.provider_ref, "", WALL) is None
    assert sandbox.read_order("sbx_other", signed, WALL) is None


def test_what_it_tells_can_be_read(sandbox: Sandbox) -> None:
    redirect = sandbox.start(REQUEST)
    order = sandbox.read_order(redirect.provider_ref, parse_qs(urlsplit(redirect.url).query)["order"][0], WALL)
    assert order is not None
    headers, body = sandbox.write_notice(order, Outcome.failed, "card_declined", "one", WALL)
    notice = sandbox.read_notice(headers, body, WALL)
    assert (notice.provider, notice.provider_ref, notice.outcome) == ("sandbox", redirect.provider_ref, Outcome.failed)
    assert (notice.amount, notice.currency, notice.reason, notice.event_id) == (
        41_230,
        "USD",
        "card_declined",
        "evt_one",
    )


def test_a_notice_signed_by_somebody_else_is_not_trusted(sandbox: Sandbox) -> None:
    stranger = Sandbox(replace(CONFIG, secret_key="another secret of thirty-two characters"))
    with pytest.raises(UntrustedNoticeError):
        sandbox.read_notice(stranger.sign("evt_1", b"{}", WALL), b"{}", WALL)


GOOD: dict[str, Any] = {"type": "payment.succeeded", "data": {"payment": "sbx_1", "amount": 1, "currency": "USD"}}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b"[]",
        b'{"type": "payment.succeeded"}',
        json.dumps(GOOD | {"type": "payment.refunded"}).encode(),
        json.dumps(GOOD | {"type": ["payment.succeeded"]}).encode(),
        json.dumps(GOOD | {"data": GOOD["data"] | {"payment": 7}}).encode(),
        json.dumps(GOOD | {"data": GOOD["data"] | {"payment": "a\x00b"}}).encode(),
        json.dumps(GOOD | {"data": GOOD["data"] | {"amount": 4.1}}).encode(),
        json.dumps(GOOD | {"data": GOOD["data"] | {"amount": True}}).encode(),
        json.dumps(GOOD | {"data": GOOD["data"] | {"amount": 10**30}}).encode(),
        json.dumps(GOOD | {"data": GOOD["data"] | {"currency": "dollars"}}).encode(),
        json.dumps(GOOD | {"data": GOOD["data"] | {"currency": "U\x00D"}}).encode(),
    ],
)
def test_a_signed_notice_that_makes_no_sense_is_unreadable(sandbox: Sandbox, body: bytes) -> None:
    with pytest.raises(UnreadableNoticeError):
        sandbox.read_notice(sandbox.sign("evt_1", body, WALL), body, WALL)


def test_production_has_no_sandbox() -> None:
    assert "sandbox" in providers(CONFIG)
    assert "sandbox" not in providers(replace(CONFIG, mode="production", secret_key="x" * 40))


def test_two_providers_of_one_name_are_refused() -> None:
    def again(config: Config) -> Provider | None:
        return Sandbox(config)

    with pytest.raises(ConfigError, match="sandbox"):
        providers(CONFIG, [open_sandbox, again])
