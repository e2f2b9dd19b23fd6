"""Users, API keys and the audit trail."""

from flask import Response

from app.api.area import allow, answers, area
from app.api.permissions import Permission
from app.api.shapes.admin import (
    AuditList,
    AuditQuery,
    KeyList,
    MadeKey,
    NewKey,
    NewUser,
    UserChange,
    UserItem,
    UserList,
)
from app.api.shapes.base import ById

admin_area = area("admin", "Who may do what, and who did.")


@admin_area.get("/users", responses=answers(200, UserList))
@allow(Permission.users_manage)
def list_users() -> Response:
    """List users."""
    raise NotImplementedError


@admin_area.post("/users", responses=answers(201, UserItem, 409))
@allow(Permission.users_manage)
def create_user(body: NewUser) -> Response:
    """Add a user."""
    raise NotImplementedError


@admin_area.patch("/users/<int:id>", responses=answers(200, UserItem, 404, 409))
@allow(Permission.users_manage)
def change_user(path: ById, body: UserChange) -> Response:
    """Change a user."""
    raise NotImplementedError


@admin_area.get("/api-keys", responses=answers(200, KeyList))
@allow(Permission.keys_manage)
def list_keys() -> Response:
    """List API keys, revoked ones too."""
    raise NotImplementedError


@admin_area.post("/api-keys", responses=answers(201, MadeKey))
@allow(Permission.keys_manage)
def create_key(body: NewKey) -> Response:
    """Make an API key; its secret is shown this once."""
    raise NotImplementedError


@admin_area.delete("/api-keys/<int:id>", responses=answers(204, None, 404))
@allow(Permission.keys_manage)
def revoke_key(path: ById) -> Response:
    """Revoke an API key at once."""
    raise NotImplementedError


@admin_area.get("/audit", responses=answers(200, AuditList))
@allow(Permission.audit_read)
def list_audit(query: AuditQuery) -> Response:
    """Who changed what, when."""
    raise NotImplementedError
