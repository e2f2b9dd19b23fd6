"""What is supposed of a person while a journey is rehearsed: changed facts, and what happened. It is kept nowhere."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from journeys.exits import BALANCE, CLEARED, EXITS, STATUS
from journeys.history import History, history_named
from journeys.walk import Occurrence

FIRST_NUMBER = 10**12
"""What is supposed to be made gets numbers beyond all that a database has given out."""

FLAGGED = frozenset([CLEARED, *(one.event for one in EXITS.values() if one.may_hold)])
"""The events that also wake whoever waits for ``STATUS``."""

PAYMENTS = ("promise.payments", "plan.payments", "offer.payments")

Fields = Mapping[str, Any]


class Supposed:
    """The facts of one person with what is pretended laid over them; ``known`` gives the real ones as of a moment."""

    def __init__(self, known: Callable[[datetime], Fields]) -> None:
        self.events: list[Occurrence] = []
        self.offer_until: datetime | None = None
        self._known = known
        self._changes: dict[str, Any] = {}
        self._numbers = FIRST_NUMBER

    def fields(self, now: datetime) -> dict[str, Any]:
        """The facts as they would be now; what has no value is left out."""
        found = {**self._known(now), **self._changes}
        for name in found:
            history = history_named(name) if name.startswith("history.") else None
            if history is not None:
                found[name] += self._count(history, now)
        return {name: value for name, value in found.items() if value is not None}

    def put(self, **changes: Any) -> None:  # noqa: ANN401 - facts
        """Change facts; a double underscore stands for the dot: ``put(account__balance=0)``. None is no value."""
        self._changes |= {name.replace("__", "."): value for name, value in changes.items()}

    def put_field(self, name: str, value: object) -> None:
        """Change one fact by its name."""
        self._changes[name] = value

    def number(self) -> int:
        """The number of something new."""
        self._numbers += 1
        return self._numbers

    def record(self, kind: str, now: datetime, **data: Any) -> None:  # noqa: ANN401 - JSON
        """Let something have happened."""
        self.events.append(Occurrence(len(self.events) + 1, kind, now, data))

    def pay(self, amount: int, now: datetime) -> None:
        """Note a payment for whatever counts those made since it was agreed."""
        fields = self.fields(now)
        for name in PAYMENTS:
            self._changes[name] = [*fields.get(name, ()), {"at": now.isoformat(), "amount": amount}]
        self.put(account__balance=fields[BALANCE] - amount, account__paid=fields.get("account.paid", 0) + amount)
        if fields.get("promise.state") == "open":
            self.put(promise__paid=fields.get("promise.paid", 0) + amount)

    def heard(self, mark: int, always: frozenset[str]) -> Sequence[Occurrence]:
        """What a step hears that took everything up to ``mark`` into account: what is new, and what always counts."""
        return [one for one in self.events if one.id > mark or one.kind in always]

    def _count(self, history: History, now: datetime) -> int:
        return sum(
            one.kind == history.event
            and (history.channel is None or one.data.get("channel") == history.channel)
            and (history.within is None or one.at >= now - timedelta(seconds=history.within))
            for one in self.events
        )


def wakes(kind: str, waits: frozenset[str]) -> bool:
    """Whether an event of this kind wakes somebody who waits for these."""
    return kind in waits or (kind in FLAGGED and STATUS in waits)
