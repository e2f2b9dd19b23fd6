"""Buckets of messages, shared through the database."""

from datetime import UTC, datetime, timedelta

import pytest

from app.db import Database
from app.store import rates
from app.store.rates import Limit

WALL = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SMS = {"sms": (Limit("channel:sms", 10.0),)}
SLOW = {"letter": (Limit("channel:letter", 0.5),)}
SHARED = {
    "sms": (Limit("channel:sms", 10.0), Limit("account:AC1", 12.0)),
    "voice": (Limit("account:AC1", 12.0),),
}


def take(database: Database, limits: rates.Limits, wanted: dict[str, int], wall: datetime = WALL) -> dict[str, int]:
    with database.write() as session:
        return rates.take(session, limits, wanted, wall)


def room(database: Database, limits: rates.Limits, wall: datetime = WALL) -> dict[str, int]:
    with database.read() as session:
        return rates.room(session, limits, wall)


def test_a_bucket_starts_full_and_gives_what_it_has(database: Database) -> None:
    assert room(database, SMS) == {"sms": 10}
    assert take(database, SMS, {"sms": 7}) == {"sms": 7}
    assert room(database, SMS) == {"sms": 3}
    assert take(database, SMS, {"sms": 7}) == {"sms": 3}
    assert take(database, SMS, {"sms": 7}) == {"sms": 0}


@pytest.mark.parametrize(("seconds", "expected"), [(0.05, 0), (0.1, 1), (0.55, 5), (1, 10), (60, 10)])
def test_it_fills_as_wall_time_passes_and_no_further(database: Database, seconds: float, expected: int) -> None:
    take(database, SMS, {"sms": 10})
    assert room(database, SMS, WALL + timedelta(seconds=seconds)) == {"sms": expected}


def test_a_slow_channel_gets_one_every_two_seconds_however_often_it_is_asked(database: Database) -> None:
    sent = 0
    for tenth in range(101):
        sent += take(database, SLOW, {"letter": 5}, WALL + SECOND * (tenth / 10))["letter"]
    assert sent == 6, "one at once, and five within ten seconds"


def test_channels_of_one_account_share_its_bucket(database: Database) -> None:
    assert room(database, SHARED) == {"sms": 10, "voice": 12}
    assert take(database, SHARED, {"sms": 10, "voice": 10}) == {"sms": 10, "voice": 2}


def test_a_clock_that_went_back_fills_nothing_and_blocks_nothing(database: Database) -> None:
    take(database, SMS, {"sms": 10}, WALL + timedelta(hours=1))
    assert take(database, SMS, {"sms": 1}, WALL) == {"sms": 0}
    take(database, SMS, {"sms": 1}, WALL + timedelta(hours=1) + SECOND)
    assert room(database, SMS, WALL + timedelta(hours=1) + SECOND) == {"sms": 9}


def test_what_has_no_limit_is_given(database: Database) -> None:
    assert take(database, SMS, {"email": 500, "sms": 0}) == {"email": 500, "sms": 0}
    assert room(database, {}) == {}
