"""The plan in its executable form: nodes that are closures, linked to each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from journeys import exits
from journeys.exits import Watch
from journeys.kinds import kinds
from journeys.walk import Position, Runner

PLAN_VERSION = 1


class PlanError(ValueError):
    """A stored plan cannot be run by this version of Cauce."""


class KindMissingError(PlanError):
    """A stored plan uses a step kind, ``kind``, that is not installed."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"The plan uses the step kind {kind!r}, which is not installed.")
        self.kind = kind


@dataclass(slots=True)
class PlanNode:
    """A node ready to run, and where each of its ports leads; ``tasks`` says that it gives people tasks.

    ``shortest`` is how many seconds people stand on it at least, where a trial does not tell.
    """

    id: str
    run: Runner
    tasks: bool = False
    shortest: int | None = None
    ports: dict[str, "PlanNode"] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled journey, ready to run; share it freely, running does not change it.

    ``audience`` is the condition of the entry, None for all accounts; ``fields`` are all the fields that its nodes,
    exits and holds look at, None when that cannot be said beforehand. ``waits`` wake everybody on it, wherever they
    stand; events of ``hears`` count since the entry, whatever was taken into account.
    """

    nodes: Mapping[str, PlanNode]
    entry: str
    exits: Watch
    holds: Watch | None
    audience: Mapping[str, Any] | None
    fields: frozenset[str] | None = None
    waits: frozenset[str] = frozenset()
    hears: frozenset[str] = frozenset()

    def start(self, mark: int = 0) -> Position:
        """Where a person begins; ``mark`` is the newest event of the account that lies before the entry."""
        return Position(self.entry, 0, None, mark)


def load_plan(plan: Mapping[str, Any]) -> Plan:
    """The executable form of what ``compile_graph`` gave; keep it, it costs far more than a step.

    Raises PlanError for a plan of another version or with a kind that is not installed.
    """
    if plan.get("plan_version") != PLAN_VERSION:
        raise PlanError(f"The plan has version {plan.get('plan_version')!r}; this Cauce runs version {PLAN_VERSION}.")
    known = kinds()
    stored: Mapping[str, Mapping[str, Any]] = plan["nodes"]
    nodes = {}
    watched = watched_of(plan)
    looked_at: list[frozenset[str] | None] = [exits.fields_read(watched)]
    for name, node in stored.items():
        kind = known.get(node["kind"])
        if kind is None:
            raise KindMissingError(node["kind"])
        shortest = kind.shortest(node["arguments"])
        nodes[name] = PlanNode(name, kind.runner(node["arguments"]), kind.gives_tasks, shortest)
        looked_at.append(kind.fields(node["arguments"]))
    for name, node in stored.items():
        nodes[name].ports.update({port: nodes[target] for port, target in node["ports"].items()})
    return Plan(
        nodes=nodes,
        entry=plan["entry"],
        exits=Watch(plan["exits"]),
        holds=Watch(plan["holds"]) if plan.get("holds") else None,
        audience=stored[plan["entry"]]["arguments"].get("audience"),
        fields=all_fields(looked_at),
        waits=exits.waits_of(watched),
        hears=exits.events_of(watched),
    )


def watched_of(plan: Mapping[str, Any]) -> list[exits.Listed]:
    """The exits and the holds of a stored plan."""
    return [*plan["exits"], *plan.get("holds", ())]


def all_fields(parts: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """The fields of all parts together, None when one of them cannot say."""
    known: set[str] = set()
    for part in parts:
        if part is None:
            return None
        known |= part
    return frozenset(known)
