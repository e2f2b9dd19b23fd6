"""Settlement offers: the debtor says yes or no. Nobody has to say yes: whoever pays it in time has settled."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.cases.held import hold
from app.cases.refusals import RefusedError
from app.models import Offer, OfferState
from app.store import offers as store
from app.store.offers import Not
from app.wording import Text


def accept(session: Session, offer_id: int, *, by: str, now: datetime) -> Offer:
    """Write that the debtor means to pay an offer. After the commit, call ``wake``.

    Raises:
        NotFoundError: there is no such offer.
        RefusedError: it is answered already, or its time is over.
    """
    return _answered(session, offer_id, OfferState.accepted, by, now)


def decline(session: Session, offer_id: int, *, by: str, now: datetime) -> Offer:
    """Write that the debtor does not want an offer, even if they did before. After the commit, call ``wake``.

    Raises:
        NotFoundError: there is no such offer.
        RefusedError: it is declined or paid already, or its time is over.
    """
    return _answered(session, offer_id, OfferState.declined, by, now)


def _answered(session: Session, offer_id: int, state: OfferState, by: str, now: datetime) -> Offer:
    hold(session, store.get(session, offer_id).account_id)
    why = store.answer(session, store.get(session, offer_id), state, now, by)
    if why is not None:
        raise RefusedError(TOO_LATE if why is Not.too_late else ANSWERED)
    return store.get(session, offer_id)


TOO_LATE: Text = {"es": "El plazo de esta oferta ya pasó.", "en": "The time of this offer is over."}
ANSWERED: Text = {
    "es": "Esta oferta ya se aceptó, se rechazó, se pagó o se retiró.",
    "en": "This offer was accepted, declined, paid or withdrawn already.",
}
