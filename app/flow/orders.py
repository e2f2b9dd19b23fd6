"""What those who moved ordered beside messages: tasks for people, and acts."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.flow.batch import Group
from app.flow.rounds import account_of
from app.store import facts
from app.store.acts import NewAct
from app.store.tasks import NewTask


def of_groups(session: Session, moved: Sequence[Group]) -> tuple[list[NewTask], list[NewAct]]:
    """The tasks and the acts; one query where there are tasks."""
    return _tasks(session, [group for group in moved if group.outcome.tasks]), _acts(moved)


def _tasks(session: Session, giving: Sequence[Group]) -> list[NewTask]:
    if not giving:
        return []
    debtors = facts.debtors(session, sorted({one.account_id for group in giving for one in group.members}))
    return [
        NewTask(
            one.run_id,
            group.journey_id,
            group.version_id,
            account_of(task.item, one.account_id),
            debtors.get(one.account_id),
            task.node,
            task.visit,
            task.kind,
            task.item,
            task.priority,
            task.due_at,
        )
        for group in giving
        for one in group.members
        for task in group.outcome.tasks
    ]


def _acts(moved: Sequence[Group]) -> list[NewAct]:
    return [
        NewAct(
            one.run_id,
            group.journey_id,
            group.version_id,
            account_of(act.item, one.account_id),
            act.node,
            act.visit,
            act.kind,
            act.item,
            act.details,
            act.part,
        )
        for group in moved
        if group.outcome.acts
        for one in group.members
        for act in group.outcome.acts
    ]
