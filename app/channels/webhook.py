"""Any channel over a gateway of one's own: each message is posted as signed JSON (Standard Webhooks).

``webhook+https://host/path?secret=…&rate=…``. The message's name is the ``webhook-id``, by which the gateway drops what
it gets twice. It reports by the same signature to ``/hooks/messages/<channel>``.
"""

import base64
import json
from typing import Any

import requests

from app import signatures
from app.channels import answers
from app.channels.addresses import Address
from app.channels.contract import ChannelDownError, Incoming, Notice, Outgoing, Pressed, Receipt, Report
from app.channels.reports import SHORTEST_SECRET, read_signed
from app.clock import SystemClock
from app.errors import ConfigError, DeliveryError
from app.reasons import reason
from app.store.rates import Limit
from renderers.errors import RenderError
from renderers.pages import LayoutMissingError, lay_out


class WebhookChannel:
    """Posts the messages of one channel to one address."""

    def __init__(
        self,
        name: str,
        url: str,
        secret: bytes,
        *,
        limits: tuple[Limit, ...] = (),
        seconds: tuple[float, float] = (answers.CONNECT_SECONDS, answers.ANSWER_SECONDS),
    ) -> None:
        self.name = name
        self.limits = limits
        self._url = url
        self._secret = secret
        self._seconds = seconds
        self._session = requests.Session()

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one message over."""
        body = json.dumps(self._document(outgoing), ensure_ascii=False).encode()
        signed = signatures.sign(self._secret, outgoing.ref, SystemClock().wall(), body)
        try:
            answer = self._session.post(
                self._url,
                data=body,
                headers={"content-type": "application/json", **signed},
                timeout=self._seconds,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise answers.silent(error) from error
        if not 200 <= answer.status_code < 300:  # noqa: PLR2004 - the classes of RFC 9110
            raise answers.refused(answer.status_code, " ".join(answer.text.split())[:200])
        return Receipt(f"{answer.status_code}")

    def has(self, ref: str) -> bool:
        """Never surely: the gateway tells by itself what it took."""
        del ref
        return False

    def close(self) -> None:
        """Give the connection back."""
        self._session.close()

    def read_report(self, notice: Notice) -> Report | Incoming | Pressed:
        """What the gateway says."""
        return read_signed(self._secret, notice)

    def _document(self, outgoing: Outgoing) -> dict[str, Any]:
        text = outgoing.content.decode("utf-8")
        shared = {
            "ref": outgoing.ref,
            "channel": self.name,
            "to": outgoing.recipient,
            "name": outgoing.name,
            "subject": outgoing.subject,
            "language": outgoing.language,
        }
        if self.name != "letter":
            return {**shared, "text": text, **({"script": json.loads(outgoing.script)} if outgoing.script else {})}
        try:
            laid_out = lay_out(text)
        except LayoutMissingError as error:
            raise ChannelDownError(reason("letters_off", str(error))) from error
        except RenderError as error:
            raise DeliveryError(reason("unbuildable", str(error)), permanent=True) from error
        return {**shared, "pages": laid_out.pages, "pdf": base64.b64encode(laid_out.content).decode()}


def open_channel(name: str, address: Address) -> WebhookChannel:
    """The channel that an address names.

    Raises:
        ConfigError: it has no host, or no secret that is long enough.
    """
    address.know("secret", "rate", "account_rate")
    if not address.host:
        raise ConfigError(f"{address.setting} must look like webhook+https://host/path?secret=...")
    secret = address.need("secret")
    if len(secret) < SHORTEST_SECRET:
        raise ConfigError(f"{address.setting} has a secret that is too short: {SHORTEST_SECRET} characters at least.")
    place = address.host if address.port is None else f"{address.host}:{address.port}"
    url = f"{address.scheme.removeprefix('webhook+')}://{place}{address.path or '/'}"
    return WebhookChannel(name, url, secret.encode(), limits=address.limits(name, f"webhook:{place}"))
