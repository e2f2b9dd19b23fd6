"""What the interpreter keeps of a person beside the node they stand on, written as canonical JSON text.

It is None for almost everybody. It holds what nodes remember (``notes``), the arms of a fork, and a hold of the whole
journey. All of a person's arms are one row of the database and one lock, so nothing of them can run apart.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any


@dataclass(slots=True)
class Token:
    """Somebody on a node: the person themselves, or one arm of a fork.

    ``visit`` numbers the arrival on the node. ``name`` and ``item`` say which arm it is and what its round is about.
    ``needed`` is set while it waits at a join, as ``Arrive`` gives it, 0 for all. ``sent`` are the visits, as
    (node, visit), on which an arm wrote messages: they are taken back when the arm is cancelled.
    """

    node: str
    visit: int
    until: datetime | None
    mark: int
    notes: dict[str, Any] = field(default_factory=dict)
    arms: list["Token"] = field(default_factory=list)
    name: str = ""
    item: str | None = None
    needed: int | None = None
    sent: list[tuple[str, int]] = field(default_factory=list)

    def leaves(self) -> Iterator["Token"]:
        """Where people really stand: this token, or those of its arms that still are under way."""
        if not self.arms:
            yield self
        for arm in self.arms:
            if arm.needed is None:
                yield from arm.leaves()


@dataclass(slots=True)
class Hold:
    """A hold of the whole journey: which, and since when."""

    name: str
    since: datetime


def read(token: Token, memory: str | None) -> Hold | None:
    """Put what was kept into a token; the hold, where there is one."""
    if memory is None:
        return None
    kept = json.loads(memory)
    _read_into(token, kept)
    hold = kept.get("hold")
    return Hold(hold["name"], datetime.fromisoformat(hold["since"])) if hold else None


def write(token: Token, hold: Hold | None) -> str | None:
    """What is to be kept of a token; None where that is nothing."""
    kept = _inner(token)
    if hold is not None:
        kept["hold"] = {"name": hold.name, "since": hold.since.isoformat()}
    return json.dumps(kept, sort_keys=True, separators=(",", ":")) if kept else None


def shifted(memory: str | None, length: timedelta) -> str | None:
    """The same memory with every time limit of an arm that much later, after a pause."""
    if memory is None or not length:
        return memory
    root = Token("", 0, None, 0)
    hold = read(root, memory)
    shift(root, length)
    return write(root, hold)


def shift(token: Token, length: timedelta) -> None:
    """Let a token, and all of its arms, wait that much longer."""
    if token.until is not None:
        token.until += length
    for arm in token.arms:
        shift(arm, length)


def _read_into(token: Token, kept: dict[str, Any]) -> None:
    token.notes = kept.get("notes", {})
    for row in kept.get("arms", ()):
        until = row.get("until")
        arm = Token(
            row["node"],
            row["visit"],
            None if until is None else datetime.fromisoformat(until),
            row["mark"],
            name=row["name"],
            item=row.get("item"),
            needed=row.get("needed"),
            sent=[(node, visit) for node, visit in row.get("sent", ())],
        )
        _read_into(arm, row)
        token.arms.append(arm)


def _inner(token: Token) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if token.notes:
        kept["notes"] = token.notes
    if token.arms:
        kept["arms"] = [_row(arm) for arm in token.arms]
    return kept


def _row(arm: Token) -> dict[str, Any]:
    row: dict[str, Any] = {"name": arm.name, "node": arm.node, "visit": arm.visit, "mark": arm.mark, **_inner(arm)}
    if arm.until is not None:
        row["until"] = arm.until.isoformat()
    if arm.item is not None:
        row["item"] = arm.item
    if arm.needed is not None:
        row["needed"] = arm.needed
    if arm.sent:
        row["sent"] = arm.sent
    return row
