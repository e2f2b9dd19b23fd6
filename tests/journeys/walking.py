"""Walking one person through a small graph, moment by moment, without a database."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from journeys.compiler import compile_graph, load_plan
from journeys.interpreter import Facts, Occurrence, Outcome, Position, Stuck, step
from tests.journeys.graphs import graph, node

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def task(name: str) -> dict[str, Any]:
    """A step on which people wait for an event or five days."""
    return node(name, "wait_event", events=["paid"], timeout={"amount": 5, "unit": "days"})


def days(name: str, amount: int) -> dict[str, Any]:
    """A step on which people wait so many days."""
    return node(name, "wait", duration={"amount": amount, "unit": "days"})


def mail(name: str) -> dict[str, Any]:
    """A step that sends."""
    return node(name, "send_email", template="payment_reminder")


def fork(name: str, *arms: str) -> dict[str, Any]:
    """A fork with these arms."""
    return node(name, "fork", arms=[{"id": arm, "label": arm.title()} for arm in arms])


def join(name: str, mode: str = "all", count: int = 2) -> dict[str, Any]:
    """A join."""
    return node(name, "join", mode=mode, count=count)


class Person:
    """Somebody on a journey; every ``go`` is one step of the engine, and ``trail`` all that they left."""

    def __init__(self, *nodes: dict[str, Any], lines: str, **others: object) -> None:
        whole = graph(node("enter", "enter", audience=None), *nodes, lines=lines, **{"exits": ["paid"], **others})
        whole["nodes"] = [{**one, "kind_version": one["kind_version"]} for one in whole["nodes"]]
        self.plan = load_plan(compile_graph(whole))
        self.position: Position | None = self.plan.start()
        self.now = START
        self.fields: dict[str, Any] = {"account.balance": 41_230, "account.id": 7, "debtor.id": 3}
        self.events: list[Occurrence] = []
        self.trail: list[str] = []
        self.sent: list[str] = []
        self.last: Outcome | Stuck | None = None
        self.ended: str | None = None

    def go(self, **after: float) -> "Person":
        """Let time pass, and move them as far as they go."""
        assert self.position is not None, "the journey is over"
        self.now += timedelta(**after)
        self.last = step(self.plan, self.position, Facts(self.fields, tuple(self.events)), self.now)
        assert isinstance(self.last, Outcome), self.last
        self.trail += [f"{left.node}.{left.port}" for left in self.last.trail]
        self.sent += [f"{send.node}{'' if send.item is None else ' ' + send.item}" for send in self.last.sends]
        stand = self.last.stand
        self.ended = self.last.ended
        self.position = (
            None if stand is None else Position(stand.node, stand.seq, stand.until, stand.mark, stand.memory)
        )
        return self

    def happens(self, kind: str, data: Mapping[str, Any] | None = None, **fields: object) -> "Person":
        """Something happens to them; ``fields`` are facts by name, with ``__`` for the dot."""
        self.events.append(Occurrence(len(self.events) + 1, kind, self.now, data or {}))
        self.fields |= {name.replace("__", "."): value for name, value in fields.items()}
        return self

    @property
    def outcome(self) -> Outcome:
        """What the last step did."""
        assert isinstance(self.last, Outcome)
        return self.last

    @property
    def arms(self) -> list[str]:
        """Where the arms of a fork stand."""
        assert self.outcome.stand is not None
        return list(self.outcome.stand.arms)
