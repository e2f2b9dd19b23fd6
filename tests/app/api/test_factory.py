"""What is served beside the API: the studio's page, signs of life, and when not to start."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_openapi3.openapi import OpenAPI
from sqlalchemy import select

from app.api import bare_app, document, guard
from app.errors import ConfigError
from app.factory import create_app
from app.http import answer_errors
from app.installation import Installation
from app.models import Audit, User
from app.queue import Queue
from app.store import passwords
from app.studio import FOREVER, serve_studio
from tests.app.api.browsers import Browser

SECRET = "a secret of one's own that is long enough"


@pytest.fixture
def built(tmp_path: Path) -> Flask:
    """A studio that was built."""
    folder = tmp_path / "designer"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<title>Studio</title>", encoding="utf-8")
    (folder / "assets" / "index-B4x_9Qz1.js").write_text("let x", encoding="utf-8")
    (folder / "icon.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    app = Flask("built", static_folder=None)
    serve_studio(app, folder)
    answer_errors(app)
    return app


@pytest.mark.parametrize("path", ["/", "/journeys", "/journeys/3", "/debtors/12/", "/sign-in"])
def test_the_studio_answers_for_each_of_its_rooms(built: Flask, path: str) -> None:
    response = built.test_client().get(path, buffered=True)
    assert (response.status_code, response.text) == (200, "<title>Studio</title>")
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v2/journeys",
        "/p/x/y/z",
        "/u/x/y",
        "/hooks/x",
        "/static/x",
        "/favicon.ico",
        "/a/b.php",
        "/static/designer/../secret.txt",
        "/static/designer/%2e%2e/secret.txt",
        "/static/designer/none.js",
    ],
)
def test_what_is_no_room_of_the_studio_is_not_found(built: Flask, path: str) -> None:
    assert built.test_client().get(path).status_code == 404


def test_assets_whose_name_changes_with_their_content_are_cached_for_ever(built: Flask) -> None:
    client = built.test_client()
    assert client.get("/static/designer/assets/index-B4x_9Qz1.js", buffered=True).headers["Cache-Control"] == FOREVER
    assert client.get("/static/designer/icon.svg", buffered=True).headers["Cache-Control"] == "no-cache"


def test_a_studio_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    app = Flask("unbuilt", static_folder=None)
    serve_studio(app, tmp_path)
    spanish, english = (
        app.test_client().get("/journeys", headers={"Accept-Language": language}) for language in ("es", "en")
    )
    assert spanish.status_code == english.status_code == 503
    assert "make up" in spanish.text
    assert "The studio is not built" in english.text


def test_signs_of_life(browser: Browser) -> None:
    assert browser.client.get("/healthz").json == {"status": "ok"}
    ready = browser.client.get("/readyz")
    assert (ready.status_code, ready.json) == (
        200,
        {"status": "ok", "database": True, "migrations": True, "redis": True},
    )


def test_without_redis_it_is_alive_but_not_ready(installation: Installation) -> None:
    nowhere = Queue("redis://127.0.0.1:1/0")
    client = create_app(replace(installation, queue=nowhere)).test_client()
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json) == (
        503,
        {"database": True, "migrations": True, "redis": False, "status": "unavailable"},
    )
    nowhere.redis.close()


def test_production_does_not_start_while_somebody_has_a_demo_password(
    installation: Installation, staff: dict[str, User]
) -> None:
    served = replace(installation, config=replace(installation.config, mode="production", secret_key=SECRET))
    create_app(served)
    with installation.db.write() as session:
        session.get_one(User, staff["agent"].id).password = passwords.make_hash(passwords.DEMO_PASSWORD)
    with pytest.raises(ConfigError, match=r"^agent@cauce\.test can sign in with a demo password"):
        create_app(served)
    with installation.db.write() as session:
        session.get_one(User, staff["agent"].id).active = False
    create_app(served)


def test_an_endpoint_that_does_not_say_who_may_use_it_is_not_served() -> None:
    app: OpenAPI = bare_app()
    app.add_url_rule("/api/v1/forgotten", view_func=lambda: "everything")
    with pytest.raises(LookupError, match="/api/v1/forgotten"):
        guard.watch(app)


def test_the_address_of_a_caller_comes_through_a_trusted_proxy_only(installation: Installation) -> None:
    for proxies in (0, 1):
        app = create_app(replace(installation, config=replace(installation.config, proxies=proxies)))
        client = app.test_client()
        for _ in range(2):
            client.post(
                "/api/v1/session",
                json={"email": f"x{proxies}@cauce.test", "password": "x"},
                headers={"X-Forwarded-For": "192.0.2.1"},
            )
    with installation.db.read() as session:
        addresses = [line["address"] for line in session.scalars(select(Audit.details).order_by(Audit.id))]
    assert addresses == ["127.0.0.1"] * 2 + ["192.0.2.1"] * 2


def test_the_openapi_document_needs_no_installation_and_is_the_one_that_is_served(browser: Browser) -> None:
    served = browser.client.get("/api/openapi.json").json
    assert served == document()
    assert served["openapi"] == "3.1.0"


def test_every_reference_in_the_openapi_document_leads_somewhere() -> None:
    found = document()

    def references(value: object) -> set[str]:
        if isinstance(value, dict):
            here = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
            return here.union(*(references(inner) for inner in value.values()))
        return set().union(*(references(inner) for inner in value)) if isinstance(value, list) else set()

    known = {f"#/components/schemas/{name}" for name in found["components"]["schemas"]}
    assert references(found) <= known


def test_every_operation_declares_its_good_answer_and_its_problems() -> None:
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            assert any(code.startswith("2") for code in answers), (method, path)
            problem = answers["422"]["content"]["application/problem+json"]["schema"]
            assert problem == {"$ref": "#/components/schemas/Problem"}, (method, path)
            assert operation["summary"], (method, path)
