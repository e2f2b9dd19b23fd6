"""Tasks for people: the list, one task with all that is needed to do it, and how it ended."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here, wake
from app.api.permissions import Permission
from app.api.shapes.base import ById, Count
from app.api.shapes.messages import Named
from app.api.shapes.tasks import (
    Completed,
    Completing,
    Contacted,
    Discounted,
    Outcome,
    Rules,
    TaskDetail,
    TaskItem,
    TaskList,
    TaskQuery,
)
from app.cases import tasks as cases
from app.cases.tasks import AnswerError, Said, TakenError, Worker
from app.flow import scripts
from app.flow.gate import Ask, Gate
from app.http import ProblemError, language
from app.models import TaskState
from app.queue import Job
from app.store import audit, contacts, facts, offers, people, tasks
from app.store.tasks import CALL, Line, Wanted
from journeys.asking import discount_of, in_words, outcomes_of, settings_of
from journeys.contact import Decision, NotBefore, Now

tasks_area = area("tasks", "What people have to do: calls and approvals.")


@tasks_area.get("/tasks", responses=answers(200, TaskList))
@allow(Permission.tasks_read)
def list_tasks(query: TaskQuery) -> Response:
    """List tasks."""
    wanted = Wanted(query.state, query.kind, (caller().user_id or 0) if query.mine else None, query.search)
    with here().db.read() as session:
        lines, total = tasks.page(session, wanted, offset=(query.page - 1) * query.size, limit=query.size)
        now = here().clock.now()
        rules, known = _rules(session, lines, now), _known(session, lines, now)
    items = [_item(line, rules.get(line.task.id), known.get(line.account.id, {})) for line in lines]
    return reply(TaskList(items=items, total=total))


@tasks_area.get("/tasks/<int:id>", responses=answers(200, TaskDetail, 404))
@allow(Permission.tasks_read)
def get_task(path: ById) -> Response:
    """One task with person, debt, script and what the contact rules say."""
    now = here().clock.now()
    with here().db.read() as session:
        line = tasks.get(session, path.id)
        return reply(_detail(session, line, now))


@tasks_area.post("/tasks/<int:id>/claim", responses=answers(200, Count, 404, 409))
@allow(Permission.tasks_work)
def claim_task(path: ById) -> Response:
    """Take a task; a call only while the contact rules allow it."""
    user_id = _user()
    now = here().clock.now()
    with here().db.write() as session:
        line = tasks.get(session, path.id)
        _refuse_approval(line)
        rules = _rules(session, [line], now).get(line.task.id)
        if rules is not None and not rules.now:
            raise ProblemError("conflict", detail=_not_now(rules))
        try:
            cases.claim(session, path.id, user_id, now)
        except TakenError as error:
            raise ProblemError("conflict", detail=error.texts) from error
    return reply(Count(count=1))


@tasks_area.post("/tasks/<int:id>/release", responses=answers(200, Count, 404, 409))
@allow(Permission.tasks_work)
def release_task(path: ById) -> Response:
    """Give a task back; a supervisor may give back anybody's."""
    anyones = Permission.tasks_approve in caller().permissions
    with here().db.write() as session:
        try:
            cases.release(session, path.id, _user(), anyones=anyones)
        except TakenError as error:
            raise ProblemError("conflict", detail=error.texts) from error
    return reply(Count(count=1))


@tasks_area.post("/tasks/<int:id>/complete", responses=answers(200, Completed, 404, 409))
@allow(Permission.tasks_work)
def complete_task(path: ById, body: Completing) -> Response:
    """Say how a task ended; its journey goes on at once. Of two who say it at once, one gets 409."""
    said = Said(
        body.outcome,
        body.note or None,
        None if body.promise is None else body.promise.amount,
        None if body.promise is None else body.promise.due_date,
        body.call_back_at,
        body.reason,
    )
    with here().db.write() as session:
        _refuse_approval(tasks.get(session, path.id))
        try:
            closed = cases.complete(
                session, path.id, said, Worker(caller().actor, caller().user_id), here().clock.now()
            )
        except TakenError as error:
            raise ProblemError("conflict", detail=error.texts) from error
        except AnswerError as error:
            raise ProblemError("invalid", fields=error.texts) from error
        audit.record(
            session,
            actor=caller().actor,
            action="task.completed",
            subject="task",
            subject_id=path.id,
            details={"outcome": body.outcome, "closed": closed},
            at=here().clock.wall(),
        )
    wake(Job.advance)
    return reply(Completed(closed=closed))


def _user() -> int:
    user_id = caller().user_id
    if user_id is None:
        raise ProblemError("forbidden", detail=ONLY_PEOPLE)
    return user_id


def _refuse_approval(line: Line) -> None:
    if line.task.kind != CALL and Permission.tasks_approve not in caller().permissions:
        raise ProblemError("forbidden", detail=SUPERVISORS)


def _rules(session: Session, lines: Iterable[Line], now: datetime) -> dict[int, Rules]:
    """What the contact rules say of the calls that are open, by task; as many queries for one as for many."""
    calls = [line for line in lines if line.task.kind == CALL and line.task.state == TaskState.open]
    gate = Gate(here().config)
    asks = [Ask(line.debtor.id, line.account.id, CALL) for line in calls]
    decisions = gate.ask(session, asks, now, each_alone=True)
    return {
        line.task.id: _with_appointment(_said(gate, decision), line.task.not_before, now)
        for line, decision in zip(calls, decisions, strict=True)
    }


def _said(gate: Gate, decision: Decision) -> Rules:
    if isinstance(decision, Now):
        return Rules(now=True, not_before=None, why=None)
    until = decision.at if isinstance(decision, NotBefore) else None
    return Rules(now=False, not_before=until, why=gate.explain(decision.rule, language()))


def _with_appointment(rules: Rules, at: datetime | None, now: datetime) -> Rules:
    """The rules, and no sooner than the person asked for."""
    never = not rules.now and rules.not_before is None
    if at is None or at <= now or never or (rules.not_before is not None and rules.not_before >= at):
        return rules
    return Rules(now=False, not_before=at, why=APPOINTED[language()])


def _not_now(rules: Rules) -> dict[str, str]:
    why = rules.why or ""
    if rules.not_before is None:
        return {"es": f"No se puede llamar a esta persona. {why}", "en": f"This person may not be called. {why}"}
    return {"es": f"Todavía no se puede llamar. {why}", "en": f"It is not yet time to call. {why}"}


def _known(session: Session, lines: Iterable[Line], now: datetime) -> facts.Known:
    """The facts that the titles of these tasks use, read at once for all of them."""
    fields: set[str] = set()
    accounts = []
    for line in lines:
        named = scripts.named_in_title(settings_of(line.graph, line.task.node) or {}, line.task.kind)
        if named:
            fields |= named
            accounts.append(line.account.id)
    return facts.load(session, sorted(set(accounts)), now, fields)


def _item(line: Line, rules: Rules | None, known: Mapping[str, Any]) -> TaskItem:
    """One task as lists show it; ``known`` are the facts that its title uses."""
    task, user = line.task, caller().user_id
    settings = settings_of(line.graph, task.node) or {}
    labels = {port.name: port.labels for port in outcomes_of(line.graph, task.node)}
    said = task.outcome
    return TaskItem.model_validate(
        {
            **{name: getattr(task, name) for name in TASK},
            "title": scripts.title(settings, task.kind, known, line.debtor.language)
            or in_words(line.graph, task.node, language()),
            "debtor": Named(id=line.debtor.id, name=people.name_of(line.debtor)),
            "account": Named(id=line.account.id, name=line.account.ref),
            "balance": line.account.balance,
            "currency": line.account.currency,
            "journey": Named(id=line.journey.id, name=line.journey.name),
            "claimed_by": line.claimer,
            "mine": user is not None and task.claimed_by == user,
            "settlement": _settling(line),
            "outcome": None if said is None else dict(labels.get(said, {"es": said, "en": said})),
            "rules": rules,
        }
    )


def _settling(line: Line) -> Discounted | None:
    """What the settlement that an open task asks about comes to, of what is owed now."""
    discount = discount_of(line.graph, line.task.node)
    balance = line.account.balance
    if discount is None or balance <= 0 or line.task.state != TaskState.open:
        return None
    amount = offers.to_pay(balance, discount)
    return Discounted(discount=discount, amount=amount, waived=balance - amount)


def _detail(session: Session, line: Line, now: datetime) -> TaskDetail:
    task, account = line.task, line.account
    settings = settings_of(line.graph, task.node) or {}
    also = scripts.named(settings) | scripts.named_in_title(settings, task.kind)
    known = facts.load(session, [account.id], now, also=also).get(account.id, {})
    text, fault = scripts.fill(settings, known, line.debtor.language)
    past = contacts.past(session, [line.debtor.id], now - scripts.BRIEF).get(line.debtor.id, [])
    newest = sorted(past, key=lambda one: one.at, reverse=True)[: scripts.LATEST]
    return TaskDetail.model_validate(
        {
            **_item(line, _rules(session, [line], now).get(task.id), known).model_dump(),
            **{name: getattr(account, name) for name in ACCOUNT},
            "script": text if text or task.kind == CALL else in_words(line.graph, task.node, language()),
            "script_fault": fault,
            "outcomes": [
                Outcome.model_validate({"id": port.name, "label": dict(port.labels)})
                for port in outcomes_of(line.graph, task.node)
            ],
            "note": task.note,
            "run": task.run_id,
            "node": task.node,
            "language": line.debtor.language,
            "time_zone": line.debtor.time_zone,
            "mobile": known.get("debtor.mobile"),
            "contacts": [Contacted(at=one.at, channel=one.channel, reached=one.reached) for one in newest],
        }
    )


TASK = ("id", "kind", "state", "priority", "due_at", "not_before", "created_at", "closed_at")
ACCOUNT = ("due_date", "principal", "interest", "fees", "paid", "creditor")
APPOINTED = {"es": "La persona pidió que se la llame a esa hora.", "en": "The person asked to be called at that time."}
SUPERVISORS = {"es": "Solo un supervisor puede decidirlo.", "en": "Only a supervisor may decide this."}
ONLY_PEOPLE = {"es": "Solo una persona puede tomar tareas.", "en": "Only a person can take tasks."}
