"""Handing messages over: each at most once, none forgotten."""

import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import select, update

from app.channels import ChannelDownError, Outgoing, Receipt
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.errors import DeliveryError
from app.flow.deliver import ATTEMPTS, LEASE, REST, Delivery
from app.installation import Installation
from app.models import Account, ContactPoint, Event, Message, Run
from app.store.links import Link, read_link
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import START, add_account

THREE_DAYS = timedelta(days=3)


@dataclass
class Script:
    """A channel that answers each message as it is told, then takes the rest."""

    answers: list[DeliveryError | None] = field(default_factory=list)
    name: str = "email"
    tried: list[Outgoing] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> Receipt:
        """Answer as told."""
        self.tried.append(outgoing)
        error = self.answers.pop(0) if self.answers else None
        if error is not None:
            raise error
        return Receipt("250 fine")

    def has(self, ref: str) -> bool:
        """Whether it was tried."""
        return any(outgoing.ref == ref for outgoing in self.tried)

    def close(self) -> None:
        """Nothing is open."""


class Mute(Script):
    """A channel that cannot be asked."""

    def has(self, ref: str) -> bool:
        """Nobody knows."""
        del ref
        return False


def written(installation: Installation, count: int = 1, document: Any = None, **values: Any) -> list[int]:  # noqa: ANN401 - any column
    """The accounts of people to whom a first mail was just written."""
    with installation.db.write() as session:
        ids = [add_account(session, **values).id for _ in range(count)]
    publish_graph(installation.db, document or reminder())
    let_in(installation.db)
    advance_all(installation.db)
    return ids


def messages(installation: Installation) -> list[Message]:
    with installation.db.read() as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def states(installation: Installation) -> list[str]:
    return [message.state for message in messages(installation)]


def kinds(installation: Installation) -> list[str]:
    with installation.db.read() as session:
        return list(session.scalars(select(Event.kind).order_by(Event.id)))


def test_a_message_goes_out_personalised_and_is_recorded(installation: Installation) -> None:
    (account_id,) = written(installation)
    channel = ConsoleChannel()
    assert Delivery(installation, {"email": channel}).run_batch() == 1
    (message,) = messages(installation)
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
    assert "reminder" in (messages(installation)[0].subject or "")


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
            (message,) = messages(installation)
            seen.append((message.state, message.provider_ref))
            return super().send(outgoing)

    channel = Looking()
    Delivery(installation, {"email": channel}).run_batch()
    assert seen == [("sending", channel.sent[0].ref)]


@pytest.mark.parametrize(
    ("balance", "expected"), [(0, "cancelled"), (5, "sent")], ids=["who paid all", "who paid a part"]
)
def test_the_exit_holds_until_the_hand_over(installation: Installation, balance: int, expected: str) -> None:
    written(installation)
    with installation.db.write() as session:
        session.execute(update(Account).values(balance=balance))
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    assert states(installation) == [expected]


def test_a_journey_without_that_exit_may_thank_who_paid(installation: Installation) -> None:
    written(installation, document=reminder(exits=()))
    with installation.db.write() as session:
        session.execute(update(Account).values(balance=0))
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    assert states(installation) == ["sent"]


@pytest.mark.parametrize(("reason", "expected"), [("exit:paid", "cancelled"), ("done", "sent")])
def test_only_an_exit_takes_back_what_was_written(installation: Installation, reason: str, expected: str) -> None:
    written(installation)
    with installation.db.write() as session:
        session.execute(update(Run).values(state="ended", end_reason=reason))
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    assert states(installation) == [expected]


def test_a_missing_token_holds_the_message_and_is_named(installation: Installation) -> None:
    written(installation, debtor_first_name=None, debtor_last_name=None)
    channel = ConsoleChannel()
    Delivery(installation, {"email": channel}).run_batch()
    (message,) = messages(installation)
    assert message.state == "held"
    assert "debtor.first_name" in (message.error or "")
    assert channel.sent == []


def test_no_usable_address_holds_the_message(installation: Installation) -> None:
    written(installation)
    with installation.db.write() as session:
        session.execute(update(ContactPoint).values(valid=False))
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    (message,) = messages(installation)
    assert message.state == "held"
    assert message.error == "no_address: email"


def test_a_refusal_for_good_fails_the_message(installation: Installation) -> None:
    written(installation)
    channel = Script([DeliveryError("550 no such user", permanent=True)])
    Delivery(installation, {"email": channel}).run_batch()
    (message,) = messages(installation)
    assert (message.state, message.error) == ("failed", "550 no such user")
    assert kinds(installation) == ["message_failed"]


def test_a_refusal_for_now_is_tried_again_later_under_the_same_name(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation)
    channel = Script([DeliveryError("451 later", permanent=False)])
    delivery = Delivery(installation, {"email": channel})
    delivery.run_batch()
    (message,) = messages(installation)
    assert (message.state, message.attempt, message.error) == ("queued", 1, "451 later")
    assert START < message.due_at < START + timedelta(minutes=1)
    assert delivery.run_batch() == 0
    clock.advance(timedelta(minutes=1))
    delivery.run_batch()
    assert states(installation) == ["sent"]
    assert channel.tried[0].ref == channel.tried[1].ref


def test_trying_again_has_an_end_and_takes_longer_each_time(installation: Installation, clock: FixedClock) -> None:
    written(installation)
    channel = Script([DeliveryError("451 later", permanent=False)] * ATTEMPTS)
    delivery = Delivery(installation, {"email": channel})
    waits = []
    for _ in range(ATTEMPTS - 1):
        delivery.run_batch()
        (message,) = messages(installation)
        waits.append(message.due_at - clock.now())
        clock.at = message.due_at
    assert waits == sorted(waits)
    assert len(set(waits)) == len(waits)
    delivery.run_batch()
    assert states(installation) == ["failed"]


def test_a_channel_that_is_down_rests_and_no_message_is_to_blame(installation: Installation, clock: FixedClock) -> None:
    written(installation, 4)
    channel = Script([ChannelDownError("The mail server cannot be reached.")] * 20)
    delivery = Delivery(installation, {"email": channel})
    for _ in range(12):
        delivery.run_batch()
        clock.advance(REST / 4)
    assert len(channel.tried) == 3, "one try per rest, however many messages wait"
    assert states(installation) == ["queued"] * 4
    assert {message.attempt for message in messages(installation)} == {0}
    channel.answers.clear()
    clock.advance(REST)
    delivery.run_batch()
    assert states(installation) == ["sent"] * 4


def test_silence_after_the_hand_over_is_unknown_and_never_sent_again(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation, 2)
    channel = Mute([DeliveryError("no answer", permanent=False, unknown=True)])
    delivery = Delivery(installation, {"email": channel})
    for _ in range(3):
        delivery.run_batch()
        clock.advance(LEASE * 2)
        delivery.reconcile()
    assert states(installation) == ["unknown", "sent"]
    assert len(channel.tried) == 2


@pytest.mark.parametrize(("taken", "expected"), [(True, "sent"), (False, "unknown")])
def test_what_a_dead_sender_left_is_asked_for_and_not_sent_again(
    installation: Installation, clock: FixedClock, taken: bool, expected: str
) -> None:
    written(installation)

    class Dying(Script):
        def send(self, outgoing: Outgoing) -> Receipt:
            if taken:
                super().send(outgoing)
            raise KeyboardInterrupt

    channel = Dying()
    delivery = Delivery(installation, {"email": channel})
    with pytest.raises(KeyboardInterrupt):
        delivery.run_batch()
    assert (delivery.reconcile(), states(installation)) == (0, ["sending"])
    clock.advance(LEASE + timedelta(seconds=1))
    assert delivery.run_batch() == 0
    assert (delivery.reconcile(), states(installation)) == (1, [expected])
    assert kinds(installation) == (["message_sent"] if taken else [])
    assert delivery.reconcile() == 0


def test_who_knows_nothing_is_asked_again_ever_more_rarely_and_not_for_ever(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation)

    class Late(Script):
        def has(self, ref: str) -> bool:
            del ref
            asked.append(clock.now() - START)
            return clock.now() > START + timedelta(days=30)

    asked: list[timedelta] = []
    channel = Late([DeliveryError("no answer", permanent=False, unknown=True)])
    delivery = Delivery(installation, {"email": channel})
    delivery.run_batch()
    for _ in range(60 * 24 * 10):
        clock.advance(timedelta(minutes=1))
        delivery.reconcile()
    gaps = [later - sooner for sooner, later in itertools.pairwise(asked)]
    assert gaps == sorted(gaps)
    assert 5 < len(asked) < 20
    assert timedelta(days=3) < asked[-1] < timedelta(days=14)
    assert states(installation) == ["unknown"]


def test_a_receipt_that_comes_late_settles_what_was_unknown(installation: Installation, clock: FixedClock) -> None:
    written(installation)
    channel = Mute([DeliveryError("no answer", permanent=False, unknown=True)])
    delivery = Delivery(installation, {"email": channel})
    delivery.run_batch()
    clock.advance(LEASE * 2)
    delivery.reconcile()
    assert states(installation) == ["unknown"]
    clock.advance(LEASE * 3)
    Delivery(installation, {"email": Script(tried=channel.tried)}).reconcile()
    assert states(installation) == ["sent"]
    assert kinds(installation) == ["message_sent"]


def test_a_channel_that_cannot_even_be_asked_leaves_the_message_as_it_is(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation)

    class Broken(Script):
        def has(self, ref: str) -> bool:
            raise RuntimeError(ref)

    delivery = Delivery(installation, {"email": Broken([DeliveryError("no answer", permanent=False, unknown=True)])})
    delivery.run_batch()
    clock.advance(LEASE * 2)
    assert delivery.reconcile() == 1
    assert states(installation) == ["unknown"]


def test_messages_wait_for_a_channel_that_is_not_configured(installation: Installation) -> None:
    written(installation)
    assert Delivery(installation, {}).run_batch() == 0
    assert states(installation) == ["queued"]


def test_a_sent_message_can_be_waited_for_like_any_event(installation: Installation) -> None:
    (account_id,) = written(installation)
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    with installation.db.read() as session:
        event = session.scalars(select(Event)).one()
        assert (event.account_id, event.message_id, event.at) == (account_id, messages(installation)[0].id, START)


def test_delays_follow_a_faster_clock(installation: Installation, clock: FixedClock) -> None:
    fast = replace(installation, clock=FixedClock(clock.at, speed=1_440.0))
    written(fast)
    Delivery(fast, {"email": Script([DeliveryError("451", permanent=False)])}).run_batch()
    (message,) = messages(fast)
    assert message.due_at - START > timedelta(hours=8), "a minute of the world is a day of the demo"
