"""Clocks that jump: nothing happens twice, and nothing stands still for ever."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.installation import Installation
from app.jobs import advance, deliver
from app.jobs.ticker import LEASE, PATROL_EVERY, Ticker
from app.models import History, Message, Run, Step
from app.queue import Job
from app.store import leases
from tests.app.flow.journeys import publish_graph, reminder
from tests.app.flow.people import add_account

PEOPLE = 5
HOURS = timedelta(hours=5)


@pytest.fixture
def walking(working: Installation) -> Installation:
    """People who got the first mail and have three days to answer."""
    with working.db.write() as session:
        for _ in range(PEOPLE):
            add_account(session)
    publish_graph(working.db, reminder())
    work()
    return working


def work(rounds: int = 3) -> None:
    """What workers do when they are woken."""
    for _ in range(rounds):
        advance.run()
        deliver.run()


def passed(installation: Installation) -> Counter[str]:
    with installation.db.read() as session:
        return Counter(session.scalars(select(History.port)))


def test_a_jump_of_a_month_moves_everybody_once_and_their_next_wait_is_as_long_as_ever(
    walking: Installation, clock: FixedClock, console: ConsoleChannel
) -> None:
    clock.advance(timedelta(days=30))
    work()
    assert len(console.sent) == 2 * PEOPLE
    with walking.db.read() as session:
        assert set(session.scalars(select(Step.node))) == {"rest"}
        assert set(session.scalars(select(Step.due_at))) == {clock.now() + timedelta(days=3)}
    clock.advance(timedelta(days=300))
    work()
    with walking.db.read() as session:
        assert session.scalars(select(Run.end_reason)).all() == ["silent"] * PEOPLE
    assert len({outgoing.ref for outgoing in console.sent}) == len(console.sent) == 2 * PEOPLE


def test_a_jump_backwards_by_hours_sends_nothing_again_and_delays_by_no_more_than_it_jumped(
    walking: Installation, clock: FixedClock, console: ConsoleChannel
) -> None:
    before = passed(walking)
    clock.advance(-HOURS)
    work()
    assert len(console.sent) == PEOPLE
    assert passed(walking) == before
    clock.advance(timedelta(days=3))
    work()
    assert passed(walking) == before, "the time limit is where it was"
    clock.advance(HOURS)
    work()
    assert len(console.sent) == 2 * PEOPLE
    with walking.db.read() as session:
        assert set(session.scalars(select(Message.state))) == {"sent"}


def test_new_people_come_in_though_the_machines_clock_was_set_back(walking: Installation, clock: FixedClock) -> None:
    """The lease of the last look for them ends in what is now the far future."""
    clock.advance(-HOURS)
    with walking.db.write() as session:
        add_account(session)
    assert Job.advance in Ticker(walking, channels=["email"]).run_once()
    advance.run()
    with walking.db.read() as session:
        assert len(session.scalars(select(Run)).all()) == PEOPLE + 1


def test_a_ticker_takes_over_from_one_that_died_before_the_machines_clock_was_set_back(
    working: Installation, clock: FixedClock
) -> None:
    with working.db.write() as session:
        assert leases.take(session, leases.TICKER, holder="dead", wall=clock.wall(), length=LEASE)
    other = Ticker(working, name="other", channels=["email"])
    other.run_once()
    clock.advance(-HOURS)
    other.run_once()
    with working.db.read() as session:
        found = leases.held(session, leases.TICKER, clock.wall())
    assert found is not None
    assert found.holder == "other"


def test_a_ticker_goes_on_with_its_rounds_though_the_machines_clock_was_set_back(
    walking: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Ticker(walking, channels=["email"])
    own.run_once()
    rounds: list[object] = []
    monkeypatch.setattr(own, "_take_up_imports", rounds.append)
    clock.advance(-HOURS)
    own.run_once()
    clock.advance(PATROL_EVERY)
    own.run_once()
    assert len(rounds) == 1


def test_a_look_for_new_people_that_seemed_to_take_hours_does_not_make_the_next_one_wait_for_days(
    working: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It rests for a multiple of what it took."""
    with working.db.write() as session:
        add_account(session)
    publish_graph(working.db, reminder())
    look = advance._let_into

    def jump(*given: object) -> tuple[int, bool]:
        clock.advance(HOURS)
        return look(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(advance, "_let_into", jump)
    advance.run()
    with working.db.write() as session:
        add_account(session)
    monkeypatch.setattr(advance, "_let_into", look)
    clock.advance(leases.LONGEST)
    advance.run()
    with working.db.read() as session:
        assert len(session.scalars(select(Run)).all()) == 2


def test_a_channel_that_rests_is_tried_again_though_the_machines_clock_was_set_back(
    working: Installation, clock: FixedClock
) -> None:
    with working.db.write() as session:
        leases.rest(session, "email", clock.wall(), timedelta(seconds=15))
    clock.advance(-HOURS)
    with working.db.read() as session:
        assert leases.resting(session, clock.wall()) == set()
