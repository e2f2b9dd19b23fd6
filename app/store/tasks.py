"""Tasks for people: written in the transaction that moves the person, closed when that person moves on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Account, Debtor, Journey, Run, Step, Task, TaskState, User
from app.store import timeline
from app.store.ids import among
from app.store.rows import Columns, insert_ignoring, table_of
from app.store.searchable import fold
from journeys.contact import Contact

TASKS = table_of(Task)
CALL = "call"
CALLS = "calls"
"""Where the data of a task keeps the calls that were made: ``{"at", "reached"}``, oldest first."""

_OPEN = TASKS.c.state == TaskState.open.value


class NewTask(NamedTuple):
    """A task to write; (run, node, visit) is written once, however often it is asked for."""

    run_id: int
    journey_id: int
    version_id: int
    account_id: int
    debtor_id: int | None
    node: str
    visit: int
    kind: str
    item: str | None
    priority: int
    due_at: datetime | None


def write(session: Session, new: Sequence[NewTask], now: datetime) -> None:
    """Give people these tasks."""
    if not new:
        return
    columns: Columns = {
        **dict(zip(NewTask._fields, zip(*new, strict=True), strict=True)),
        "state": [TaskState.open.value] * len(new),
        "created_at": [now] * len(new),
    }
    insert_ignoring(session, TASKS, columns)


def cancel_of_runs(session: Session, run_ids: Sequence[int], now: datetime) -> int:
    """Cancel the open tasks of runs that ended, or whose people were put elsewhere; how many."""
    if not run_ids:
        return 0
    query = update(TASKS).where(among(session, TASKS.c.run_id, run_ids), TASKS.c.state == TaskState.open.value)
    query = query.values(state=TaskState.cancelled.value, closed_at=now)
    return len(session.execute(query.returning(TASKS.c.id)).all())


def close(session: Session, visits: Mapping[tuple[str, int], Sequence[int]], now: datetime) -> None:
    """Close what still is open of these visits, by (node, visit) the runs that left it: their time was over."""
    for (node, visit), run_ids in visits.items():
        query = update(TASKS).where(among(session, TASKS.c.run_id, run_ids), TASKS.c.node == node)
        query = query.where(TASKS.c.visit == visit, TASKS.c.state == TaskState.open.value)
        session.execute(query.values(state=TaskState.expired.value, closed_at=now))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks to list; ``mine`` is the user whose they are, ``search`` looks in all a debtor is found by."""

    state: str | None = None
    kind: str | None = None
    mine: int | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A task, whom and what it is about, its journey, the graph that says what is to be done, and who took it."""

    task: Task
    account: Account
    debtor: Debtor
    journey: Journey
    graph: Mapping[str, Any]
    claimer: str | None


def page(session: Session, wanted: Wanted, *, offset: int, limit: int) -> tuple[list[Line], int]:
    """One page, the most urgent of those that are open first, the newest of others; and how many there are. 2 queries.

    Graphs are as large as journeys are, so each is read once: a third query.
    """
    query = _lines()
    if wanted.state is not None:
        query = query.where(Task.state == wanted.state)
    if wanted.kind is not None:
        query = query.where(Task.kind == wanted.kind)
    if wanted.mine is not None:
        query = query.where(Task.claimed_by == wanted.mine)
    for word in fold(wanted.search).split():
        query = query.where(Debtor.search.contains(word, autoescape=True))
    total = session.scalar(query.with_only_columns(func.count())) or 0
    order = (
        (Task.priority, Task.due_at.is_(None), Task.due_at, Task.id)
        if wanted.state == TaskState.open
        else (Task.id.desc(),)
    )
    rows = session.execute(query.order_by(*order).offset(offset).limit(limit)).all()
    return _with_graphs(session, rows), total


def get(session: Session, task_id: int) -> Line:
    """One task.

    Raises:
        NotFoundError: there is no such task.
    """
    row = session.execute(_lines().where(Task.id == task_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return _with_graphs(session, [row])[0]


def hold(session: Session, task: Task) -> int:
    """Hold what comes before a task in the order of locks: its account and that of its run, then their steps.

    Returns the account that is on the journey: it hears of the task.
    """
    own: int = session.scalars(select(Run.account_id).where(Run.id == task.run_id)).one()
    accounts = sorted({own, task.account_id})
    held = select(Account.id).where(Account.id.in_(accounts)).order_by(Account.id)
    session.execute(held.with_for_update(key_share=True)).all()
    session.execute(select(Step.id).where(Step.account_id.in_(accounts)).order_by(Step.id).with_for_update()).all()
    return own


def reload(session: Session, task: Task) -> None:
    """Read a task again, after what comes before it is held."""
    session.refresh(task)


def claim(session: Session, task_id: int, user_id: int, now: datetime) -> bool:
    """Take a task that nobody else has; whether it is this user's now."""
    free = or_(TASKS.c.claimed_by.is_(None), TASKS.c.claimed_by == user_id)
    query = update(TASKS).where(TASKS.c.id == task_id, _OPEN, free).values(claimed_by=user_id, claimed_at=now)
    return _changed(session, query)


def release(session: Session, task_id: int, user_id: int | None) -> bool:
    """Give a task back; without ``user_id`` whoever has it."""
    query = update(TASKS).where(TASKS.c.id == task_id, _OPEN)
    if user_id is not None:
        query = query.where(or_(TASKS.c.claimed_by.is_(None), TASKS.c.claimed_by == user_id))
    return _changed(session, query.values(claimed_by=None, claimed_at=None))


@dataclass(frozen=True, slots=True)
class Closing:
    """How a task ended: ``data`` is what was told with the outcome."""

    outcome: str
    note: str | None
    data: Mapping[str, Any]
    by: int | None


def finish(session: Session, task_id: int, closing: Closing, now: datetime) -> bool:
    """Close a task that is open; False when somebody else was first. The run's account is held."""
    query = update(TASKS).where(TASKS.c.id == task_id, _OPEN)
    return _changed(
        session, query.values(state=TaskState.done.value, closed_at=now, closed_by=closing.by, **_told(closing))
    )


def put_off(session: Session, task_id: int, closing: Closing, until: datetime, due_at: datetime | None) -> bool:
    """Keep an open task for later, for anybody; False when somebody else was first. The run's account is held."""
    query = update(TASKS).where(TASKS.c.id == task_id, _OPEN)
    return _changed(
        session,
        query.values(not_before=until, due_at=due_at, claimed_by=None, claimed_at=None, **_told(closing)),
    )


def calls(session: Session, debtor_ids: Sequence[int], since: datetime) -> dict[int, list[Contact]]:
    """The calls that agents made to these debtors since then (business time); each outcome is an attempt."""
    columns = TASKS.c
    query = select(columns.debtor_id, columns.account_id, columns.data)
    query = query.where(
        among(session, columns.debtor_id, debtor_ids), columns.kind == CALL, columns.outcome.is_not(None)
    )
    query = query.where(or_(_OPEN, columns.closed_at >= since))
    found: dict[int, list[Contact]] = {}
    for debtor_id, account_id, data in session.execute(query):
        for call in (data or {}).get(CALLS, ()):
            at = datetime.fromisoformat(call["at"])
            if at >= since:
                found.setdefault(debtor_id, []).append(Contact(at, CALL, account_id, call["reached"]))
    return found


def _told(closing: Closing) -> dict[str, Any]:
    return {"outcome": closing.outcome, "note": closing.note, "data": dict(closing.data)}


def _changed(session: Session, query: Any) -> bool:  # noqa: ANN401 - an update of tasks
    return session.execute(query.returning(TASKS.c.id)).first() is not None


def _lines() -> Select[Task, Account, Debtor, Journey, str, int]:
    return (
        select(Task, Account, Debtor, Journey, User.name, Run.version_id)
        .join(Run, Run.id == Task.run_id)
        .join(Account, Account.id == Task.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .join(Journey, Journey.id == Task.journey_id)
        .outerjoin(User, User.id == Task.claimed_by)
    )


def _with_graphs(session: Session, rows: Sequence[Any]) -> list[Line]:
    """The graph of the version that its run is on, and where its node is gone from that, of the one it came from."""
    wanted = {version for row in rows for version in (row[0].version_id, row[5])}
    graphs = timeline.graphs(session, wanted)
    lines = []
    for task, account, debtor, journey, claimer, version_id in rows:
        graph = graphs.get(version_id, {})
        if all(node["id"] != task.node for node in graph.get("nodes", ())):
            graph = graphs.get(task.version_id, {})
        lines.append(Line(task, account, debtor, journey, graph, claimer))
    return lines
