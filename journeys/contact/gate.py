"""The contact gate: one question, one decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to contact: IANA zone, jurisdiction (``CO``, ``US-TX``), and the channels they have opted out of."""

    time_zone: str
    jurisdiction: str | None
    opted_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contact:
    """One past attempt to contact a person; ``reached`` says that they were spoken to."""

    at: datetime
    channel: str
    account_id: int
    reached: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """Contact is lawful at this instant."""


@dataclass(frozen=True, slots=True)
class NotBefore:
    """Contact is lawful from ``at`` (UTC) on, if nothing else happens meanwhile; ``rule`` forbids it now."""

    at: datetime
    rule: str


@dataclass(frozen=True, slots=True)
class Never:
    """``rule`` forbids contact for good, or for longer than a year."""

    rule: str


Decision = Now | NotBefore | Never


class RuleBook:
    """All rule sets of an installation; shared freely between threads."""

    @classmethod
    def load(cls, house: Mapping[str, Any] | None = None) -> Self:
        """The shipped rule sets, with a house policy (a parsed TOML document) that can only tighten them."""
        del house
        return cls()

    def decide(self, person: Person, channel: str, account_id: int, now: datetime, past: Sequence[Contact]) -> Decision:
        """Whether this person may be contacted over this channel at ``now`` about this account."""
        del account_id, past
        if channel in person.opted_out:
            return Never("house/opt_out")
        local = now.astimezone(ZoneInfo(person.time_zone))
        if time(8) <= local.time() < time(21):
            return Now()
        day = local.date() if local.time() < time(8) else local.date() + timedelta(days=1)
        opening = datetime.combine(day, time(8), tzinfo=local.tzinfo)
        return NotBefore(opening.astimezone(UTC), "house/window")

    @property
    def memory(self) -> timedelta:
        """How far back a contact can still count."""
        return timedelta(days=8)

    def explain(self, rule: str, language: str) -> str:
        """The rule in one plain sentence (``es`` or ``en``), with its source."""
        del language
        return rule
