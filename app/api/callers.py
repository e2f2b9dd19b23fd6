"""Who is calling: a user by the session cookie, or an integrator by an API key."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from flask import current_app, g, request, session

from app.api.permissions import Permission, of_role, of_scopes
from app.api.signouts import SignOuts
from app.api.tries import Tries
from app.house import rule_book
from app.http import ProblemError
from app.insights.blocks import Moment
from app.installation import Installation
from app.models import ApiKey, User
from app.queue import Job
from app.store import keys, staff

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # how exact the idle time is: not every answer carries a new cookie
CSRF_HEADER = "X-CSRF-Token"


@dataclass(frozen=True)
class Doorman:
    """What signing in needs beside the database."""

    tries: Tries
    signouts: SignOuts


@dataclass(frozen=True)
class Caller:
    """Who is calling, and what they may do. ``user`` is None for an API key."""

    actor: str
    user: User | None
    permissions: frozenset[Permission]

    @property
    def user_id(self) -> int | None:
        """The user's id, for what keeps who did it."""
        return None if self.user is None else self.user.id


def here() -> Installation:
    """The installation that serves this request."""
    return cast("Installation", current_app.extensions["cauce"])


def doorman() -> Doorman:
    """The doorman of this app."""
    return cast("Doorman", current_app.extensions["cauce.doorman"])


def channels() -> frozenset[str]:
    """The names of the channels that this installation can send through."""
    return cast("frozenset[str]", current_app.extensions["cauce.channels"])


def moment() -> Moment:
    """This moment, as the explanations of runs see it."""
    clock, config = here().clock, here().config
    now = clock.now()
    overdue = now - timedelta(minutes=config.stuck_minutes) * clock.speed
    return Moment(now, clock.wall(), overdue, rule_book(config.house_policy))


def wake(job: Job) -> None:
    """Wake a worker for what the database says is due; without Redis the ticker finds it later."""
    here().queue.wake(job)


def caller() -> Caller:
    """Who is calling; only where the guard let somebody in."""
    return cast("Caller", g.caller)


def identify() -> Caller | None:
    """Find out who is calling.

    Raises:
        ProblemError: an API key was sent that is none.
    """
    secret = _secret_sent()
    return _by_session() if secret is None else _by_key(secret)


def _secret_sent() -> str | None:
    """The API key of this request."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


@dataclass(frozen=True)
class Reader:
    """Whoever sent a request whose answer takes its time, and what they need for it; knows nothing of the request."""

    installation: Installation
    signouts: SignOuts
    needed: Permission
    cookie: Mapping[str, Any]
    secret: str | None

    def may(self) -> bool:
        """Whether they still may. Being asked is no sign of life: a session is idle while somebody only looks on."""
        if self.secret is not None:
            with self.installation.db.read() as transaction:
                key = keys.find(transaction, self.secret)
            return key is not None and self.needed in of_scopes(key.scopes)
        user = _user_of(self.cookie, self.signouts, self.installation)
        return user is not None and self.needed in of_role(user.role)


def reader(needed: Permission) -> Reader:
    """Who sent this request; only where the guard let somebody in."""
    secret = None if caller().user is not None else _secret_sent()
    return Reader(here(), doorman().signouts, needed, dict(session), secret)


def begin_session(user: User, now: datetime) -> None:
    """Start a session; whatever the cookie held before is gone."""
    session.clear()
    session["key"] = secrets.token_urlsafe(16)
    session["csrf"] = secrets.token_urlsafe(32)
    session["user"] = user.id
    session["epoch"] = user.epoch
    session["began"] = session["seen"] = int(now.timestamp())


def end_session(user: User) -> None:
    """End the session of this request, also for whoever holds a copy of its cookie."""
    if not doorman().signouts.add(session["key"]):
        with here().db.write() as transaction:
            staff.end_sessions(transaction, user.id)
    session.clear()


def refuse_forgery() -> None:
    """Refuse an unsafe request that another site may have made in the user's name.

    Raises:
        ProblemError: the CSRF token is missing or wrong.
    """
    sent = request.headers.get(CSRF_HEADER, "")
    if not secrets.compare_digest(sent.encode(), str(session.get("csrf", "")).encode()):
        raise ProblemError("csrf")


def _by_key(secret: str) -> Caller:
    now = here().clock.wall()
    with here().db.read() as transaction:
        key = keys.find(transaction, secret)
    if key is None:
        raise ProblemError("bad-key")
    if keys.stale(key, now):
        with here().db.write() as transaction:
            keys.note_use(transaction, key.id, now)
    return _of_key(key)


def _of_key(key: ApiKey) -> Caller:
    return Caller(actor=f"key:{key.prefix}", user=None, permissions=of_scopes(key.scopes))


def of_user(user: User) -> Caller:
    """A signed-in user as a caller."""
    return Caller(actor=f"user:{user.email}", user=user, permissions=of_role(user.role))


def _by_session() -> Caller | None:
    if "user" not in session:
        return None
    user = _user_of(session, doorman().signouts, here())
    if user is None:
        session.clear()
        return None
    now = here().clock.wall()
    if now - datetime.fromtimestamp(session["seen"], UTC) > SEEN_EVERY:
        session["seen"] = int(now.timestamp())
    return of_user(user)


def _user_of(cookie: Mapping[str, Any], signouts: SignOuts, installation: Installation) -> User | None:
    """Whose session this is, as its cookie has it; None where it is over."""
    now = installation.clock.wall()
    began, seen = (datetime.fromtimestamp(cookie[name], UTC) for name in ("began", "seen"))
    if now - seen > IDLE or now - began > LONGEST or signouts.has(cookie["key"]):
        return None
    with installation.db.read() as transaction:
        user = staff.by_id(transaction, cookie["user"])
    return user if user is not None and user.active and user.epoch == cookie["epoch"] else None
