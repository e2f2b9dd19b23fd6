"""The exits and holds of journeys, asked once more about messages that are about to be handed over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.flow import routes
from app.store import facts
from app.store.claims import Queued
from journeys.exits import Watch
from journeys.plan import Plan


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a message must not go out now: an exit that holds, or a hold (``lasts`` says that it may end)."""

    name: str
    lasts: bool


def stops(session: Session, due: Sequence[Queued], now: datetime) -> dict[int, Stop]:
    """The messages that must not go out now, by id.

    Whatever the step has heard by now, what the database says of the person and the account counts. A message of a
    version that cannot be run here is not stopped.
    """
    known = routes.load(session, sorted({one.version_id for one in due}))
    plans = {one.id: plan for one in due if (plan := known[one.version_id].plan) is not None}
    fields = frozenset().union(*(watch.fields for plan in plans.values() for watch in _watches(plan)))
    if not fields:
        return {}
    accounts = sorted({one.account_id for one in due if one.id in plans})
    read = facts.load(session, accounts, now, fields)
    found: dict[int, Stop] = {}
    for one in due:
        plan = plans.get(one.id)
        for watch in () if plan is None else _watches(plan):
            name = watch.first(read.get(one.account_id, {}), None)
            if name is not None:
                found.setdefault(one.id, Stop(name, watch is not plan.exits if plan else False))
    return found


def _watches(plan: Plan) -> Iterator[Watch]:
    yield plan.exits
    if plan.holds is not None:
        yield plan.holds
