"""The commands that belong to the API: its document, its users; and what gunicorn is handed."""

import json

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from app import wsgi
from app.api import document
from app.cli.openapi import openapi
from app.cli.staff import user
from app.installation import Installation
from app.models import Audit, User
from app.store import passwords

GOOD = "correct horse battery"


@pytest.fixture
def environment(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of this installation, as a shell would have it."""
    config = installation.config
    monkeypatch.setenv("CAUCE_MODE", "test")
    monkeypatch.setenv("CAUCE_HOME", str(config.home))
    monkeypatch.setenv("DATABASE_URL", config.database_url)
    monkeypatch.setenv("REDIS_URL", config.redis_url)


def run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(user, arguments, input=answers)


ADD = ("add", "Eva@Cauce.test", "--name", "Eva", "--role", "admin")


@pytest.mark.usefixtures("environment")
def test_a_user_is_added_with_a_password_that_is_asked_for_twice(installation: Installation) -> None:
    result = run(*ADD, answers=f"{GOOD}\n{GOOD}\n")
    assert (result.exit_code, GOOD in result.output) == (0, False)
    with installation.db.read() as session:
        made = session.scalars(select(User)).one()
        line = session.scalars(select(Audit)).one()
    assert (made.email, made.role, made.language) == ("eva@cauce.test", "admin", "es")
    assert passwords.matches(made.password, GOOD)
    assert (line.actor, line.action) == ("cli", "user.added")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((*ADD, "--password", "short"), "at least 12 characters"),
        ((*ADD, "--password", passwords.DEMO_PASSWORD), "demo password"),
        (("add", "nobody", "--name", "Eva", "--role", "admin", "--password", GOOD), "is no email"),
        (("add", "e@x.y", "--name", "Eva", "--role", "king", "--password", GOOD), "'king' is not one of"),
        (("password", "nobody@cauce.test", "--password", GOOD), "There is no user nobody@cauce.test."),
    ],
)
@pytest.mark.usefixtures("environment")
def test_what_cannot_be_done_is_said_in_one_sentence(arguments: tuple[str, ...], complaint: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert complaint in result.output
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("environment")
def test_an_email_is_taken_once() -> None:
    assert run(*ADD, "--password", GOOD).exit_code == 0
    again = run(*ADD, "--password", GOOD)
    assert (again.exit_code, "already" in again.output) == (1, True)


@pytest.mark.usefixtures("environment")
def test_a_new_password_ends_the_sessions_of_its_user(installation: Installation) -> None:
    run(*ADD, "--password", GOOD)
    assert run("password", "EVA@cauce.test", "--password", "another long one").exit_code == 0
    with installation.db.read() as session:
        changed = session.scalars(select(User)).one()
    assert passwords.matches(changed.password, "another long one")
    assert changed.epoch == 2


@pytest.mark.usefixtures("environment")
def test_users_are_listed_for_people_and_for_programs() -> None:
    run(*ADD, "--password", GOOD)
    assert "eva@cauce.test" in run("list").output
    assert json.loads(run("list", "--json").output) == [
        {"email": "eva@cauce.test", "name": "Eva", "role": "admin", "language": "es", "active": True}
    ]


def test_a_setting_that_cannot_be_used_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAUCE_MODE", "holiday")
    result = run("list")
    assert (result.exit_code, result.output) == (
        1,
        "Error: CAUCE_MODE is 'holiday'; it must be production, demo or test.\n",
    )


def test_the_document_is_printed_without_any_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAUCE_MODE", "holiday")
    result = CliRunner().invoke(openapi)
    assert json.loads(result.output) == document()


@pytest.mark.usefixtures("environment")
def test_gunicorn_gets_the_app_when_it_asks_for_it() -> None:
    wsgi._app.cache_clear()
    served = wsgi.app
    assert served is wsgi.app
    assert served.test_client().get("/healthz").status_code == 200
    with pytest.raises(AttributeError):
        _ = wsgi.application
    served.extensions["cauce"].db.close()
    wsgi._app.cache_clear()
