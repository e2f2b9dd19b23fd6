"""The sandbox's card form: what a debtor sees of a provider that has no bank behind it."""

import hashlib
import secrets

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from app.cases.notices import receive
from app.cases.payments import UnknownPaymentError
from app.models import PaymentState
from app.payments.cards import TRIAL_CARDS, Card, faults, grouped, trial_card
from app.payments.contract import Outcome
from app.payments.sandbox import NAME, Order, Sandbox
from app.site.desk import Desk
from app.site.language import DEFAULT, catalogue, known
from app.store import payments as store

SEE_OTHER = 303
GONE = 410
UNREADABLE = 422
DECIDED = (PaymentState.succeeded, PaymentState.review)


class SandboxPages:
    """The form and its answers."""

    def __init__(self, desk: Desk, sandbox: Sandbox) -> None:
        self.desk = desk
        self.sandbox = sandbox

    def show(self, ref: str) -> AnyResponse:
        """The empty form; the way back when this payment was made already."""
        order = self._order(ref)
        if order is None:
            return self._gone()
        if self._is_decided(order):
            return redirect(order.return_url, SEE_OTHER)
        return self._form(order, Card("", "", ""), {})

    def pay(self, ref: str) -> AnyResponse:
        """Charge the test card, tell Cauce by a signed notice, and send the debtor back."""
        order = self._order(ref)
        if order is None:
            return self._gone()
        if self._is_decided(order):
            return redirect(order.return_url, SEE_OTHER)
        if request.form.get("action") == "leave":
            return self._tell(order, Outcome.interrupted, "left_the_form")
        card = Card(*(request.form.get(name, "")[:64] for name in ("number", "expiry", "code")))
        found = faults(card, self.desk.installation.clock.wall().date())
        charged = trial_card(card.number)
        if found or charged is None:
            return self._form(order, card, found)
        return self._tell(order, charged.outcome, charged.reason)

    def _order(self, ref: str) -> Order | None:
        return self.sandbox.read_order(ref, request.args.get("order", ""), self.desk.installation.clock.wall())

    def _gone(self) -> Response:
        return self.desk.notice("order", GONE)

    def _is_decided(self, order: Order) -> bool:
        with self.desk.installation.db.read() as session:
            payment = store.find(session, NAME, order.ref)
        return payment is not None and payment.state in DECIDED

    def _tell(self, order: Order, outcome: Outcome, reason: str | None) -> AnyResponse:
        """Send the notice; a double click sends the same one twice, because the form names the attempt."""
        attempt = hashlib.sha256(f"{order.ref}:{request.form.get('attempt', '')}".encode()).hexdigest()[:32]
        headers, body = self.sandbox.write_notice(order, outcome, reason, attempt, self.desk.installation.clock.wall())
        try:
            receive(self.desk.installation, self.sandbox, headers, body)
        except UnknownPaymentError:
            return self._gone()
        return redirect(order.return_url, SEE_OTHER)

    def _form(self, order: Order, card: Card, found: dict[str, str]) -> Response:
        """Draw the form. A number that is no test number is not shown again, for it may be a real card's."""
        language = known(request.args.get("lang")) or known(order.language) or DEFAULT
        texts = catalogue()[language]
        return self.desk.draw(
            "card.html",
            language,
            UNREADABLE if found else 200,
            order=order,
            number=grouped(card.number) if trial_card(card.number) else "",
            expiry=card.expiry,
            faults={field: texts(f"card.{fault}") for field, fault in found.items()},
            trial_cards=[(grouped(one.number), texts(f"card.test.{one.outcome.value}")) for one in TRIAL_CARDS],
            attempt=secrets.token_urlsafe(16),
        )
