"""The life of a journey: who may do what to it when, and what a pause and a stop do to people and messages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.db import Database
from app.errors import NotFoundError
from app.flow import lifecycle
from app.flow.change import run_chunk
from app.flow.deliver import Delivery
from app.flow.lifecycle import Act, State, StateError
from app.flow.publish import publish
from app.installation import Installation
from app.models import Account, Halt, Journey, Message, MessageState, Run, Step
from app.store import changes, drafts, events, journeys
from journeys.changes import Move
from tests.app.flow.journeys import EMAIL, add_journey, advance_all, let_in, nodes, publish_graph, reminder
from tests.app.flow.lives import (
    DAY,
    HOUR,
    carry_out,
    change_of,
    ends,
    held,
    messages,
    pause,
    resume,
    running,
    state,
    stop,
    trail,
)
from tests.app.flow.people import START, add_account

LATER = START + HOUR

BEFORE: dict[State, tuple[bool, Halt | None]] = {  # whether it was published, and its halt
    State.draft: (False, None),
    State.live: (True, None),
    State.paused: (True, Halt.paused),
    State.stopping: (True, Halt.stopping),
    State.stopped: (True, Halt.stopped),
    State.archived: (False, Halt.archived),
}

THEN: dict[tuple[State, Act], State] = {
    (State.draft, Act.publish): State.live,
    (State.draft, Act.archive): State.archived,
    (State.live, Act.publish): State.live,
    (State.live, Act.pause): State.paused,
    (State.live, Act.stop): State.stopping,
    (State.paused, Act.publish): State.paused,
    (State.paused, Act.resume): State.paused,  # until the change is carried out
    (State.paused, Act.stop): State.stopping,
    (State.stopped, Act.publish): State.live,
    (State.stopped, Act.archive): State.archived,
    (State.archived, Act.restore): State.draft,
}


def _published(session: Session, number: int) -> None:
    publish(session, number, reason="x", user_id=None, now=START, channels=EMAIL)


ACTS: dict[Act, Callable[[Session, int], object]] = {
    Act.publish: _published,
    Act.pause: lambda session, number: lifecycle.pause(session, number, reason="x", now=LATER),
    Act.resume: lambda session, number: lifecycle.resume(
        session, number, timers="shift", ramp_minutes=0, user_id=None, now=LATER
    ),
    Act.stop: lambda session, number: lifecycle.stop(session, number, reason="x", user_id=None, now=LATER),
    Act.archive: lambda session, number: lifecycle.archive(session, number, reason="x", now=LATER),
    Act.restore: lambda session, number: lifecycle.restore(session, number, now=LATER),
}


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("before", list(State))
def test_each_act_is_allowed_in_exactly_the_states_that_the_docs_name(
    database: Database, before: State, act: Act
) -> None:
    with database.write() as session:
        number = add_journey(session, reminder()).id
        published, halt = BEFORE[before]
        if published:
            _published(session, number)
        session.execute(update(Journey).where(Journey.id == number).values(halt=halt, halted_at=START))
    with database.write() as session:
        then = THEN.get((before, act))
        if then is None:
            with pytest.raises(StateError) as caught:
                ACTS[act](session, number)
            assert set(caught.value.text) == {"es", "en"}
            assert str(caught.value) == caught.value.text["en"]
            then = before
        else:
            ACTS[act](session, number)
    assert state(database, number) == then


def test_a_journey_that_is_not_there_is_not_found(database: Database) -> None:
    for act in ACTS.values():
        with database.write() as session, pytest.raises(NotFoundError):
            act(session, 99)


def test_a_journey_that_was_published_comes_back_from_the_archive_stopped(database: Database) -> None:
    journey_id = publish_graph(database, reminder()).journey_id
    carry_out(database, stop(database, journey_id))
    with database.write() as session:
        lifecycle.archive(session, journey_id, reason="Fuera", now=START)
    with database.read() as session:
        assert drafts.page(session, "") == []
        assert [row[0].id for row in drafts.page(session, "", archived=True)] == [journey_id]
    with database.write() as session:
        lifecycle.restore(session, journey_id, now=START)
    assert state(database, journey_id) == "stopped"
    with database.read() as session:
        assert [row[0].id for row in drafts.page(session, "")] == [journey_id]
        assert drafts.page(session, "", archived=True) == []


def inside(database: Database, count: int = 1) -> int:
    """A live journey with people who got the first mail and wait for an answer."""
    with database.write() as session:
        for _ in range(count):
            add_account(session)
    journey_id = publish_graph(database, reminder()).journey_id
    let_in(database)
    advance_all(database)
    return journey_id


def test_nobody_comes_into_a_paused_journey(database: Database) -> None:
    journey_id = inside(database)
    pause(database, journey_id)
    with database.write() as session:
        add_account(session)
    assert let_in(database) == 0
    with database.write() as session:
        assert journeys.live_ids(session) == []
        assert journeys.hold_live(session, journey_id) is None
    carry_out(database, resume(database, journey_id, LATER), LATER)
    assert let_in(database, LATER) == 1


def test_whoever_falls_due_in_a_pause_is_held_where_they_are_and_goes_on_after_it(database: Database) -> None:
    journey_id = inside(database, 3)
    pause(database, journey_id, START + DAY)
    due = START + timedelta(days=3)
    assert advance_all(database, due) == 3
    assert advance_all(database, due) == 0, "whoever is held is not looked at again"
    with database.read() as session:
        assert (held(session), nodes(session)) == (3, ["answer"] * 3)
    carry_out(database, resume(database, journey_id, due, timers="keep"), due)
    assert state(database, journey_id) == "live"
    assert advance_all(database, due) == 3
    with database.read() as session:
        assert nodes(session) == ["rest"] * 3


def test_a_journey_that_is_being_resumed_stays_halted_until_everybody_is_dealt_with(database: Database) -> None:
    journey_id = inside(database, 3)
    pause(database, journey_id)
    change_id = resume(database, journey_id, LATER)
    assert state(database, journey_id) == "paused"
    with database.write() as session, pytest.raises(StateError):
        lifecycle.resume(session, journey_id, timers="keep", ramp_minutes=0, user_id=None, now=LATER)
    with database.write() as session, pytest.raises(StateError):
        _published(session, journey_id)
    carry_out(database, change_id, LATER)
    assert state(database, journey_id) == "live"
    change = change_of(database, change_id)
    assert (change.state, change.done, change.total, change.finished_at) == ("done", 3, 3, LATER)


def test_who_paid_while_the_journey_was_paused_leaves_it_when_it_goes_on(
    database: Database,
) -> None:
    journey_id = inside(database, 2)
    pause(database, journey_id, START + DAY)
    limit = START + timedelta(days=3)
    advance_all(database, limit)  # their time limit comes during the pause: both are held
    with database.write() as session:
        first = session.scalars(select(Account.id).order_by(Account.id)).first()
        assert first is not None
        session.execute(update(Account).where(Account.id == first).values(balance=0))
        events.record(session, account_id=first, kind="paid", at=limit + HOUR)
    again = limit + DAY
    advance_all(database, again)
    carry_out(database, resume(database, journey_id, again, timers="shift"), again)
    advance_all(database, again)
    with database.read() as session:
        assert ends(session) == ["exit:paid", None]
        assert messages(session) == ["cancelled", "queued"]
        (step,) = session.scalars(select(Step))
        assert (step.node, step.due_at) == ("answer", limit + 3 * DAY), "the other has the days left that they had"


def test_messages_of_a_paused_journey_are_not_sent_and_come_back(installation: Installation, clock: FixedClock) -> None:
    database, console = installation.db, ConsoleChannel()
    journey_id = inside(database, 3)
    delivery = Delivery(installation, {"email": console})
    pause(database, journey_id)
    delivery.run_batch()
    with database.write() as session:
        assert messages(session) == ["paused"] * 3
        paid = session.scalars(select(Account.id).order_by(Account.id)).first()
        assert paid is not None
        session.execute(update(Account).where(Account.id == paid).values(balance=0))
        events.record(session, account_id=paid, kind="paid", at=START)
    assert console.sent == []
    clock.advance(HOUR)
    carry_out(database, resume(database, journey_id, clock.now(), ramp=60), clock.now())
    with database.read() as session:
        due = session.execute(select(Message.state, Message.due_at).order_by(Message.due_at)).all()
        assert [row.state for row in due] == ["queued"] * 3
        assert all(clock.now() <= row.due_at < clock.now() + HOUR for row in due)
        assert len({row.due_at for row in due}) == 3
    clock.advance(HOUR)
    delivery.run_batch()
    with database.read() as session:
        assert sorted(messages(session)) == ["cancelled", "sent", "sent"]
    assert len(console.sent) == 2


def test_stopping_ends_every_run_and_cancels_what_is_not_sent(database: Database) -> None:
    journey_id = inside(database, 5)
    with database.write() as session:
        ids = list(session.scalars(select(Message.id).order_by(Message.id)))
        for number, name in zip(ids, ("sent", "held", "paused", "unknown", "queued"), strict=True):
            session.execute(update(Message).where(Message.id == number).values(state=name))
    change_id = stop(database, journey_id, LATER)
    assert state(database, journey_id) == "stopping"
    assert carry_out(database, change_id, LATER, limit=2) == 4
    assert state(database, journey_id) == "stopped"
    with database.read() as session:
        assert ends(session) == ["stopped"] * 5
        assert session.scalars(select(Run.ended_at).distinct()).all() == [LATER]
        assert len(trail(session, "stopped")) == 5
        assert session.scalars(select(Step)).all() == []
        assert messages(session) == ["sent", "cancelled", "cancelled", "unknown", "cancelled"]
        reasons = set(session.scalars(select(Message.error).where(Message.state == MessageState.cancelled)))
        assert reasons == {"stopped: "}


def test_a_message_of_somebody_who_had_reached_the_end_is_cancelled_too(database: Database) -> None:
    journey_id = inside(database)
    with database.write() as session:
        events.record(session, account_id=1, kind="page_opened", at=LATER)
    advance_all(database, LATER)
    carry_out(database, stop(database, journey_id, LATER), LATER)
    with database.read() as session:
        assert (ends(session), messages(session)) == (["opened"], ["cancelled"])


def test_a_stop_overtakes_a_resumption(database: Database) -> None:
    journey_id = inside(database, 4)
    pause(database, journey_id)
    first = resume(database, journey_id, LATER)
    with database.write() as session:
        assert run_chunk(session, first, LATER, limit=2)
    second = stop(database, journey_id, LATER)
    carry_out(database, first, LATER)
    assert state(database, journey_id) == "stopping", "what was overtaken does not make the journey live"
    assert change_of(database, first).state == "overtaken"
    carry_out(database, second, LATER)
    with database.read() as session:
        assert ends(session) == ["stopped"] * 4
        assert changes.unfinished(session) == []


def test_a_stopped_journey_can_be_published_again_and_takes_nobody_twice(
    installation: Installation, clock: FixedClock
) -> None:
    database = installation.db
    journey_id = inside(database, 2)
    carry_out(database, stop(database, journey_id))
    with database.write() as session:  # a sender brings a message back after the stop
        session.execute(update(Message).where(Message.id == 1).values(state="paused"))
    with database.write() as session:
        version = publish(session, journey_id, reason="Otra vez", user_id=None, now=clock.now(), channels=EMAIL)
        add_account(session)
        assert version.number == 2
    assert state(database, journey_id) == "live"
    assert let_in(database) == 1
    with database.read() as session:
        assert messages(session) == ["cancelled", "cancelled"]
        assert session.scalars(select(Run.version_id).where(Run.state == "active")).all() == [version.id]


def test_a_new_version_of_a_paused_journey_does_not_make_it_run(database: Database) -> None:
    journey_id = inside(database)
    pause(database, journey_id)
    with database.write() as session:
        _published(session, journey_id)
        add_account(session)
    assert state(database, journey_id) == "paused"
    assert let_in(database) == 0


def test_a_journey_whose_people_are_being_moved_can_be_paused_and_resumed_after_it(database: Database) -> None:
    journey_id = inside(database)
    with database.write() as session:
        move = [Move(1, "answer", "move", "rest")]
        publish(session, journey_id, reason="x", user_id=None, now=START, channels=EMAIL, moves=move)
    pause(database, journey_id)
    with database.write() as session, pytest.raises(StateError, match="wait until it is done"):
        lifecycle.resume(session, journey_id, timers="keep", ramp_minutes=0, user_id=None, now=LATER)
    carry_out(database, running(database, journey_id))
    assert state(database, journey_id) == "paused"
    carry_out(database, resume(database, journey_id, LATER), LATER)
    assert advance_all(database, LATER) == 1
    with database.read() as session:
        assert nodes(session) == ["rest"]
