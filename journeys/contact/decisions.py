"""What the contact gate is asked about, and what it answers."""

from dataclasses import dataclass
from datetime import datetime

OPT_OUT = "house/opt_out"
"""The person opted out of the channel, and no law that binds this house names it."""

NO_THIRD_PARTY = "house/third_party"
"""Somebody else than the debtor is contacted only where a rule set allows it, and none does."""

NO_ZONE = "gate/zone"
"""The person's time zone is not one, so nobody knows what time it is for them."""

GONE = "gate/gone"
"""There is no such person, or they were erased."""

BUSY = "gate/busy"
"""Not a rule: somebody else is deciding about this person at this very moment."""


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
