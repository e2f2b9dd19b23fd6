"""What whoever rehearses may pretend: that the person pays, answers, promises, that somebody does a task."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from journeys import instalments
from journeys.asking import TASK_DONE
from journeys.events import is_event
from journeys.exits import BALANCE, CLEARED, EXITS
from journeys.rehearsing.settling import OPEN_OFFER, pay
from journeys.rehearsing.supposed import Supposed

WAIT = "wait"
ANSWER = "answer"
PROMISED_IN = timedelta(days=7)
CALL_AGAIN_IN = timedelta(days=1)
FLAGS = frozenset(one.name for one in EXITS.values() if one.may_hold)
PROMISE, DISPUTE = "promise", "dispute"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that is pretended to happen at a pause.

    ``kind`` is one of ``HAPPENINGS``, or ``wait`` (nothing happens until the time is over) or ``answer`` (how somebody
    outside answered). ``detail`` says which event, flag or outcome it is; ``node`` and ``visit`` of which task;
    ``amount`` is in minor units, None for all that is owed; ``again`` lets a call be made again a day later.
    """

    kind: str
    detail: str = ""
    amount: int | None = None
    node: str = ""
    visit: int = 0
    again: bool = False


About = Mapping[str, Any]
Doing = Callable[[Happening, Supposed, datetime, About], bool]


def happen(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    """Let it have happened; False where it cannot. ``about`` says of which message, where one went out."""
    named = DETAILS.get(happening.kind)
    if named is not None and not named(happening.detail):
        return False
    return HAPPENINGS[happening.kind](happening, supposed, now, about)


def _pays(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    del about
    return pay(supposed, happening.amount, now)


def _event(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    supposed.record(happening.detail, now, **about)
    return True


def _promises(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    del about
    owed = supposed.fields(now).get(BALANCE, 0)
    amount = owed if happening.amount is None else min(happening.amount, owed)
    if amount <= 0:
        return False
    number, due = supposed.number(), (now + PROMISED_IN).date().isoformat()
    supposed.put(
        promise__id=number,
        promise__amount=amount,
        promise__due_date=due,
        promise__paid=0,
        promise__state="open",
        promise__payments=[],
    )
    supposed.record("promise_made", now, promise_id=number, amount=amount, due_date=due)
    return True


def _flag(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    return _mark(happening.detail, supposed, now, about, on=True)


def _unflag(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    return _mark(happening.detail, supposed, now, about, on=False)


def _mark(flag: str, supposed: Supposed, now: datetime, about: About, *, on: bool) -> bool:
    del about
    known = EXITS[flag]
    if bool(supposed.fields(now).get(known.field)) is on:
        return False
    supposed.put_field(known.field, on)
    supposed.record(known.event if on else CLEARED, now, flag=flag)
    return True


def _task(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    done: dict[str, Any] = {"node": happening.node, "visit": happening.visit, "outcome": happening.detail}
    if happening.again:
        done |= {"again": True, "at": (now + CALL_AGAIN_IN).isoformat()}
    if happening.detail == DISPUTE:
        _mark("disputed", supposed, now, about, on=True)
    supposed.record(TASK_DONE, now, **done)
    if happening.detail == PROMISE:
        _promises(happening, supposed, now, about)
    return True


def _plan(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    del about
    fields = supposed.fields(now)
    if fields.get("plan.state") != "offered":
        return False
    if happening.detail == "confirmed":
        _confirm(supposed, fields)
    supposed.put(plan__state=happening.detail)
    supposed.record(f"plan_{happening.detail}", now, plan_id=fields["plan.id"], total=fields["plan.total"])
    return True


def _confirm(supposed: Supposed, fields: Mapping[str, Any]) -> None:
    """The instalments count from now on; what was paid since they were offered comes off the last."""
    total, count = min(fields["plan.total"], fields.get(BALANCE, 0)), fields["plan.count"]
    days = fields.get("plan.days") or [
        day.isoformat() for day in instalments.due_dates(date.fromisoformat(fields["plan.first_due"]), "months", count)
    ]
    amounts = instalments.trimmed(instalments.split(fields["plan.total"], count), total)
    rows = [
        {"id": supposed.number(), "number": number, "amount": amount, "due_date": day, "paid": 0, "state": "due"}
        for number, (day, amount) in enumerate(zip(days, amounts, strict=False), 1)
    ]
    supposed.put(plan__total=total, plan__payments=[])
    supposed.put_field("list.instalments", rows)


def _offer(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    del about
    fields = supposed.fields(now)
    if fields.get("offer.state") not in OPEN_OFFER or fields["offer.state"] == happening.detail:
        return False
    supposed.put(offer__state=happening.detail)
    supposed.record(f"offer_{happening.detail}", now, offer_id=fields["offer.id"])
    return True


def _ended(happening: Happening, supposed: Supposed, now: datetime, about: About) -> bool:
    del about
    supposed.record("journey_ended", now, node=happening.node, visit=happening.visit)
    return True


HAPPENINGS: Mapping[str, Doing] = {
    "pays": _pays,
    "event": _event,
    "promises": _promises,
    "flag": _flag,
    "unflag": _unflag,
    "task": _task,
    "plan": _plan,
    "offer": _offer,
    "ended": _ended,
}

DETAILS: Mapping[str, Callable[[str], bool]] = {
    "event": is_event,
    "flag": FLAGS.__contains__,
    "unflag": FLAGS.__contains__,
    "plan": {"confirmed", "declined"}.__contains__,
    "offer": {"accepted", "declined"}.__contains__,
}
"""What a happening may be about, where that is not just anything."""
