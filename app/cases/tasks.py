"""Working a task: taking it, giving it back, and saying how it ended, which its journey hears.

Of two who say it at once the first wins. What is said is always kept as it happened: a call that was made counts as a
contact even where a rule would have forbidden it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.cases.flags import set_flag
from app.errors import ConflictError, InvalidError
from app.models import Account, TaskState
from app.store import agreements, events, promises, tasks
from app.store.events import NewEvent
from app.store.tasks import CALL, CALLS, Closing, Line
from app.wording import Text
from journeys import durations
from journeys.asking import TASK_DONE, outcomes_of, settings_of

PROMISE, DISPUTE, CALL_BACK = "promise", "dispute", "call_back"
CONVERSATIONS = frozenset({"reached", PROMISE, DISPUTE})
"""The outcomes of a call in which the person was spoken to."""

FARTHEST = timedelta(days=366)  # how far ahead somebody may promise, or want to be called


class TakenError(ConflictError):
    """Somebody else has this task, or it is closed; ``texts`` says which."""

    def __init__(self, texts: Text) -> None:
        super().__init__(texts["en"])
        self.texts = texts


class AnswerError(InvalidError):
    """What was said of a task cannot be used; ``texts`` says why, for each field."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        super().__init__(fields={name: text["en"] for name, text in texts.items()})
        self.texts = texts


@dataclass(frozen=True, slots=True)
class Said:
    """How a task ended, as whoever did it says; ``amount`` is in minor units of the account's currency."""

    outcome: str
    note: str | None = None
    amount: int | None = None
    due_date: date | None = None
    call_back_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works a task: a user, or a machine with an API key."""

    actor: str
    user_id: int | None


def outcomes(line: Line) -> dict[str, Text]:
    """The ways in which a task can be done, by id, in the order of the form."""
    return {port.name: port.labels for port in outcomes_of(line.graph, line.task.node)}


def claim(session: Session, task_id: int, user_id: int, now: datetime) -> None:
    """Take a task.

    Raises:
        NotFoundError: there is no such task.
        TakenError: somebody else has it, or it is closed.
    """
    line = tasks.get(session, task_id)
    if not tasks.claim(session, task_id, user_id, now):
        raise TakenError(_why(line))


def release(session: Session, task_id: int, user_id: int, *, anyones: bool) -> None:
    """Give a task back; ``anyones`` lets somebody give back what another has.

    Raises:
        NotFoundError: there is no such task.
        TakenError: somebody else has it, or it is closed.
    """
    line = tasks.get(session, task_id)
    if not tasks.release(session, task_id, None if anyones else user_id):
        raise TakenError(_why(line))


def complete(session: Session, task_id: int, said: Said, by: Worker, now: datetime) -> bool:
    """Say how a task ended; False when it stays open, to be done again at the time that was agreed.

    After the commit, wake the workers.

    Raises:
        NotFoundError: there is no such task.
        TakenError: somebody else was first, or has it.
        AnswerError: what was said cannot be used.
    """
    line = tasks.get(session, task_id)
    own = tasks.hold(session, line.task)
    tasks.reload(session, line.task)
    task = line.task
    if task.state != TaskState.open or (by.user_id is not None and task.claimed_by not in {None, by.user_id}):
        raise TakenError(_why(line))
    label = _checked(line, said, now)
    again = _again(line, said)
    data = _data(line, said, now, again=again)
    closing = Closing(said.outcome, said.note, data, by.user_id)
    if again and said.call_back_at is not None:
        won = tasks.put_off(session, task_id, closing, said.call_back_at, _due_again(line, said.call_back_at))
    else:
        won = tasks.finish(session, task_id, closing, now)
    if not won:
        raise TakenError(CLOSED)
    told = _consequences(session, line, said, by, now)
    known = {"run_id": task.run_id, "node": task.node, "visit": task.visit, "task_id": task_id}
    done = {**known, "task": task.kind, "outcome": said.outcome, "label": label["es"], "label_en": label["en"]}
    if again and said.call_back_at is not None:
        done |= {"again": True, "at": said.call_back_at.isoformat()}
    events.record_many(session, [NewEvent(own, TASK_DONE, now, data=done), *told])
    return not again


def _consequences(session: Session, line: Line, said: Said, by: Worker, now: datetime) -> list[NewEvent]:
    """Make the promise or note the dispute that came of a call."""
    if line.task.kind != CALL:
        return []
    account = line.account
    if said.outcome == DISPUTE:
        set_flag(session, account.id, "disputed", on=True, by=by.actor, now=now, reason=said.reason or said.note or "")
    if said.outcome == PROMISE and said.amount is not None and said.due_date is not None:
        number = promises.make(
            session,
            account,
            run_id=line.task.run_id,
            amount=said.amount,
            due_date=said.due_date,
            by=by.actor,
            note=said.note,
            at=now,
        )
        data = {**agreements.about(promises.get(session, number)), "by": by.actor}
        return [NewEvent(account.id, "promise_made", now, data=data)]
    return []


def _checked(line: Line, said: Said, now: datetime) -> Text:
    """What the outcome is called; raises where something does not fit it."""
    known = outcomes(line)
    if said.outcome not in known:
        raise AnswerError({"outcome": UNKNOWN_OUTCOME})
    if line.task.kind == CALL and said.outcome == PROMISE:
        _check_promise(line.account, said, now.date())
    if said.call_back_at is not None and not now < said.call_back_at <= now + FARTHEST:
        raise AnswerError({"call_back_at": NO_TIME})
    if said.call_back_at is None and _again(line, said):
        raise AnswerError({"call_back_at": NO_TIME})
    return known[said.outcome]


def _check_promise(account: Account, said: Said, today: date) -> None:
    wrong: dict[str, Text] = {}
    if said.amount is None or not 0 < said.amount <= account.balance:
        wrong["promise.amount"] = NO_AMOUNT
    if said.due_date is None or not today <= said.due_date <= today + FARTHEST:
        wrong["promise.due_date"] = NO_DAY
    if wrong:
        raise AnswerError(wrong)


def _again(line: Line, said: Said) -> bool:
    """Whether the call is to be made again, instead of going on by the way out."""
    if line.task.kind != CALL or said.outcome != CALL_BACK:
        return False
    settings = settings_of(line.graph, line.task.node) or {}
    made: int = (line.task.data or {}).get("call_backs", 0)
    return bool(settings.get("call_back_again")) and made < settings["call_backs"]


def _due_again(line: Line, at: datetime) -> datetime | None:
    deadline = (settings_of(line.graph, line.task.node) or {}).get("deadline")
    return None if deadline is None else at + durations.length(durations.seconds(deadline))


def _data(line: Line, said: Said, now: datetime, *, again: bool) -> dict[str, Any]:
    """What the task keeps beside its outcome: the calls so far, and what was agreed."""
    data: dict[str, Any] = dict(line.task.data or {})
    if line.task.kind != CALL:
        return data
    reached = said.outcome in CONVERSATIONS
    data[CALLS] = [*data.get(CALLS, ()), {"at": now.isoformat(), "reached": reached, "outcome": said.outcome}]
    if again:
        data["call_backs"] = data.get("call_backs", 0) + 1
    if said.outcome == PROMISE and said.due_date is not None:
        data["promise"] = {"amount": said.amount, "due_date": said.due_date.isoformat()}
    if said.reason:
        data["reason"] = said.reason
    return data


def _why(line: Line) -> Text:
    if line.task.state == TaskState.open and line.claimer is not None:
        return {"es": f"{line.claimer} tiene esta tarea.", "en": f"{line.claimer} has this task."}
    return CLOSED


CLOSED: Text = {
    "es": "Esta tarea ya está cerrada: otra persona la hizo, venció el plazo o terminó el recorrido.",
    "en": "This task is closed: somebody else did it, its deadline passed or the journey ended.",
}
UNKNOWN_OUTCOME: Text = {"es": "Elija uno de los resultados de esta tarea.", "en": "Choose an outcome of this task."}
NO_TIME: Text = {
    "es": "Indique cuándo volver a llamar: un momento del próximo año.",
    "en": "Say when to call again: a time within the next year.",
}
NO_AMOUNT: Text = {"es": "Escriba un importe que no supere lo que se debe.", "en": "Enter at most what is owed."}
NO_DAY: Text = {
    "es": "Elija un día entre hoy y dentro de un año.",
    "en": "Choose a day from today to a year ahead.",
}
