"""How an endpoint is declared: in an area of the API, with the permission it needs."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from flask_openapi3.types import ResponseDict
from pydantic import BaseModel

from app.api.permissions import Permission

PREFIX = "/api/v1"
SIGNED_IN = "signed-in"
ANYONE = "anyone"
View = TypeVar("View", bound=Callable[..., Any])

PROBLEMS = {
    401: "Nobody is signed in.",
    403: "The role does not allow this, or the CSRF token is missing.",
    404: "There is no such thing.",
    409: "Somebody else changed it in the meantime.",
    413: "What was sent is too large.",
    422: "What was sent cannot be used; fields says why.",
    429: "Too many tries.",
    503: "All places are taken; Retry-After says when to try again.",
}


def area(name: str, description: str) -> APIBlueprint:
    """Begin an area of the API; its endpoints go below /api/v1."""
    return APIBlueprint(
        name,
        __name__,
        url_prefix=PREFIX,
        abp_tags=[Tag(name=name, description=description)],
        operation_id_callback=_operation_id,
    )


def _operation_id(*, name: str, path: str, method: str) -> str:
    """An operation is called like its function."""
    del path, method
    return name


def answers(status: int, model: type[BaseModel] | None, *problems: int) -> ResponseDict:
    """The responses of an endpoint: its one good answer, and the problems it may give."""
    good: type[BaseModel] | dict[str, Any] = model or {"description": "Nothing to say."}
    found: ResponseDict = {str(status): good}
    for code in sorted({401, 403, 422, *problems}):
        schema = {"$ref": "#/components/schemas/Problem"}
        found[str(code)] = {
            "description": PROBLEMS[code],
            "content": {"application/problem+json": {"schema": schema}},
        }
    return found


def allow(permission: Permission) -> Callable[[View], View]:
    """Let in only who has this permission."""

    def mark(view: View) -> View:
        vars(view)["cauce_permission"] = permission
        return view

    return mark


def signed_in(view: View) -> View:
    """Let in every user who is signed in, whatever their role; API keys stay outside."""
    vars(view)["cauce_permission"] = SIGNED_IN
    return view


def anyone(view: View) -> View:
    """Let in everybody, signed in or not."""
    vars(view)["cauce_permission"] = ANYONE
    return view


def takes(limit: int) -> Callable[[View], View]:
    """Let the body of a request be this many bytes long, instead of the usual."""

    def mark(view: View) -> View:
        vars(view)["cauce_limit"] = limit
        return view

    return mark


def reply(model: BaseModel, status: int = 200) -> Response:
    """Answer with a shape."""
    return Response(model.model_dump_json(by_alias=True), status, mimetype="application/json")


def nothing() -> Response:
    """Answer that it is done and that there is nothing to say."""
    return Response(status=204)
