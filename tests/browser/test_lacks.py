"""Whom a message would not reach is said where it is chosen, and once more before the journey is published."""

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_publish import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LACKS = re.compile(r"de las \d+ personas de la audiencia de este recorrido no tienen «Correo electrónico»")
LAWFUL = (
    "{{ account.creditor }}: {{ debtor.first_name }}, tiene un pago pendiente, ref. {{ account.ref }}. Le escribimos "
    "también a {{ debtor.email }}. Vea sus opciones: {{ link.page }} No más SMS: {{ link.preferences }}"
)


def test_whom_a_message_would_not_reach_is_said_beforehand(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    page.goto(f"/journeys/{draw(page, template(page))}")
    page.get_by_test_id("rf__node-sms").click()
    line = page.get_by_text(LACKS)
    expect(line).to_be_visible()
    expect(page.get_by_text("no recibirían este mensaje.")).to_be_visible()
    page.get_by_role("button", name="Ver quiénes son").click()
    people = page.get_by_role("dialog", name=re.compile(r"^A \d+ personas les falta «Correo electrónico»$"))
    first = people.get_by_role("link").first
    expect(first).to_have_attribute("href", re.compile(r"^/debtors/\d+$"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Publicar", exact=True).click()
    dialog = page.get_by_role("dialog")
    row = dialog.get_by_role("listitem").filter(has_text="no tienen «Correo electrónico» y no lo recibirían")
    expect(row).to_contain_text("Con correo")
    expect(dialog.get_by_role("button", name="Publicar ahora")).to_be_enabled()  # it is a warning, no error
    row.get_by_role("button", name="Ver").click()
    expect(line).to_be_visible()
    assert strangers == []


def send(page: Page, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = {"X-CSRF-Token": page.request.get("/api/v1/session").json()["csrf_token"]}
    answer = page.request.fetch(f"/api/v1{path}", method=method, headers=headers, data=body)
    assert answer.ok, answer.text()
    found: dict[str, Any] = answer.json()
    return found


def template(page: Page) -> str:
    """A published SMS that says the address of an email, which some people do not have."""
    variant = {"id": "a", "share": 100, "content": {"text": LAWFUL}}
    document = {"schema_version": 1, "channel": "sms", "languages": {"es": {"variants": [variant]}}}
    name = {"es": "Con correo", "en": "With an address"}
    made = send(page, "POST", "/templates", {"channel": "sms", "name": name, "document": document})
    send(page, "POST", f"/templates/{made['key']}/publish", {"revision": made["revision"], "note": "x"})
    return str(made["key"])


def draw(page: Page, key: str) -> int:
    """A journey that sends it to everybody."""
    made = send(page, "POST", "/journeys", {"name": "A todos"})
    graph = made["graph"]
    graph["nodes"] += [
        {"id": "sms", "kind": "send_sms", "kind_version": 1, "settings": {"template": key}},
        {"id": "over", "kind": "end", "kind_version": 1, "settings": {"reason": "visto"}},
    ]
    graph["nodes"][0]["settings"] |= {"audience": {"all": []}}
    lines = [(graph["entry"], "sms"), ("sms", "over")]
    graph["edges"] = [
        {"id": f"e{at}", "from": start, "port": "next", "to": end} for at, (start, end) in enumerate(lines)
    ]
    send(page, "PUT", f"/journeys/{made['id']}/draft", {"graph": graph, "revision": made["revision"]})
    return int(made["id"])
