"""Handing messages over: each at most once, none forgotten."""

import itertools
import re
import threading
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import OperationalError

from app.channels import ChannelDownError, Outgoing, Receipt
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.config import DEMO_SECRET, Config
from app.db import Database
from app.errors import DeliveryError
from app.flow import deliver, prepare
from app.flow.deliver import ATTEMPTS, LEASE, REST, Delivery
from app.installation import Installation
from app.models import Account, ContactPoint, Event, Halt, Journey, Message, Refusal, Run
from app.queue import Queue
from app.store import halts, tallies
from app.store import messages as store
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


def test_messages_wait_for_a_channel_that_is_not_configured(installation: Installation) -> None:
    written(installation)
    assert Delivery(installation, {}).run_batch() == 0
    assert states(installation) == ["queued"]


def test_a_sent_message_can_be_waited_for_like_any_event(installation: Installation) -> None:
    (account_id,) = written(installation)
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    with installation.db.read() as session:
        told = session.scalars(select(Event)).one()
        assert (told.account_id, told.message_id, told.at) == (account_id, messages(installation)[0].id, START)


def test_delays_follow_a_faster_clock(installation: Installation, clock: FixedClock) -> None:
    fast = replace(installation, clock=FixedClock(clock.at, speed=1_440.0))
    written(fast)
    Delivery(fast, {"email": Script([DeliveryError("451", permanent=False)])}).run_batch()
    (message,) = messages(fast)
    assert message.due_at - START > timedelta(hours=8), "a minute of the world is a day of the demo"


def halted(installation: Installation, halt: Halt | None) -> None:
    with installation.db.write() as session:
        session.execute(update(Journey).values(halt=halt))


@pytest.mark.parametrize("halt", list(Halt))
def test_messages_of_a_halted_journey_are_paused_and_go_out_when_it_runs_again(
    installation: Installation, halt: Halt
) -> None:
    written(installation, 2)
    halted(installation, halt)
    channel = ConsoleChannel()
    delivery = Delivery(installation, {"email": channel})
    assert (delivery.run_batch(), delivery.run_batch()) == (2, 0), "a paused backlog is looked at once"
    assert (states(installation), channel.sent) == (["paused"] * 2, [])
    halted(installation, None)
    with installation.db.write() as session:
        halts.let_go(session, 10)
    delivery.run_batch()
    assert states(installation) == ["sent"] * 2


@pytest.mark.parametrize("reason", ["stopped", "left:version"])
def test_whoever_was_taken_off_gets_nothing_more(installation: Installation, reason: str) -> None:
    written(installation)
    with installation.db.write() as session:
        session.execute(update(Run).values(state="ended", end_reason=reason))
    Delivery(installation, {"email": ConsoleChannel()}).run_batch()
    assert states(installation) == ["cancelled"]


def test_a_rule_that_asks_for_later_puts_the_message_off(installation: Installation, clock: FixedClock) -> None:
    written(installation)
    clock.at = START.replace(hour=2)
    with installation.db.write() as session:
        session.execute(update(Message).values(due_at=clock.at))
    channel = ConsoleChannel()
    delivery = Delivery(installation, {"email": channel})
    assert (delivery.run_batch(), delivery.run_batch()) == (1, 0)
    (message,) = messages(installation)
    assert (message.state, message.due_at) == ("queued", START.replace(hour=7)), "eight in the morning in Madrid"
    assert (message.error or "").startswith("rule_later: ")
    with installation.db.read() as session:
        refusal = session.scalars(select(Refusal)).one()
    assert (refusal.message_id, refusal.until) == (message.id, message.due_at)
    clock.at = message.due_at
    delivery.run_batch()
    assert states(installation) == ["sent"]


def test_who_opted_out_is_refused_for_good_and_the_journey_hears_of_it(installation: Installation) -> None:
    (account_id,) = written(installation)
    with installation.db.write() as session:
        session.execute(update(ContactPoint).values(opted_out_at=START))
    channel = ConsoleChannel()
    delivery = Delivery(installation, {"email": channel})
    assert (delivery.run_batch(), delivery.run_batch()) == (1, 0)
    (message,) = messages(installation)
    assert (message.state, channel.sent) == ("refused", [])
    with installation.db.read() as session:
        told = session.scalars(select(Event)).one()
        refusal = session.scalars(select(Refusal)).one()
    assert (told.kind, told.account_id, told.message_id) == ("message_refused", account_id, message.id)
    assert (refusal.message_id, refusal.until) == (message.id, None)
    assert (message.error or "").endswith(refusal.rule)


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
    found = [(message.state, message.handed_at) for message in messages(installation)]
    assert found == [("sent", START), ("failed", None), ("queued", None), ("unknown", START), ("queued", None)]


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
    assert messages(installation)[0].error == "channel_fault: ZeroDivisionError"
    assert len({outgoing.ref for outgoing in channel.tried}) == len(channel.tried)


def test_a_channel_that_gives_up_without_a_word_is_left_alone(installation: Installation) -> None:
    written(installation, 3)

    class Lazy(Script):
        def send_many(self, outgoings: Sequence[Outgoing]) -> Generator[Receipt | DeliveryError]:
            yield self.send(outgoings[0])

    delivery = Delivery(installation, {"email": Lazy()})
    assert (delivery.run_batch(), delivery.run_batch()) == (3, 0)
    assert states(installation) == ["sent", "queued", "queued"]


def test_a_worker_that_is_told_to_stop_begins_no_further_message(installation: Installation) -> None:
    written(installation, 5)
    channel = Script()
    Delivery(installation, {"email": channel}, stopping=lambda: len(channel.tried) >= 2).run_batch()
    assert states(installation) == ["sent"] * 2 + ["queued"] * 3


def test_an_interrupted_batch_puts_back_what_was_not_begun(installation: Installation) -> None:
    written(installation, 4)

    class Dying(Script):
        def send(self, outgoing: Outgoing) -> Receipt:
            if len(self.tried) == 1:
                raise KeyboardInterrupt
            return super().send(outgoing)

    with pytest.raises(KeyboardInterrupt):
        Delivery(installation, {"email": Dying()}).run_batch()
    assert states(installation) == ["sent", "sending", "queued", "queued"]


def test_a_log_that_cannot_be_written_costs_no_knowledge(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation, 3)
    answers: list[DeliveryError | None] = [None, DeliveryError("550", permanent=True), None]
    with Path("/dev/full").open("wb", buffering=0) as disk:
        logger: Any = structlog.BytesLogger(disk)  # its type wants a buffered file
        monkeypatch.setattr(
            deliver,
            "log",
            structlog.wrap_logger(logger, processors=[structlog.processors.JSONRenderer(lambda *_, **__: b"x")]),
        )
        with pytest.raises(OSError, match="No space left"):
            Delivery(installation, {"email": Script(answers)}).run_batch()
    assert states(installation) == ["sent", "failed", "sent"]


class Outage(Script):
    """A channel during whose work the database goes away, for so many transactions."""

    def __init__(self, installation: Installation, transactions: int) -> None:
        super().__init__()
        self._left = transactions
        event.listen(installation.db.engine, "begin", self._begin)

    def _begin(self, connection: object) -> None:
        del connection
        if self.tried and self._left:
            self._left -= 1
            raise OperationalError("BEGIN", {}, ConnectionError("gone"))


def test_what_was_sent_is_recorded_once_the_database_is_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation, 3)
    monkeypatch.setattr(deliver, "RECORD_WAITS", (0.0, 0.0))
    Delivery(installation, {"email": Outage(installation, 2)}).run_batch()
    assert states(installation) == ["sent"] * 3


def test_a_database_that_stays_away_leaves_messages_to_be_asked_about(
    installation: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation, 2)
    monkeypatch.setattr(deliver, "RECORD_WAITS", (0.0,))
    channel = Outage(installation, 2)
    with pytest.raises(OperationalError):
        Delivery(installation, {"email": channel}).run_batch()
    assert states(installation) == ["sending"] * 2
    clock.advance(LEASE * 2)
    Delivery(installation, {"email": channel}).reconcile()
    assert states(installation) == ["sent"] * 2
    assert len(channel.tried) == 2


@pytest.mark.parametrize(
    ("state", "act", "expected"),
    [
        ("held", "release", "queued"),
        ("failed", "release", "queued"),
        ("refused", "release", "queued"),
        ("sent", "release", "sent"),
        ("unknown", "release", "unknown"),
        ("sending", "cancel", "sending"),
        ("sent", "cancel", "sent"),
        *((state, "cancel", "cancelled") for state in ("queued", "held", "paused", "failed", "unknown")),
        ("unknown", "sent", "sent"),
        ("unknown", "not sent", "queued"),
        ("queued", "sent", "queued"),
        ("sent", "not sent", "sent"),
    ],
)
def test_people_can_release_cancel_and_settle_what_they_may(
    installation: Installation, state: str, act: str, expected: str
) -> None:
    written(installation)
    with installation.db.write() as session:
        session.execute(update(Message).values(state=state, attempt=3, error="x", handed_at=START))
        ids = [1]
        acts = {
            "release": lambda: store.release(session, ids, START),
            "cancel": lambda: store.cancel(session, ids, "x", START),
            "sent": lambda: store.settle(session, ids, sent=True, now=START),
            "not sent": lambda: store.settle(session, ids, sent=False, now=START),
        }
        count = acts[act]()
    (message,) = messages(installation)
    assert (message.state, count) == (expected, int(state != expected))
    if expected == "queued" and count:
        assert (message.attempt, message.error, message.handed_at) == (0, None, None)
    assert kinds(installation) == (["message_sent"] if act == "sent" and count else [])


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
    assert {message.handed_at for message in messages(installation)[1:]} == {None}


def test_what_is_being_sent_is_recorded_when_the_next_batch_cannot_be_prepared(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(installation, 4)
    left = [prepare.prepare]

    def once(*given: Any) -> Any:  # noqa: ANN401 - a batch
        return left.pop()(*given)

    monkeypatch.setattr(deliver, "prepare", once)
    with pytest.raises(IndexError):
        Delivery(installation, {"email": Script()}).run(lambda: False, 2)
    assert Counter(states(installation)) == {"sent": 2, "queued": 2}


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


HOUSE = """
[[windows]]
days = "mon-sun"
from = "00:00"
to = "24:00"

[[caps]]
max = 1
window = "day"
per = "person"
count = "attempt"
"""


def test_two_workers_never_both_use_the_last_contact_that_a_rule_allows(
    postgres_url: str, clock: FixedClock, redis_url: str, tmp_path: Path
) -> None:
    policy_file = tmp_path / "house.toml"
    policy_file.write_text(HOUSE, encoding="utf-8")
    people, each = 12, 4
    config = Config(
        "test", tmp_path, postgres_url, redis_url, DEMO_SECRET, "http://cauce.test", 8000, "", "a@b.test", 1
    )
    with closing(Database(postgres_url)) as database:
        installation = Installation(replace(config, house_policy=policy_file), database, clock, Queue(redis_url))
        with database.write() as session:
            for _ in range(people):
                first = add_account(session)
                for _ in range(each - 1):
                    add_account(session).debtor_id = first.debtor_id
        publish_graph(database, reminder())
        let_in(database)
        advance_all(database)
        channels = [ConsoleChannel() for _ in range(4)]
        workers = [
            threading.Thread(target=Delivery(installation, {"email": channel}).run, args=(lambda: False, 5))
            for channel in channels
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        for _ in range(5):  # those that found the person held by another worker come back in a moment
            clock.advance(timedelta(seconds=11))
            Delivery(installation, {"email": channels[0]}).run(lambda: False, 5)
        with database.read() as session:
            counts = dict(
                list(
                    session.execute(
                        select(Message.debtor_id, func.count())
                        .where(Message.state == "sent")
                        .group_by(Message.debtor_id)
                    )
                )
            )
        assert list(counts.values()) == [1] * people
        assert sum(len(channel.sent) for channel in channels) == people
        installation.queue.redis.close()
