"""Debts in parts: they add up, fall due on the right days, and are filled by payments oldest first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.instalments import FEWEST, MOST, due_dates, laid, split, trimmed

TOTALS = st.integers(1, 10**12)
COUNTS = st.integers(FEWEST, MOST)
AMOUNTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=MOST)


@given(TOTALS, COUNTS)
def test_the_parts_add_up_and_only_the_last_is_larger(total: int, count: int) -> None:
    parts = split(total, count)
    assert (sum(parts), len(parts)) == (total, count)
    assert len(set(parts[:-1])) == 1
    assert 0 <= parts[-1] - parts[0] < count


def test_what_cannot_be_shared_out_is_paid_with_the_last() -> None:
    assert split(41_230, 6) == [6_871] * 5 + [6_875]


@pytest.mark.parametrize(
    ("first", "every", "days"),
    [
        ("2026-01-31", "months", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("2027-11-30", "months", ["2027-11-30", "2027-12-30", "2028-01-30", "2028-02-29"]),
        ("2026-12-15", "months", ["2026-12-15", "2027-01-15", "2027-02-15"]),
        ("2026-12-28", "weeks", ["2026-12-28", "2027-01-04", "2027-01-11"]),
    ],
)
def test_instalments_fall_due_on_the_same_day(first: str, every: str, days: list[str]) -> None:
    found = due_dates(date.fromisoformat(first), "weeks" if every == "weeks" else "months", len(days))
    assert [day.isoformat() for day in found] == days


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), COUNTS)
def test_every_month_has_one_instalment(first: date, count: int) -> None:
    days = due_dates(first, "months", count)
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + count))
    assert all(day.day == first.day or (day.day < first.day and day.day >= 28) for day in days)


@given(AMOUNTS, st.integers(0, 10**8))
def test_what_is_owed_no_more_comes_off_the_last(amounts: list[int], total: int) -> None:
    left = trimmed(amounts, total)
    assert sum(left) == min(total, sum(amounts))
    assert all(left)
    assert left[:-1] == amounts[: max(len(left) - 1, 0)]


@given(AMOUNTS, st.lists(st.integers(1, 10**6), max_size=10))
def test_payments_fill_the_oldest_first_and_never_too_much(amounts: list[int], payments: list[int]) -> None:
    paid = [0] * len(amounts)
    for payment in payments:
        paid = laid(amounts, paid, payment)
    assert sum(paid) == min(sum(amounts), sum(payments))
    assert all(have <= wanted for have, wanted in zip(paid, amounts, strict=True))
    first_open = next((place for place, have in enumerate(paid) if have < amounts[place]), len(paid))
    assert not any(paid[first_open + 1 :])
