"""Signing in and out, and how long a session lasts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from app.api.callers import IDLE, LONGEST
from app.api.tries import BY_ADDRESS, BY_EMAIL, Tries, connections
from app.clock import FixedClock
from app.installation import Installation
from app.models import Audit, User
from app.store import passwords
from tests.app.api.browsers import PASSWORD, Browser, Enter


def test_signing_in_tells_who_one_is_and_gives_a_csrf_token(browser: Browser, staff: dict[str, User]) -> None:
    response = browser.sign_in(" Strategist@CAUCE.test ")
    user = staff["strategist"]
    assert response.json["user"] == {
        "id": user.id,
        "email": "strategist@cauce.test",
        "name": "Ana strategist",
        "role": "strategist",
        "language": "es",
    }
    assert "journeys:publish" in response.json["permissions"]
    assert "users:manage" not in response.json["permissions"]
    assert browser.get("/session").json == response.json


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    browser: Browser, staff: dict[str, User]
) -> None:
    cookie = browser.sign_in(staff["admin"].email).headers["Set-Cookie"]
    assert cookie.startswith("cauce=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert PASSWORD not in cookie


@pytest.mark.parametrize(
    ("email", "password"),
    [("admin@cauce.test", "wrong password"), ("nobody@cauce.test", PASSWORD), ("off@cauce.test", PASSWORD)],
    ids=["wrong password", "unknown", "switched off"],
)
def test_a_refusal_does_not_tell_why(
    installation: Installation, browser: Browser, staff: dict[str, User], email: str, password: str
) -> None:
    with installation.db.write() as session:
        session.get_one(User, staff["agent"].id).email = "off@cauce.test"
        session.get_one(User, staff["agent"].id).active = False
    response = browser.sign_in(email, password)
    assert response.status_code == 401
    assert response.json == {
        "type": "urn:cauce:problem:sign-in-failed",
        "title": "Could not sign in",
        "status": 401,
        "detail": "The email or the password is not right.",
    }
    assert "Set-Cookie" not in response.headers


def test_an_unknown_user_takes_as_long_as_a_wrong_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher())
    passwords._nobody.cache_clear()
    stored = passwords.make_hash(PASSWORD)

    def seconds(known: str | None) -> float:
        began = perf_counter()
        assert not passwords.matches(known, "wrong")
        return perf_counter() - began

    seconds(None)  # the hash of nobody is made once
    known = median(seconds(stored) for _ in range(7))
    unknown = median(seconds(None) for _ in range(7))
    passwords._nobody.cache_clear()
    assert 0.4 < known / unknown < 2.5


def test_a_body_that_lacks_a_field_names_it(browser: Browser) -> None:
    response = browser.send("POST", "/session", json={"email": "a@b.c"})
    assert (response.status_code, response.json["fields"]) == (422, {"password": "This field is missing."})


def test_a_session_ends_when_idle(enter: Enter, clock: FixedClock) -> None:
    admin = enter("admin")
    for _ in range(3):
        clock.advance(IDLE - timedelta(minutes=1))
        assert admin.get("/session").status_code == 200
    clock.advance(IDLE + timedelta(seconds=1))
    assert admin.get("/session").status_code == 401


def test_a_session_ends_in_the_end_however_busy(enter: Enter, clock: FixedClock) -> None:
    admin = enter("admin")
    began = clock.now()
    while clock.now() - began <= LONGEST - timedelta(hours=1):
        assert admin.get("/session").status_code == 200
        clock.advance(timedelta(hours=1))
    assert admin.get("/session").status_code == 200
    clock.advance(timedelta(seconds=1))
    assert admin.get("/session").status_code == 401


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(app: Flask, enter: Enter) -> None:
    admin = enter("admin")
    elsewhere = enter("admin")
    stolen = admin.client.get_cookie("cauce")
    assert admin.send("DELETE", "/session").status_code == 204
    thief = app.test_client()
    thief.set_cookie("cauce", stolen.value)
    assert thief.get("/api/v1/session").status_code == 401
    assert admin.get("/session").status_code == 401
    assert elsewhere.get("/session").status_code == 200


def test_signing_out_without_redis_ends_every_session_of_the_user(enter: Enter, redis_away: Callable[[], None]) -> None:
    admin, elsewhere = enter("admin"), enter("admin")
    redis_away()
    assert admin.send("DELETE", "/session").status_code == 204
    assert elsewhere.get("/session").status_code == 401


def test_a_forged_cookie_signs_nobody_in(app: Flask, enter: Enter) -> None:
    value = enter("admin").client.get_cookie("cauce").value
    thief = app.test_client()
    thief.set_cookie("cauce", value[:-3] + ("aaa" if not value.endswith("aaa") else "bbb"))
    assert thief.get("/api/v1/session").status_code == 401


def test_one_can_change_the_language_of_ones_studio(enter: Enter) -> None:
    agent = enter("agent")
    assert agent.send("PATCH", "/session", json={"language": "en"}).json["user"]["language"] == "en"
    assert agent.get("/session").json["user"]["language"] == "en"
    refused = agent.send("PATCH", "/session", json={"language": "fr"})
    assert refused.json["fields"] == {"language": "It must be one of these values: 'es' or 'en'."}


def test_a_new_password_takes_the_current_one_and_ends_ones_other_sessions(browser: Browser, enter: Enter) -> None:
    agent, elsewhere = enter("agent"), enter("agent")
    change = {"password": "another long one", "current_password": "wrong"}
    refused = agent.send("PATCH", "/session", json=change)
    assert (refused.status_code, list(refused.json["fields"])) == (422, ["current_password"])
    weak = agent.send("PATCH", "/session", json={"password": "short", "current_password": PASSWORD})
    assert list(weak.json["fields"]) == ["password"]
    assert elsewhere.get("/session").status_code == 200
    changed = agent.send("PATCH", "/session", json=change | {"current_password": PASSWORD})
    assert changed.status_code == 200
    assert agent.get("/session").status_code == 200
    assert elsewhere.get("/session").status_code == 401
    assert browser.sign_in("agent@cauce.test").status_code == 401
    assert browser.sign_in("agent@cauce.test", "another long one").status_code == 200


def test_guessing_the_current_password_is_limited(enter: Enter) -> None:
    agent = enter("agent")
    guess = {"password": "another long one", "current_password": "wrong"}
    statuses = [agent.send("PATCH", "/session", json=guess).status_code for _ in range(BY_EMAIL.amount + 1)]
    assert statuses == [422] * BY_EMAIL.amount + [429]


@pytest.mark.parametrize("redis", ["up", "down"])
def test_tries_per_email_are_limited_with_and_without_redis(
    browser: Browser, staff: dict[str, User], redis_away: Callable[[], None], redis: str
) -> None:
    if redis == "down":
        redis_away()
    statuses = [browser.sign_in(staff["admin"].email, "wrong").status_code for _ in range(BY_EMAIL.amount + 2)]
    assert statuses == [401] * BY_EMAIL.amount + [429] * 2
    refused = browser.sign_in(staff["admin"].email)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert browser.sign_in(staff["agent"].email).status_code == 200


def test_tries_per_address_are_limited_whatever_the_email(redis_url: str) -> None:
    tries = Tries(connections(redis_url))
    allowed = [tries.take(BY_ADDRESS, "address", "192.0.2.7") for _ in range(BY_ADDRESS.amount + 1)]
    assert allowed == [True] * BY_ADDRESS.amount + [False]
    assert tries.take(BY_ADDRESS, "address", "192.0.2.8")


def test_tries_that_succeed_do_not_count(browser: Browser, staff: dict[str, User]) -> None:
    for _ in range(BY_EMAIL.amount + 1):
        assert browser.sign_in(staff["admin"].email).status_code == 200


def test_every_try_leaves_a_line_in_the_audit_trail(
    installation: Installation, browser: Browser, staff: dict[str, User]
) -> None:
    browser.sign_in("nobody@cauce.test")
    browser.sign_in(staff["admin"].email)
    with installation.db.read() as session:
        lines = session.execute(select(Audit.actor, Audit.action, Audit.details).order_by(Audit.id)).all()
    assert [tuple(line) for line in lines] == [
        ("system", "session.refused", {"address": "127.0.0.1"}),
        ("user:admin@cauce.test", "session.began", {"address": "127.0.0.1"}),
    ]


def test_a_hash_of_weaker_settings_is_renewed(
    installation: Installation, browser: Browser, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=4, memory_cost=64))
    browser.sign_in(staff["admin"].email)
    with installation.db.read() as session:
        renewed = session.get_one(User, staff["admin"].id).password
    assert "t=4" in renewed
    assert passwords.matches(renewed, PASSWORD)


def test_a_demo_offers_its_logins_to_everybody_and_nothing_else_does(
    app: Flask, installation: Installation, browser: Browser, staff: dict[str, User]
) -> None:
    assert browser.get("/demo").status_code == 404
    app.extensions["cauce"] = replace(installation, config=replace(installation.config, mode="demo"))
    assert browser.get("/demo").json == {"logins": []}
    with installation.db.write() as session:
        for role in ("agent", "admin"):
            session.get_one(User, staff[role].id).password = passwords.make_hash(passwords.DEMO_PASSWORD)
        session.get_one(User, staff["agent"].id).active = False
    [login] = browser.get("/demo").json["logins"]
    assert login["email"] == "admin@cauce.test"
    assert browser.sign_in(login["email"], login["password"]).status_code == 200
