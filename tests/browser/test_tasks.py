"""The room of tasks, as an agent and a supervisor work in it: a call that is made, and what it asks for approved."""

import re
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NOTE = "Pide un descuento para pagar hoy"


def test_a_call_is_made_and_what_it_asks_for_is_approved(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    publish(desk.request)
    change_to(page, "Marcos Vidal")
    called = make_the_call(page)
    change_to(page, "Elena Soto")
    approve(page, called)
    see_it_done(page, called)
    assert strangers == []


def sign_in(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name=f"Cuenta de {name}")).to_be_visible()


def change_to(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile("^Cuenta de")).click()
    page.get_by_role("menuitem", name="Cerrar sesión").click()
    page.get_by_role("button", name=name).click()
    page.get_by_role("link", name="Tareas").first.click()
    expect(page.get_by_role("heading", name="Tareas", level=1)).to_be_visible()


def publish(request: APIRequestContext) -> None:
    """A journey that calls everybody, and asks a supervisor about those who were reached."""
    headers = {"X-CSRF-Token": request.get("/api/v1/session").json()["csrf_token"]}

    def ask(method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = request.fetch(f"/api/v1/journeys{path}", method=method, headers=headers, data=body)
        assert answer.ok, answer.text()
        found: dict[str, Any] = answer.json()
        return found

    made = ask("POST", "", {"name": "Llamadas y descuentos"})
    graph = made["graph"]
    outcomes = [{"id": "reached", "label": "Se habló"}, {"id": "no_answer", "label": "No contesta"}]
    call = {"title": "Llamar y escuchar", "script": "Hola, {{ debtor.first_name }}.", "outcomes": outcomes}
    question = {"question": "¿Un 20 % menos para {{ debtor.first_name }}?", "priority": "urgent", "deadline": None}
    graph["nodes"] += [
        {"id": "call", "kind": "call_task", "kind_version": 1, "settings": {**call, "deadline": None}},
        {"id": "ask", "kind": "approval", "kind_version": 1, "settings": question},
        {"id": "over", "kind": "end", "kind_version": 1, "settings": {"reason": "llamada"}},
    ]
    lines = [(graph["entry"], "next", "call"), ("call", "reached", "ask"), ("call", "no_answer", "over")]
    lines += [("ask", "approved", "over"), ("ask", "refused", "over")]
    graph["edges"] = [
        {"id": f"e{number}", "from": start, "port": port, "to": end} for number, (start, port, end) in enumerate(lines)
    ]
    saved = ask("PUT", f"/{made['id']}/draft", {"graph": graph, "revision": made["revision"]})
    ask("POST", f"/{made['id']}/publish", {"revision": saved["revision"], "reason": "Prueba"})


def make_the_call(page: Page) -> str:
    """Record that the first person on the list was reached; their name."""
    first = page.get_by_role("row").nth(1).get_by_role("link")
    name = first.inner_text()
    first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="Llamar y escuchar")).to_be_visible()
    expect(drawer.get_by_text(re.compile(f"^Hola, {name.split(maxsplit=1)[0]}"))).to_be_visible()
    expect(drawer.get_by_role("button", name="Anotar")).to_be_disabled()
    drawer.get_by_role("radio", name="Se habló").check()
    drawer.get_by_role("textbox", name="Nota").fill(NOTE)
    drawer.get_by_role("button", name="Anotar").click()
    expect(drawer).to_be_hidden()
    return name


def approve(page: Page, name: str) -> None:
    """Of all that is to be done the question comes first: it is urgent."""
    row = page.get_by_role("row").filter(has_text="Aprobación")
    expect(row).to_contain_text(name)
    expect(row).to_contain_text("Urgente")
    row.get_by_role("link").click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text(f"¿Un 20 % menos para {name.split(maxsplit=1)[0]}?")).to_be_visible()
    drawer.get_by_role("radio", name="Aprobado").check()
    drawer.get_by_role("button", name="Anotar").click()
    expect(drawer).to_be_hidden()


def see_it_done(page: Page, name: str) -> None:
    page.get_by_role("tab", name="Hechas").click()
    for what, outcome in (("Aprobación", "Aprobado"), ("Llamada", "Se habló")):
        row = page.get_by_role("row").filter(has_text=name).filter(has_text=what).filter(has_text=outcome)
        expect(row).to_have_count(1)
    page.get_by_role("row").filter(has_text="Se habló").get_by_role("link").click()
    expect(page.get_by_role("dialog").get_by_text(NOTE)).to_be_visible()
