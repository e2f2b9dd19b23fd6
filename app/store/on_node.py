"""Who stands on one node of a journey: a page of them, found by name or reference, and what still waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.models import Account, Debtor, Message, MessageState, Run, Step, Task, TaskState
from app.store.ids import among
from app.store.searchable import fold

STILL = (  # messages that are not out, or of which nobody knows
    MessageState.queued,
    MessageState.held,
    MessageState.paused,
    MessageState.sending,
    MessageState.unknown,
    MessageState.refused,
    MessageState.failed,
)


@dataclass(frozen=True, slots=True)
class Node:
    """A node of some versions of a journey; ``forks`` are the nodes in whose arms people may stand on it."""

    version_ids: Sequence[int]
    name: str
    forks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who stands on a node."""

    step: Step
    account_ref: str
    debtor: Debtor
    entered_at: datetime


def page(session: Session, node: Node, search: str, offset: int, limit: int) -> tuple[list[Here], int]:
    """One page, whoever entered first comes first, and how many there are; two queries.

    Only the page itself is joined with people, unless they are searched: then the words are looked for in those who
    stand here.
    """
    words = fold(search).split()
    standing = _standing(node)
    if words:
        standing = standing.join(Account, Account.id == Step.account_id).join(Debtor, Debtor.id == Account.debtor_id)
        standing = standing.where(*(Debtor.search.contains(word, autoescape=True) for word in words))
    total = session.scalar(standing.with_only_columns(func.count())) or 0
    chosen = standing.order_by(Step.id).offset(offset).limit(limit).subquery()
    query = (
        select(Step, Account.ref, Debtor, Run.entered_at)
        .join(chosen, chosen.c.id == Step.id)
        .join(Run, Run.id == Step.run_id)
        .join(Account, Account.id == Step.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .order_by(Step.id)
    )
    return [Here(*row) for row in session.execute(query)], total


def waiting_messages(session: Session, run_ids: Sequence[int]) -> Sequence[Message]:
    """The messages of these runs that are not out, the oldest first."""
    query = select(Message).where(among(session, Message.run_id, run_ids), Message.state.in_(STILL))
    return session.scalars(query.order_by(Message.id)).all()


def open_tasks(session: Session, run_ids: Sequence[int]) -> Sequence[Task]:
    """What people still have to do for these runs."""
    query = select(Task).where(among(session, Task.run_id, run_ids), Task.state == TaskState.open)
    return session.scalars(query.order_by(Task.id)).all()


def _standing(node: Node) -> Select[int]:
    return select(Step.id).where(Step.version_id.in_(node.version_ids), _on(node))


def _on(node: Node) -> ColumnElement[bool]:
    """On the node themselves, or with an arm: then they stand on the fork, and their row names the node."""
    here = Step.node == node.name
    if not node.forks:
        return here
    arm = and_(Step.node.in_(node.forks), Step.arms.contains(f" {node.name} ", autoescape=True))
    return or_(here, arm)
