"""Paying from the debtor's page, and what came of it."""

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.cases.payments import NothingOwedError, Payer, start
from app.models import Payment, PaymentState
from app.payments.contract import ProviderUnavailableError
from app.site import formats
from app.site.desk import Desk, local
from app.store import payments as store
from app.store.links import LinkError

SEE_OTHER = 303
UNAVAILABLE = 503


class Payments:
    """The pay button, and the page a provider sends the debtor back to."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def pay(self, token: str) -> AnyResponse:
        """Start paying all that is owed; a second click leads to the same form."""
        visit = self.desk.open_form(token)
        here = url_for("site.page", token=token)
        provider = self.desk.provider
        if not visit.verified or provider is None:
            return redirect(here, SEE_OTHER)
        public_url = self.desk.installation.config.public_url
        payer = Payer(
            account_id=visit.debt.account_id,
            message_id=visit.link.message_id,
            description=f"{self.desk.creditor(visit.debt)} · {visit.debt.ref}",
            language=visit.language,
            return_url=lambda payment_id: public_url + url_for("site.payment", token=token, payment_id=payment_id),
        )
        try:
            return redirect(start(self.desk.installation, provider, payer), SEE_OTHER)
        except NothingOwedError:
            return redirect(here, SEE_OTHER)
        except ProviderUnavailableError:
            return self.desk.page(visit, "notice.html", UNAVAILABLE, key="unavailable", address=here)

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
