"""Whatever is sent, the API answers with less than 500; and of two who change the same thing, one wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from app.errors import CauceError, ConflictError, InvalidError, NotFoundError
from app.http import answer_errors
from app.installation import Installation
from tests.app.api.browsers import Browser
from tests.app.api.portfolios import MAPPING, load_portfolio, upload
from tests.app.api.test_journeys import GRAPH, published

NASTY: list[Any] = [
    None,
    True,
    -1,
    0,
    2**63,
    10**400,
    1.5,
    1e308,
    "",
    " ",
    "x" * 5000,
    "'; DROP TABLE users; --",
    "<script>alert(1)</script>",
    "😀\u202e\ufeff",
    "%",
    [],
    [None],
    {},
    {"": ""},
    {"field": "account.balance", "op": "gt", "value": {"a": 1}},
    {"field": ["account.balance"], "op": "eq", "value": 10**400},
    {"all": [{"not": {"any": []}}]},
    {"columns": {"x": 3}},
]

BODIES: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/session", {"email": "a@b.c", "password": "x"}),
    ("PATCH", "/session", {"language": "es", "password": None, "current_password": "x"}),
    ("POST", "/journeys", {"name": "x"}),
    ("POST", "/journeys/check", {"graph": GRAPH}),
    ("PUT", "/journeys/1/draft", {"graph": GRAPH, "revision": 1}),
    ("POST", "/journeys/1/publish", {"revision": 1, "reason": "x"}),
    ("POST", "/journeys/1/drafts", {"name": "x", "revision": 2, "graph": GRAPH}),
    ("PATCH", "/drafts/1", {"name": "x"}),
    ("POST", "/drafts/1/restore", {"revision": 2, "tab": "tab-of-a-browser"}),
    ("PUT", "/journeys/1/sittings/tab-of-a-browser", {"wish": "edit"}),
    ("POST", "/audience", {"condition": None}),
    ("POST", "/imports/2/preview", MAPPING),
    ("POST", "/imports/2/start", MAPPING),
    ("POST", "/users", {"email": "e@x.y", "name": "E", "role": "agent", "password": "a long enough one"}),
    ("PATCH", "/users/2", {"name": "E", "role": "agent", "password": None, "active": True}),
    ("POST", "/api-keys", {"name": "x", "scopes": ["read"]}),
]


@pytest.mark.parametrize(("method", "path", "good"), BODIES, ids=[f"{method} {path}" for method, path, _ in BODIES])
def test_no_value_in_any_field_makes_the_api_fail(
    installation: Installation, admin: Browser, method: str, path: str, good: dict[str, Any]
) -> None:
    load_portfolio(installation, admin)
    published(admin)
    upload(admin)
    failed = []
    for field in good:
        for value in NASTY:
            response = admin.send(method, path, json=good | {field: value})
            if response.status_code >= 500:
                failed.append((field, value, response.text))
    assert failed == []


@pytest.mark.parametrize("place", ["nodes", "edges", "settings", "audience", "entry", "exits", "layout", "name"])
def test_no_graph_makes_the_api_fail(admin: Browser, place: str) -> None:
    number = published(admin)
    revision = 2
    for value in NASTY:
        first = {**GRAPH["nodes"][0]}
        first["settings"] = value if place == "settings" else {"audience": value if place == "audience" else None}
        graph = {**GRAPH, "nodes": [first, *GRAPH["nodes"][1:]]}
        if place in graph:
            graph[place] = value
        saved = admin.send("PUT", f"/journeys/{number}/draft", json={"graph": graph, "revision": revision})
        assert saved.status_code == 200, saved.text
        revision = saved.json["revision"]
        assert admin.get("/journeys").status_code == 200
        sent = admin.post(f"/journeys/{number}/publish", {"revision": revision, "reason": "x"})
        assert sent.status_code in {200, 422}, sent.text


def test_of_two_who_save_the_same_draft_at_once_one_wins(admin: Browser, enter: Callable[[str], Browser]) -> None:
    number = admin.post("/journeys", {"name": "Shared"}).json["id"]
    browsers = [admin, *(enter("strategist") for _ in range(3))]

    def save(browser: Browser) -> int:
        return browser.send("PUT", f"/journeys/{number}/draft", json={"graph": GRAPH, "revision": 1}).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        assert sorted(pool.map(save, browsers)) == [200, 409, 409, 409]
    assert admin.get(f"/journeys/{number}").json["revision"] == 2


def test_of_two_who_add_the_same_user_at_once_one_wins(admin: Browser, enter: Callable[[str], Browser]) -> None:
    browsers = [admin, *(enter("admin") for _ in range(3))]
    new = {"email": "eva@cauce.test", "name": "Eva", "role": "agent", "password": "a long enough one"}
    with ThreadPoolExecutor(len(browsers)) as pool:
        statuses = sorted(pool.map(lambda browser: browser.post("/users", new).status_code, browsers))
    assert statuses == [201, 409, 409, 409]


def test_two_administrators_cannot_both_leave_at_once(
    admin: Browser, enter: Callable[[str], Browser], staff: dict[str, Any]
) -> None:
    admin.send("PATCH", f"/users/{staff['agent'].id}", json={"role": "admin"})
    pairs = [(admin, staff["admin"].id), (enter("agent"), staff["agent"].id)]
    with ThreadPoolExecutor(2) as pool:
        statuses = list(
            pool.map(lambda pair: pair[0].send("PATCH", f"/users/{pair[1]}", json={"active": False}).status_code, pairs)
        )
    assert sorted(statuses) == [200, 409]


@pytest.mark.parametrize(
    ("error", "status", "document"),
    [
        (NotFoundError(), 404, {"type": "urn:cauce:problem:not-found"}),
        (ConflictError("It moved."), 409, {"detail": "It moved."}),
        (InvalidError("Not so.", {"name": "Too odd."}), 422, {"detail": "Not so.", "fields": {"name": "Too odd."}}),
        (CauceError("Private."), 500, {"type": "urn:cauce:problem:failure"}),
    ],
    ids=["not found", "conflict", "invalid", "other"],
)
def test_the_errors_of_the_product_become_problems(error: CauceError, status: int, document: dict[str, Any]) -> None:
    app = Flask("errors", static_folder=None)
    answer_errors(app)

    def fail() -> None:
        raise error

    app.add_url_rule("/api/fails", view_func=fail)
    response = app.test_client().get("/api/fails", headers={"Accept-Language": "en"})
    assert response.status_code == status
    assert document.items() <= response.json.items()
    assert "Private" not in response.text


def test_a_redirect_is_no_error() -> None:
    app = Flask("redirects", static_folder=None)
    answer_errors(app)
    app.add_url_rule("/folder/", view_func=lambda: "here")
    assert app.test_client().get("/folder").status_code == 308
