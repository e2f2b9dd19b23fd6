"""Puts accounts on another journey, unless they are on it, or it lets nobody in now."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Done, Inside, Later
from app.reasons import reason
from app.store import entering, journeys, starts
from app.store.acts import Ordered
from app.store.entering import Arrival, Starter
from journeys.plan import watched_of


class StartJourney(Inside):
    """Starts runs; the journey is held before the accounts, as by whoever lets people in."""

    name = "start_journey"

    def hold(self, session: Session, acts: Sequence[Ordered]) -> None:
        """The journeys that are to begin."""
        for journey_id in sorted({int(act.details["journey"]) for act in acts}):
            journeys.hold_live(session, journey_id)

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One start."""
        return self.perform_many(session, [act], now)[act.id]

    def perform_many(self, session: Session, acts: Sequence[Ordered], now: datetime) -> Mapping[int, Answer]:
        """All starts, journey by journey."""
        deep = starts.too_deep(session, sorted({act.run_id for act in acts}), now)
        answers: dict[int, Answer] = {act.id: _not("too_deep") for act in acts if act.run_id in deep}
        wanted: dict[int, list[Ordered]] = {}
        for act in acts:
            if act.id not in answers:
                wanted.setdefault(int(act.details["journey"]), []).append(act)
        for journey_id, mine in sorted(wanted.items()):
            answers |= _start(session, journey_id, mine, now)
        return answers


def _start(session: Session, journey_id: int, acts: Sequence[Ordered], now: datetime) -> dict[int, Answer]:
    version = journeys.hold_live(session, journey_id)
    if version is None:
        busy = journey_id in journeys.live_ids(session)
        return {act.id: Later(reason("journey_busy")) if busy else _not("not_live") for act in acts}
    accounts = sorted({act.account_id for act in acts})
    free = entering.free(session, journey_id, watched_of(version.plan), accounts, now)
    first = {act.account_id: act for act in reversed(acts) if act.account_id in free}
    arrivals = [Arrival(account, free[account], _starter(act)) for account, act in sorted(first.items())]
    entering.start(session, version, arrivals, now)
    mine = {act.id for act in first.values()}
    return {act.id: Done() if act.id in mine else _not("on_it") for act in acts}


def _starter(act: Ordered) -> Starter:
    return Starter(act.run_id, act.node, act.visit) if act.details["wait"] else Starter(act.run_id)


def _not(why: str) -> Answer:
    return Done(ok=False, result={"why": why})


PERFORMER = StartJourney()
