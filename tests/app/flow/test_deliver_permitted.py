"""What must still hold when a message is handed over: exits, halts, contact rules, and what people decide."""

import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.config import DEMO_SECRET, Config
from app.db import Database
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import Account, ContactPoint, Event, Halt, Journey, Message, Refusal, Run
from app.queue import Queue
from app.store import halts
from app.store import messages as store
from tests.app.flow.delivering import kinds, states, written
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.outbox import all_messages
from tests.app.flow.people import START, add_account


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
    (message,) = all_messages(installation)
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
    (message,) = all_messages(installation)
    assert (message.state, channel.sent) == ("refused", [])
    with installation.db.read() as session:
        told = session.scalars(select(Event)).one()
        refusal = session.scalars(select(Refusal)).one()
    assert (told.kind, told.account_id, told.message_id) == ("message_refused", account_id, message.id)
    assert (refusal.message_id, refusal.until) == (message.id, None)
    assert (message.error or "").endswith(refusal.rule)


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
    (message,) = all_messages(installation)
    assert (message.state, count) == (expected, int(state != expected))
    if expected == "queued" and count:
        assert (message.attempt, message.error, message.handed_at) == (0, None, None)
    assert kinds(installation) == (["message_sent"] if act == "sent" and count else [])


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
