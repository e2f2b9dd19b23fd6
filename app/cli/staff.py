"""The ``user`` commands: add somebody, give a new password, list who works here."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import click

from app.errors import CauceError
from app.installation import Installation, opened
from app.models import Role
from app.store import audit, passwords, staff

SECRET = click.option(
    "--password",
    envvar="CAUCE_USER_PASSWORD",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="Asked for when not given; may come from the environment variable CAUCE_USER_PASSWORD.",
)


@click.group("user")
def user() -> None:
    """Manage who may sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="What people call them.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--language", type=click.Choice(["es", "en"]), default="es", show_default=True)
@SECRET
def add(email: str, name: str, role: str, language: str, password: str) -> None:
    """Add the user EMAIL."""
    if "@" not in email:
        raise click.ClickException(f"{email!r} is no email.")
    with _opened() as installation, installation.db.write() as session:
        _refuse_weak(installation, password, email=email, name=name)
        now = installation.clock.wall()
        made = staff.add(
            session, email=email, name=name, role=Role(role), password=password, language=language, now=now
        )
        details = {"email": made.email, "role": made.role}
        audit.record(
            session, actor="cli", action="user.added", subject="user", subject_id=made.id, details=details, at=now
        )
    click.echo(f"Added {made.email} as {made.role}.")


@user.command("password")
@click.argument("email")
@SECRET
def change_password(email: str, password: str) -> None:
    """Give the user EMAIL a new password, and end their sessions."""
    with _opened() as installation, installation.db.write() as session:
        found = staff.by_email(session, email)
        if found is None:
            raise click.ClickException(f"There is no user {email}.")
        _refuse_weak(installation, password, email=found.email, name=found.name)
        _, changed = staff.change(session, found.id, password=password)
        audit.record(
            session,
            actor="cli",
            action="user.changed",
            subject="user",
            subject_id=found.id,
            details={"changed": changed},
            at=installation.clock.wall(),
        )
    click.echo(f"{found.email} has a new password; all their sessions have ended.")


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_users(*, as_json: bool) -> None:
    """List users."""
    with _opened() as installation, installation.db.read() as session:
        kept = ("email", "name", "role", "language", "active")
        rows = [{name: getattr(person, name) for name in kept} for person in staff.everybody(session)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['email']:<40} {row['role']:<12} {row['name']}{'' if row['active'] else ' (switched off)'}")


@contextmanager
def _opened() -> Iterator[Installation]:
    """The installation that the environment describes; what cannot be done ends the command with one sentence."""
    try:
        with opened() as installation:
            yield installation
    except CauceError as error:
        raise click.ClickException(str(error)) from error


def _refuse_weak(installation: Installation, password: str, *, email: str, name: str) -> None:
    found = passwords.weakness(password, email=email, name=name, demo=installation.config.demo)
    if found is not None:
        raise click.ClickException(found.texts["en"])
