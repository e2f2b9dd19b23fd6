"""Users: who they are, their role and their password."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import Role, User
from app.store import passwords


class EmailTakenError(ConflictError):
    """There is a user with this email already."""


class LastAdminError(ConflictError):
    """This is the last active administrator; without one nobody could manage users."""


def normal_email(email: str) -> str:
    """An email the way it is kept."""
    return email.strip().lower()


def by_email(session: Session, email: str) -> User | None:
    """The user with this email, in any spelling."""
    return session.scalar(select(User).where(User.email == normal_email(email)))


def by_id(session: Session, user_id: int) -> User | None:
    """The user with this id."""
    return session.get(User, user_id)


def everybody(session: Session) -> Sequence[User]:
    """All users by name, those who were switched off too."""
    return session.scalars(select(User).order_by(User.name, User.id)).all()


def names(session: Session, ids: set[int]) -> dict[int, str]:
    """The names of some users."""
    if not ids:
        return {}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in rows}


def add(  # noqa: PLR0913 - each is one column
    session: Session, *, email: str, name: str, role: Role, password: str, language: str, now: datetime
) -> User:
    """Add a user; the caller has asked ``passwords.weakness``.

    Raises:
        EmailTakenError: there is one with this email.
    """
    if by_email(session, email) is not None:
        raise EmailTakenError
    user = User(
        email=normal_email(email),
        name=name.strip(),
        role=role.value,
        password=passwords.make_hash(password),
        language=language,
        created_at=now,
    )
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:  # somebody else added it since we looked
        raise EmailTakenError from error
    return user


def change(  # noqa: PLR0913 - each is one thing that can change
    session: Session,
    user_id: int,
    *,
    name: str | None = None,
    role: Role | None = None,
    password: str | None = None,
    language: str | None = None,
    active: bool | None = None,
) -> tuple[User, list[str]]:
    """Change a user, and say what changed; a new role, a new password and switching off end all their sessions.

    Raises:
        NotFoundError: there is no such user.
        LastAdminError: nobody could manage users afterwards.
    """
    # Locking the administrators first, in one order, keeps two of them from leaving at the same time.
    admins = _lock_admins(session) if role is not None or active is not None else []
    user = session.scalar(select(User).where(User.id == user_id).with_for_update())
    if user is None:
        raise NotFoundError
    wanted = {"name": name, "role": role and role.value, "language": language, "active": active}
    changed = [field for field, value in wanted.items() if value is not None and getattr(user, field) != value]
    if {"role", "active"} & set(changed) and admins == [user_id]:
        raise LastAdminError
    for field in changed:
        setattr(user, field, wanted[field])
    if password is not None:
        user.password = passwords.make_hash(password)
        changed.append("password")
    if {"role", "active", "password"} & set(changed):
        user.epoch += 1
    session.flush()
    return user, changed


def end_sessions(session: Session, user_id: int) -> None:
    """End every session of a user."""
    user = session.scalar(select(User).where(User.id == user_id).with_for_update())
    if user is not None:
        user.epoch += 1


def with_demo_password(session: Session) -> list[tuple[User, str]]:
    """The active users whose password everybody knows, with that password. Slow: it tries each of them."""
    users = session.scalars(select(User).where(User.active).order_by(User.id)).all()
    tried = [(user, passwords.demo_password(user.password)) for user in users]
    return [(user, password) for user, password in tried if password is not None]


def _lock_admins(session: Session) -> list[int]:
    admins = select(User.id).where(User.role == Role.admin, User.active).order_by(User.id).with_for_update()
    return list(session.scalars(admins))


def rehash(session: Session, user_id: int, password: str) -> None:
    """Keep the same password under today's settings."""
    session.execute(update(User).where(User.id == user_id).values(password=passwords.make_hash(password)))
