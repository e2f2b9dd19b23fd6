"""What debtors and creditors agree on: promises, instalment plans, settlements; and payments received elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from flask import Response
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here, wake
from app.api.permissions import Permission
from app.api.shapes.agreements import (
    Agreements,
    BookedPayment,
    InstalmentInfo,
    NewPayment,
    NewPlan,
    NewPromise,
    OfferInfo,
    PlanInfo,
    PromiseInfo,
)
from app.api.shapes.base import ById
from app.cases import bookings, offers, plans, promises
from app.cases.bookings import Received
from app.cases.plans import Wanted
from app.cases.refusals import RefusedError, UnfitError
from app.errors import NotFoundError
from app.http import ProblemError
from app.models import Account, Instalment, Offer, Plan, Promise
from app.queue import Job
from app.store import audit
from app.store import offers as offer_rows
from app.store import plans as plan_rows
from app.store import promises as promise_rows

agreements_area = area("agreements", "What debtors and creditors agree on, and payments received elsewhere.")


@agreements_area.get("/accounts/<int:id>/agreements", responses=answers(200, Agreements, 404))
@allow(Permission.agreements_read)
def list_agreements(path: ById) -> Response:
    """Promises, plans with their instalments, and settlement offers of an account."""
    with here().db.read() as session:
        if session.get(Account, path.id) is None:
            raise NotFoundError
        found = plan_rows.of_account(session, path.id)
        instalments = plan_rows.instalments_of(session, [plan.id for plan in found])
        return reply(
            Agreements(
                promises=[_promise(one) for one in promise_rows.of_account(session, path.id)],
                plans=[_plan(one, instalments[one.id]) for one in found],
                offers=[_offer(one) for one in offer_rows.of_account(session, path.id)],
            )
        )


@agreements_area.post("/accounts/<int:id>/promises", responses=answers(200, PromiseInfo, 404))
@allow(Permission.agreements_work)
def make_promise(path: ById, body: NewPromise) -> Response:
    """Write down that a debtor promised to pay; journeys hear it at once."""
    with _writing() as (session, now):
        promise = promises.make(
            session,
            path.id,
            amount=body.amount,
            due_date=body.due_date,
            by=caller().actor,
            now=now,
            note=body.note,
        )
        details = {"promise": promise.id, "amount": promise.amount, "due_date": promise.due_date.isoformat()}
        _audit(session, "promise.made", path.id, details)
    return reply(_promise(promise))


@agreements_area.post("/promises/<int:id>/cancel", responses=answers(200, PromiseInfo, 404, 409))
@allow(Permission.agreements_work)
def cancel_promise(path: ById) -> Response:
    """Take back an open promise."""
    with _writing() as (session, now):
        promise = promises.cancel(session, path.id, by=caller().actor, now=now)
        _audit(session, "promise.cancelled", promise.account_id, {"promise": promise.id})
    return reply(_promise(promise))


@agreements_area.post("/accounts/<int:id>/plans", responses=answers(200, PlanInfo, 404, 409))
@allow(Permission.agreements_work)
def offer_plan(path: ById, body: NewPlan) -> Response:
    """Offer an instalment plan over all that is owed."""
    with _writing() as (session, now):
        plan = plans.offer(session, path.id, Wanted(**body.model_dump()), by=caller().actor, now=now)
        _audit(session, "plan.offered", path.id, {"plan": plan.id, "count": body.count, "every": body.every})
        return reply(_plan(plan, plan_rows.instalments_of(session, [plan.id])[plan.id]))


@agreements_area.post("/plans/<int:id>/confirm", responses=answers(200, PlanInfo, 404, 409))
@allow(Permission.agreements_work)
def confirm_plan(path: ById) -> Response:
    """Write that the debtor takes a plan; payments count towards it from now on."""
    return _answer_plan(path, "confirmed", plans.confirm)


@agreements_area.post("/plans/<int:id>/decline", responses=answers(200, PlanInfo, 404, 409))
@allow(Permission.agreements_work)
def decline_plan(path: ById) -> Response:
    """Write that the debtor does not want a plan."""
    return _answer_plan(path, "declined", plans.decline)


@agreements_area.post("/offers/<int:id>/accept", responses=answers(200, OfferInfo, 404, 409))
@allow(Permission.agreements_work)
def accept_offer(path: ById) -> Response:
    """Write that the debtor means to pay a settlement offer."""
    return _answer_offer(path, "accepted", offers.accept)


@agreements_area.post("/offers/<int:id>/decline", responses=answers(200, OfferInfo, 404, 409))
@allow(Permission.agreements_work)
def decline_offer(path: ById) -> Response:
    """Write that the debtor does not want a settlement offer."""
    return _answer_offer(path, "declined", offers.decline)


@agreements_area.post("/accounts/<int:id>/payments", responses=answers(200, BookedPayment, 404, 409))
@allow(Permission.payments_book)
def book_payment(path: ById, body: NewPayment) -> Response:
    """Book a payment that was received elsewhere; the same reference counts once."""
    with _writing() as (session, now):
        received = Received(body.amount, body.currency, body.reference, body.paid_at or now)
        booked = bookings.book(session, path.id, received, by=caller().actor, now=now)
        if booked.is_new:
            details = {"payment": booked.payment_id, "amount": body.amount, "paid_at": received.paid_at.isoformat()}
            _audit(session, "payment.booked", path.id, details)
    return reply(BookedPayment(payment_id=booked.payment_id, balance=booked.balance, booked=booked.is_new))


@contextmanager
def _writing() -> Iterator[tuple[Session, datetime]]:
    """A transaction, whose refusals become problem documents; the account's journeys are woken after it."""
    now = here().clock.now()
    try:
        with here().db.write() as session:
            yield session, now
    except RefusedError as error:
        raise ProblemError("conflict", detail=error.texts) from error
    except UnfitError as error:
        raise ProblemError("invalid", fields=error.texts) from error
    wake(Job.advance)


def _answer_plan(path: ById, how: str, say: Callable[..., Plan]) -> Response:
    with _writing() as (session, now):
        plan = say(session, path.id, by=caller().actor, now=now)
        _audit(session, f"plan.{how}", plan.account_id, {"plan": plan.id})
        return reply(_plan(plan, plan_rows.instalments_of(session, [plan.id])[plan.id]))


def _answer_offer(path: ById, how: str, say: Callable[..., Offer]) -> Response:
    with _writing() as (session, now):
        offer = say(session, path.id, by=caller().actor, now=now)
        _audit(session, f"offer.{how}", offer.account_id, {"offer": offer.id})
    return reply(_offer(offer))


def _audit(session: Session, action: str, account_id: int, details: Mapping[str, object]) -> None:
    audit.record(
        session,
        actor=caller().actor,
        action=action,
        subject="account",
        subject_id=account_id,
        details=dict(details),
        at=here().clock.wall(),
    )


def _promise(promise: Promise) -> PromiseInfo:
    return PromiseInfo.model_validate({name: getattr(promise, name) for name in PromiseInfo.model_fields})


def _plan(plan: Plan, instalments: Iterable[Instalment]) -> PlanInfo:
    own = {name: getattr(plan, name) for name in PlanInfo.model_fields if name != "instalments"}
    return PlanInfo.model_validate(own | {"instalments": [_instalment(one) for one in instalments]})


def _instalment(instalment: Instalment) -> InstalmentInfo:
    return InstalmentInfo.model_validate({name: getattr(instalment, name) for name in InstalmentInfo.model_fields})


def _offer(offer: Offer) -> OfferInfo:
    return OfferInfo.model_validate({name: getattr(offer, name) for name in OfferInfo.model_fields})
