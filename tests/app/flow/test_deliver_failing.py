"""Providers that refuse, rest, fall silent or break: tried again, or never again."""

import itertools
from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from app.channels import ChannelDownError, Outgoing, Receipt
from app.clock import FixedClock
from app.errors import DeliveryError
from app.flow.deliver import ATTEMPTS, LEASE, REST, Delivery
from app.installation import Installation
from tests.app.flow.delivering import Mute, Script, kinds, states, written
from tests.app.flow.outbox import all_messages
from tests.app.flow.people import START


def test_a_refusal_for_good_fails_the_message(installation: Installation) -> None:
    written(installation)
    channel = Script([DeliveryError("550 no such user", permanent=True)])
    Delivery(installation, {"email": channel}).run_batch()
    (message,) = all_messages(installation)
    assert (message.state, message.error) == ("failed", "550 no such user")
    assert kinds(installation) == ["message_failed"]


def test_a_refusal_for_now_is_tried_again_later_under_the_same_name(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation)
    channel = Script([DeliveryError("451 later", permanent=False)])
    delivery = Delivery(installation, {"email": channel})
    delivery.run_batch()
    (message,) = all_messages(installation)
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
        (message,) = all_messages(installation)
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
    assert {message.attempt for message in all_messages(installation)} == {0}
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
    for _ in range(6 * 24 * 10):
        clock.advance(timedelta(minutes=10))
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


def test_delays_follow_a_faster_clock(installation: Installation, clock: FixedClock) -> None:
    fast = replace(installation, clock=FixedClock(clock.at, speed=1_440.0))
    written(fast)
    Delivery(fast, {"email": Script([DeliveryError("451", permanent=False)])}).run_batch()
    (message,) = all_messages(fast)
    assert message.due_at - START > timedelta(hours=8), "a minute of the world is a day of the demo"


class Raising(Script):
    """A plug-in with a fault."""

    def send(self, outgoing: Outgoing) -> Receipt:
        """Take it, and fail."""
        self.tried.append(outgoing)
        raise ZeroDivisionError("lucia@correo.test")


def test_a_channel_with_a_fault_leaves_one_message_unknown_at_a_time(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation, 4)
    channel = Raising()
    delivery = Delivery(installation, {"email": channel})
    for _ in range(8):
        delivery.run_batch()
        clock.advance(REST / 4)
    assert states(installation) == ["unknown"] * 2 + ["queued"] * 2, "one for each rest"
    assert all_messages(installation)[0].error == "channel_fault: ZeroDivisionError"
    assert len({outgoing.ref for outgoing in channel.tried}) == len(channel.tried)


def test_a_channel_that_gives_up_without_a_word_is_left_alone(installation: Installation) -> None:
    written(installation, 3)

    class Lazy(Script):
        def send_many(self, outgoings: Sequence[Outgoing]) -> Generator[Receipt | DeliveryError]:
            yield self.send(outgoings[0])

    delivery = Delivery(installation, {"email": Lazy()})
    assert (delivery.run_batch(), delivery.run_batch()) == (3, 0)
    assert states(installation) == ["sent", "queued", "queued"]
