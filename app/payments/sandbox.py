"""The sandbox provider: a whole payment without a bank, for the demo and for tests.

It keeps nothing: what is to be paid travels, signed, in the address of its card form. It tells us how a payment went
through the same signed notices that a real provider sends to ``/hooks/payments/sandbox``. A production installation
does not have it.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from app.config import Config
from app.payments import signatures
from app.payments.contract import (
    Notice,
    Outcome,
    PaymentRequest,
    Redirect,
    UnreadableNoticeError,
    UntrustedNoticeError,
)

NAME = "sandbox"
LIFETIME = timedelta(hours=1)
MOST = 2**63 - 1  # minor units, as the database keeps them


@dataclass(frozen=True)
class Order:
    """What the card form shows and where it sends the debtor afterwards; ``expires`` is seconds since 1970, wall."""

    ref: str
    amount: int
    currency: str
    description: str
    language: str
    return_url: str
    expires: int


class Sandbox:
    """The provider, opened with an installation's settings."""

    name = NAME
    origins: tuple[str, ...] = ()

    def __init__(self, config: Config) -> None:
        self._public_url = config.public_url
        self._secret = hmac.new(config.secret_key.encode(), b"cauce.payments.sandbox", hashlib.sha256).digest()
        self._orders = URLSafeSerializer(self._secret, salt="order")

    def start(self, request: PaymentRequest) -> Redirect:
        """Prepare one payment; the same reference gives the same payment."""
        expires_at = request.wall + LIFETIME
        order = Order(
            ref=self._ref(request.reference),
            amount=request.amount,
            currency=request.currency,
            description=request.description,
            language=request.language,
            return_url=request.return_url,
            expires=int(expires_at.timestamp()),
        )
        signed = self._orders.dumps(asdict(order))
        text = signed if isinstance(signed, str) else signed.decode()
        return Redirect(
            url=f"{self._public_url}/pay/{NAME}/{order.ref}?order={text}",
            provider_ref=order.ref,
            expires_at=expires_at,
        )

    def read_order(self, ref: str, signed: str, wall: datetime) -> Order | None:
        """What is to be paid under this address; None when it was forged or its time is over."""
        try:
            order = Order(**self._orders.loads(signed))
        except BadData:
            return None
        return order if order.ref == ref and wall.timestamp() < order.expires else None

    def write_notice(
        self, order: Order, outcome: Outcome, reason: str | None, attempt: str, wall: datetime
    ) -> tuple[dict[str, str], bytes]:
        """The headers and the body of the notice that tells how ``order`` went; ``attempt`` names this one try."""
        body = json.dumps(
            {
                "type": f"payment.{outcome.value}",
                "timestamp": wall.astimezone(UTC).isoformat(),
                "data": {
                    "payment": order.ref,
                    "amount": order.amount,
                    "currency": order.currency,
                    "reason": reason,
                },
            }
        ).encode()
        return self.sign(f"evt_{attempt}", body, wall), body

    def sign(self, webhook_id: str, body: bytes, wall: datetime) -> dict[str, str]:
        """The headers that make ``body`` a notice of this provider."""
        return signatures.sign(self._secret, webhook_id, wall, body)

    def read_notice(self, headers: Mapping[str, str], body: bytes, wall: datetime) -> Notice:
        """Check who sent a notice, and read it."""
        problem = signatures.problem(self._secret, headers, body, wall)
        if problem:
            raise UntrustedNoticeError(problem)
        event_id = next(value for name, value in headers.items() if name.lower() == signatures.ID)
        return _read(body, event_id)

    def _ref(self, reference: str) -> str:
        digest = hmac.new(self._secret, reference.encode(), hashlib.sha256).digest()[:15]
        return "sbx_" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def open_sandbox(config: Config) -> Sandbox | None:
    """The sandbox, where no real money moves; None in production."""
    return None if config.mode == "production" else Sandbox(config)


def _read(body: bytes, event_id: str) -> Notice:
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableNoticeError("The body is not JSON.") from error
    data = document.get("data") if isinstance(document, dict) else None
    if not isinstance(data, dict):
        raise UnreadableNoticeError("The body must be an object with an object called data.")
    outcomes = {f"payment.{outcome.value}": outcome for outcome in Outcome}
    kind, ref, amount, currency = document.get("type"), data.get("payment"), data.get("amount"), data.get("currency")
    reason = data.get("reason")
    if not isinstance(kind, str) or kind not in outcomes:
        raise UnreadableNoticeError(f"type must be one of {', '.join(outcomes)}.")
    if not isinstance(ref, str) or not ref or "\x00" in ref:
        raise UnreadableNoticeError("data.payment must name the payment.")
    if not isinstance(amount, int) or isinstance(amount, bool) or abs(amount) > MOST:
        raise UnreadableNoticeError("data.amount must be a whole number of minor units.")
    if not isinstance(currency, str) or re.fullmatch("[A-Z]{3}", currency) is None:
        raise UnreadableNoticeError("data.currency must be a three-letter code.")
    return Notice(
        provider=NAME,
        provider_ref=ref,
        outcome=outcomes[kind],
        amount=amount,
        currency=currency,
        event_id=event_id,
        reason=reason if isinstance(reason, str) else None,
    )
