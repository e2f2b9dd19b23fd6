"""Managing users and API keys, and the trail of it."""

from datetime import timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.installation import Installation
from app.models import ApiKey, User
from tests.app.api.browsers import PASSWORD, Browser, Enter

NEW = {"email": "Eva@Cauce.test", "name": "Eva", "role": "agent", "password": "a long enough one", "language": "en"}


def test_a_user_can_be_added_and_signs_in(admin: Browser, browser: Browser) -> None:
    made = admin.post("/users", NEW)
    assert made.status_code == 201
    assert made.json["email"] == "eva@cauce.test"
    assert "password" not in made.json
    assert browser.sign_in("eva@cauce.test", "a long enough one").status_code == 200
    listed = admin.get("/users").json
    assert listed["total"] == 7
    assert made.json in listed["items"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"name": "  "}, "name"),
        ({"role": "king"}, "role"),
        ({"password": "short"}, "password"),
        ({"password": "eva@cauce.test"}, "password"),
        ({"password": "aaaaaaaaaaaaaaaa"}, "password"),
        ({"password": "cauce-demo-2026"}, "password"),
        ({"language": "fr"}, "language"),
        ({"epoch": 3}, "epoch"),
        ({"name": "E\0va"}, None),
        ({"name": 3}, "name"),
    ],
)
def test_a_bad_user_is_refused_by_field(admin: Browser, change: dict[str, Any], field: str | None) -> None:
    response = admin.post("/users", NEW | change)
    if field is None:
        assert (response.status_code, response.json["type"]) == (400, "urn:cauce:problem:not-json")
    else:
        assert (response.status_code, list(response.json["fields"])) == (422, [field])


def test_an_email_is_taken_once(admin: Browser) -> None:
    assert admin.post("/users", NEW).status_code == 201
    response = admin.post("/users", NEW | {"email": "EVA@cauce.test"})
    assert (response.status_code, response.json["detail"]) == (409, "There is a user with this email already.")


@pytest.mark.parametrize(
    "change",
    [{"role": "auditor"}, {"password": "another long one"}, {"active": False}],
    ids=["role", "password", "off"],
)
def test_what_changes_what_somebody_may_do_ends_their_sessions(
    admin: Browser, enter: Enter, staff: dict[str, User], change: dict[str, Any]
) -> None:
    agent = enter("agent")
    assert admin.send("PATCH", f"/users/{staff['agent'].id}", json=change).status_code == 200
    assert agent.get("/session").status_code == 401


def test_a_new_name_ends_no_session(admin: Browser, enter: Enter, staff: dict[str, User]) -> None:
    agent = enter("agent")
    assert admin.send("PATCH", f"/users/{staff['agent'].id}", json={"name": "Ana María"}).json["name"] == "Ana María"
    assert agent.get("/session").json["user"]["name"] == "Ana María"


@pytest.mark.parametrize("change", [{"role": "agent"}, {"active": False}])
def test_the_last_administrator_stays(admin: Browser, staff: dict[str, User], change: dict[str, Any]) -> None:
    response = admin.send("PATCH", f"/users/{staff['admin'].id}", json=change)
    assert (response.status_code, response.json["type"]) == (409, "urn:cauce:problem:conflict")
    admin.send("PATCH", f"/users/{staff['agent'].id}", json={"role": "admin"})
    assert admin.send("PATCH", f"/users/{staff['admin'].id}", json=change).status_code == 200


def test_a_user_who_does_not_exist_cannot_be_changed(admin: Browser) -> None:
    assert admin.send("PATCH", "/users/999", json={"name": "Eva"}).status_code == 404
    assert admin.send("PATCH", "/users/999", json={"password": "a long enough one"}).status_code == 404


def test_only_the_digest_of_a_key_is_kept(installation: Installation, admin: Browser) -> None:
    made = admin.post("/api-keys", {"name": "CRM", "scopes": ["read", "read"]}).json
    assert made["secret"].startswith(f"cauce_{made['prefix']}_")
    assert made["scopes"] == ["read"]
    with installation.db.read() as session:
        kept = session.get_one(ApiKey, made["id"])
    assert made["secret"] not in str(vars(kept))
    listed = admin.get("/api-keys").json["items"]
    assert listed[0]["created_by"] == "Ana admin"
    assert "secret" not in listed[0]


def test_a_revoked_key_opens_nothing(admin: Browser, browser: Browser) -> None:
    made = admin.post("/api-keys", {"name": "CRM", "scopes": ["read"]}).json
    key = {"Authorization": f"Bearer {made['secret']}"}
    assert browser.get("/journeys", headers=key).status_code == 200
    assert admin.send("DELETE", f"/api-keys/{made['id']}").status_code == 204
    refused = browser.get("/journeys", headers=key)
    assert (refused.status_code, refused.json["type"]) == (401, "urn:cauce:problem:bad-key")
    assert admin.get("/api-keys").json["items"][0]["revoked_at"] is not None
    assert admin.send("DELETE", "/api-keys/999").status_code == 404


@pytest.mark.parametrize("secret", ["", "x", "cauce_000000000000_" + "a" * 43, "cauce_é_ñ"])
def test_what_is_no_key_opens_nothing(browser: Browser, secret: str) -> None:
    response = browser.get("/journeys", headers={"Authorization": f"Bearer {secret}"})
    assert response.status_code == 401


def test_a_wrong_secret_with_a_right_prefix_opens_nothing(admin: Browser, browser: Browser) -> None:
    made = admin.post("/api-keys", {"name": "CRM", "scopes": ["read"]}).json
    wrong = f"cauce_{made['prefix']}_{'a' * 43}"
    assert browser.get("/journeys", headers={"Authorization": f"Bearer {wrong}"}).status_code == 401


def test_the_use_of_a_key_is_noted_once_a_minute(admin: Browser, browser: Browser, clock: FixedClock) -> None:
    secret = admin.post("/api-keys", {"name": "CRM", "scopes": ["read"]}).json["secret"]
    noted = []
    for pause in (0, 59, 2):
        clock.advance(timedelta(seconds=pause))
        browser.get("/journeys", headers={"Authorization": f"Bearer {secret}"})
        noted.append(admin.get("/api-keys").json["items"][0]["used_at"])
    assert noted[0] == noted[1] == "2026-03-02T09:00:00Z"
    assert noted[2] == "2026-03-02T09:01:01Z"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"scopes": ["read"]}, "name"),
        ({"name": "CRM", "scopes": []}, "scopes"),
        ({"name": "CRM", "scopes": ["everything"]}, "scopes.0"),
    ],
)
def test_a_bad_key_request_is_refused_by_field(admin: Browser, body: dict[str, Any], field: str) -> None:
    response = admin.post("/api-keys", body)
    assert (response.status_code, list(response.json["fields"])) == (422, [field])


def test_the_trail_says_who_changed_what_and_never_a_password(admin: Browser, enter: Enter) -> None:
    made = admin.post("/users", NEW).json
    admin.send("PATCH", f"/users/{made['id']}", json={"password": "another long one", "role": "supervisor"})
    auditor = enter("auditor")
    trail = auditor.get("/audit", query_string={"search": "USER."}).json
    assert [(line["action"], line["actor"], line["subject_id"]) for line in trail["items"]] == [
        ("user.changed", "user:admin@cauce.test", str(made["id"])),
        ("user.added", "user:admin@cauce.test", str(made["id"])),
    ]
    assert trail["items"][0]["details"] == {"changed": ["role", "password"], "role": "supervisor", "active": True}
    everything = auditor.get("/audit?size=200").text
    assert PASSWORD not in everything
    assert "another long one" not in everything


def test_the_trail_comes_in_pages(enter: Enter) -> None:
    auditor = enter("auditor")
    for _ in range(4):
        enter("agent")
    pages = [auditor.get(f"/audit?size=2&page={page}").json for page in (1, 2, 3, 4)]
    assert [page["total"] for page in pages] == [5] * 4
    ids = [line["id"] for page in pages for line in page["items"]]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 5


def test_a_search_takes_percent_signs_literally(enter: Enter) -> None:
    assert enter("auditor").get("/audit", query_string={"search": "%"}).json["total"] == 0
