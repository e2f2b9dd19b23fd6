"""What it takes to explain a run: where somebody stands, how they came there, and what was written to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from app.models import (
    Account,
    Act,
    ActState,
    Audit,
    ContactPoint,
    Debtor,
    History,
    Journey,
    JourneyVersion,
    Message,
    MessageState,
    Refusal,
    Run,
    RunState,
    Step,
    StepState,
    Task,
    TaskState,
    User,
)
from app.store import archive
from app.store.ids import among

LONGEST = 200  # moves, and messages, of one run: nobody reads further
MOST_RUNS = 500  # of one debtor
BLOCKED = (MessageState.held, MessageState.refused, MessageState.unknown, MessageState.failed)


@dataclass(frozen=True)
class Version:
    """A published journey, as far as explaining it takes."""

    id: int
    number: int
    graph: dict[str, Any]
    plan: dict[str, Any]

    def ports(self, node: str) -> Mapping[str, str]:
        """Where the ways out of a node lead; none where this version has no such node."""
        found: Mapping[str, str] = self.plan.get("nodes", {}).get(node, {}).get("ports", {})
        return found


@dataclass(frozen=True)
class Move:
    """A node that was left, by which port, when, and of which version it was."""

    version_id: int
    node: str
    port: str
    at: datetime


def due_at(step: Step) -> datetime | None:
    """When a step is looked at again; None while only an event, or a person, can move it."""
    return None if step.state in {StepState.listening, StepState.failed, StepState.frozen} else step.due_at


def versions(session: Session, version_ids: Iterable[int]) -> dict[int, Version]:
    """Some versions by their ids."""
    columns = (JourneyVersion.id, JourneyVersion.number, JourneyVersion.graph, JourneyVersion.plan)
    query = select(*columns).where(JourneyVersion.id.in_(sorted(version_ids)))
    return {row.id: Version(*row) for row in session.execute(query)}


def run(session: Session, run_id: int) -> Row[Run, Journey, Account, Debtor, Step | None] | None:
    """(Run, Journey, Account, Debtor, Step); no Step once it ended."""
    return session.execute(_runs().where(Run.id == run_id)).first()


def runs_of(session: Session, debtor_id: int) -> Sequence[Row[Run, Journey, Account, Debtor, Step | None]]:
    """As ``run``, of all the accounts of a debtor: the active ones first, then the newest."""
    query = _runs().where(Account.debtor_id == debtor_id)
    return session.execute(query.order_by(Run.state, Run.id.desc()).limit(MOST_RUNS)).all()


def moves(session: Session, run_id: int) -> list[Move]:
    """The nodes that a run left, the latest first, also when they are in the archive; two queries."""
    columns = (History.version_id, History.node, History.port, History.at)
    query = select(*columns).where(History.run_id == run_id).order_by(History.id.desc()).limit(LONGEST)
    found = [Move(*row) for row in session.execute(query)]
    kept = archive.of_run(session, run_id)
    found += [Move(move.version_id, move.node, move.port, move.at) for move in reversed(kept)]
    return found[:LONGEST]


def latest_moves(session: Session, run_ids: Sequence[int]) -> dict[int, datetime]:
    """When these runs last left a node; those that never did are left out."""
    query = select(History.run_id, func.max(History.at).label("at")).where(among(session, History.run_id, run_ids))
    return {row.run_id: row.at for row in session.execute(query.group_by(History.run_id))}


def messages(session: Session, run_id: int) -> Sequence[Message]:
    """The messages of a run, the latest first."""
    query = select(Message).where(Message.run_id == run_id)
    return session.scalars(query.order_by(Message.id.desc()).limit(LONGEST)).all()


def refusals(session: Session, message_ids: Sequence[int]) -> dict[int, Refusal]:
    """What a contact rule last said about each of these messages."""
    query = select(Refusal).where(among(session, Refusal.message_id, message_ids)).order_by(Refusal.id)
    return {refusal.message_id: refusal for refusal in session.scalars(query)}


def with_blocked_messages(session: Session, run_ids: Sequence[int]) -> set[int]:
    """Those of these runs that have a message which does not go out by itself."""
    query = select(Message.run_id).where(among(session, Message.run_id, run_ids), Message.state.in_(BLOCKED))
    return set(session.scalars(query.distinct()))


def acts(session: Session, run_id: int) -> Sequence[Act]:
    """What a run wanted done and could not be, so far or for good."""
    query = select(Act).where(Act.run_id == run_id, Act.state != ActState.done, Act.error.is_not(None))
    return session.scalars(query.order_by(Act.id.desc()).limit(LONGEST)).all()


def opted_out(session: Session, debtor_id: int) -> list[str]:
    """The kinds of contact point by which a debtor asked not to be reached."""
    query = select(ContactPoint.kind).where(ContactPoint.debtor_id == debtor_id, ContactPoint.opted_out_at.is_not(None))
    return sorted(set(session.scalars(query)))


def halted_by(session: Session, journey_id: int) -> tuple[str, str | None] | None:
    """Who last halted a journey, as (actor, name of the user); None when the audit trail does not tell."""
    query = (
        select(Audit.actor, User.name)
        .outerjoin(User, Audit.actor == "user:" + User.email)
        .where(
            Audit.subject == "journey",
            Audit.subject_id == str(journey_id),
            Audit.action.in_(["journey.paused", "journey.stopped", "journey.archived"]),
        )
        .order_by(Audit.id.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return None if found is None else (found.actor, found.name)


def open_tasks(session: Session, run_id: int) -> Sequence[Task]:
    """What people still have to do for a run."""
    return session.scalars(
        select(Task).where(Task.run_id == run_id, Task.state == TaskState.open).order_by(Task.id)
    ).all()


def _runs() -> Select[Run, Journey, Account, Debtor, Step | None]:
    here = and_(Step.account_id == Run.account_id, Step.run_id == Run.id, Run.state == RunState.active)
    return (
        select(Run, Journey, Account, Debtor, Step)
        .join(Journey, Journey.id == Run.journey_id)
        .join(Account, Account.id == Run.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .outerjoin(Step, here)
    )
