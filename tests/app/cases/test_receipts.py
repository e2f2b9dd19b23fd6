"""What providers report of messages: recorded once each, and the address shut where nothing will ever arrive."""

from typing import Any

import pytest
from sqlalchemy import select

from app.cases.receipts import Heard, receive
from app.channels.contract import Report
from app.installation import Installation
from app.models import ContactPoint, Message, MessageState
from tests.app.flow.journeys import advance_all, graph, let_in, nodes, publish_graph
from tests.app.flow.outbox import all_events, all_messages, on_journey, put
from tests.app.flow.people import add_account

MOBILE = "+34600123456"


def sent(installation: Installation, **values: Any) -> Message:  # noqa: ANN401 - any column
    """An SMS that was handed over."""
    with installation.db.write() as session:
        account = add_account(session)
        session.add(ContactPoint(debtor_id=account.debtor_id, kind="mobile", value=MOBILE))
        session.add(ContactPoint(debtor_id=account.debtor_id, kind="mobile", value="+34600000000", position=1))
        number = account.id
    on_journey(installation)
    with installation.db.write() as session:
        return put(session, number, **{"state": "sent", "provider_ref": "r-1", "recipient": MOBILE, **values})


def valid(installation: Installation) -> dict[str, bool]:
    with installation.db.read() as session:
        points = session.scalars(select(ContactPoint).where(ContactPoint.kind == "mobile"))
        return {point.value: point.valid for point in points}


@pytest.mark.parametrize("outcome", ["delivered", "opened", "clicked", "replied"])
def test_each_report_is_recorded_once(installation: Installation, outcome: str) -> None:
    message = sent(installation)
    assert receive(installation, "sms", Report("r-1", outcome)) is Heard.recorded
    assert receive(installation, "sms", Report("r-1", outcome)) is Heard.repeated
    about = {"node": "mail", "visit": message.visit, "channel": "sms"}
    assert all_events(installation) == [(f"message_{outcome}", about)]
    assert installation.queue.rq.count == 1, "its journey is woken"


@pytest.mark.parametrize(("permanent", "expected"), [(True, False), (False, True)])
def test_a_bounce_for_good_shuts_that_address_only(installation: Installation, permanent: bool, expected: bool) -> None:
    message = sent(installation)
    report = Report("r-1", "bounced", "undelivered 30005", permanent=permanent)
    assert receive(installation, "sms", report) is Heard.recorded
    about = {"node": "mail", "visit": message.visit, "channel": "sms"}
    said = {**about, "reason": "undelivered 30005", "permanent": permanent}
    assert all_events(installation) == [("message_bounced", said)]
    assert valid(installation) == {MOBILE: expected, "+34600000000": True}


@pytest.mark.parametrize("state", ["sending", "unknown", "queued"])
def test_a_report_tells_that_a_message_of_unknown_fate_was_taken(installation: Installation, state: str) -> None:
    message = sent(installation, state=state)
    assert receive(installation, "sms", Report("r-1", "taken")) is Heard.recorded
    assert [one.state for one in all_messages(installation)] == [MessageState.sent]
    about = {"node": "mail", "visit": message.visit, "channel": "sms"}
    assert all_events(installation) == [("message_sent", about)]
    assert receive(installation, "sms", Report("r-1", "taken")) is Heard.repeated


def test_a_bounce_of_a_message_of_unknown_fate_says_both(installation: Installation) -> None:
    sent(installation, state="unknown")
    receive(installation, "sms", Report("r-1", "bounced"))
    assert [kind for kind, _ in all_events(installation)] == ["message_sent", "message_bounced"]


@pytest.mark.parametrize(("channel", "ref"), [("sms", "r-2"), ("voice", "r-1")], ids=["no such name", "other channel"])
def test_a_message_that_is_not_ours_is_not_known(installation: Installation, channel: str, ref: str) -> None:
    sent(installation)
    assert receive(installation, channel, Report(ref, "delivered")) is Heard.unknown
    assert all_events(installation) == []


def test_somebody_elses_address_is_left_alone(installation: Installation) -> None:
    sent(installation, debtor_id=None)
    receive(installation, "sms", Report("r-1", "bounced", permanent=True))
    assert valid(installation) == {MOBILE: True, "+34600000000": True}


def test_a_journey_goes_on_by_what_became_of_its_message(installation: Installation) -> None:
    with installation.db.write() as session:
        add_account(session)
    steps: list[Any] = [
        ("enter", "enter", {"audience": None}),
        ("sms", "send_sms", {"template": "sms_reminder"}),
        ("answer", "wait_event", {"events": ["message_delivered", "message_bounced"], "timeout": None}),
        ("letter", "send_letter", {"template": "letter_reminder"}),
        ("rest", "wait", {"duration": {"amount": 1, "unit": "days"}}),
        ("done", "end", {"reason": "done"}),
    ]
    edges = (
        "enter.next>sms sms.next>answer answer.message_bounced>letter answer.message_delivered>done "
        "letter.next>rest rest.next>done"
    )
    publish_graph(installation.db, graph(steps, edges), channels=frozenset({"sms", "letter"}))
    let_in(installation.db)
    advance_all(installation.db)
    with installation.db.write() as session:
        message = session.scalars(select(Message)).one()
        message.state, message.provider_ref = "sent", "r-1"
    receive(installation, "sms", Report("r-1", "bounced"))
    advance_all(installation.db)
    assert [message.channel for message in all_messages(installation)] == ["sms", "letter"]
    with installation.db.read() as session:
        assert nodes(session) == ["rest"]
