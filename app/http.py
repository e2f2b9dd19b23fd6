"""What every answer over HTTP has in common: problem documents (RFC 9457), their languages, security headers."""

import secrets
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Literal, NamedTuple

import structlog
from flask import Flask, Response, make_response, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from app import wording
from app.errors import CauceError, ConflictError, InvalidError, NotFoundError

Language = Literal["es", "en"]
Text = Mapping[str, str]

MACHINES = (
    "/api/",
    "/hooks/",
    "/healthz",
    "/readyz",
    "/metrics",
)  # what answers programs; everything else answers people

STUDIO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
PAGE_POLICY = STUDIO_POLICY.replace(" 'unsafe-inline'", "")
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # a debtor's signed link must not travel on
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

log = structlog.get_logger()


class Fault(NamedTuple):
    """One way in which a request can go wrong."""

    status: int
    title: Text
    detail: Text


class ProblemError(CauceError):
    """A request that gets a problem document.

    ``code`` is a key of ``wording.FAULTS``; ``detail`` replaces its usual sentence; ``fields`` gives a text in both
    languages for each faulty field; ``extra`` goes into the document as it is; ``headers`` into the answer.
    """

    def __init__(
        self,
        code: str,
        *,
        detail: Text | None = None,
        fields: Mapping[str, Text] | None = None,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.fields = fields or {}
        self.extra = extra or {}
        self.headers = headers or {}


def language() -> Language:
    """The language of this request, from Accept-Language; Spanish when it names neither."""
    for tag, quality in request.accept_languages:
        main = tag.partition("-")[0].lower()
        if quality > 0 and main in {"es", "en"}:
            return "en" if main == "en" else "es"
    return "es"


def problem(error: ProblemError) -> Response:
    """The answer to a request that went wrong: a document for programs, a page for people."""
    fault = Fault(*wording.FAULTS[error.code])
    spoken = language()
    document: dict[str, Any] = {
        "type": f"urn:cauce:problem:{error.code}",
        "title": fault.title[spoken],
        "status": fault.status,
        "detail": (error.detail or fault.detail)[spoken],
    }
    if error.fields:
        document["fields"] = {name: text[spoken] for name, text in error.fields.items()}
    document.update(error.extra)
    response = _document(document) if request.path.startswith(MACHINES) else _page(document, spoken)
    response.status_code = fault.status
    response.headers.extend(dict(error.headers))
    response.headers["Content-Language"] = spoken
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept-Language")
    return response


def _document(document: Mapping[str, Any]) -> Response:
    from flask import json  # noqa: PLC0415 - flask.json needs the app that is being served

    return Response(json.dumps(document), mimetype="application/problem+json")


def _page(document: Mapping[str, Any], spoken: Language) -> Response:
    title, detail = escape(document["title"]), escape(document["detail"])
    return Response(
        f'<!doctype html><html lang="{spoken}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<main><h1>{title}</h1><p>{detail}</p></main></html>",
        mimetype="text/html",
    )


def invalid(error: ValidationError) -> Response:
    """The answer to a body or query that does not have the declared shape."""
    return problem(ProblemError("invalid", fields=_faulty(error)))


def _faulty(error: ValidationError) -> dict[str, Text]:
    fields: dict[str, Text] = {}
    for fault in error.errors(include_url=False, include_input=False):
        name = ".".join(str(part) for part in fault["loc"]) or "body"
        fields.setdefault(name, wording.of_fault(fault["type"], fault.get("ctx", {}), fault["msg"]))
    return fields


def _of_cauce(error: CauceError) -> Response:
    if isinstance(error, ProblemError):
        return problem(error)
    same = {"es": str(error), "en": str(error)}
    if isinstance(error, NotFoundError):
        return problem(ProblemError("not-found"))
    if isinstance(error, ConflictError):
        return problem(ProblemError("conflict", detail=same))
    if isinstance(error, InvalidError):
        fields = {name: {"es": text, "en": text} for name, text in error.fields.items()}
        return problem(ProblemError("invalid", detail=same, fields=fields))
    return failure(error)


def _of_http(error: HTTPException) -> Response:
    if error.response is not None:  # abort(response): it is made already
        return make_response(error.response)
    code = error.code or 500
    if code < 400:  # noqa: PLR2004 - a redirect is no error
        return make_response(error.get_response())
    found = wording.BY_STATUS.get(code, "bad-request" if code < 500 else "failure")  # noqa: PLR2004 - 4xx or 5xx
    if found == "failure":
        return failure(error)
    kept = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    limit = request.max_content_length if code == 413 else None  # noqa: PLR2004 - too large
    return problem(ProblemError(found, headers=kept, detail=None if limit is None else wording.too_large(limit)))


def failure(error: BaseException) -> Response:
    """Say nothing of what happened but a reference under which the log has it; a path is a secret on debtors' pages."""
    reference = secrets.token_hex(6)
    log.error("request failed", reference=reference, method=request.method, route=str(request.url_rule), exc_info=error)
    detail = wording.failure(reference)
    return problem(ProblemError("failure", detail=detail, extra={"reference": reference}))


def answer_errors(app: Flask) -> None:
    """Give every error of this app a problem document."""
    app.register_error_handler(CauceError, _of_cauce)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, failure)


def secure(app: Flask, *, https: bool, studio: Sequence[str]) -> None:
    """Put the security headers on every answer.

    ``studio`` names the endpoints that serve the studio's own page, where style attributes are needed; what sets a
    policy of its own keeps it.
    """

    def harden(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", _policy(response, studio))
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.pop("Server", None)
        return response

    app.after_request(harden)


def _policy(response: Response, studio: Sequence[str]) -> str:
    if response.mimetype != "text/html":
        return DATA_POLICY
    return STUDIO_POLICY if request.endpoint in studio else PAGE_POLICY
