"""What a condition may ask of an account's past: how many events of one kind it had, and how far back that looks.

It is a number like any other field, under a name that is made of the question: ``history.message_opened.email.604800``
is how many emails were opened in the last seven days, ``history.paid.*.*`` how many payments there ever were.
An event exactly so long ago counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from journeys.durations import seconds

ANY = "*"

_NAME = re.compile(r"history\.([a-z][a-z0-9_]{0,39})\.([a-z][a-z0-9_]{0,15}|\*)\.([1-9][0-9]{0,11}|\*)")


@dataclass(frozen=True, slots=True)
class History:
    """One question: events of this kind, of a channel (None: any), in the last ``within`` seconds (None: ever)."""

    event: str
    channel: str | None
    within: int | None

    @property
    def name(self) -> str:
        """The name of the field that holds the answer."""
        return f"history.{self.event}.{self.channel or ANY}.{ANY if self.within is None else self.within}"


def history_of(leaf: Mapping[str, Any]) -> History:
    """What ``{"event", "within", "channel", "op", "value"}`` asks."""
    within = leaf.get("within")
    return History(leaf["event"], leaf.get("channel"), None if within is None else seconds(within))


@lru_cache(maxsize=512)
def history_named(name: str) -> History | None:
    """The question behind a field's name, None where the name asks for something else."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    event, channel, within = found.groups()
    return History(event, None if channel == ANY else channel, None if within == ANY else int(within))
