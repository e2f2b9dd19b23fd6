"""Handing messages over: each at most once, none forgotten."""

import itertools
import re
from collections import Counter
from email import message_from_bytes, policy
from typing import Any

from sqlalchemy import event, select, update

from app.channels import ChannelDownError, Outgoing, Receipt
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.errors import DeliveryError
from app.flow.deliver import REST, Delivery
from app.installation import Installation
from app.models import ContactPoint, Event
from app.store import tallies
from app.store.links import Link, read_link
from tests.app.flow.delivering import Script, kinds, states, written
from tests.app.flow.outbox import all_messages
from tests.app.flow.people import START


def test_a_message_goes_out_personalised_and_is_recorded(installation: Installation) -> None:
    (account_id,) = written(installation)
    channel = ConsoleChannel()
    assert Delivery(installation, {"email": channel}).run_batch() == 1
    (message,) = all_messages(installation)
    (outgoing,) = channel.sent
    mail: Any = message_from_bytes(outgoing.content, policy=policy.default)
    assert (message.state, message.sent_at, message.error) == ("sent", START, None)
    assert (message.recipient, message.subject) == ("lucia@correo.test", mail["Subject"])
    assert message.provider_ref == outgoing.ref == mail["Message-ID"]
    assert "Lucía" in mail["Subject"]
    text: Any = mail.get_body(("plain",)).get_content()
    assert "412,30" in text
    found = re.search(r"http://cauce\.test/p/([\w.-]+)", text)
    assert found is not None
    token = found[1]
    assert read_link(installation.config, token, START) == Link(message.id, account_id)
    assert mail["List-Unsubscribe"].endswith("/preferences>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert kinds(installation) == ["message_sent"]


def test_everybody_is_written_to_in_their_language(installation: Installation) -> None:
    written(installation, debtor_language="en")
    channel = ConsoleChannel()
    Delivery(installation, {"email": channel}).run_batch()
    assert "reminder" in (all_messages(installation)[0].subject or "")


def test_nothing_is_sent_twice(installation: Installation) -> None:
    written(installation, 3)
    channel = ConsoleChannel()
    delivery = Delivery(installation, {"email": channel})
    assert (delivery.run_batch(2), delivery.run_batch(2), delivery.run_batch(2)) == (2, 1, 0)
    assert len({outgoing.ref for outgoing in channel.sent}) == len(channel.sent) == 3


def test_the_message_is_marked_before_the_provider_is_called(installation: Installation) -> None:
    written(installation)
    seen: list[tuple[str, str | None]] = []

    class Looking(ConsoleChannel):
        def send(self, outgoing: Outgoing) -> Receipt:
            (message,) = all_messages(installation)
            seen.append((message.state, message.provider_ref))
            return super().send(outgoing)

    channel = Looking()
    Delivery(installation, {"email": channel}).run_batch()
    assert seen == [("sending", channel.sent[0].ref)]


def test_a_missing_token_holds_the_message_and_is_named(installation: Installation) -> None:
    written(installation, debtor_first_name=None, debtor_last_name=None)
    channel = ConsoleChannel()
    Delivery(installation, {"email": channel}).run_batch()
    (message,) = all_messages(installation)
    assert message.state == "held"
    assert "debtor.first_name" in (message.error or "")
    assert channel.sent == []


def test_no_usable_address_holds_the_message(installation: Installation) -> None:
    written(installation)
    with installation.db.write() as session:
        session.execute(update(ContactPoint).values(valid=False))
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    (message,) = all_messages(installation)
    assert message.state == "held"
    assert message.error == "no_address: email"


def test_messages_wait_for_a_channel_that_is_not_configured(installation: Installation) -> None:
    written(installation)
    assert Delivery(installation, {}).run_batch() == 0
    assert states(installation) == ["queued"]


def test_a_sent_message_can_be_waited_for_like_any_event(installation: Installation) -> None:
    (account_id,) = written(installation)
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    with installation.db.read() as session:
        told = session.scalars(select(Event)).one()
        assert (told.account_id, told.message_id, told.at) == (account_id, all_messages(installation)[0].id, START)


def counted(installation: Installation) -> dict[str, int]:
    with installation.db.read() as session:
        return tallies.totals(session, tallies.MESSAGE)


def test_what_becomes_of_messages_is_counted_as_it_stands_in_the_table(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation, 6)
    answers: list[DeliveryError | None] = [None, DeliveryError("550", permanent=True), None]
    answers.append(DeliveryError("silence", permanent=False, unknown=True))
    delivery = Delivery(installation, {"email": Script(answers)})
    delivery.run_batch()
    clock.advance(REST)
    delivery.run_batch()
    found = counted(installation)
    assert {state: found.get(state, 0) for state in ("sent", "failed", "unknown")} == dict(
        Counter(states(installation))
    )
    with installation.db.read() as session:
        assert sum(tallies.totals(session, tallies.LATENCY).values()) == found["sent"]


def test_a_message_counts_as_a_contact_only_while_it_may_have_reached_the_person(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation, 5)
    answers: list[DeliveryError | None] = [None, DeliveryError("550", permanent=True)]
    answers += [DeliveryError("451", permanent=False), DeliveryError("silence", permanent=False, unknown=True)]
    Delivery(installation, {"email": Script(answers)}).run_batch()
    del clock
    found = [(message.state, message.handed_at) for message in all_messages(installation)]
    assert found == [("sent", START), ("failed", None), ("queued", None), ("unknown", START), ("queued", None)]


def test_one_run_hands_over_batch_after_batch(installation: Installation) -> None:
    written(installation, 7)
    channel = ConsoleChannel()
    assert Delivery(installation, {"email": channel}).run(lambda: False, 2) == (7, False)
    assert states(installation) == ["sent"] * 7
    assert len({outgoing.ref for outgoing in channel.sent}) == 7


def test_a_run_ends_when_it_is_enough_and_says_that_some_are_left(installation: Installation) -> None:
    written(installation, 7)
    asked = itertools.count(1)
    assert Delivery(installation, {"email": ConsoleChannel()}).run(lambda: next(asked) == 2, 2) == (4, True)
    assert Counter(states(installation)) == {"sent": 4, "queued": 3}


def test_a_batch_that_was_prepared_meanwhile_leaves_a_channel_alone_that_went_down(
    installation: Installation,
) -> None:
    written(installation, 6)
    channel = Script([None, ChannelDownError("gone"), None, None, None])
    Delivery(installation, {"email": channel}).run(lambda: False, 2)
    assert len(channel.tried) == 2
    assert states(installation) == ["sent"] + ["queued"] * 5
    assert {message.handed_at for message in all_messages(installation)[1:]} == {None}


def statements(installation: Installation, size: int) -> int:
    """How many statements it takes to hand over so many messages."""
    told: list[str] = []

    def note(*given: Any) -> None:  # noqa: ANN401 - what SQLAlchemy tells
        told.append(given[2])

    event.listen(installation.db.engine, "before_cursor_execute", note)
    assert Delivery(installation, {"email": ConsoleChannel()}).run_batch(size) == size
    event.remove(installation.db.engine, "before_cursor_execute", note)
    return len(told)


def test_a_batch_takes_as_many_statements_however_large_it_is(installation: Installation) -> None:
    written(installation, 85)
    assert statements(installation, 25) == statements(installation, 60) <= 24
