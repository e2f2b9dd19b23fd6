"""Business time and wall time, and that a demo's business time never runs backwards."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import clock
from app.clock import DemoClock, SystemClock


def test_demo_time_runs_as_fast_as_asked(tmp_path: Path) -> None:
    started = clock.start_demo(tmp_path, 1440)
    business, wall = started.now() - started.origin, started.wall() - started.anchor
    assert timedelta(0) <= business <= wall * 1440


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        ("2026-11-18T16:20:00", "2026-11-18T16:20:00"),  # a Wednesday afternoon: at once
        ("2026-11-18T03:00:00", "2026-11-18T15:00:00"),
        ("2026-11-18T18:00:00", "2026-11-19T15:00:00"),
        ("2026-11-20T23:30:00", "2026-11-23T15:00:00"),  # a Friday night: on Monday
        ("2026-11-22T15:30:00", "2026-11-23T15:00:00"),  # a Sunday
    ],
)
def test_a_demo_begins_when_people_may_be_written_to(at: str, begins: str) -> None:
    start = clock._working_hours(datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert start == datetime.fromisoformat(begins).replace(tzinfo=UTC)


def test_every_process_reads_the_same_demo_clock(tmp_path: Path) -> None:
    started = clock.start_demo(tmp_path, 1440)
    opened = clock.open_clock(tmp_path, demo=True)
    assert isinstance(opened, DemoClock)
    assert (opened.anchor, opened.origin, opened.speed) == (started.anchor, started.origin, 1440)


def test_a_demo_continues_from_where_it_was_stopped(tmp_path: Path) -> None:
    first = clock.start_demo(tmp_path, 1_000_000)
    clock.stop_demo(tmp_path, first)
    second = clock.start_demo(tmp_path, 1)
    assert second.origin > first.origin


def test_a_demo_that_was_killed_never_goes_back_in_time(tmp_path: Path) -> None:
    first = clock.start_demo(tmp_path, 1440)
    clock.beat(tmp_path, first)
    last_seen = first.now()
    assert clock.start_demo(tmp_path, 1440).now() > last_seen


def test_a_heartbeat_does_not_change_the_running_clock(tmp_path: Path) -> None:
    started = clock.start_demo(tmp_path, 1440)
    clock.beat(tmp_path, started)
    assert clock.open_clock(tmp_path, demo=True) == started


def test_without_a_demo_the_system_clock_is_used(tmp_path: Path) -> None:
    clock.start_demo(tmp_path, 1440)
    assert isinstance(clock.open_clock(tmp_path, demo=False), SystemClock)
