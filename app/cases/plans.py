"""Instalment plans: an agent offers one, and the debtor says yes or no."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.cases.held import hold, today
from app.cases.refusals import RefusedError, UnfitError
from app.models import Account, Plan
from app.store import plans as store
from app.store.plans import Not, Terms
from app.store.terms import Ordering
from app.wording import Text
from journeys.instalments import Every

FARTHEST = timedelta(days=366)  # how far ahead the first instalment may be due


@dataclass(frozen=True, slots=True)
class Wanted:
    """The plan that an agent wants to offer, and for how many days the debtor may think it over."""

    count: int
    every: Every
    first_due: date
    valid_days: int


def offer(session: Session, account_id: int, wanted: Wanted, *, by: str, now: datetime) -> Plan:
    """Offer a plan over all that is owed, in place of one that was offered before. After the commit, call ``wake``.

    Raises:
        NotFoundError: there is no such account.
        UnfitError: the first day or the number of instalments does not work.
        RefusedError: nothing is owed, or a plan is under way.
    """
    account = hold(session, account_id)
    first = today(session, account, now)
    if not first <= wanted.first_due <= first + FARTHEST:
        raise UnfitError({"first_due": NO_DAY})
    store.withdraw(session, account_id, now)
    terms = Terms(wanted.count, wanted.every, wanted.first_due, now + timedelta(days=wanted.valid_days))
    made = store.offer(session, account, terms, now, Ordering(by))
    if made is Not.too_small:
        raise UnfitError({"count": WHY[made]})
    if isinstance(made, Not):
        raise RefusedError(WHY[made])
    return store.get(session, made)


def confirm(session: Session, plan_id: int, *, by: str, now: datetime) -> Plan:
    """Write that the debtor takes a plan: payments count towards it from now on. After the commit, call ``wake``.

    Raises:
        NotFoundError: there is no such plan.
        RefusedError: it is answered already, its time is over, or nothing is owed any more.
    """
    return _answered(session, plan_id, lambda plan, account: store.confirm(session, plan, account, now, by))


def decline(session: Session, plan_id: int, *, by: str, now: datetime) -> Plan:
    """Write that the debtor does not want a plan. After the commit, call ``wake``.

    Raises:
        NotFoundError: there is no such plan.
        RefusedError: it is answered already, or its time is over.
    """
    return _answered(session, plan_id, lambda plan, _: store.decline(session, plan, now, by))


def _answered(session: Session, plan_id: int, say: Callable[[Plan, Account], Not | None]) -> Plan:
    account = hold(session, store.get(session, plan_id).account_id)
    why = say(store.get(session, plan_id), account)
    if why is not None:
        raise RefusedError(WHY[why])
    return store.get(session, plan_id)


NO_DAY: Text = {
    "es": "Elija un día entre hoy y dentro de un año.",
    "en": "Choose a day from today to a year ahead.",
}
WHY: dict[Not, Text] = {
    Not.nothing_owed: {
        "es": "En esta cuenta ya no se debe nada.",
        "en": "Nothing is owed on this account any more.",
    },
    Not.has_plan: {"es": "La cuenta ya tiene un plan en marcha.", "en": "The account has a plan under way already."},
    Not.too_small: {
        "es": "Se debe demasiado poco para tantas cuotas.",
        "en": "Too little is owed for so many instalments.",
    },
    Not.too_late: {"es": "El plazo de este plan ya pasó.", "en": "The time of this plan is over."},
    Not.answered: {
        "es": "Este plan ya se aceptó, se rechazó o se retiró.",
        "en": "This plan was accepted, declined or withdrawn already.",
    },
}
