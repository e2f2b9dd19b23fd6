"""Two real connections at once: an event and a move, a payment and a move, two movers, two letting people in."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from app.db import Database
from app.flow import advance
from app.flow.enter import enter
from app.models import Account, Event, Message, Run, Step
from app.store import events, journeys
from tests.app.flow.journeys import advance_all, graph, let_in, nodes, publish_graph, reminder
from tests.app.flow.people import START, add_account

MOMENT = timedelta(hours=1)


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL database: SQLite has one writer, so none of this can happen there."""
    database = Database(postgres_url)
    yield database
    database.close()


def ready(database: Database, count: int = 1) -> list[int]:
    """People who have entered and are due."""
    with database.write() as session:
        ids = [add_account(session).id for _ in range(count)]
    publish_graph(database, reminder())
    let_in(database)
    return ids


def aside(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def wait_for_a_waiter(database: Database) -> None:
    """Until some connection waits for another's lock."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    for _ in range(2_000):
        with database.read() as session:
            if session.scalar(query):
                return
    raise AssertionError("Nobody waits.")


def test_an_event_that_arrives_while_the_person_is_being_moved_wakes_them(database: Database) -> None:
    (account_id,) = ready(database)

    def tell() -> None:
        with database.write() as session:
            events.record(session, account_id=account_id, kind="page_opened", at=START)

    with database.write() as session:
        assert advance.advance_batch(session, START) == 1  # it listens now, but nobody else can see that yet
        thread = aside(tell)
        wait_for_a_waiter(database)
    thread.join(10)
    assert advance_all(database, START) == 1
    with database.read() as session:
        assert session.scalars(select(Run.end_reason)).one() == "opened"


def test_a_person_who_is_moved_after_an_event_has_heard_it(database: Database) -> None:
    (account_id,) = ready(database)
    advance_all(database)
    with database.write() as session:
        session.execute(update(Step).values(due_at=START))
    with database.write() as session:
        events.record(session, account_id=account_id, kind="page_opened", at=START)
        with database.write() as other:
            assert advance.advance_batch(other, START) == 0, "the event holds the step"
    assert advance_all(database, START) == 1
    with database.read() as session:
        assert session.scalars(select(Run.end_reason)).one() == "opened"


def test_a_payment_and_a_move_do_not_wait_in_a_circle(database: Database) -> None:
    (account_id,) = ready(database)

    def pay() -> None:
        with database.write() as session:
            events.lock(session, account_id)
            session.execute(update(Account).where(Account.id == account_id).values(balance=0))
            paying.set()
            assert moved.wait(10)
            events.record(session, account_id=account_id, kind="paid", at=START)

    paying, moved = threading.Event(), threading.Event()
    thread = aside(pay)
    assert paying.wait(10)
    with database.write() as session:
        assert advance.advance_batch(session, START) == 1  # writes a message that points to the locked account
        moved.set()
        wait_for_a_waiter(database)
    thread.join(10)
    assert not thread.is_alive()
    advance_all(database, START)
    with database.read() as session:
        assert session.scalars(select(Run.end_reason)).one() == "exit:paid"
        assert session.scalars(select(Message.state)).one() == "cancelled"


def test_two_movers_share_the_work(database: Database) -> None:
    ready(database, 10)
    with database.write() as first, database.write() as second:
        assert advance.advance_batch(first, START, limit=6) == 6
        assert advance.advance_batch(second, START, limit=6) == 4
    with database.read() as session:
        assert nodes(session) == ["answer"] * 10
        assert len(session.scalars(select(Message)).all()) == 10


def test_what_was_not_committed_did_not_happen(database: Database) -> None:
    ready(database, 3)
    with database.write() as session:
        advance.advance_batch(session, START)
        session.rollback()
    assert advance_all(database, START) == 3
    with database.read() as session:
        assert len(session.scalars(select(Message)).all()) == 3


def test_only_one_lets_people_into_a_journey_at_a_time(database: Database) -> None:
    ready(database)
    with database.write() as session:
        add_account(session)
        (journey_id,) = journeys.live_ids(session)
    with database.write() as first:
        version = journeys.hold_live(first, journey_id)
        assert version is not None
        assert enter(first, version, START + MOMENT).count == 1
        with database.write() as second:
            assert journeys.hold_live(second, journey_id) is None
    with database.read() as session:
        assert len(session.scalars(select(Run)).all()) == 2


def test_whoever_pays_or_answers_at_the_very_moment_of_entry_is_let_in_later_and_not_unheard(
    database: Database,
) -> None:
    with database.write() as session:
        account_id = add_account(session).id
    publish_graph(database, reminder())
    with database.write() as session:
        events.record(session, account_id=account_id, kind="page_opened", at=START)
        assert let_in(database) == 0, "nobody can see yet what happened to this account"
    assert let_in(database) == 1
    with database.read() as session:
        assert session.scalars(select(Run.start)).one() == session.scalars(select(Event.id)).one()


def test_an_event_that_arrives_while_the_person_is_let_in_finds_their_step(database: Database) -> None:
    with database.write() as session:
        account_id = add_account(session).id
    publish_graph(database, asking_first())

    def tell() -> None:
        with database.write() as session:
            events.record(session, account_id=account_id, kind="page_opened", at=START)

    with database.write() as session:
        (journey_id,) = journeys.live_ids(session)
        version = journeys.hold_live(session, journey_id)
        assert version is not None
        assert enter(session, version, START).count == 1
        thread = aside(tell)
        wait_for_a_waiter(database)
    thread.join(10)
    advance_all(database, START)
    with database.read() as session:
        assert session.scalars(select(Run.end_reason)).one() == "opened"


def asking_first() -> object:
    """A journey that waits for an answer, without a limit, before it has said anything."""
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("answer", "wait_event", {"events": ["page_opened"], "timeout": None}),
        ("opened", "end", {"reason": "opened"}),
    ]
    return graph(nodes, "enter.next>answer answer.page_opened>opened")
