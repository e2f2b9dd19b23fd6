"""Calls another system by a signed webhook (Standard Webhooks), and puts what it answers into fields of one's own.

The ``webhook-id`` is that of the act: it stays the same however often the call is tried.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import signatures
from app.clock import SystemClock
from app.config import Config
from app.flow.destinations import Destination, find
from app.flow.performer import Done, Failed, Later, Outside, Settled, Terms
from app.flow.performers.change import put
from app.flow.posting import Posted, Silence, post
from app.reasons import reason
from app.store import facts, own_fields
from app.store.acts import Ordered
from app.store.fields import own
from journeys import pointers

PREFIX = "whsec_"
REF = "account.ref"
AGAIN = frozenset({408, 409, 425, 429})  # of the answers that blame the caller, those that pass


@dataclass(frozen=True, slots=True)
class Call:
    """All that one call takes."""

    url: str
    ref: str
    body: bytes
    secret: bytes
    seconds: float
    mapping: Sequence[Mapping[str, str]]
    config: Config


@dataclass(frozen=True, slots=True)
class Answered(Done):
    """The other system took it; ``values`` are those for fields, by name, and go no further than into them."""

    values: Mapping[str, Any] = field(default_factory=dict)


class Webhook(Outside):
    """Carries out what steps of the kind ``webhook`` order."""

    name = "webhook"

    def prepare(self, session: Session, acts: Sequence[Ordered], terms: Terms) -> Mapping[int, Call | Failed]:
        """The signed bodies; two queries, or three where addresses are sent."""
        wanted = {REF}.union(*(act.details["fields"] for act in acts))
        known = facts.load(session, sorted({act.account_id for act in acts}), terms.now, wanted)
        return {act.id: _prepared(act, known.get(act.account_id, {}), terms) for act in acts}

    def call(self, prepared: Call) -> Settled:
        """Look the address up, post, and read the answer."""
        where = find(prepared.url, prepared.config)
        if not isinstance(where, Destination):
            return where
        signed = signatures.sign(prepared.secret, prepared.ref, SystemClock().wall(), prepared.body)
        headers = {"Content-Type": "application/json", "User-Agent": "Cauce", **signed}
        return _read(prepared, post(where, headers, prepared.body, prepared.seconds))

    def keep(self, session: Session, act: Ordered, answer: Settled, now: datetime) -> Settled:
        """Put values into fields: all of them, or none where one does not fit.

        A debtor whom somebody else holds at this moment makes the database busy, and the recording is tried again.
        """
        if not isinstance(answer, Answered):
            return answer
        if answer.values:
            known = own(session)
            with_debtor = [act.account_id] if any(name.startswith("debtor.") for name in answer.values) else []
            owners = own_fields.read(session, [act.account_id], with_debtor, nowait=True)
            for name, value in answer.values.items():
                target = known.get(name)
                owner = None if target is None else owners.of_field(act.account_id, target.scope)
                if target is None or owner is None:
                    return Failed(reason("field_gone", name), answer.result)
                unfit = put(owner, target, value)
                if isinstance(unfit, Failed):
                    return Failed(unfit.why, answer.result)
            own_fields.write(session, owners, now)
        return Done(ok=True, result=answer.result)


def _prepared(act: Ordered, known: Mapping[str, Any], terms: Terms) -> Call | Failed:
    details = act.details
    secret = dict(terms.config.webhook_secrets).get(details["secret"])
    if secret is None:
        return Failed(reason("secret_unknown", details["secret"]))
    data = {
        "journey": act.journey_id,
        "run": act.run_id,
        "node": act.node,
        "visit": act.visit,
        "item": act.item,
        "account": known.get(REF),
        "fields": {name: known.get(name) for name in details["fields"]},
    }
    document = {"type": "journey.step", "timestamp": terms.now.isoformat(), "data": data}
    body = json.dumps(document, ensure_ascii=False).encode()
    mapping = details["mapping"]
    return Call(details["url"], f"act_{act.id}", body, key_of(secret), details["seconds"], mapping, terms.config)


def key_of(secret: str) -> bytes:
    """The bytes that sign: those of ``whsec_`` are written in base64."""
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def _read(call: Call, answer: Posted | Silence) -> Settled:
    if isinstance(answer, Silence):
        return Later(reason("webhook_silent", answer.why))
    status, result = answer.status, {"status": answer.status}
    if status in AGAIN or status >= 500:  # noqa: PLR2004 - the classes of RFC 9110
        return Later(reason("webhook_busy", str(status)))
    if not 200 <= status < 300:  # noqa: PLR2004 - a redirect is followed nowhere
        return Failed(reason("webhook_refused", str(status)), result)
    if answer.body is None:
        return Failed(reason("webhook_unreadable", "> 64 KiB"), result)
    return _mapped(call.mapping, answer.body, result) if call.mapping else Answered(ok=True, result=result)


def _mapped(mapping: Sequence[Mapping[str, str]], body: bytes, result: Mapping[str, Any]) -> Settled:
    """The values of an answer that are wanted; what it does not hold is left out, and null is for no value."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return Failed(reason("webhook_unreadable", "JSON"), result)
    found = {pair["to"]: pointers.find(document, pair["from"]) for pair in mapping}
    values = {name: value for name, value in found.items() if value is not pointers.MISSING}
    return Answered(ok=True, result=result, values=values)


PERFORMER = Webhook()
