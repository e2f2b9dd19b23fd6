"""What a pretended payment does to what was agreed, as ``app.store.agreements`` has it: promise, plan and offer."""

from datetime import date, datetime
from typing import Any

from journeys import instalments
from journeys.exits import BALANCE
from journeys.rehearsing.supposed import Supposed

OPEN_PLAN = ("offered", "confirmed")
OPEN_OFFER = ("offered", "accepted")


def pay(supposed: Supposed, amount: int | None, now: datetime) -> bool:
    """Let a payment come in, of all that is owed where no amount is given; False where nothing is owed."""
    owed = supposed.fields(now).get(BALANCE, 0)
    paid = owed if amount is None else min(amount, owed)
    if paid <= 0:
        return False
    supposed.pay(paid, now)
    fields = supposed.fields(now)
    if fields.get("plan.state") == "confirmed":
        _lay(supposed, fields, paid)
    settles = _settles_offer(supposed, fields, now)
    rest = fields[BALANCE]
    if settles:
        supposed.put(account__balance=0, offer__state="paid")
    supposed.record("paid", now, amount=paid, balance=0 if settles else rest)
    if settles:
        supposed.record("offer_settled", now, offer_id=fields["offer.id"], waived=rest)
    if settles or rest <= 0:
        _close(supposed, now, forgiven=settles and rest > 0)
    return True


def _settles_offer(supposed: Supposed, fields: dict[str, Any], now: datetime) -> bool:
    if fields.get("offer.state") not in {*OPEN_OFFER, "expired"} or not _stands(supposed, fields, now):
        return False
    paid: int = sum(one["amount"] for one in fields["offer.payments"])
    return paid >= int(fields["offer.amount"])


def _stands(supposed: Supposed, fields: dict[str, Any], now: datetime) -> bool:
    """Whether a payment of this moment is in time for the offer; of a real one only the day is known."""
    if supposed.offer_until is not None:
        return supposed.offer_until > now
    return date.fromisoformat(fields["offer.expires"]) >= now.date()


def _lay(supposed: Supposed, fields: dict[str, Any], payment: int) -> None:
    rows = fields.get("list.instalments", ())
    paid = instalments.laid([one["amount"] for one in rows], [one["paid"] for one in rows], payment)
    laid = [
        {**one, "paid": now_paid, "state": "paid" if now_paid >= one["amount"] else one["state"]}
        for one, now_paid in zip(rows, paid, strict=True)
    ]
    supposed.put_field("list.instalments", laid)


def _close(supposed: Supposed, now: datetime, *, forgiven: bool) -> None:
    """Settle what is open once nothing is owed; a promise of which less was paid is void where the rest was let go."""
    fields = supposed.fields(now)
    supposed.put(account__status="paid")
    if fields.get("promise.state") == "open":
        kept = not forgiven or fields["promise.paid"] >= fields["promise.amount"]
        state = "kept" if kept else "cancelled"
        supposed.put(promise__state=state)
        supposed.record(f"promise_{state}", now, promise_id=fields["promise.id"], amount=fields["promise.amount"])
    plan = fields.get("plan.state")
    if plan in OPEN_PLAN:
        kept = plan == "confirmed" and not forgiven
        supposed.put(plan__state="kept" if kept else "cancelled")
        if kept:
            supposed.record("plan_kept", now, plan_id=fields["plan.id"])
    if fields.get("offer.state") in OPEN_OFFER:
        supposed.put(offer__state="cancelled")
