"""A draft is walked through with “pretend they paid now”, and then published by a second pair of eyes."""

import re
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NAME = "Aviso y espera"


@pytest.fixture(autouse=True)
def four_eyes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The product is started where somebody else publishes."""
    monkeypatch.setenv("CAUCE_FOUR_EYES", "1")


def test_a_draft_is_walked_and_published_with_four_eyes(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    number = draw(desk.request)
    page.goto(f"/journeys/{number}")
    walk(page, somebody_with_email(desk.request))
    ask(page)
    change_to(page, "Admin")
    page.goto(f"/journeys/{number}")
    approve(page)
    assert strangers == []


def sign_in(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name=f"Cuenta de {name}")).to_be_visible()


def change_to(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile("^Cuenta de")).click()
    page.get_by_role("menuitem", name="Cerrar sesión").click()
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name=f"Cuenta de {name}")).to_be_visible()


def draw(request: APIRequestContext) -> int:
    """A saved draft: an email, and an answer that is waited for; its id."""
    headers = {"X-CSRF-Token": request.get("/api/v1/session").json()["csrf_token"]}

    def send(method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = request.fetch(f"/api/v1/journeys{path}", method=method, headers=headers, data=body)
        assert answer.ok, answer.text()
        found: dict[str, Any] = answer.json()
        return found

    made = send("POST", "", {"name": NAME})
    graph = made["graph"]
    wait = {"events": ["page_opened"], "timeout": {"amount": 3, "unit": "days"}}
    graph["nodes"] += [
        {"id": "mail", "kind": "send_email", "kind_version": 2, "settings": {"template": "payment_reminder"}},
        {"id": "answer", "kind": "wait_event", "kind_version": 1, "settings": wait},
        {"id": "over", "kind": "end", "kind_version": 1, "settings": {"reason": "visto"}},
    ]
    lines = [(graph["entry"], "next", "mail"), ("mail", "next", "answer"), ("answer", "page_opened", "over")]
    graph["edges"] = [
        {"id": f"e{number}", "from": start, "port": port, "to": end}
        for number, (start, port, end) in enumerate([*lines, ("answer", "timeout", "over")])
    ]
    send("PUT", f"/{made['id']}/draft", {"graph": graph, "revision": made["revision"]})
    return int(made["id"])


def somebody_with_email(request: APIRequestContext) -> dict[str, str]:
    """A debtor who can be written to."""
    found: list[dict[str, str]] = request.get("/api/v1/debtors").json()["items"]
    return next(one for one in found if one["email"])


def walk(page: Page, debtor: dict[str, str]) -> None:
    """Walk a real debtor as far as the wait, look at the mail, and pretend that they pay."""
    page.get_by_role("button", name="Ensayo", exact=True).click()
    panel = page.get_by_role("complementary", name="Ensayo")
    who = panel.get_by_role("combobox", name="Quién lo recorre")
    who.fill(debtor["ref"])
    page.get_by_role("option", name=debtor["ref"]).first.click()
    expect(panel.get_by_text(f"Para {debtor['email']}")).to_be_visible()
    expect(panel.get_by_text("Está aquí")).to_be_visible()
    expect(panel.get_by_text(re.compile("^Esperar: abrió la página"))).to_be_visible()
    lit = page.locator('.react-flow__node[data-id="mail"] > :first-child')
    expect(lit).to_have_css("box-shadow", re.compile("2px"))
    panel.get_by_role("button", name="Ver el mensaje").click()
    expect(panel.get_by_title(re.compile("^El mensaje"))).to_be_visible()
    panel.get_by_role("button", name="Dinero").click()
    panel.get_by_role("button", name="Paga todo lo que debe").click()
    expect(panel.get_by_text("El recorrido terminó", exact=True)).to_be_visible()
    expect(panel.get_by_text("Salió del recorrido porque ya no debe nada.").first).to_be_visible()
    panel.get_by_role("button", name="Un paso atrás").click()
    expect(panel.get_by_text("Está aquí")).to_be_visible()


def ask(page: Page) -> None:
    """Look at what publishing brings, and ask for it."""
    page.get_by_role("button", name="Publicar", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("^Entran .+ personas"))).to_be_visible()
    expect(dialog.get_by_text(re.compile("^El primer mensaje sale el"))).to_be_visible()
    expect(dialog.get_by_text(re.compile(r"^Alrededor de .+US\$"))).to_be_visible()
    button = dialog.get_by_role("button", name="Pedir la publicación")
    expect(button).to_be_enabled()
    button.click()
    expect(dialog.get_by_text("Petición enviada")).to_be_visible()
    dialog.get_by_role("button", name="Ver el recorrido").click()
    expect(page.get_by_role("button", name="Pedida")).to_be_visible()


def approve(page: Page) -> None:
    """Publish what was asked for."""
    page.get_by_role("button", name="Responder petición").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("^Ana Ríos lo pidió el"))).to_be_visible()
    button = dialog.get_by_role("button", name="Aprobar y publicar")
    expect(button).to_be_enabled()
    button.click()
    expect(dialog.get_by_text("Versión 1 en marcha")).to_be_visible()
