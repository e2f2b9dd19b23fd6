"""``POST /hooks/payments/<provider>``: a payment provider tells how a payment went.

The answer is 200 with ``{"result": ...}`` whenever the notice was heard and kept, also when it tells nothing new
(``repeated``), or does not fit what was asked for (``review``): sending it again would not help, a person looks at it.
A notice that cannot be trusted gets 401, one that cannot be read 422, one for a payment nobody started 404, each as
a problem document (RFC 9457).
"""

import json
from http import HTTPStatus

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from app.cases.notices import receive
from app.cases.payments import UnknownPaymentError
from app.installation import Installation
from app.payments.contract import UnreadableNoticeError, UntrustedNoticeError
from app.payments.registry import providers

LONGEST = 64 * 1024  # bytes; real notices have a few hundred

log = structlog.get_logger(__name__)


def blueprint(installation: Installation) -> Blueprint:
    """The notices of every provider this installation has."""
    hooks = Blueprint("hooks", __name__)
    known = providers(installation.config)

    def payments(provider: str) -> Response:
        request.max_content_length = LONGEST
        if provider not in known:
            return _problem(HTTPStatus.NOT_FOUND, "This installation has no payment provider of that name.")
        try:
            settlement = receive(installation, known[provider], dict(request.headers), request.get_data())
        except RequestEntityTooLarge:
            return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A notice has at most {LONGEST} bytes.")
        except UntrustedNoticeError as error:
            log.warning("A payment notice was refused.", provider=provider, reason=str(error))
            return _problem(HTTPStatus.UNAUTHORIZED, str(error))
        except UnreadableNoticeError as error:
            return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except UnknownPaymentError as error:
            return _problem(HTTPStatus.NOT_FOUND, str(error))
        return _answer({"result": settlement.result.value}, HTTPStatus.OK, "application/json")

    hooks.add_url_rule("/hooks/payments/<provider>", "payments", payments, methods=["POST"])
    return hooks


def _problem(status: HTTPStatus, detail: str) -> Response:
    document = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return _answer(document, status, "application/problem+json")


def _answer(document: dict[str, str | int], status: HTTPStatus, media_type: str) -> Response:
    response = Response(json.dumps(document), status=status.value, content_type=media_type)
    response.headers["Cache-Control"] = "no-store"
    return response
