"""How far everybody of a batch goes: the interpreter is asked once for all who stand alike.

What it says follows from the plan, the position, the fields, the events and the time. Most people of a batch have the
same position, heard nothing, and pass no node that looks at a field; for those that do, the fields are read together
and it is asked again, one by one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any, NoReturn

import structlog

from app.flow.batch import Group
from app.flow.routes import Route
from app.reasons import reason
from app.store.runs import Standing
from journeys.interpreter import Facts, Occurrence, Outcome, Position, Send, Stuck, step

log = structlog.get_logger(__name__)

Heard = Mapping[int, Sequence[tuple[int, str, datetime, Mapping[str, Any]]]]

_place = itemgetter(
    *(Standing._fields.index(name) for name in ("version_id", "node", "seq", "until", "mark", "memory"))
)
"""The version, and all that ``Position`` holds."""


class _NotRead(BaseException):
    """A person's fields are wanted, and were not read yet."""


class _Unread(Mapping[str, Any]):
    """The fields of whoever may not need any."""

    def __getitem__(self, key: str) -> NoReturn:
        del key
        raise _NotRead

    def __iter__(self) -> Iterator[str]:
        raise _NotRead

    def __len__(self) -> NoReturn:
        raise _NotRead


_UNREAD = _Unread()

_Answer = Outcome | str | None
"""What the interpreter says: how far, or why not, or that it must know the fields."""


class Going:
    """The people of one batch: in groups of those who went the same way, and who could not be moved, with why."""

    def __init__(self, routes: Mapping[int, Route], heard: Heard, now: datetime) -> None:
        self.failed: list[tuple[Standing, str]] = []
        self._routes = routes
        self._heard = heard
        self._now = now
        self._groups: dict[Any, Group] = {}

    @property
    def moved(self) -> list[Group]:
        """Everybody who moved."""
        return list(self._groups.values())

    def take(self, standing: Sequence[Standing]) -> list[Standing]:
        """Move these people as far as they go without their fields; those who need them are given back."""
        wanting: list[Standing] = []
        alike: dict[Any, Group | str | None] = {}
        for one in standing:
            place = one.id if one.id in self._heard else _place(one)
            if place in alike:
                found = alike[place]
            else:
                found = alike[place] = self._sort(one, self._ask(one, _UNREAD))
            if found is None:
                wanting.append(one)
            else:
                self._put(one, found)
        return wanting

    def take_knowing(self, standing: Sequence[Standing], known: Mapping[int, Mapping[str, Any]]) -> None:
        """Move these people, whose fields were read, by account id."""
        for one in standing:
            found = self._sort(one, self._ask(one, known.get(one.account_id, {})))
            if found is not None:
                self._put(one, found)

    def _put(self, one: Standing, found: Group | str) -> None:
        if isinstance(found, Group):
            found.members.append(one)
        else:
            log.error("step_failed", step_id=one.id, run_id=one.run_id, node=one.node)
            self.failed.append((one, found))

    def _ask(self, one: Standing, fields: Mapping[str, Any]) -> _Answer:
        route = self._routes[one.version_id]
        if route.plan is None:
            return route.error
        heard = self._heard.get(one.id)
        events = [Occurrence(*event) for event in heard] if heard else ()
        position = Position(one.node, one.seq, one.until, one.mark, one.memory)
        try:
            outcome = step(route.plan, position, Facts(fields, events), self._now)
        except _NotRead:
            return None
        except Exception as error:  # noqa: BLE001 - a kind's fault with one person must not stop the others
            raised = type(error).__name__
            log.error("step_raised", node=one.node, error=raised)  # noqa: TRY400 - a traceback may hold personal data
            return reason("step_raised", f"{raised}: {error}")
        return reason(outcome.code, outcome.detail) if isinstance(outcome, Stuck) else outcome

    def _sort(self, one: Standing, answer: _Answer) -> Group | str | None:
        """The group of all who went just as far from the same node."""
        if not isinstance(answer, Outcome):
            return answer
        stand = answer.stand
        key = (
            one.version_id,
            one.node,
            one.arms,
            tuple([(left.node, left.port) for left in answer.trail]),
            tuple([_send(send) for send in answer.sends]),
            answer.ended
            if stand is None
            else (stand.node, stand.due_at, stand.until, stand.waits, stand.seq, stand.mark, stand.memory, stand.hold),
            _ordered(answer),
        )
        group = self._groups.get(key)
        if group is None:
            route = self._routes[one.version_id]
            group = self._groups[key] = Group(route.journey_id, one.version_id, one.node, answer)
        return group


_send = attrgetter(*Send.__slots__)


def _ordered(answer: Outcome) -> tuple[Any, ...] | None:
    """What is ordered beside messages; nothing, for most."""
    if not (answer.tasks or answer.acts or answer.closes or answer.cancels):
        return None
    acts = [
        (act.node, act.visit, act.kind, act.part, act.item, json.dumps(act.details, sort_keys=True, default=str))
        for act in answer.acts
    ]
    tasks = [(task.node, task.visit, task.kind, task.due_at, task.priority, task.item) for task in answer.tasks]
    return (tuple(tasks), tuple(acts), tuple(answer.closes), tuple(answer.cancels))
