"""Users, API keys and the audit trail."""

from flask import Response

from app.api.area import allow, answers, area, nothing, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.admin import (
    AuditItem,
    AuditList,
    AuditQuery,
    KeyItem,
    KeyList,
    MadeKey,
    NewKey,
    NewUser,
    UserChange,
    UserItem,
    UserList,
)
from app.api.shapes.base import ById
from app.http import ProblemError
from app.models import ApiKey, User
from app.store import audit, keys, passwords, staff

admin_area = area("admin", "Who may do what, and who did.")

EMAIL_TAKEN = {
    "es": "Ya existe una persona usuaria con ese correo.",
    "en": "There is a user with this email already.",
}
LAST_ADMIN = {
    "es": "Es la última cuenta de administración activa; sin ella nadie podría gestionar usuarios.",
    "en": "This is the last active administrator; without one nobody could manage users.",
}


@admin_area.get("/users", responses=answers(200, UserList))
@allow(Permission.users_manage)
def list_users() -> Response:
    """List users."""
    with here().db.read() as session:
        users = [_user_item(user) for user in staff.everybody(session)]
    return reply(UserList(items=users, total=len(users)))


@admin_area.post("/users", responses=answers(201, UserItem, 409))
@allow(Permission.users_manage)
def create_user(body: NewUser) -> Response:
    """Add a user."""
    _refuse_weak(body.password, email=body.email, name=body.name)
    now = here().clock.wall()
    try:
        with here().db.write() as session:
            user = staff.add(
                session,
                email=body.email,
                name=body.name,
                role=body.role,
                password=body.password,
                language=body.language,
                now=now,
            )
            audit.record(
                session,
                actor=caller().actor,
                action="user.added",
                subject="user",
                subject_id=user.id,
                details={"email": user.email, "role": user.role},
                at=now,
            )
    except staff.EmailTakenError as error:
        raise ProblemError("conflict", detail=EMAIL_TAKEN, fields={"email": EMAIL_TAKEN}) from error
    return reply(_user_item(user), 201)


@admin_area.patch("/users/<int:id>", responses=answers(200, UserItem, 404, 409))
@allow(Permission.users_manage)
def change_user(path: ById, body: UserChange) -> Response:
    """Change a user."""
    try:
        with here().db.write() as session:
            if body.password is not None:
                _refuse_weak_for(staff.by_id(session, path.id), body)
            user, changed = staff.change(session, path.id, **body.model_dump())
            if changed:
                audit.record(
                    session,
                    actor=caller().actor,
                    action="user.changed",
                    subject="user",
                    subject_id=user.id,
                    details={"changed": changed, "role": user.role, "active": user.active},
                    at=here().clock.wall(),
                )
    except staff.LastAdminError as error:
        raise ProblemError("conflict", detail=LAST_ADMIN) from error
    return reply(_user_item(user))


@admin_area.get("/api-keys", responses=answers(200, KeyList))
@allow(Permission.keys_manage)
def list_keys() -> Response:
    """List API keys, revoked ones too."""
    with here().db.read() as session:
        found = keys.everything(session)
        names = staff.names(session, {key.created_by for key in found if key.created_by is not None})
    return reply(KeyList(items=[KeyItem(**_key(key, names)) for key in found], total=len(found)))


@admin_area.post("/api-keys", responses=answers(201, MadeKey))
@allow(Permission.keys_manage)
def create_key(body: NewKey) -> Response:
    """Make an API key; its secret is shown this once."""
    now = here().clock.wall()
    with here().db.write() as session:
        key, secret = keys.make(
            session, name=body.name, scopes=sorted(set(body.scopes)), created_by=caller().user_id, now=now
        )
        audit.record(
            session,
            actor=caller().actor,
            action="key.made",
            subject="api_key",
            subject_id=key.id,
            details={"name": key.name, "prefix": key.prefix, "scopes": key.scopes},
            at=now,
        )
        names = staff.names(session, {key.created_by} if key.created_by is not None else set())
    return reply(MadeKey(**_key(key, names), secret=secret), 201)


@admin_area.delete("/api-keys/<int:id>", responses=answers(204, None, 404))
@allow(Permission.keys_manage)
def revoke_key(path: ById) -> Response:
    """Revoke an API key at once."""
    now = here().clock.wall()
    with here().db.write() as session:
        key = keys.revoke(session, path.id, now)
        audit.record(
            session,
            actor=caller().actor,
            action="key.revoked",
            subject="api_key",
            subject_id=key.id,
            details={"name": key.name, "prefix": key.prefix},
            at=now,
        )
    return nothing()


@admin_area.get("/audit", responses=answers(200, AuditList))
@allow(Permission.audit_read)
def list_audit(query: AuditQuery) -> Response:
    """Who changed what, when."""
    with here().db.read() as session:
        lines, total = audit.page(session, search=query.search, offset=(query.page - 1) * query.size, limit=query.size)
    names = ("id", "at", "actor", "action", "subject", "subject_id", "details")
    return reply(
        AuditList(items=[AuditItem(**{name: getattr(line, name) for name in names}) for line in lines], total=total)
    )


def _refuse_weak_for(user: User | None, body: UserChange) -> None:
    if user is not None and body.password is not None:
        _refuse_weak(body.password, email=user.email, name=body.name or user.name)


def _refuse_weak(password: str, *, email: str, name: str) -> None:
    found = passwords.weakness(password, email=email, name=name, demo=here().config.demo)
    if found is not None:
        raise ProblemError("invalid", fields={"password": found.texts})


def _user_item(user: User) -> UserItem:
    names = ("id", "email", "name", "role", "language", "active", "created_at")
    return UserItem.model_validate({name: getattr(user, name) for name in names})


def _key(key: ApiKey, names: dict[int, str]) -> dict[str, object]:
    kept = ("id", "name", "prefix", "scopes", "created_at", "used_at", "revoked_at")
    return {name: getattr(key, name) for name in kept} | {"created_by": names.get(key.created_by or 0)}
