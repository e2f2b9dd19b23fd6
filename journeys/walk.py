"""The values that go into the interpreter and come out of it.

They are made once or more for every person moved, so they are plain slotted classes: a frozen dataclass costs
three times as much to make. Nobody changes them after they are made, except that a kind changes its ``Walk``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

NO_EVENTS: frozenset[str] = frozenset()
NO_DATA: Mapping[str, Any] = {}

NORMAL = 1
"""The usual priority of a message or a task: 0 is urgent, 2 is low."""


@dataclass(slots=True)
class Position:
    """Where a person stands: the node, how many nodes they have left, and what they have already heard.

    ``until`` is the time limit of that node, None on arrival; ``mark`` is the newest event taken into account.
    ``memory`` is the rest, as ``journeys.memory`` writes it: None for almost everybody.
    """

    node: str
    seq: int = 0
    until: datetime | None = None
    mark: int = 0
    memory: str | None = None


@dataclass(slots=True)
class Occurrence:
    """Something that happened to the account; ids rise in the order in which things were recorded."""

    id: int
    kind: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=lambda: NO_DATA)


@dataclass(slots=True)
class Facts:
    """What is known of a person: the flat CRM fields, and the account's events since entry, oldest first."""

    fields: Mapping[str, Any]
    events: Sequence[Occurrence] = ()


@dataclass(slots=True)
class Left:
    """A node that was left, by which port, when; ``end:<reason>`` or ``exit:<exit>`` where the run ended.

    ``cancelled`` where another arm of a fork was enough.
    """

    node: str
    port: str
    at: datetime


@dataclass(slots=True)
class Send:
    """A message to write; (node, visit, channel) is unique within a run.

    It is not sent after ``expires_at``. ``item`` is what a round is about: ``guarantors:5``; ``to_item`` says that it
    goes to the person whom the round is about, and not to the debtor.
    """

    node: str
    visit: int
    channel: str
    template: str
    priority: int = NORMAL
    expires_at: datetime | None = None
    item: str | None = None
    to_item: bool = False


@dataclass(slots=True)
class Task:
    """Something that a person has to do, by ``due_at`` where there is a deadline; one for each visit of a node."""

    node: str
    visit: int
    kind: str
    due_at: datetime | None = None
    priority: int = NORMAL
    item: str | None = None


@dataclass(slots=True)
class Act:
    """Something to be done to the world, such as changing a field; (node, visit, kind, part) is unique within a run.

    ``details`` are plain JSON. What became of it is told by an event ``act_done``. ``part`` is a number that tells
    several of one kind and visit apart.
    """

    node: str
    visit: int
    kind: str
    details: Mapping[str, Any] = field(default_factory=lambda: NO_DATA)
    item: str | None = None
    part: int = 0


@dataclass(slots=True)
class Stand:
    """Where the person stands now.

    ``due_at`` is when to look again, None when only an event can wake them; ``waits`` are the kinds of event that do.
    ``hold`` is the hold of the whole journey that keeps them. In a fork, ``arms`` are the nodes of its arms.
    """

    node: str
    due_at: datetime | None
    until: datetime | None
    waits: frozenset[str]
    mark: int
    seq: int
    memory: str | None = None
    arms: tuple[str, ...] = ()
    hold: str | None = None


@dataclass(slots=True)
class Outcome:
    """What one step did. Exactly one of ``stand`` and ``ended`` is set.

    ``ended`` is the reason of the end node, or ``exit:<exit>``. ``closes`` are the visits, as (node, visit), whose
    task is to be closed where it still is open, and ``cancels`` those whose messages must not go out any more.
    """

    trail: list[Left]
    sends: list[Send]
    stand: Stand | None
    ended: str | None
    tasks: list[Task] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    closes: list[tuple[str, int]] = field(default_factory=list)
    cancels: list[tuple[str, int]] = field(default_factory=list)


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
    """A person in motion, as a node sees them.

    ``seq`` is the number of this visit. A node may add to ``sends``, ``tasks`` and ``acts``, and move ``mark``. A node
    that is asked again, since something happened meanwhile, may order the same again: it is written once.
    """

    node: str
    seq: int
    until: datetime | None
    mark: int
    fields: Mapping[str, Any]
    events: Sequence[Occurrence]
    now: datetime
    sends: list[Send]
    tasks: list[Task] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)

    def note(self) -> Any:  # noqa: ANN401 - a JSON value
        """What this node keeps of this person, None for nothing."""
        return self.notes.get(self.node)

    def keep(self, value: Any) -> None:  # noqa: ANN401 - a JSON value
        """Remember a small JSON value until the journey ends or the node forgets it with None."""
        if value is None:
            self.notes.pop(self.node, None)
        else:
            self.notes[self.node] = value

    def answer(self, kind: str) -> Mapping[str, Any] | None:
        """The data of the newest event of this kind that is about this very visit: what became of a task or an act."""
        for event in reversed(self.events):
            if event.kind == kind and event.data.get("node") == self.node and event.data.get("visit") == self.seq:
                return event.data
        return None


@dataclass(slots=True)
class Stay:
    """A node keeps the person, until a time (None: no limit) or until one of some events."""

    until: datetime | None
    waits: frozenset[str]


@dataclass(slots=True)
class Finish:
    """A node ends the run, or inside a fork only this arm of it, unless it ends the ``whole`` journey."""

    reason: str
    whole: bool = True


@dataclass(slots=True)
class Way:
    """One arm of a fork: its name, the port it leaves by, and what this round is about (``guarantors:5``)."""

    name: str
    port: str
    item: str | None = None


@dataclass(slots=True)
class Fork:
    """A node sends the person several ways at once; there is at least one."""

    ways: Sequence[Way]


@dataclass(slots=True)
class Arrive:
    """An arm of a fork is at its join, which goes on once ``needed`` arms are there (None: all that still can be)."""

    needed: int | None


Answer = str | Stay | Finish | Fork | Arrive
Runner = Callable[[Walk], Answer]
"""A node made ready to run: it answers with the port to leave by, keeps the person, ends the run, or parts it."""
