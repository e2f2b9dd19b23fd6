"""What the steps share that follow what was agreed: payments in time, what is let pass, and the end of a day.

A payment counts from the day on which it was received, whenever it is booked. Money is in minor units.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from journeys.acting import ACT_DONE, WAITING
from journeys.condition_words import value_in_words
from journeys.contact.days import moment
from journeys.schemas import Schema, reference, setting
from journeys.walk import Answer, Walk
from journeys.wording import Text, say

DAY = timedelta(days=1)
HUNDRED = 100

Payment = tuple[datetime, int]


def tolerance_settings(of: Text) -> dict[str, Schema]:
    """The two settings of what may be missing; ``of`` says of what a share is taken."""
    share = say(
        f"Con {of['es']} menos esta parte también se da por cumplida.",
        f"{of['en']} less this share also counts as kept.",
    )
    return {
        "tolerance_percent": setting(
            {"type": "integer", "minimum": 0, "maximum": 100},
            title=say("Tolerancia (%)", "Tolerance (%)"),
            about=share,
            default=0,
            widget="percent",
        ),
        "tolerance_money": setting(
            {"type": "integer", "minimum": 0, "maximum": 10**12},
            title=say("Tolerancia en dinero", "Tolerance in money"),
            about=say(
                "Lo que puede faltar, en la moneda de la cuenta. Cuenta la mayor de las dos.",
                "What may be missing, in the currency of the account. The larger of the two counts.",
            ),
            default=0,
            widget="money",
        ),
    }


def valid_setting(about: Text, days: int) -> Schema:
    """How long an offer stands: ``about`` says what follows then, ``days`` is the usual time."""
    return setting(
        reference("duration"),
        title=say("Validez de la oferta", "How long the offer stands"),
        about=about,
        default={"amount": days, "unit": "days"},
        widget="duration",
    )


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much may be missing: the larger of a share and an amount; something has to be paid in any case."""

    percent: int
    money: int

    def enough(self, amount: int) -> int:
        """The least that counts as this amount."""
        return max(amount - max(amount * self.percent // HUNDRED, self.money), 1)

    def in_words(self, language: str) -> str:
        """What may be missing: ``5 % o 10,00``; nothing where all has to be paid."""
        parts = [
            *([say(f"{self.percent} %", f"{self.percent}%")[language]] if self.percent else []),
            *([value_in_words(self.money, "money", language)] if self.money else []),
        ]
        return say(" o ", " or ")[language].join(parts)


def tolerance_of(settings: Mapping[str, Any]) -> Tolerance:
    """The tolerance that settings, or what was compiled of them, say."""
    return Tolerance(settings["tolerance_percent"], settings["tolerance_money"])


def payments_of(listed: Iterable[Mapping[str, Any]] | None) -> list[Payment]:
    """Payments as the facts list them."""
    return [(datetime.fromisoformat(one["at"]), one["amount"]) for one in listed or ()]


def paid_before(payments: Sequence[Payment], end: datetime) -> int:
    """What was paid before a moment."""
    return sum(amount for at, amount in payments if at < end)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The end of a day where somebody lives, in UTC."""
    return moment(day + DAY, time.min, zone)


def outcome_of(walk: Walk, kind: str, part: int) -> Mapping[str, Any] | None:
    """What became of an act of this visit; None while it is not carried out."""
    for event in reversed(walk.events):
        data = event.data
        mine = data.get("node") == walk.node and data.get("visit") == walk.seq
        if event.kind == ACT_DONE and mine and data.get("act") == kind and data.get("part", 0) == part:
            return data
    return None


def pending(walk: Walk, kind: str, ends: Collection[str]) -> Answer | None:
    """What a node does that had an agreement settled, and remembers so: it waits until that is written.

    Then it goes on by the state in which the agreement is, which may be another one if somebody was faster. None where
    there is nothing to wait for, or what it followed was taken back meanwhile.
    """
    note = walk.note()
    if not note or "port" not in note:
        return None
    done = outcome_of(walk, kind, note["id"])
    if done is None:
        return WAITING
    port = note["port"] if done["ok"] else done["result"].get("state")
    if port not in ends:
        return None
    return _left(walk, note["id"], str(port))


def ended(walk: Walk, newest: tuple[Any, Any], made: tuple[str, str], ends: Collection[str]) -> str | None:
    """By which state a node goes on whose ``newest`` agreement (number, state) is open no more; None: not its own.

    Its own are the one that it followed, and one that was ``made`` (an event, and the key of the number in its data)
    since the person came in; each counts once, however often they come by.
    """
    note, (event, key), (number, state) = walk.note() or {}, made, newest
    own = "id" in note or any(one.kind == event and one.data.get(key) == number for one in walk.events)
    if state in ends and own and note.get("done") != number:
        return _left(walk, number, state)
    walk.keep({"done": note["done"]} if "done" in note else None)
    return None


def _left(walk: Walk, number: int, port: str) -> str:
    walk.keep({"done": number})
    return port
