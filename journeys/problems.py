"""What is wrong with a journey, said so that a strategist knows what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from journeys.wording import Text

Severity = Literal["error", "warning"]
FieldType = Literal["text", "number", "money", "date", "boolean", "tags"]

MESSAGE_TOKENS = frozenset({"link.page", "link.preferences"})
"""Tokens that a template may use and that are no CRM field: each message has its own."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. ``node`` is None when it concerns the whole journey; an error forbids publishing.

    ``setting`` names the setting of the node that the form should point at, where there is one.
    """

    node: str | None
    code: str
    severity: Severity
    message: Text
    hint: Text
    setting: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The problem as JSON."""
        return {
            "node": self.node,
            "code": self.code,
            "severity": self.severity,
            "message": dict(self.message),
            "hint": dict(self.hint),
            "setting": self.setting,
        }


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A CRM field that conditions and templates may use; journeys may change those that are the customer's ``own``."""

    name: str
    type: FieldType
    labels: Text
    own: bool = False


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A template, the channel it is for, and its variables: the tokens it uses and the fields its conditions ask.

    ``uncounted`` are the events of its messages that nobody counts, because its brand does not want it.
    """

    key: str
    channel: str
    variables: frozenset[str]
    labels: Text = field(default_factory=dict)
    uncounted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """A saved segment: a condition with a name."""

    id: int
    name: str
    condition: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JourneyInfo:
    """Another journey: whether it lets people in, and which journeys its live version starts."""

    id: int
    name: str
    live: bool = True
    starts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a graph is checked against: what this installation has, and which journey (``own``) the graph is of.

    ``uncounted`` are the events that it counts of no email.
    """

    fields: Mapping[str, FieldInfo]
    templates: Mapping[str, TemplateInfo]
    channels: frozenset[str]
    tokens: frozenset[str] = MESSAGE_TOKENS
    segments: Mapping[int, SegmentInfo] = field(default_factory=dict)
    journeys: Mapping[int, JourneyInfo] = field(default_factory=dict)
    own: int | None = None
    uncounted: frozenset[str] = frozenset()
