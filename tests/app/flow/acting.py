"""Acts for the tests, ordered without a journey that orders them, and performers that do as they are told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.flow.perform import perform_batch
from app.flow.performer import Answer, Done, Inside, Outside, Performer, Terms
from app.models import Act, Run, Step
from app.store import acts
from app.store.acts import NewAct, Ordered
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import START, add_account

DONE = Done()


class Noting(Inside):
    """Gives an answer, or does what gives one, which writes into the database as a performer does."""

    name = "noting"

    def __init__(self, how: Answer | Callable[[Session, Ordered], Answer] = DONE) -> None:
        self.how = how
        self.seen: list[int] = []

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """Do it, and remember which."""
        del now
        self.seen.append(act.id)
        return self.how(session, act) if callable(self.how) else self.how


class Ringing(Outside):
    """Gives an answer, or does what gives one; ``rung`` are the acts that were called."""

    name = "ringing"

    def __init__(self, how: Answer | Callable[[int], Answer] = DONE) -> None:
        self.how = how
        self.rung: list[int] = []

    def prepare(self, session: Session, acts: Sequence[Ordered], terms: Terms) -> Mapping[int, Any]:
        """The ids."""
        del session, terms
        return {act.id: act.id for act in acts}

    def call(self, prepared: Any) -> Answer:  # noqa: ANN401 - what prepare gave
        """Answer."""
        self.rung.append(prepared)
        return self.how(prepared) if callable(self.how) else self.how


def known(*performers: Performer) -> dict[str, Performer]:
    """A registry of these alone."""
    return {performer.name: performer for performer in performers}


def waiting(database: Database, count: int = 1) -> None:
    """People who wait on the node ``answer`` of a journey that is live."""
    with database.write() as session:
        for _ in range(count):
            add_account(session)
    publish_graph(database, reminder())
    let_in(database)
    advance_all(database)


def order(database: Database, kind: str, now: datetime = START, **details: Any) -> list[int]:  # noqa: ANN401 - JSON
    """One act for each run, ordered by the node on which it stands, whose step waits for what becomes of it."""
    with database.write() as session:
        rows = session.execute(select(Run, Step).join(Step, Step.run_id == Run.id).order_by(Run.id)).all()
        for _, step in rows:
            step.waits = " act_done "
        new = [
            NewAct(run.id, run.journey_id, run.version_id, run.account_id, step.node, step.seq, kind, None, details)
            for run, step in rows
        ]
        acts.write(session, new, now)
        return list(session.scalars(select(Act.id).order_by(Act.id)))


def perform_all(database: Database, now: datetime = START, performers: Mapping[str, Performer] | None = None) -> int:
    """Carry out all acts inside that are due."""
    total = 0
    while True:
        with database.write() as session:
            count = perform_batch(session, now, known=performers)
        total += count
        if not count:
            return total


def acts_of(database: Database) -> list[Act]:
    """All acts, in their order."""
    with database.read() as session:
        return list(session.scalars(select(Act).order_by(Act.id)))


def states(database: Database) -> list[str]:
    """The states of all acts, in their order."""
    return [act.state for act in acts_of(database)]
