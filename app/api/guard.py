"""The door of the API: nothing below /api/v1 is reached without passing here."""

import math
import re
from typing import Any

from flask import Flask, current_app, g, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.api.area import ANYONE, PREFIX, SIGNED_IN
from app.api.callers import Caller, identify, refuse_forgery
from app.config import BODY_LIMIT
from app.http import ProblemError
from app.wording import Text

UNSTORABLE_LETTER = re.compile("[\0\ud800-\udfff]")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DEEPEST = 100  # levels of nesting in what is sent


def watch(app: Flask) -> None:
    """Put the guard before every endpoint of the API.

    Raises:
        LookupError: an endpoint does not say who may use it.
    """
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PREFIX) and not hasattr(app.view_functions[rule.endpoint], "cauce_permission"):
            raise LookupError(f"{rule.rule} does not say who may use it.")
    app.before_request(_guard)


def _guard() -> None:
    if request.endpoint is None or not request.path.startswith(PREFIX):
        return
    marks = vars(current_app.view_functions[request.endpoint])
    needed = marks["cauce_permission"]
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise ProblemError("csrf")
    if needed != ANYONE:
        g.caller = let_in(needed)
    request.max_content_length = marks.get("cauce_limit", BODY_LIMIT)
    _read_json()


def let_in(needed: str) -> Caller:
    """Find out who is calling, and whether they may do what this permission names.

    Raises:
        ProblemError: nobody is signed in, or they may not.
    """
    found = identify()
    if found is None:
        raise ProblemError("signed-out")
    if found.user is not None and request.method not in SAFE:
        refuse_forgery()
    allowed = found.user is not None if needed == SIGNED_IN else needed in found.permissions
    if not allowed:
        raise ProblemError("forbidden", detail=None if found.user is not None else KEY_TOO_NARROW)
    return found


def _read_json() -> None:
    """Refuse a body that no database could keep; the shapes look at what it says."""
    if not request.is_json:
        return
    try:
        sent = request.get_json()
    except RecursionError as error:
        raise ProblemError("not-json", detail=TOO_DEEP) from error
    except (BadRequest, UnsupportedMediaType) as error:
        raise ProblemError("not-json") from error
    fault = _unstorable(sent)
    if fault is not None:
        raise ProblemError("not-json", detail=fault)


KEY_TOO_NARROW = {
    "es": "Los permisos de esta clave de API no alcanzan para hacer esto.",
    "en": "The scopes of this API key do not allow this.",
}

UNSTORABLE = {
    "es": "El documento JSON contiene caracteres nulos o números no finitos.",
    "en": "The JSON document holds null characters, or numbers that are not finite.",
}
TOO_DEEP = {
    "es": "Hay demasiados bloques o valores unos dentro de otros. Saque algunos; lo que ya estaba guardado sigue ahí.",
    "en": "Too many blocks or values stand inside one another. Take some out; what was saved before is still there.",
}


def _unstorable(document: Any) -> Text | None:  # noqa: ANN401 - any JSON
    """Why a database could not keep this: PostgreSQL refuses NUL, lone surrogates, NaN and the infinities."""
    level = [document]
    for _ in range(DEEPEST):
        if not level:
            return None
        if not all(_storable_leaf(value) for value in level):
            return UNSTORABLE
        level = [inner for value in level for inner in _inside(value)]
    return TOO_DEEP


def _inside(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _storable_leaf(value: Any) -> bool:  # noqa: ANN401 - any JSON
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, str):
        return UNSTORABLE_LETTER.search(value) is None
    return True
