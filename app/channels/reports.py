"""Reports that come as signed JSON (Standard Webhooks): ``{"ref", "status", "reason", "permanent"}``.

What somebody wrote back is ``{"status": "replied", "text"}`` with the message's ``ref``, or the address it is ``from``.
A key that was pressed in a call is ``{"status": "pressed", "ref", "step", "key"}``.
"""

import json
from collections.abc import Mapping
from typing import Any

from app import signatures
from app.channels.contract import (
    OUTCOMES,
    Incoming,
    Notice,
    Pressed,
    Report,
    UnreadableReportError,
    UntrustedReportError,
)

SHORTEST_SECRET = 16
LONGEST_REASON = 300
REPLIED = "replied"
PRESSED = "pressed"

_LACKS = 'A report must hold "status" and "ref"; what somebody wrote back may have "from" instead of "ref".'


def read_signed(secret: bytes, notice: Notice) -> Report | Incoming | Pressed:
    """What a signed notice says.

    Raises:
        UntrustedReportError: the signature does not fit.
        UnreadableReportError: it makes no sense.
    """
    problem = signatures.problem(secret, notice.headers, notice.body, notice.wall)
    if problem:
        raise UntrustedReportError(problem)
    try:
        said = json.loads(notice.body)
        ref, outcome = str(said.get("ref") or ""), str(said["status"])
        sender, text = str(said.get("from") or ""), str(said.get("text") or "")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableReportError(_LACKS) from error
    if not (ref or (sender and outcome == REPLIED)):
        raise UnreadableReportError(_LACKS)
    if outcome == PRESSED:
        return _pressed(said, ref, signatures.id_of(notice.headers))
    if outcome not in OUTCOMES:
        raise UnreadableReportError(f'"status" must be one of {", ".join((*OUTCOMES, PRESSED))}.')
    if outcome == REPLIED and (text or not ref):
        return Incoming(sender, text, signatures.id_of(notice.headers), ref)
    why = str(said.get("reason") or "")[:LONGEST_REASON]
    return Report(ref, outcome, why, permanent=said.get("permanent") is True)


def _pressed(said: Mapping[str, Any], ref: str, call: str) -> Pressed:
    step, key = str(said.get("step") or ""), str(said.get("key") or "")
    if not step or not key:
        raise UnreadableReportError('A key that was pressed needs "step" and "key".')
    return Pressed(ref, step[:20], key[:1], call)
