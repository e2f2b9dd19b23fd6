"""How every notice is answered: JSON that no cache keeps, and problem documents (RFC 9457)."""

import json
from http import HTTPStatus

from flask import Response

LONGEST = 64 * 1024  # bytes; real notices have a few hundred


def problem(status: HTTPStatus, detail: str) -> Response:
    """What is wrong with a notice."""
    document = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return answer(document, status, "application/problem+json")


def result(word: str) -> Response:
    """What came of a notice that was heard."""
    return answer({"result": word}, HTTPStatus.OK, "application/json")


def answer(document: dict[str, str | int], status: HTTPStatus, media_type: str) -> Response:
    """A document as a response."""
    response = Response(json.dumps(document), status=status.value, content_type=media_type)
    response.headers["Cache-Control"] = "no-store"
    return response
