"""SMS, WhatsApp and voice over Twilio, or over anything that speaks its API.

``twilio://SID:TOKEN@host:port?from=+1555…&rate=10``: without a host it is Twilio itself. Twilio knows no idempotency
key and cannot be asked by our name for a message, so silence after a request is ``unknown``, until a status callback
says more. Its API: https://www.twilio.com/docs/messaging/api and https://www.twilio.com/docs/voice/api.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from app.channels import answers, spoken
from app.channels.addresses import Address
from app.channels.contract import (
    Incoming,
    Notice,
    Outgoing,
    Pressed,
    Receipt,
    Report,
    UnreadableReportError,
    UntrustedReportError,
)
from app.errors import ConfigError, DeliveryError
from app.reasons import reason
from app.store.rates import Limit

CHANNELS = frozenset({"sms", "whatsapp", "voice"})
WHATSAPP = "whatsapp:"
OUTCOMES = {
    **dict.fromkeys(("queued", "accepted", "sending", "sent", "initiated", "ringing", "in-progress"), "taken"),
    **dict.fromkeys(("delivered", "completed"), "delivered"),
    **dict.fromkeys(("undelivered", "failed", "busy", "no-answer", "canceled"), "bounced"),
    "read": "opened",
}
"""By MessageStatus and CallStatus."""

SILENCE = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
"""Nothing is written back by itself."""

NEVER = frozenset({"21211", "21214", "21217", "21614", "30005", "30006", "63003", "63024", "13223", "13224", "13225"})
"""Error codes of numbers that are none, or that can never take this: invalid, unknown, landline, no WhatsApp."""

_quiet = logging.getLogger(f"{__name__}.library")
_quiet.disabled = True  # what it would log are numbers and texts of people


@dataclass(frozen=True)
class TwilioAccount:
    """Whose account it is, which number or service messages come from, and where the API is."""

    sid: str
    token: str
    sender: str
    base: str | None = None


class TwilioChannel:
    """One of the channels that Twilio has; ``reports_to`` is where it is to report what became of a message."""

    def __init__(
        self,
        name: str,
        account: TwilioAccount,
        *,
        reports_to: str | None = None,
        limits: tuple[Limit, ...] = (),
        seconds: tuple[float, float] = (answers.CONNECT_SECONDS, answers.ANSWER_SECONDS),
    ) -> None:
        self.name = name
        self.limits = limits
        self._account = account
        self._reports_to = reports_to
        self._http = _Http(seconds)
        self._client = Client(account.sid, account.token, http_client=self._http)
        if account.base is not None:
            self._client.api.base_url = account.base

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one message over."""
        try:
            return Receipt(str(self._create(outgoing).sid))
        except TwilioRestException as error:
            raise answers.refused(error.status, f"{error.code or ''} {error.msg}"[:300]) from error
        except requests.RequestException as error:
            raise answers.silent(error) from error
        except (TwilioException, ValueError, KeyError) as error:  # it answered yes, in no way that can be read
            what = reason("gateway_silent", type(error).__name__)
            raise DeliveryError(what, permanent=False, unknown=True) from error

    def has(self, ref: str) -> bool:
        """Never surely: Twilio cannot be asked for our name of a message."""
        del ref
        return False

    def close(self) -> None:
        """Give the connection back."""
        if self._http.session is not None:
            self._http.session.close()

    def read_report(self, notice: Notice) -> Report | Incoming | Pressed | None:
        """What a status callback says, or what somebody wrote back."""
        form = dict(parse_qsl(notice.body.decode("utf-8", "replace"), keep_blank_values=True))
        signature = {name.lower(): value for name, value in notice.headers.items()}.get("x-twilio-signature", "")
        if not RequestValidator(self._account.token).validate(notice.url, form, signature):
            raise UntrustedReportError("The signature does not fit the notice.")
        if "Digits" in form:
            return _pressed(notice.url, form)
        return _reply(form) if "Body" in form and "MessageStatus" not in form else _report(notice.url, form)

    def say_next(self, pressed: Pressed, script: str, language: str) -> str:
        """What follows a key in a call."""
        return spoken.after(
            script, language, f"{self._reports_to}?ref={quote(pressed.ref, safe='')}", pressed.step, pressed.key
        )

    def _create(self, outgoing: Outgoing) -> Any:  # noqa: ANN401 - a message or a call
        reports_to = self._reports_to and f"{self._reports_to}?ref={quote(outgoing.ref, safe='')}"
        text = outgoing.content.decode("utf-8")
        if self.name == "voice":
            script = outgoing.script or json.dumps({"steps": [{"id": "s1", "kind": "say", "text": text}]})
            said = spoken.begin(script, outgoing.language, reports_to)
            more = {} if reports_to is None else {"status_callback": reports_to}
            return self._client.calls.create(to=outgoing.recipient, from_=self._account.sender, twiml=said, **more)
        before = WHATSAPP if self.name == "whatsapp" else ""
        more = {} if reports_to is None else {"status_callback": reports_to}
        if self._account.sender.startswith("MG"):
            more["messaging_service_sid"] = self._account.sender
        else:
            more["from_"] = before + self._account.sender
        return self._client.messages.create(to=before + outgoing.recipient, **_body(self.name, outgoing, text), **more)


def open_channel(name: str, address: Address, public_url: str) -> TwilioChannel:
    """The channel that an address names.

    Raises:
        ConfigError: something is missing, or Twilio has no such channel.
    """
    if name not in CHANNELS:
        raise ConfigError(f"{address.setting} cannot be twilio: it sends {', '.join(sorted(CHANNELS))}.")
    address.know("from", "scheme", "rate", "account_rate")
    if not address.user or not address.password:
        raise ConfigError(f"{address.setting} must look like twilio://SID:TOKEN@?from=+15550100")
    scheme = address.options.get("scheme", "https")
    if scheme not in {"http", "https"}:
        raise ConfigError(f"{address.setting} has scheme={scheme}; it must be https, or http for a test.")
    place = address.host if address.port is None else f"{address.host}:{address.port}"
    account = TwilioAccount(
        address.user, address.password, address.need("from"), f"{scheme}://{place}" if address.host else None
    )
    reports_to = f"{public_url}/hooks/messages/{name}" if _is_public(public_url) else None
    return TwilioChannel(name, account, reports_to=reports_to, limits=address.limits(name, f"twilio:{address.user}"))


class _Http(TwilioHttpClient):  # type: ignore[misc] # of a library without types
    """Keeps its connection, says nothing of what it sends, and waits a given time for connection and answer."""

    def __init__(self, seconds: tuple[float, float]) -> None:
        super().__init__(logger=_quiet)
        self.timeout: Any = seconds  # requests takes a pair too; Twilio's type knows one number only


def _reply(form: Mapping[str, str]) -> Incoming:
    """A message that came in."""
    sender = form.get("From", "").removeprefix(WHATSAPP)
    if not sender or not form.get("MessageSid"):
        raise UnreadableReportError("The message lacks its sender or its name.")
    return Incoming(sender, form["Body"], form["MessageSid"], asks=form.get("OptOutType", ""), answer=SILENCE)


def _body(channel: str, outgoing: Outgoing, text: str) -> dict[str, str]:
    """The text, or the template that WhatsApp approved with its variables: numbers from 1, on one line each."""
    script = json.loads(outgoing.script) if channel == "whatsapp" and outgoing.script else {}
    if not script.get("sid"):
        return {"body": text}
    values = {str(at): _variable(one) for at, one in enumerate(script["variables"], 1)}
    return {"content_sid": script["sid"], "content_variables": json.dumps(values, ensure_ascii=False)}


def _variable(variable: Mapping[str, Any]) -> str:
    value = " ".join(str(variable["value"]).split())
    return value.partition("://")[2].partition("/")[2] if variable["path"] else value


def _pressed(url: str, form: Mapping[str, str]) -> Pressed:
    """A key of a call."""
    asked = parse_qs(urlsplit(url).query)
    ref, step = (asked.get(name, [""])[0] for name in ("ref", "step"))
    if not ref or not step:
        raise UnreadableReportError("The notice lacks the ref or the step.")
    return Pressed(ref, step, form["Digits"][:1], form.get("CallSid", ""))


def _report(url: str, form: Mapping[str, str]) -> Report | None:
    ref = parse_qs(urlsplit(url).query).get("ref", [""])[0]
    status = form.get("MessageStatus") or form.get("CallStatus") or ""
    if not ref or not status:
        raise UnreadableReportError("The notice lacks the ref or the status.")
    outcome = OUTCOMES.get(status)
    if outcome is None:
        return None
    code = form.get("ErrorCode", "")
    detail = " ".join(part for part in (status, code) if part) if outcome == "bounced" else ""
    return Report(ref, outcome, detail, permanent=outcome == "bounced" and code in NEVER)


def _is_public(url: str) -> bool:
    """Whether Twilio could reach this address at all; it refuses a message that names one that it cannot."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return host not in {"", "localhost"}
