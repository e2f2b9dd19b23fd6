"""The contract of a step kind, and the registry of all kinds."""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import Any, ClassVar, Literal

from journeys import steps
from journeys.events import own_event
from journeys.problems import CheckContext, Problem
from journeys.schemas import DEFINITIONS, Schema
from journeys.walk import Runner
from journeys.wording import Text, say

Category = Literal["start", "message", "people", "time", "decision", "flow", "money", "data", "end"]
Settings = Mapping[str, Any]

CATEGORIES: tuple[Category, ...] = (
    "start",
    "message",
    "people",
    "time",
    "decision",
    "flow",
    "money",
    "data",
    "end",
)
"""In the order of the palette."""

ENTRY_POINTS = "cauce.kinds"

NO_INFO = CheckContext(fields={}, templates={}, channels=frozenset())


class KindError(ValueError):
    """A step kind cannot be registered."""


@dataclass(frozen=True, slots=True)
class Port:
    """A way out of a node."""

    name: str
    labels: Text


@dataclass(frozen=True, slots=True)
class Ahead:
    """What may come of somebody who stands on a node: in which case, and by which way out; None where they stay.

    What is ``timed`` comes when their time is over.
    """

    case: Text
    port: str | None = None
    timed: bool = False


@dataclass(frozen=True, slots=True)
class PortRule:
    """How ports follow from settings, as data, so that the designer needs no code of its own for a new kind.

    A rule without ``each`` gives one port; with ``when``, only while that setting is neither null nor empty.
    With ``each`` it gives one port for every item of that setting: items are names, whose labels stand in the
    schema's ``x-labels``, or objects with ``id`` and ``label``. With ``only``, a rule counts while each setting that
    it names has one of the values that are given.
    """

    name: str = ""
    labels: Text = field(default_factory=dict)
    when: str | None = None
    each: str | None = None
    only: Mapping[str, Sequence[Any]] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The rule as JSON, with the parts that it has."""
        only = {} if self.only is None else {"only": {name: list(values) for name, values in self.only.items()}}
        if self.each is not None:
            return {"each": self.each, **only}
        shown: dict[str, Any] = {"name": self.name, "labels": dict(self.labels), **only}
        return shown if self.when is None else {**shown, "when": self.when}

    def counts(self, settings: Settings) -> bool:
        """Whether a node with these settings has what this rule gives."""
        return all(settings[name] in values for name, values in (self.only or {}).items()) and (
            self.when is None or bool(settings[self.when])
        )


NO_FIELDS: frozenset[str] = frozenset()

NEXT = PortRule("next", say("Siguiente", "Next"))


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a loaded graph; ``sound`` says that its settings fit the kind's schema."""

    id: str
    kind: "Kind"
    settings: dict[str, Any]
    sound: bool = True

    @property
    def ports(self) -> list[Port]:
        """Its ways out; only for a sound node."""
        return self.kind.ports(self.settings)


class Kind(ABC):
    """One kind of step. Put a subclass in a file of ``journeys/steps``, with an instance of it named ``KIND``.

    Every method but ``check`` may rely on settings that fit ``schema``, with the defaults filled in.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    category: ClassVar[Category]
    icon: ClassVar[str]  # a name of the Tabler icon set
    color: ClassVar[str]
    labels: ClassVar[Text]
    descriptions: ClassVar[Text]
    schema: ClassVar[Schema]
    port_rules: ClassVar[tuple[PortRule, ...]] = (NEXT,)
    pauses: ClassVar[bool] = False  # People stand here; a loop needs such a node.
    gives_tasks: ClassVar[bool] = False  # Somebody has a task while people stand here; leaving closes it.
    joins: ClassVar[bool] = False  # The arms of a fork come together here.
    channel: ClassVar[str | None] = None  # What it sends its messages through.
    told: ClassVar[Mapping[str, Text]] = {}  # Why somebody left by a port, in words of its own.

    def ports(self, settings: Settings) -> list[Port]:
        """The ways out of a node with these settings."""
        return [port for rule in self.port_rules for port in self._ports(rule, settings)]

    def answers(self, settings: Settings) -> list[Port]:
        """How the task of such a node can be done: by its ways out, unless a kind says otherwise."""
        return self.ports(settings)

    def discount(self, settings: Settings) -> int | None:
        """The per cent of what is owed that its task asks to let go; None where it asks for no such thing."""
        del settings
        return None

    def upgrade(self, settings: Settings, version: int) -> dict[str, Any]:
        """The settings that a node of an older ``version`` of this kind has today, to the same effect."""
        del version
        return dict(settings)

    def keeps(self, settings: Settings) -> bool:
        """Whether people stand on a node with these settings each time that they come to it."""
        del settings
        return self.pauses

    def opens(self, settings: Settings) -> frozenset[str]:
        """The ways out on which arms go on side by side, until a join."""
        del settings
        return NO_FIELDS

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """What is wrong with one node of this kind, apart from its place in the graph."""
        del node, context
        return []

    @abstractmethod
    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """The sentence on the card; ``context`` lends the display names of fields and templates."""

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """Why somebody left a node by this port, as a sentence about them."""
        if port in self.told:
            return self.told[port][language]
        said = self.describe(settings, language, context)
        ports = self.ports(settings)
        if len(ports) == 1:
            return say(f"Paso hecho: {said}.", f"Step done: {said}.")[language]
        way = next((found.labels[language] for found in ports if found.name == port), port)
        return say(f"{said}: siguió por «{way}».", f"{said}: went on by “{way}”.")[language]

    def ahead(self, settings: Settings, waits: Collection[str]) -> Sequence[Ahead]:
        """What may come of somebody who waits here for these events; empty: what their names and the time say."""
        del settings, waits
        return ()

    def compile(self, settings: Settings) -> dict[str, Any]:
        """What the plan keeps of the settings, as plain JSON."""
        return dict(settings)

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str] | None:
        """The fields that a node looks at, from what ``compile`` gave; None when that cannot be said beforehand."""
        del arguments
        return None

    def shortest(self, arguments: Mapping[str, Any]) -> int | None:
        """The fewest seconds that people stand here who leave when a time limit passes; None: a trial tells."""
        del arguments
        return None

    @abstractmethod
    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """A function that runs a node, from what ``compile`` gave; the place to prepare all that can be prepared."""

    def _ports(self, rule: PortRule, settings: Settings) -> list[Port]:
        if not rule.counts(settings):
            return []
        if rule.each is not None:
            labels: Mapping[str, Text] = self.schema["properties"][rule.each].get("x-labels", {})
            return [_item_port(item, labels) for item in settings[rule.each]]
        return [Port(rule.name, rule.labels)]


def _item_port(item: str | Mapping[str, str], labels: Mapping[str, Text]) -> Port:
    if isinstance(item, str):
        return Port(item, labels.get(item) or own_event(item))
    return Port(item["id"], say(item["label"], item["label"]))


def defaults(kind: Kind) -> dict[str, Any]:
    """The settings of a new node of this kind."""
    return {name: deepcopy(schema["default"]) for name, schema in kind.schema["properties"].items()}


def describe_kind(kind: Kind) -> dict[str, Any]:
    """The kind as the API lists it: all that palette, card and form are drawn from."""
    return {
        "name": kind.name,
        "version": kind.version,
        "category": kind.category,
        "channel": kind.channel,
        "icon": kind.icon,
        "color": kind.color,
        "labels": dict(kind.labels),
        "descriptions": dict(kind.descriptions),
        "schema": {**kind.schema, "$defs": DEFINITIONS},
        "ports": [rule.to_dict() for rule in kind.port_rules],
        "defaults": defaults(kind),
    }


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by name: Cauce's own in the order of the palette, then those of installed packages.

    Raises KindError where two have the same name, or an entry point gives something else than a kind.
    """
    return register([*_own(), *_installed()])


def register(found: Iterable[Kind]) -> dict[str, Kind]:
    """Kinds by name; refuses two of one name."""
    registry: dict[str, Kind] = {}
    for kind in found:
        if kind.name in registry:
            raise KindError(f"Two step kinds are named {kind.name!r}.")
        registry[kind.name] = kind
    return registry


def _own() -> list[Kind]:
    modules = [
        importlib.import_module(f"{steps.__name__}.{info.name}") for info in pkgutil.iter_modules(steps.__path__)
    ]
    own: list[Kind] = [module.KIND for module in modules]
    return sorted(own, key=lambda kind: (CATEGORIES.index(kind.category), kind.name))


def _installed() -> list[Kind]:
    found = []
    for point in entry_points(group=ENTRY_POINTS):
        kind = point.load()
        if not isinstance(kind, Kind):
            raise KindError(f"The entry point {point.name!r} ({point.value}) does not give a step kind.")
        found.append(kind)
    return found
