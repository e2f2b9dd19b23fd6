"""Paying from the debtor's page, and what came of it."""

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.cases.payments import NothingOwedError, Payer, start
from app.models import Payment, PaymentState
from app.payments.contract import ProviderUnavailableError
from app.site import formats
from app.site.amounts import read_amount
from app.site.desk import Desk, Visit, local
from app.site.landing import Landing
from app.site.state import Said, inside
from app.store import payments as store
from app.store.links import LinkError

SEE_OTHER = 303
UNREADABLE = 422
UNAVAILABLE = 503


FULL, PART, OFFER, NEXT = "full", "part", "offer", "next"


class Payments:
    """The pay button, and the page a provider sends the debtor back to."""

    def __init__(self, desk: Desk, landing: Landing) -> None:
        self.desk = desk
        self.landing = landing

    def pay(self, token: str) -> AnyResponse:
        """Start paying all that is owed or what was chosen; a second click leads to the same form."""
        visit = self.desk.open_form(token)
        here = url_for("site.page", token=token)
        provider = self.desk.providers.get(request.form.get("provider", "")) or self.desk.provider
        if not visit.verified or provider is None:
            return redirect(here, SEE_OTHER)
        amount = self._amount(visit)
        if isinstance(amount, str):
            return self.landing.draw(visit, self._said(amount), UNREADABLE, here)
        public_url = self.desk.installation.config.public_url
        payer = Payer(
            account_id=visit.debt.account_id,
            message_id=visit.link.message_id,
            description=f"{self.desk.creditor(visit.debt)} · {visit.debt.ref}",
            language=visit.language,
            return_url=lambda payment_id: public_url + url_for("site.payment", token=token, payment_id=payment_id),
            amount=amount,
        )
        try:
            return redirect(start(self.desk.installation, provider, payer), SEE_OTHER)
        except NothingOwedError:
            return redirect(here, SEE_OTHER)
        except ProviderUnavailableError:
            return self.desk.page(visit, "notice.html", UNAVAILABLE, key="unavailable", address=here)

    def _amount(self, visit: Visit) -> int | str | None:
        """How much to pay: None is all of it; a text says what is wrong with what was typed."""
        chosen = request.form.get("amount", FULL)
        if chosen == PART:
            return self._part(visit)
        if chosen not in {OFFER, NEXT}:
            return None
        with self.desk.installation.db.read() as session:
            known = inside(session, self.desk, visit)
        if chosen == OFFER:
            return None if known.offer is None else known.offer.amount
        return known.plan.next_amount or None if known.plan is not None else None

    def _part(self, visit: Visit) -> int | str:
        typed = request.form.get("part", "")
        if not typed.strip():
            return visit.texts("pay.part_empty")
        amount = read_amount(typed[:40], visit.debt.currency)
        if not amount:
            return visit.texts("pay.part_wrong")
        if amount > visit.debt.balance:
            return visit.texts("pay.part_more")
        return amount

    def _said(self, fault: str) -> Said:
        typed = {name: request.form.get(name, "")[:40] for name in ("part", "provider")}
        return Said(typed=typed, faults={"part": fault})

    def show(self, token: str, payment_id: int) -> AnyResponse:
        """How a payment went: a receipt, or what to do next."""
        visit = self.desk.open(token)
        if not visit.verified:
            return redirect(url_for("site.page", token=token), SEE_OTHER)
        with self.desk.installation.db.read() as session:
            payment = store.of_account(session, visit.debt.account_id, payment_id)
        if payment is None:
            raise LinkError(expired=False)
        return self._result(token, payment)

    def _result(self, token: str, payment: Payment) -> Response:
        visit = self.desk.open(token)  # again: the balance as it is now
        settled = payment.settled_at or payment.started_at
        return self.desk.page(
            visit,
            "result.html",
            payment=payment,
            state=PaymentState(payment.state).value,
            at=formats.moment(local(settled, visit.debt), visit.language),
            can_retry=visit.debt.balance > 0 and self.desk.provider is not None,
            here=request.path,
        )
