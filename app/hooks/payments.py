"""``POST /hooks/payments/<provider>``: a payment provider tells how a payment went.

The answer is 200 with ``{"result": ...}`` whenever the notice was heard and kept, also when it tells nothing new
(``repeated``), or does not fit what was asked for (``review``): sending it again would not help, a person looks at it.
A notice that cannot be trusted gets 401, one that cannot be read 422, one for a payment nobody started 404, each as
a problem document (RFC 9457).
"""

from http import HTTPStatus

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from app.cases.notices import receive
from app.cases.payments import UnknownPaymentError
from app.hooks.answers import LONGEST, problem, result
from app.installation import Installation
from app.payments.contract import UnreadableNoticeError, UntrustedNoticeError
from app.payments.registry import providers

log = structlog.get_logger(__name__)


def blueprint(installation: Installation) -> Blueprint:
    """The notices of every provider this installation has."""
    hooks = Blueprint("hooks", __name__)
    known = providers(installation.config)

    def payments(provider: str) -> Response:
        request.max_content_length = LONGEST
        if provider not in known:
            return problem(HTTPStatus.NOT_FOUND, "This installation has no payment provider of that name.")
        try:
            settlement = receive(installation, known[provider], dict(request.headers), request.get_data())
        except RequestEntityTooLarge:
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A notice has at most {LONGEST} bytes.")
        except UntrustedNoticeError as error:
            log.warning("A payment notice was refused.", provider=provider, reason=str(error))
            return problem(HTTPStatus.UNAUTHORIZED, str(error))
        except UnreadableNoticeError as error:
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except UnknownPaymentError as error:
            return problem(HTTPStatus.NOT_FOUND, str(error))
        return result(settlement.result.value)

    hooks.add_url_rule("/hooks/payments/<provider>", "payments", payments, methods=["POST"])
    return hooks
