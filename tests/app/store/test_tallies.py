"""Counters: adding, folding, and reading both as one."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from app.db import Database
from app.models import Counter as CounterRow
from app.models import Tally as TallyRow
from app.store import tallies
from app.store.tallies import Tally

DAY = date(2026, 3, 2)

KEYS = st.tuples(
    st.integers(1, 2), st.integers(1, 2), st.sampled_from(["", "mail"]), st.sampled_from(["here", "port:next"])
)
ACTS = st.lists(
    st.one_of(
        st.lists(st.tuples(KEYS, st.integers(-3, 9), st.integers(0, 1)), max_size=6),
        st.integers(1, 7),  # fold this many
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_reading_gives_what_was_added_however_it_was_folded(database: Database, acts: list[object]) -> None:
    expected: Counter[tuple[int, int, str, str]] = Counter()
    with database.write() as session:
        session.execute(delete(CounterRow))
        session.execute(delete(TallyRow))
        for act in acts:
            if isinstance(act, int):
                waiting = session.scalar(select(func.count()).select_from(TallyRow)) or 0
                assert tallies.fold(session, act) == min(act, waiting)
                continue
            assert isinstance(act, list)
            for key, n, later in act:
                expected[key] += n
                tallies.add(session, [Tally(*key, n)], DAY + timedelta(later))
        for journey_id in (1, 2):
            found = {(journey_id, *row[:3]): row.n for row in tallies.of_journey(session, journey_id)}
            assert found == {key: n for key, n in expected.items() if n and key[0] == journey_id}


def test_equal_tallies_of_one_batch_become_one_row(database: Database) -> None:
    with database.write() as session:
        tallies.add(
            session, [Tally(1, 1, "mail", "port:next")] * 5 + [Tally(1, 1, "mail", "here", n) for n in (4, -4)], DAY
        )
        rows = session.scalars(select(TallyRow)).all()
    assert [(row.what, row.n, row.day) for row in rows] == [("port:next", 5, DAY)]


def test_who_is_here_is_kept_under_no_day(database: Database) -> None:
    with database.write() as session:
        for day in (DAY, DAY + timedelta(1)):
            tallies.add(session, [Tally(1, 1, "mail", "here")], day)
        assert tallies.fold(session) == 2
        assert [(row.day, row.n) for row in session.scalars(select(CounterRow))] == [(tallies.NO_DAY, 2)]


def test_people_of_all_journeys_are_read_together(database: Database) -> None:
    with database.write() as session:
        for folded in (True, False):
            tallies.add(
                session,
                [Tally(1, 1, "", "entered", 3), Tally(1, 1, "mail", "here", 3), Tally(2, 4, "", "entered", 1)],
                DAY,
            )
            if folded:
                tallies.fold(session)
        tallies.add(session, [Tally(1, 1, "mail", "here", -2)], DAY)
        assert tallies.of_all_journeys(session) == {1: tallies.People(6, 4), 2: tallies.People(2, 0)}


def test_totals_are_over_all_journeys_and_days(database: Database) -> None:
    with database.write() as session:
        tallies.add(session, [Tally(1, 1, "mail", "message:sent", 3), Tally(1, 1, "mail", "message:failed")], DAY)
        tallies.fold(session)
        tallies.add(session, [Tally(2, 2, "sms", "message:sent", 4), Tally(0, 0, "", "lag:0.5")], DAY + timedelta(1))
        assert tallies.totals(session, tallies.MESSAGE) == {"sent": 7, "failed": 1}


@pytest.mark.parametrize(
    ("seconds", "name"), [(-1, "0.1"), (0.1, "0.1"), (0.11, "0.25"), (1, "1"), (59, "60"), (9_999, "inf")]
)
def test_seconds_fall_into_the_smallest_bucket_that_holds_them(seconds: float, name: str) -> None:
    assert tallies.bucket(seconds) == name


def test_two_who_fold_at_once_take_different_tallies(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as session:
        for n in range(6):
            tallies.add(session, [Tally(1, 1, "mail", "port:next", n + 1)], DAY + timedelta(n))
    with database.write() as first, database.write() as second:
        assert tallies.fold(first, 4) == 4
        assert tallies.fold(second, 4) == 2
    with database.read() as session:
        assert tallies.totals(session, "port:") == {"next": 21}
        assert session.scalar(select(func.count()).select_from(TallyRow)) == 0
    database.close()
