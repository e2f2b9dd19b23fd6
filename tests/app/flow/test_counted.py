"""The counters say what the tables say, whatever happened, and however they were folded."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.flow import advance
from app.flow.advance import Terms
from app.insights import counts
from app.models import Account, History, Journey, JourneyVersion, Message, Run, Step
from app.store import drafts, events, tallies
from tests.app.flow.journeys import graph, let_in, publish_graph
from tests.app.flow.people import START, add_account

HOUR = timedelta(hours=1)
TERMS = Terms()
ACTS = ("come", "move", "move", "move", "open", "pay", "fold")


def journey(first: str, second: str) -> Any:  # noqa: ANN401 - JSON
    """A mail, an answer or two days, a branch, another mail, a loop back, and two ends."""
    rich = {"id": "rich", "label": "x", "when": {"field": "account.balance", "op": "gt", "value": 30_000}}
    return graph(
        [
            ("enter", "enter", {"audience": None}),
            ("mail", "send_email", {"template": first}),
            ("answer", "wait_event", {"events": ["page_opened"], "timeout": {"amount": 2, "unit": "days"}}),
            ("which", "branch", {"branches": [rich]}),
            ("again", "send_email", {"template": second}),
            ("rest", "wait", {"duration": {"amount": 3, "unit": "days"}}),
            ("opened", "end", {"reason": "opened"}),
            ("poor", "end", {"reason": "poor"}),
        ],
        "enter.next>mail mail.next>answer answer.page_opened>opened answer.timeout>which which.rich>again "
        "which.else>poor again.next>rest rest.next>mail",
    )


def counted(session: Session) -> Counter[tuple[int, int, str, str]]:
    """What the counters of all journeys say, but for messages, which are counted whenever they come into a state."""
    found: Counter[tuple[int, int, str, str]] = Counter()
    for journey_id in session.scalars(select(Journey.id)):
        for version_id, node, what, n in tallies.of_journey(session, journey_id):
            if not what.startswith(tallies.MESSAGE):
                found[journey_id, version_id, node, what] = n
    return found


def there(session: Session) -> Counter[tuple[int, int, str, str]]:
    """What the tables say."""
    found: Counter[tuple[int, int, str, str]] = Counter()
    of = dict(session.execute(select(JourneyVersion.id, JourneyVersion.journey_id)).all())  # type: ignore[arg-type]
    for version_id, node in session.execute(select(Step.version_id, Step.node)):
        found[of[version_id], version_id, node, "here"] += 1
    for version_id, node, port in session.execute(select(History.version_id, History.node, History.port)):
        found[of[version_id], version_id, node, f"port:{port}"] += 1
    for version_id, why in session.execute(select(Run.version_id, Run.end_reason)):
        found[of[version_id], version_id, "", "entered"] += 1
        if why is not None:
            found[of[version_id], version_id, "", f"ended:{why}"] += 1
    return found


@pytest.mark.parametrize("seed", range(3))
def test_counters_say_what_the_tables_say(database: Database, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's
    for templates in (("payment_reminder", "second_notice"), ("second_notice", "payment_reminder")):
        publish_graph(database, journey(*templates))
    now = START
    for what in ["come", *dice.choices(ACTS, k=25), "come", "move", "pay", "move", "fold"]:
        now += dice.choice([0, 5, 30]) * HOUR
        _act(database, dice, what, now)
        with database.read() as session:
            assert counted(session) == there(session)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Run).where(Run.state == "ended")), (
            "somebody went through"
        )


def _act(database: Database, dice: random.Random, what: str, now: Any) -> None:  # noqa: ANN401 - a datetime
    """One of the things that happen."""
    if what == "come":
        with database.write() as session:
            for _ in range(dice.randrange(1, 4)):
                add_account(session, principal=dice.choice([1_000, 50_000]))
        let_in(database, now)
        return
    with database.write() as session:
        everybody = list(session.scalars(select(Account.id)))
        if what == "move":
            advance.advance_batch(session, now, dice.choice([3, 100]), TERMS)
        elif what == "fold":
            tallies.fold(session, dice.choice([1, 5, 1_000]))
        else:
            account_id = dice.choice(everybody)
            events.lock(session, account_id)
            if what == "pay":
                session.execute(update(Account).where(Account.id == account_id).values(balance=0))
            kind = "paid" if what == "pay" else "page_opened"
            events.record(session, account_id=account_id, kind=kind, at=now)


def test_lists_read_the_counters(database: Database) -> None:
    with database.write() as session:
        paying, *_ = [add_account(session).id for _ in range(3)]
    version = publish_graph(database, journey("payment_reminder", "second_notice"))
    let_in(database)
    with database.write() as session:
        advance.advance_batch(session, START, 100, TERMS)
        tallies.fold(session)
    with database.write() as session:
        events.lock(session, paying)
        session.execute(update(Account).where(Account.id == paying).values(balance=0))
        events.record(session, account_id=paying, kind="paid", at=START + HOUR)
    with database.write() as session:
        advance.advance_batch(session, START + HOUR, 100, TERMS)
    with database.read() as session:
        (row,) = drafts.page(session, "")
        assert (row.entered, row.here_now) == (3, 2)
        (only,) = drafts.versions(session, version.journey_id)
        assert only.active == 2
        found = counts.of_journey(session, version.journey_id, START)
        assert (found.active, found.ended, found.entered, found.ends) == (2, 1, 3, {"exit:paid": 1})
        assert {name: node.here for name, node in found.nodes.items() if node.here} == {"answer": 2}
        assert found.nodes["answer"].ports == {"exit:paid": 1}
        assert (found.nodes["answer"].passed, found.nodes["mail"].passed) == (0, 3)


def test_messages_are_counted_as_they_are_written_and_cancelled(database: Database) -> None:
    with database.write() as session:
        account_id = add_account(session).id
        add_account(session)
    publish_graph(database, journey("payment_reminder", "second_notice"))
    let_in(database)
    with database.write() as session:
        advance.advance_batch(session, START, 100, TERMS)
        assert tallies.totals(session, tallies.MESSAGE) == {"queued": 2}
    with database.write() as session:
        events.lock(session, account_id)
        session.execute(update(Account).where(Account.id == account_id).values(balance=0))
        events.record(session, account_id=account_id, kind="paid", at=START)
    with database.write() as session:
        advance.advance_batch(session, START, 100, TERMS)
        assert tallies.totals(session, tallies.MESSAGE) == {"queued": 2, "cancelled": 1}
        assert session.scalars(select(Message.state).order_by(Message.id)).all().count("cancelled") == 1


def test_how_long_people_were_due_is_counted_in_wall_time(database: Database) -> None:
    class Fast:
        speed = 3_600.0

        def wall(self) -> Any:  # noqa: ANN401 - a datetime
            return START

        now = wall

    with database.write() as session:
        add_account(session)
    publish_graph(database, journey("payment_reminder", "second_notice"))
    let_in(database)
    with database.write() as session:
        assert advance.advance_batch(session, START + 2 * HOUR, 100, Terms(clock=Fast())) == 1
        assert tallies.totals(session, tallies.LAG) == {"2.5": 1}, "two hours are two seconds on a clock this fast"
