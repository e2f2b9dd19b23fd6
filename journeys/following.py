"""How an instalment plan goes: which instalments were missed, and whether it is kept or broken by now.

Payments fill the oldest instalments first. An instalment is missed if it is not filled when its time is over, the
plan broken once so many that are due stand open at the same time, or when the last one's time is over with
anything open. What is decided at such a moment stays, however late anybody looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from journeys.paying import Payment, Tolerance, paid_before

KEPT, BROKEN = "kept", "broken"


@dataclass(frozen=True, slots=True)
class Due:
    """An instalment: its number in the database, its amount, and when its time is over."""

    id: int
    amount: int
    end: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How it goes: what became of the plan, if anything did; the missed instalments; and when to look again."""

    became: str | None
    missed: tuple[int, ...]
    look_at: datetime | None


def follow(
    instalments: Sequence[Due], payments: Sequence[Payment], tolerance: Tolerance, most: int, now: datetime
) -> Progress:
    """Where a plan stands now; ``most`` instalments that are missed and open break it."""
    needed, before = [], 0
    for one in instalments:
        needed.append(before + tolerance.enough(one.amount))
        before += one.amount
    missed = []
    for place, one in enumerate(instalments):
        if one.end > now:
            break
        paid = paid_before(payments, one.end)
        if paid < needed[place]:
            missed.append(one.id)
        still_open = sum(paid < wanted for wanted in needed[: place + 1])
        is_last = place == len(instalments) - 1
        if still_open >= most or (is_last and still_open):
            return Progress(BROKEN, tuple(missed), None)
    if needed and sum(amount for _, amount in payments) >= max(needed):
        return Progress(KEPT, tuple(missed), None)
    return Progress(None, tuple(missed), next((one.end for one in instalments if one.end > now), None))
