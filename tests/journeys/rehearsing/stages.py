"""A world for rehearsals without a database: facts that stand still, and contact rules that say what they are told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from journeys.compiler import compile_graph, load_plan
from journeys.contact import Decision, Now
from journeys.rehearsing import Happening, Rehearsal
from journeys.walk import Send

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WAIT = Happening("wait")
DAY = timedelta(days=1)

FIELDS: Mapping[str, Any] = {
    "account.balance": 40_000,
    "account.principal": 30_000,
    "account.currency": "USD",
    "account.tags": [],
    "debtor.time_zone": "UTC",
}

Rules = Callable[[Send, datetime], Decision]


class World:
    """What ``journeys.rehearsing.World`` asks for."""

    authority = 15

    def __init__(self, rules: Rules | None = None, fault: str | None = None, **fields: Any) -> None:  # noqa: ANN401 - facts
        self._rules = rules
        self._fault = fault
        self.fields = {**FIELDS, **{name.replace("__", "."): value for name, value in fields.items()}}

    def known(self, now: datetime) -> Mapping[str, Any]:
        """The same at any moment."""
        del now
        return self.fields

    def decide(self, send: Send, now: datetime, sent: Sequence[tuple[datetime, Send]]) -> Decision:
        """What the rules say."""
        del sent
        return Now() if self._rules is None else self._rules(send, now)

    def fault(self, send: Send, fields: Mapping[str, Any], now: datetime) -> str | None:
        """What the message lacks."""
        del send, fields, now
        return self._fault


def rehearse(document: dict[str, Any], *told: Happening, world: World | None = None) -> Rehearsal:
    """Walk somebody through a graph; everything that is told must be possible."""
    found = Rehearsal(load_plan(compile_graph(document)), world or World(), START)
    for happening in told:
        assert found.go_on(happening), happening
    return found


def whats(found: Rehearsal) -> list[str]:
    """What happened, in short."""
    return [f"{one.what} {one.node} {one.why}".strip() for one in found.entries]
