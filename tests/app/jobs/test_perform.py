"""The job that carries out acts, and who wakes it."""

from collections.abc import Iterator

import pytest

from app import jobs
from app.clock import FixedClock
from app.flow import performer
from app.flow.calling import LEASE
from app.flow.performer import Later
from app.installation import Installation
from app.jobs import advance, perform
from app.jobs.ticker import Ticker
from app.queue import Job
from tests.app.flow.acting import Noting, Ringing, known, order, states, waiting


@pytest.fixture
def performing(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, performer.Performer]]:
    """The only performers that there are."""
    found = known(Noting(), Ringing())
    for place in ("app.flow.perform", "app.flow.calling", "app.jobs.advance", "app.jobs.perform", "app.jobs.ticker"):
        monkeypatch.setattr(f"{place}.performers", lambda: found)
    return found


@pytest.mark.usefixtures("performing")
def test_one_job_carries_out_what_is_due_inside_and_outside_and_wakes_the_steps(working: Installation) -> None:
    waiting(working.db, 2)
    order(working.db, "noting")
    order(working.db, "ringing")
    perform.run()
    assert states(working.db) == ["done"] * 4
    assert [str(job.func_name) for job in working.queue.rq.jobs] == [Job.advance]


@pytest.mark.usefixtures("performing")
def test_a_job_whose_time_is_up_leaves_a_wake_up_behind(
    working: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(working.db)
    order(working.db, "noting")

    def slow(installation: Installation) -> int:
        clock.advance(perform.BOX)
        assert installation is working
        return 1

    monkeypatch.setattr(perform, "perform", slow)
    perform.run()
    assert str(Job.perform) in [str(job.func_name) for job in working.queue.rq.jobs]


@pytest.mark.usefixtures("performing")
def test_a_job_that_is_told_to_stop_begins_nothing(working: Installation) -> None:
    waiting(working.db)
    order(working.db, "noting")
    jobs.stopping.set()
    perform.run()
    assert states(working.db) == ["queued"]


def test_the_ticker_wakes_it_for_what_is_due_and_for_what_was_left_behind(
    working: Installation, clock: FixedClock, performing: dict[str, performer.Performer]
) -> None:
    waiting(working.db)
    ticker = Ticker(working, name="one", channels=["email"])
    assert Job.perform not in ticker.run_once()
    order(working.db, "ringing", clock.now())
    assert Job.perform in ticker.run_once()
    performing["ringing"] = Ringing(Later("act_raised: x"))
    perform.run()
    assert Job.perform not in ticker.run_once(), "its next attempt is later"
    clock.advance(LEASE)
    assert Job.perform in ticker.run_once()


@pytest.mark.usefixtures("performing")
def test_whoever_moves_people_wakes_it(working: Installation) -> None:
    waiting(working.db)
    advance.wake_performers(working)
    assert working.queue.rq.count == 0
    order(working.db, "noting")
    advance.wake_performers(working)
    assert [str(job.func_name) for job in working.queue.rq.jobs] == [Job.perform]
