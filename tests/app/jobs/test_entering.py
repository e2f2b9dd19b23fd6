"""Whoever an event or a calendar calls comes in at once, whatever else there is to do."""

from typing import Any

import pytest

from app.clock import FixedClock
from app.installation import Installation
from app.jobs import advance
from app.queue import Job
from app.store import events, leases
from journeys.entering import calendar_of
from journeys.kinds import defaults, kinds
from journeys.rhythm import rhythm_of
from tests.app.flow.journeys import nodes, publish_graph
from tests.app.flow.test_entering import journey
from tests.app.jobs.test_jobs import people, queued, run_until_idle, ticker, work_off

ENTER_UPON = {"mode": "event", "event": "x_visit"}
ENTER_BY = {"mode": "calendar", "at": "10:00"}


@pytest.mark.parametrize("entry", [ENTER_UPON, ENTER_BY], ids=["event", "calendar"])
def test_whoever_is_called_comes_in_without_waiting_for_the_next_look(
    working: Installation, clock: FixedClock, entry: dict[str, Any]
) -> None:
    (account,) = people(working.db)
    publish_graph(working.db, journey(entry, wait=2), clock.now())
    run_until_idle(working)
    with working.db.write() as session:
        leases.take(session, leases.ENTRY, holder="looking", wall=clock.wall(), length=leases.LONGEST)
    assert ticker(working).run_once() == frozenset()
    if entry is ENTER_UPON:
        with working.db.write() as session:
            events.record(session, account_id=account, kind="x_visit", at=clock.now())
    else:
        rest = rhythm_of(calendar_of(defaults(kinds()["enter"]) | entry)).following(clock.now()) - clock.now()
        clock.advance(rest)
        with working.db.write() as session:
            leases.take(session, leases.ENTRY, holder="looking", wall=clock.wall(), length=leases.LONGEST)
    assert ticker(working).run_once() == {Job.advance}
    work_off(working)
    with working.db.read() as session:
        assert nodes(session) == ["rest"]
    assert ticker(working).run_once() == frozenset()


def test_whoever_is_called_goes_before_a_backlog(
    working: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = people(working.db, 3)
    publish_graph(working.db, journey(ENTER_UPON, wait=2), clock.now())
    with working.db.write() as session:
        for account in accounts:
            events.record(session, account_id=account, kind="x_visit", at=clock.now())
    assert advance.let_in_called(working, clock.wall(), limit=2) == (2, True)
    monkeypatch.setattr(advance, "move_due", lambda *_: (2, True))
    advance.run()
    with working.db.read() as session:
        assert nodes(session) == ["enter"] * 3
    assert queued(working) == [Job.advance]
