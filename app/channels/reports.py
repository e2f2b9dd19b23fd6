"""Reports that come as signed JSON (Standard Webhooks): ``{"ref", "status", "reason", "permanent"}``."""

import json

from app import signatures
from app.channels.contract import OUTCOMES, Notice, Report, UnreadableReportError, UntrustedReportError

SHORTEST_SECRET = 16
LONGEST_REASON = 300


def read_signed(secret: bytes, notice: Notice) -> Report:
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
        ref, outcome = str(said["ref"]), str(said["status"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableReportError('A report must hold "ref" and "status".') from error
    if outcome not in OUTCOMES:
        raise UnreadableReportError(f'"status" must be one of {", ".join(OUTCOMES)}.')
    why = str(said.get("reason") or "")[:LONGEST_REASON]
    return Report(ref, outcome, why, permanent=said.get("permanent") is True)
