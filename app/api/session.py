"""Signing in and out."""

from typing import cast

from flask import Response, request, session

from app.api.area import answers, anyone, area, nothing, reply, signed_in
from app.api.callers import begin_session, caller, doorman, end_session, here, of_user
from app.api.shapes.session import Demo, DemoLogin, Person, Preferences, Session, SignIn
from app.api.tries import BY_ADDRESS, BY_EMAIL
from app.errors import NotFoundError
from app.http import ProblemError
from app.models import Role, User
from app.store import audit, passwords, staff

session_area = area("session", "Signing in and out.")

NOT_CURRENT = {"es": "No es la contraseña actual.", "en": "This is not the current password."}


@session_area.post("/session", responses=answers(200, Session, 429))
@anyone
def sign_in(body: SignIn) -> Response:
    """Sign in."""
    address, email = request.remote_addr or "", staff.normal_email(body.email)
    tries = doorman().tries
    if not (tries.take(BY_ADDRESS, "address", address) and tries.take(BY_EMAIL, "email", email)):
        raise _too_many()
    user = _verified(email, body.password)
    _keep_record(user, body.password, address)
    if user is None:
        raise ProblemError("sign-in-failed")
    tries.forgive(BY_EMAIL, "email", email)
    begin_session(user, here().clock.wall())
    return _about(user)


@session_area.get("/session", responses=answers(200, Session))
@signed_in
def get_session() -> Response:
    """Who is signed in."""
    return _about(_user())


@session_area.patch("/session", responses=answers(200, Session, 429))
@signed_in
def change_session(body: Preferences) -> Response:
    """Change one's own language or password."""
    if body.password is not None:
        _refuse_password(body)
    with here().db.write() as transaction:
        user, changed = staff.change(transaction, _user().id, language=body.language, password=body.password)
        if changed:
            audit.record(
                transaction,
                actor=caller().actor,
                action="user.changed",
                subject="user",
                subject_id=user.id,
                details={"changed": changed},
                at=here().clock.wall(),
            )
    if "password" in changed:
        begin_session(user, here().clock.wall())
    return _about(user)


@session_area.delete("/session", responses=answers(204, None))
@signed_in
def sign_out() -> Response:
    """Sign out."""
    user = _user()
    end_session(user)
    with here().db.write() as transaction:
        audit.record(
            transaction,
            actor=caller().actor,
            action="session.ended",
            subject="user",
            subject_id=user.id,
            at=here().clock.wall(),
        )
    return nothing()


@session_area.get("/demo", responses=answers(200, Demo, 404))
@anyone
def get_demo() -> Response:
    """The logins of a demo, whose password everybody knows; 404 elsewhere."""
    if not here().config.demo:
        raise NotFoundError
    with here().db.read() as transaction:
        found = staff.with_demo_password(transaction)
    logins = [
        DemoLogin(name=user.name, email=user.email, password=password, role=Role(user.role)) for user, password in found
    ]
    return reply(Demo(logins=logins))


def _refuse_password(body: Preferences) -> None:
    """Refuse a new password that is weak, or from somebody who found the studio open and does not know the old one."""
    user = _user()
    found = passwords.weakness(body.password or "", email=user.email, name=user.name, demo=here().config.demo)
    if found is not None:
        raise ProblemError("invalid", fields={"password": found.texts})
    if not doorman().tries.take(BY_EMAIL, "email", user.email):
        raise _too_many()
    if not passwords.matches(user.password, body.current_password):
        raise ProblemError("invalid", fields={"current_password": NOT_CURRENT})
    doorman().tries.forgive(BY_EMAIL, "email", user.email)


def _too_many() -> ProblemError:
    seconds = max(BY_ADDRESS.get_expiry(), BY_EMAIL.get_expiry())
    return ProblemError("too-many", headers={"Retry-After": str(seconds)})


def _verified(email: str, password: str) -> User | None:
    """The user whose password this is. Takes as long for somebody unknown, so that nobody learns who works here."""
    with here().db.read() as transaction:
        user = staff.by_email(transaction, email)
    right = passwords.matches(user.password if user else None, password)
    return user if user is not None and right and user.active else None


def _keep_record(user: User | None, password: str, address: str) -> None:
    """Write down the try, whoever made it; renew a hash that was made with weaker settings than today's."""
    with here().db.write() as transaction:
        if user is not None and passwords.outdated(user.password):
            staff.rehash(transaction, user.id, password)
        audit.record(
            transaction,
            actor="system" if user is None else of_user(user).actor,
            action="session.refused" if user is None else "session.began",
            subject="user",
            subject_id=None if user is None else user.id,
            details={"address": address},
            at=here().clock.wall(),
        )


def _user() -> User:
    return cast("User", caller().user)  # @signed_in lets no API key in


def _about(user: User) -> Response:
    return reply(
        Session(
            user=person(user),
            permissions=sorted(of_user(user).permissions),
            csrf_token=session["csrf"],
        )
    )


def person(user: User) -> Person:
    """A user as the API shows them."""
    return Person.model_validate(
        {"id": user.id, "email": user.email, "name": user.name, "role": user.role, "language": user.language}
    )
