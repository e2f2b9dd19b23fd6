"""Instalments: a debt in parts that add up to it exactly, the days on which they are due, and how payments fill them.

Money is in minor units.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

Every = Literal["weeks", "months"]

FEWEST, MOST = 2, 60
"""How many instalments a plan may have."""

WEEK = timedelta(weeks=1)
MONTHS = 12


def split(total: int, count: int) -> list[int]:
    """A total in equal parts that add up to it; what cannot be shared out is paid with the last."""
    part = total // count
    return [part] * (count - 1) + [total - part * (count - 1)]


def due_dates(first: date, every: Every, count: int) -> list[date]:
    """The days: the same day of the week, or of the month; a month that does not have it is due on its last."""
    if every == "weeks":
        return [first + place * WEEK for place in range(count)]
    return [_months_later(first, place) for place in range(count)]


def trimmed(amounts: Sequence[int], total: int) -> list[int]:
    """What is left to pay of these amounts when only ``total`` is owed any more: the last ones fall first."""
    left, kept = total, []
    for amount in amounts:
        kept.append(min(amount, left))
        left -= kept[-1]
    return [amount for amount in kept if amount]


def laid(amounts: Sequence[int], paid: Sequence[int], payment: int) -> list[int]:
    """What is paid of each instalment after a payment, which fills the oldest first; what is left over is dropped."""
    left, after = payment, []
    for amount, before in zip(amounts, paid, strict=True):
        more = max(min(amount - before, left), 0)
        left -= more
        after.append(before + more)
    return after


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, MONTHS)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
