"""Who may use which endpoint: the whole table, role by role."""

import re

import pytest
from flask import Flask

from app.api.area import PREFIX
from tests.app.api.browsers import Browser, Enter

EVERYBODY = "admin strategist marketer agent supervisor auditor"
EDITORS = "admin strategist"
TEMPLATE_EDITORS = "admin strategist marketer"
SEGMENT_EDITORS = "admin strategist marketer"
LOADERS = "admin strategist supervisor"
RUNNERS = "admin strategist supervisor"
TASK_READERS = "admin strategist agent supervisor auditor"
TASK_WORKERS = "admin agent supervisor"
FLAGGERS = "admin strategist agent supervisor"
READERS = "admin strategist supervisor auditor"
BOOKERS = "admin supervisor"

TAB = "tab-of-a-browser"
STAND_INS = {"<int:id>": "7", "<key>": "none", "<tab>": TAB, "<string:node>": "wait"}
PLACES = re.compile("<[^>]+>")
TABLE = [
    ("POST", "/session", "anyone"),
    ("GET", "/demo", "anyone"),
    ("GET", "/session", EVERYBODY),
    ("PATCH", "/session", EVERYBODY),
    ("GET", "/clock", EVERYBODY),
    ("GET", "/meta", EVERYBODY),
    ("GET", "/graph-schema", EVERYBODY),
    ("GET", "/templates", EVERYBODY),
    ("GET", "/templates/none/preview", EVERYBODY),
    ("GET", "/assets", EVERYBODY),
    ("POST", "/assets", TEMPLATE_EDITORS),
    ("GET", "/assets/7", EVERYBODY),
    ("PATCH", "/assets/7", TEMPLATE_EDITORS),
    ("DELETE", "/assets/7", TEMPLATE_EDITORS),
    ("POST", "/assets/7/replace", TEMPLATE_EDITORS),
    ("POST", "/assets/7/cut", TEMPLATE_EDITORS),
    ("GET", "/asset-folders", EVERYBODY),
    ("POST", "/asset-folders", TEMPLATE_EDITORS),
    ("PATCH", "/asset-folders/7", TEMPLATE_EDITORS),
    ("DELETE", "/asset-folders/7", TEMPLATE_EDITORS),
    ("GET", "/brand-kits", EVERYBODY),
    ("POST", "/brand-kits", TEMPLATE_EDITORS),
    ("POST", "/brand-kits/check", EVERYBODY),
    ("GET", "/brand-kits/none", EVERYBODY),
    ("PUT", "/brand-kits/none", TEMPLATE_EDITORS),
    ("DELETE", "/brand-kits/none", TEMPLATE_EDITORS),
    ("POST", "/brand-kits/none/default", TEMPLATE_EDITORS),
    ("POST", "/templates", SEGMENT_EDITORS),
    ("GET", "/templates/none", EVERYBODY),
    ("PUT", "/templates/none/draft", SEGMENT_EDITORS),
    ("DELETE", "/templates/none", SEGMENT_EDITORS),
    ("POST", "/templates/none/archive", SEGMENT_EDITORS),
    ("POST", "/templates/none/unarchive", SEGMENT_EDITORS),
    ("GET", "/templates/none/history", EVERYBODY),
    ("POST", "/templates/none/history", SEGMENT_EDITORS),
    ("GET", "/template-drafts/7", EVERYBODY),
    ("PATCH", "/template-drafts/7", SEGMENT_EDITORS),
    ("POST", "/template-drafts/7/restore", SEGMENT_EDITORS),
    ("POST", "/templates/none/check", EVERYBODY),
    ("POST", "/templates/none/publish", SEGMENT_EDITORS),
    ("GET", "/templates/none/versions", EVERYBODY),
    ("GET", "/template-versions/7", EVERYBODY),
    ("POST", "/template-versions/7/restore", SEGMENT_EDITORS),
    ("POST", "/templates/preview", EVERYBODY),
    ("POST", "/templates/none/test", SEGMENT_EDITORS),
    ("GET", "/designs/tokens", EVERYBODY),
    ("GET", "/templates/none/links", EVERYBODY),
    ("GET", "/templates/none/outcomes", EVERYBODY),
    ("GET", "/templates/none/visits", EVERYBODY),
    ("POST", "/templates/reach", EVERYBODY),
    ("POST", "/designs/import", SEGMENT_EDITORS),
    ("POST", "/designs/widgets", EVERYBODY),
    ("GET", "/designs/palette", EVERYBODY),
    ("GET", "/prices", EVERYBODY),
    ("GET", "/saved-sections", EVERYBODY),
    ("POST", "/saved-sections", SEGMENT_EDITORS),
    ("DELETE", "/saved-sections/7", SEGMENT_EDITORS),
    ("GET", "/journeys", EVERYBODY),
    ("POST", "/journeys", EDITORS),
    ("POST", "/journeys/check", EVERYBODY),
    ("GET", "/journeys/7", EVERYBODY),
    ("DELETE", "/journeys/7", EDITORS),
    ("PUT", "/journeys/7/draft", EDITORS),
    ("POST", "/journeys/7/publish", EDITORS),
    ("GET", "/journeys/7/outlook", EVERYBODY),
    ("GET", "/journeys/7/requests", EVERYBODY),
    ("POST", "/journeys/7/requests", EDITORS),
    ("POST", "/requests/7/approve", EDITORS),
    ("POST", "/requests/7/refuse", EDITORS),
    ("POST", "/requests/7/withdraw", EDITORS),
    ("POST", "/rehearsals", EDITORS),
    ("GET", "/journeys/7/versions", EVERYBODY),
    ("GET", "/journeys/7/counts", EVERYBODY),
    ("GET", "/journeys/7/drafts", EVERYBODY),
    ("POST", "/journeys/7/drafts", EDITORS),
    ("GET", f"/journeys/7/sittings/{TAB}", EVERYBODY),
    ("PUT", f"/journeys/7/sittings/{TAB}", EVERYBODY),
    ("DELETE", f"/journeys/7/sittings/{TAB}", EVERYBODY),
    ("GET", "/drafts/7", EVERYBODY),
    ("PATCH", "/drafts/7", EDITORS),
    ("POST", "/drafts/7/restore", EDITORS),
    ("GET", "/versions/7", EVERYBODY),
    ("POST", "/versions/7/restore", EDITORS),
    ("GET", "/journeys/7/running", EVERYBODY),
    ("GET", "/journeys/7/picture", EVERYBODY),
    ("GET", "/journeys/7/live", EVERYBODY),
    ("POST", "/journeys/7/pause", RUNNERS),
    ("POST", "/journeys/7/resume", RUNNERS),
    ("POST", "/journeys/7/stop", RUNNERS),
    ("POST", "/journeys/7/archive", RUNNERS),
    ("POST", "/journeys/7/restore", RUNNERS),
    ("PUT", "/journeys/7/guard", RUNNERS),
    ("GET", "/journeys/7/impact", EVERYBODY),
    ("GET", "/changes/7", EVERYBODY),
    ("POST", "/audience", EVERYBODY),
    ("GET", "/segments", EVERYBODY),
    ("POST", "/segments", SEGMENT_EDITORS),
    ("POST", "/segments/preview", EVERYBODY),
    ("GET", "/segments/7", EVERYBODY),
    ("PUT", "/segments/7", SEGMENT_EDITORS),
    ("DELETE", "/segments/7", SEGMENT_EDITORS),
    ("GET", "/own-fields", EVERYBODY),
    ("POST", "/own-fields/7/index", "admin"),
    ("DELETE", "/own-fields/7/index", "admin"),
    ("GET", "/debtors", EVERYBODY),
    ("GET", "/debtors/7", EVERYBODY),
    ("POST", "/accounts/7/flags", FLAGGERS),
    ("POST", "/accounts/7/events", FLAGGERS),
    ("GET", "/accounts/7/parties", EVERYBODY),
    ("PUT", "/accounts/7/parties", FLAGGERS),
    ("GET", "/accounts/7/agreements", TASK_READERS),
    ("POST", "/accounts/7/promises", TASK_WORKERS),
    ("POST", "/promises/7/cancel", TASK_WORKERS),
    ("POST", "/accounts/7/plans", TASK_WORKERS),
    ("POST", "/plans/7/confirm", TASK_WORKERS),
    ("POST", "/plans/7/decline", TASK_WORKERS),
    ("POST", "/offers/7/accept", TASK_WORKERS),
    ("POST", "/offers/7/decline", TASK_WORKERS),
    ("POST", "/accounts/7/payments", BOOKERS),
    ("GET", "/tasks", TASK_READERS),
    ("GET", "/tasks/7", TASK_READERS),
    ("POST", "/tasks/7/claim", TASK_WORKERS),
    ("POST", "/tasks/7/release", TASK_WORKERS),
    ("POST", "/tasks/7/complete", TASK_WORKERS),
    ("GET", "/gallery", EVERYBODY),
    ("GET", "/gallery/none", EVERYBODY),
    ("POST", "/gallery/none/start", EDITORS),
    ("GET", "/journeys/7/file", EVERYBODY),
    ("GET", "/journey-file-schema", EVERYBODY),
    ("POST", "/journeys/import", EDITORS),
    ("GET", "/runs/7", EVERYBODY),
    ("GET", "/journeys/7/nodes/wait/people", EVERYBODY),
    ("POST", "/runs/7/go-on", RUNNERS),
    ("POST", "/runs/7/move", RUNNERS),
    ("POST", "/runs/7/remove", RUNNERS),
    ("GET", "/dead-letters", READERS),
    ("POST", "/dead-letters/replay", LOADERS),
    ("POST", "/dead-letters/skip", LOADERS),
    ("POST", "/dead-letters/end", LOADERS),
    ("GET", "/failed-acts", READERS),
    ("POST", "/failed-acts/replay", LOADERS),
    ("POST", "/failed-acts/skip", LOADERS),
    ("POST", "/messages/release", LOADERS),
    ("POST", "/messages/cancel", LOADERS),
    ("POST", "/messages/settle", LOADERS),
    ("GET", "/messages", EVERYBODY),
    ("GET", "/messages/7", EVERYBODY),
    ("GET", "/mailbox", EVERYBODY),
    ("GET", "/mailbox/none", EVERYBODY),
    ("POST", "/imports", LOADERS),
    ("GET", "/imports", READERS),
    ("GET", "/imports/7", READERS),
    ("POST", "/imports/7/preview", LOADERS),
    ("POST", "/imports/7/start", LOADERS),
    ("GET", "/imports/7/rejects", READERS),
    ("GET", "/portfolios", READERS),
    ("POST", "/debtors/7/erase", "admin"),
    ("GET", "/operations", READERS),
    ("POST", "/operations/repair", LOADERS),
    ("GET", "/users", "admin"),
    ("POST", "/users", "admin"),
    ("PATCH", "/users/777", "admin"),
    ("GET", "/api-keys", "admin"),
    ("POST", "/api-keys", "admin"),
    ("DELETE", "/api-keys/7", "admin"),
    ("GET", "/audit", "admin auditor"),
    ("DELETE", "/session", EVERYBODY),  # last: it signs the browser out
]


def test_the_table_has_every_endpoint(app: Flask) -> None:
    served = {
        (method, PLACES.sub(lambda place: STAND_INS[place[0]], rule.rule.removeprefix(PREFIX)))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert {(method, path.replace("777", "7")) for method, path, _ in TABLE} == served


@pytest.mark.parametrize("role", EVERYBODY.split())
def test_a_role_gets_exactly_what_the_table_gives_it(enter: Enter, role: str) -> None:
    browser = enter(role)
    wrong = []
    for method, path, allowed in TABLE:
        status = browser.send(method, path, json={} if method in {"POST", "PUT", "PATCH"} else None).status_code
        if (status == 403) == (allowed == "anyone" or role in allowed.split()) or status in {401, 500}:
            wrong.append((method, path, status))
    assert wrong == []


def test_nobody_gets_anything_without_signing_in(browser: Browser) -> None:
    statuses = {
        (method, path): browser.send(method, path, json={}).status_code
        for method, path, who in TABLE
        if who != "anyone"
    }
    assert set(statuses.values()) == {401}


def test_unsafe_requests_without_the_csrf_token_are_refused(enter: Enter) -> None:
    admin = enter("admin")
    for token in ("", "x", admin.token + "x"):
        for method, path, _ in TABLE:
            if method != "GET" and path != "/session":
                response = admin.send(method, path, json={}, headers={"X-CSRF-Token": token})
                assert (response.status_code, response.json["type"]) == (403, "urn:cauce:problem:csrf"), (method, path)


def test_an_unsafe_request_from_another_site_is_refused_even_before_signing_in(browser: Browser) -> None:
    response = browser.sign_in("admin@cauce.test", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


SCOPES = {
    "read": {"/journeys", "/debtors", "/messages", "/imports", "/portfolios", "/meta"},
    "write": {"/journeys", "/meta"},
    "import": {"/imports", "/portfolios"},
}


@pytest.mark.parametrize("scope", SCOPES)
def test_an_api_key_reaches_what_its_scope_names(enter: Enter, browser: Browser, scope: str) -> None:
    secret = enter("admin").post("/api-keys", {"name": "CRM", "scopes": [scope]}).json["secret"]
    key = {"Authorization": f"Bearer {secret}"}
    lists = ["/journeys", "/debtors", "/messages", "/imports", "/portfolios", "/meta", "/users", "/api-keys", "/audit"]
    reached = {path for path in [*lists, "/session"] if browser.get(path, headers=key).status_code == 200}
    assert reached == SCOPES[scope]


def test_a_key_that_may_write_needs_no_csrf_token_and_one_that_may_not_is_refused(
    enter: Enter, browser: Browser
) -> None:
    admin = enter("admin")
    statuses = []
    for scope in ("write", "read"):
        secret = admin.post("/api-keys", {"name": scope, "scopes": [scope]}).json["secret"]
        made = browser.post("/journeys", {"name": "From afar"}, headers={"Authorization": f"Bearer {secret}"})
        statuses.append(made.status_code)
    assert statuses == [201, 403]
    assert made.json["detail"] == "The scopes of this API key do not allow this."
