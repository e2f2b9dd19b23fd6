"""The whole way over Twilio's API on this machine: handed over, silent, refused, and told by a status callback."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.cases.receipts import receive
from app.channels.contract import Report
from app.channels.twilio import TwilioAccount, TwilioChannel
from app.clock import FixedClock
from app.flow.deliver import LEASE, Delivery
from app.installation import Installation
from app.models import ContactPoint
from tests.app.channels.gateway import SILENCE, Gateway, gateway
from tests.app.flow.outbox import all_events, all_messages, on_journey, put
from tests.app.flow.people import add_account


@pytest.fixture
def server() -> Iterator[Gateway]:
    with gateway() as found:
        yield found


@pytest.fixture
def delivery(installation: Installation, server: Gateway) -> Delivery:
    """What delivers one SMS that waits."""
    with installation.db.write() as session:
        account = add_account(session)
        session.add(ContactPoint(debtor_id=account.debtor_id, kind="mobile", value="+34600123456"))
        number = account.id
    on_journey(installation)
    with installation.db.write() as session:
        put(session, number)
    account_of_ours = TwilioAccount("AC1", "token", "+1555", f"http://127.0.0.1:{server.port}")
    return Delivery(installation, {"sms": TwilioChannel("sms", account_of_ours, seconds=(1.0, 0.3))})


def state(installation: Installation) -> str:
    return all_messages(installation)[0].state


def test_it_is_sent_and_its_fate_is_told(installation: Installation, delivery: Delivery, server: Gateway) -> None:
    delivery.run_batch()
    (message,) = all_messages(installation)
    assert (message.state, server.taken[0].form["To"]) == ("sent", "+34600123456")
    receive(installation, "sms", Report(message.provider_ref or "", "delivered"))
    assert [kind for kind, _ in all_events(installation)] == ["message_sent", "message_delivered"]


def test_silence_is_never_sent_again_until_a_callback_tells(
    installation: Installation, delivery: Delivery, server: Gateway, clock: FixedClock
) -> None:
    server.answers = [(SILENCE, None)]
    delivery.run_batch()
    assert state(installation) == "unknown"
    clock.advance(LEASE * 2)
    delivery.reconcile()
    delivery.run_batch()
    assert (state(installation), len(server.taken)) == ("unknown", 1)
    receive(installation, "sms", Report(all_messages(installation)[0].provider_ref or "", "taken"))
    assert state(installation) == "sent"
    assert [kind for kind, _ in all_events(installation)] == ["message_sent"]


@pytest.mark.parametrize(
    ("status", "code", "expected", "tries"),
    [(400, 21211, "failed", 1), (429, 20429, "queued", 2), (503, 20503, "queued", 2), (401, 20003, "queued", 2)],
)
def test_what_is_refused_now_is_tried_again_and_what_never_will_be_is_not(  # noqa: PLR0913, PLR0917 - a table
    installation: Installation,
    delivery: Delivery,
    server: Gateway,
    clock: FixedClock,
    status: int,
    code: int,
    expected: str,
    tries: int,
) -> None:
    server.answers = [(status, {"code": code, "message": "No", "status": status})]
    delivery.run_batch()
    assert state(installation) == expected
    clock.advance(timedelta(minutes=2))
    delivery.run_batch()
    assert (state(installation), len(server.taken)) == ("sent" if tries == 2 else "failed", tries)
