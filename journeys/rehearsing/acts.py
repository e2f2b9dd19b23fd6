"""How an act is supposed to end: what its performer would do to the facts, and what it would tell."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from journeys import durations, instalments
from journeys.altering import altered
from journeys.asking import APPROVED, TASK_DONE
from journeys.charging import FEE, amount_of
from journeys.exits import BALANCE
from journeys.rehearsing.settling import OPEN_OFFER, OPEN_PLAN
from journeys.rehearsing.supposed import Supposed
from journeys.walk import Act

HUNDRED = 100

Answer = tuple[bool, dict[str, Any]]
Doing = Callable[[Act, Supposed, datetime], Answer]

OUTSIDE = frozenset({"webhook"})
"""Acts that somebody else answers: whoever rehearses says how."""

DONE: Answer = (True, {})


def carry_out(act: Act, supposed: Supposed, now: datetime, authority: int) -> Answer:
    """Do to the supposed facts what the act asks for; whether it worked, and what its journey is told.

    ``authority`` is the highest discount that needs no approval. An act that nobody here knows is done.
    """
    if act.kind == "offer_settlement":
        return _offer_settlement(act, supposed, now, authority)
    doing = DOING.get(act.kind)
    return DONE if doing is None else doing(act, supposed, now)


def _change(act: Act, supposed: Supposed, now: datetime) -> Answer:
    details = act.details
    if details["what"] == "stage":
        supposed.put(account__stage=details["stage"])
    elif details["what"] == "tag":
        others = [tag for tag in supposed.fields(now).get("account.tags", ()) if tag != details["tag"]]
        supposed.put(account__tags=[*others, details["tag"]] if details["tagging"] == "add" else others)
    else:
        value = altered(details, supposed.fields(now).get(details["field"]), now)
        if value == ():
            return False, {}
        supposed.put_field(details["field"], value)
    return DONE


def _charge(act: Act, supposed: Supposed, now: datetime) -> Answer:
    fields = supposed.fields(now)
    if fields.get("account.status", "open") != "open":
        return True, {"amount": 0}
    amount = amount_of(act.details, fields.get("account.principal", 0))
    name = "account.fees" if act.details["what"] == FEE else "account.interest"
    supposed.put_field(name, fields.get(name, 0) + amount)
    supposed.put_field(BALANCE, fields.get(BALANCE, 0) + amount)
    return True, {"amount": amount}


def _offer_plan(act: Act, supposed: Supposed, now: datetime) -> Answer:
    details, fields = act.details, supposed.fields(now)
    owed = fields.get(BALANCE, 0)
    if owed <= 0:
        return False, {"why": "nothing_owed"}
    if fields.get("plan.state") in OPEN_PLAN:
        return False, {"why": "has_plan"}
    amounts = instalments.split(owed, details["count"])
    if min(amounts) < max(details["minimum"], 1):
        return False, {"why": "too_small"}
    number = supposed.number()
    days = instalments.due_dates(date.fromisoformat(details["first_due"]), details["every"], len(amounts))
    supposed.put(
        plan__id=number,
        plan__state="offered",
        plan__total=owed,
        plan__count=len(amounts),
        plan__amount=amounts[0],
        plan__first_due=details["first_due"],
        plan__missed=0,
        plan__days=[day.isoformat() for day in days],
    )
    supposed.record("plan_offered", now, plan_id=number, total=owed)
    return True, {"plan": number}


def _settle_plan(act: Act, supposed: Supposed, now: datetime) -> Answer:
    wanted, fields = act.details["state"], supposed.fields(now)
    state = fields.get("plan.state")
    if fields.get("plan.id") != act.details["plan"] or state != ("offered" if wanted == "expired" else "confirmed"):
        return False, {"state": state}
    supposed.put(plan__state=wanted)
    if wanted != "expired":
        supposed.record(f"plan_{wanted}", now, plan_id=act.details["plan"])
    return True, {"state": wanted}


def _note_missed(act: Act, supposed: Supposed, now: datetime) -> Answer:
    rows = supposed.fields(now).get("list.instalments", ())
    missed = next((one for one in rows if one["id"] == act.details["instalment"] and one["state"] == "due"), None)
    if missed is None:
        return False, {}
    changed = [{**one, "state": "missed"} if one is missed else one for one in rows]
    supposed.put_field("list.instalments", changed)
    supposed.put(plan__missed=sum(one["state"] == "missed" for one in changed))
    supposed.record("instalment_missed", now, plan_id=act.details["plan"], amount=missed["amount"])
    return DONE


def _settle_promise(act: Act, supposed: Supposed, now: datetime) -> Answer:
    details, fields = act.details, supposed.fields(now)
    if fields.get("promise.id") != details["promise"] or fields.get("promise.state") != "open":
        return False, {"state": fields.get("promise.state")}
    supposed.put(promise__state=details["state"], promise__paid=details["paid"])
    supposed.record(f"promise_{details['state']}", now, promise_id=details["promise"])
    return True, {"state": details["state"]}


def _offer_settlement(act: Act, supposed: Supposed, now: datetime, authority: int) -> Answer:
    discount, fields = act.details["discount"], supposed.fields(now)
    if discount > authority and not _approved(act, supposed):
        return False, {"why": "above_limit"}
    owed = fields.get(BALANCE, 0)
    if owed <= 0:
        return False, {"why": "nothing_owed"}
    amount = max(owed - -(-owed * discount // HUNDRED), 1)
    until = now + durations.length(act.details["valid"])
    standing = supposed.offer_until
    if standing and standing > now and fields.get("offer.state") in OPEN_OFFER and fields["offer.amount"] <= amount:
        return True, {"offer": fields["offer.id"], "expires_at": standing.isoformat()}
    number = supposed.number()
    supposed.offer_until = until
    supposed.put(
        offer__id=number,
        offer__state="offered",
        offer__amount=amount,
        offer__discount=discount,
        offer__expires=until.date().isoformat(),
        offer__payments=[],
    )
    supposed.record("offer_made", now, offer_id=number, amount=amount, discount=discount)
    return True, {"offer": number, "expires_at": until.isoformat()}


def _approved(act: Act, supposed: Supposed) -> bool:
    """Whether a supervisor approved what this very visit asked for."""
    return any(
        one.kind == TASK_DONE and one.data == {**one.data, "node": act.node, "visit": act.visit, "outcome": APPROVED}
        for one in supposed.events
    )


DOING: Mapping[str, Doing] = {
    "change": _change,
    "charge": _charge,
    "offer_plan": _offer_plan,
    "settle_plan": _settle_plan,
    "note_missed": _note_missed,
    "settle_promise": _settle_promise,
}
