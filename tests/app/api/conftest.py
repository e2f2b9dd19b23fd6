"""A served installation, people of every role, and a browser for each of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Engine, event

from app.api.callers import Doorman
from app.api.signouts import SignOuts
from app.api.tries import Tries, connections
from app.factory import create_app
from app.installation import Installation
from app.models import Role, User
from app.queue import Queue
from app.store import passwords
from tests.app.api.browsers import PASSWORD, Browser, Enter

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with next to no work: people sign in some hundred times in these tests."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def app(installation: Installation) -> Flask:
    return create_app(installation)


@pytest.fixture
def staff(installation: Installation) -> dict[str, User]:
    """One user of every role; their email is <role>@cauce.test."""
    now, stored = installation.clock.wall(), passwords.make_hash(PASSWORD)
    users = {
        role.value: User(
            email=f"{role}@cauce.test",
            name=f"Ana {role}",
            role=role.value,
            password=stored,
            language="es",
            created_at=now,
        )
        for role in Role
    }
    with installation.db.write() as session:
        session.add_all(users.values())
    return users


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app.test_client())


@pytest.fixture
def enter(app: Flask, staff: dict[str, User]) -> Enter:
    """Signs somebody of a role in, in a browser of their own."""

    def signed_in(role: str) -> Browser:
        browser = Browser(app.test_client())
        assert browser.sign_in(staff[role].email).status_code == 200
        return browser

    return signed_in


@pytest.fixture
def admin(enter: Enter) -> Browser:
    return enter("admin")


@pytest.fixture
def strategist(enter: Enter) -> Browser:
    return enter("strategist")


@pytest.fixture
def redis_away(app: Flask, installation: Installation) -> Iterator[Callable[[], None]]:
    """Takes Redis away from the app that is served; nothing listens where it looks for it then."""
    nowhere = Queue(NOWHERE)

    def take_away() -> None:
        app.extensions["cauce"] = replace(installation, queue=nowhere)
        app.extensions["cauce.doorman"] = Doorman(
            tries=Tries(connections(NOWHERE)), signouts=SignOuts(connections(NOWHERE), 60)
        )

    yield take_away
    nowhere.redis.close()


@pytest.fixture
def counting(installation: Installation) -> Callable[[], Any]:
    """What collects the queries of a block."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(*call: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event
            if not call[2].startswith(("BEGIN", "SELECT pg_catalog", "select pg_catalog")):
                seen.append(call[2])

        engine: Engine = installation.db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count
