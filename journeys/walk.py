"""The values that go into the interpreter and come out of it.

They are made once or more for every person moved, so they are plain slotted classes: a frozen dataclass costs
three times as much to make. Nobody changes them after they are made, except that a kind changes its ``Walk``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

NO_EVENTS: frozenset[str] = frozenset()


@dataclass(slots=True)
class Position:
    """Where a person stands: the node, how many nodes they have left, and what they have already heard.

    ``until`` is the time limit of that node, None on arrival; ``mark`` is the newest event taken into account.
    """

    node: str
    seq: int = 0
    until: datetime | None = None
    mark: int = 0


@dataclass(slots=True)
class Occurrence:
    """Something that happened to the account; ids rise in the order in which things were recorded."""

    id: int
    kind: str
    at: datetime


@dataclass(slots=True)
class Facts:
    """What is known of a person: the flat CRM fields, and the account's events since entry, oldest first."""

    fields: Mapping[str, Any]
    events: Sequence[Occurrence] = ()


@dataclass(slots=True)
class Left:
    """A node that was left, by which port, when; ``end:<reason>`` or ``exit:<exit>`` where the run ended."""

    node: str
    port: str
    at: datetime


@dataclass(slots=True)
class Send:
    """A message to write; (node, visit, channel) is unique within a run."""

    node: str
    visit: int
    channel: str
    template: str


@dataclass(slots=True)
class Stand:
    """Where the person stands now.

    ``due_at`` is when to look again, None when only an event can wake them; ``waits`` are the kinds of event that do.
    """

    node: str
    due_at: datetime | None
    until: datetime | None
    waits: frozenset[str]
    mark: int
    seq: int


@dataclass(slots=True)
class Outcome:
    """What one step did. Exactly one of ``stand`` and ``ended`` is set.

    ``ended`` is the reason of the end node, or ``exit:<exit>``.
    """

    trail: list[Left]
    sends: list[Send]
    stand: Stand | None
    ended: str | None


@dataclass(slots=True)
class Stuck:
    """The person cannot be moved from ``node``. ``code`` says why; ``detail`` is the port, where it is about one.

    ``no_node``: the plan has no such node. ``no_way``: the port leads nowhere. ``nothing_wakes``: the node waits for
    nothing. ``circle``: the journey goes round without waiting.
    """

    node: str
    code: str
    detail: str = ""


@dataclass(slots=True)
class Walk:
    """A person in motion, as a node sees them; a node may add to ``sends`` and move ``mark``."""

    node: str
    seq: int
    until: datetime | None
    mark: int
    fields: Mapping[str, Any]
    events: Sequence[Occurrence]
    now: datetime
    sends: list[Send]


@dataclass(slots=True)
class Stay:
    """A node keeps the person, until a time (None: no limit) or until one of some events."""

    until: datetime | None
    waits: frozenset[str]


@dataclass(slots=True)
class Finish:
    """A node ends the run."""

    reason: str


Runner = Callable[[Walk], str | Stay | Finish]
"""A node made ready to run: it answers with the port to leave by, or keeps the person, or ends the run."""
