"""Problem documents and security headers: what every answer has in common."""

import json
from dataclasses import replace

import pytest
import structlog
from flask import Flask

from app.api.guard import DEEPEST
from app.config import BODY_LIMIT
from app.factory import create_app
from app.http import DATA_POLICY, PAGE_POLICY, STUDIO_POLICY
from app.installation import Installation
from app.wording import FAULTS, FIELD_FAULTS
from tests.app.api.browsers import Browser


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("POST", "/nowhere", 404, "not-found"),
        ("GET", "/journeys/999", 404, "not-found"),
        ("GET", "/journeys/none", 404, "not-found"),
        ("PUT", "/session", 405, "method-not-allowed"),
        ("GET", "/journeys?page=two", 422, "invalid"),
        ("GET", "/messages?page=0", 422, "invalid"),
        ("GET", "/debtors?search=%00", 422, "invalid"),
        ("GET", f"/journeys/{2**64}", 422, "invalid"),
    ],
)
def test_an_error_is_a_problem_document(admin: Browser, method: str, path: str, status: int, code: str) -> None:
    response = admin.send(method, path)
    assert response.mimetype == "application/problem+json"
    assert response.status_code == status
    assert response.json["status"] == status
    assert response.json["type"] == f"urn:cauce:problem:{code}"
    assert response.json["title"]
    assert response.json["detail"]


def test_method_not_allowed_says_which_are(browser: Browser) -> None:
    assert "POST" in browser.send("PUT", "/session").headers["Allow"]


@pytest.mark.parametrize(
    ("accepted", "title"),
    [
        ("en", "Not found"),
        ("en-GB,es;q=0.5", "Not found"),
        ("es-CO", "No existe"),
        ("fr", "No existe"),
        ("", "No existe"),
        ("fr,en;q=0.1", "Not found"),
    ],
)
def test_a_problem_speaks_the_language_that_was_asked_for(browser: Browser, accepted: str, title: str) -> None:
    response = browser.get("/nowhere", headers={"Accept-Language": accepted})
    assert response.json["title"] == title
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"{", "not a document"),
        (b"\xff\xfe", "not text"),
        (b'{"name": NaN}', "not a number"),
        (b'{"name": "a\\u0000b"}', "NUL"),
        (b'{"name": "\\ud800"}', "half a letter"),
        (b'{"name": ' + b"[" * 200 + b"]" * 200 + b"}", "too deep"),
        (b"[" * 100_000, "endless"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_body_that_no_database_could_keep_is_refused(admin: Browser, sent: bytes, why: str) -> None:
    response = admin.send("POST", "/journeys", data=sent, content_type="application/json")
    assert (response.status_code, response.json["type"]) == (400, "urn:cauce:problem:not-json"), why


def test_a_body_may_be_as_deep_as_the_limit(admin: Browser) -> None:
    depth = DEEPEST - 3
    graph = {"notes": json.loads("[" * depth + "]" * depth)}
    assert admin.post("/journeys/check", {"graph": graph}).status_code == 200


def test_a_body_that_is_no_json_at_all_is_refused(admin: Browser) -> None:
    response = admin.send("POST", "/journeys", data="name=x", content_type="application/x-www-form-urlencoded")
    assert (response.status_code, response.json["fields"]) == (422, {"body": "It must be a JSON object."})
    listed = admin.post("/journeys", ["x"])
    assert (listed.status_code, listed.json["fields"]) == (422, {"body": "It must be a JSON object."})


def test_a_body_that_is_too_large_is_refused(admin: Browser) -> None:
    response = admin.send("POST", "/journeys", data=b" " * (BODY_LIMIT + 1), content_type="application/json")
    assert (response.status_code, response.json["type"]) == (413, "urn:cauce:problem:too-large")


def test_validation_speaks_spanish_too(admin: Browser) -> None:
    admin.language = "es"
    response = admin.post("/users", {"email": "x", "name": "", "role": "rey", "password": "a" * 201, "extra": 1})
    assert response.json["fields"] == {
        "email": "Debe tener al menos 3 caracteres.",
        "name": "No puede estar vacío.",
        "role": "Debe ser uno de estos valores: 'admin', 'strategist', 'marketer', 'agent', 'supervisor' o 'auditor'.",
        "password": "Debe tener como máximo 200 caracteres.",
        "extra": "Este campo no existe.",
    }


def test_a_failure_shows_a_reference_and_the_log_has_the_rest(app: Flask, browser: Browser) -> None:
    def fail() -> None:
        raise LookupError("the secret recipe")

    app.add_url_rule("/api/fails", view_func=fail)
    with structlog.testing.capture_logs() as logs:
        response = browser.client.get("/api/fails", headers={"Accept-Language": "en"})
    assert response.status_code == 500
    assert "recipe" not in response.text
    assert response.json["reference"] in response.json["detail"]
    [line] = [line for line in logs if line["event"] == "request failed"]
    assert line["reference"] == response.json["reference"]
    assert isinstance(line["exc_info"], LookupError)


def test_a_failure_of_a_page_is_a_page(app: Flask, browser: Browser) -> None:
    def fail() -> None:
        raise LookupError("<b>the secret recipe</b>")

    app.add_url_rule("/fails", view_func=fail)
    response = browser.client.get("/fails")
    assert (response.status_code, response.mimetype) == (500, "text/html")
    assert "Algo falló" in response.text
    assert "recipe" not in response.text
    assert response.headers["Content-Security-Policy"] == PAGE_POLICY


@pytest.mark.parametrize("fault", FAULTS)
def test_every_problem_has_words_in_both_languages(fault: str) -> None:
    status, title, detail = FAULTS[fault]
    assert 400 <= status < 600
    assert set(title) == set(detail) == {"es", "en"}
    assert all([*title.values(), *detail.values()])


def test_every_field_fault_has_words_in_both_languages() -> None:
    assert all(set(text) == {"es", "en"} for text in FIELD_FAULTS.values())


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/session", "/nowhere.txt", "/p/forged", "/robots.txt"])
def test_every_answer_carries_the_security_headers(browser: Browser, path: str) -> None:
    headers = browser.client.get(path, buffered=True).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy.replace("http://cauce.test", "")
    assert "Strict-Transport-Security" not in headers


def test_only_the_studio_may_style_inline() -> None:
    assert "style-src 'self' 'unsafe-inline'" in STUDIO_POLICY
    assert "unsafe" not in PAGE_POLICY + DATA_POLICY


def test_the_studio_gets_its_policy_and_debtors_a_stricter_one(browser: Browser) -> None:
    assert browser.client.get("/", buffered=True).headers["Content-Security-Policy"] == STUDIO_POLICY
    assert "unsafe" not in browser.client.get("/p/forged").headers["Content-Security-Policy"]


def test_behind_tls_the_cookie_is_secure_and_browsers_are_told_to_stay_there(
    installation: Installation, staff: dict[str, object]
) -> None:
    served = replace(installation, config=replace(installation.config, public_url="https://cauce.test"))
    browser = Browser(create_app(served).test_client())
    response = browser.sign_in("admin@cauce.test", base_url="https://cauce.test")
    assert len(staff) == 6
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-cauce=")
    assert "Secure;" in cookie
    assert "Domain" not in cookie


def test_api_answers_are_kept_out_of_caches(admin: Browser) -> None:
    assert admin.get("/session").headers["Cache-Control"] == "no-store"
