"""Signing in and out."""

from flask import Response

from app.api.area import answers, anyone, area, signed_in
from app.api.shapes.session import Preferences, Session, SignIn

session_area = area("session", "Signing in and out.")


@session_area.post("/session", responses=answers(200, Session, 429))
@anyone
def sign_in(body: SignIn) -> Response:
    """Sign in."""
    raise NotImplementedError


@session_area.get("/session", responses=answers(200, Session))
@signed_in
def get_session() -> Response:
    """Who is signed in."""
    raise NotImplementedError


@session_area.patch("/session", responses=answers(200, Session))
@signed_in
def change_session(body: Preferences) -> Response:
    """Change the language of one's own studio."""
    raise NotImplementedError


@session_area.delete("/session", responses=answers(204, None))
@signed_in
def sign_out() -> Response:
    """Sign out."""
    raise NotImplementedError
