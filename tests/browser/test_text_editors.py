"""SMS, calls and letters written in the studio: chips for what is known of a person, keys, pages; and nothing lost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, BrowserContext, Page, expect

from tests.browser.axe import Auditor
from tests.browser.waiting import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

GONE = "Hola, {{ debtor.first_name }}: {{ account.x_gone }} 😀 محمد {% if account.product %}sí{% endif %}"


def test_texts_calls_and_letters_are_written_with_chips(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    page.goto("/")
    page.get_by_role("button", name="Ana Ríos").click()
    expect(page.get_by_role("button", name="Cuenta de Ana Ríos")).to_be_visible()
    auditor = Auditor()
    write_an_sms(page, auditor)
    keep_what_is_gone(page)
    script_a_call(page, auditor)
    write_a_letter(page, auditor)
    assert not auditor.found, "\n".join(auditor.found)
    assert strangers == []


def write_an_sms(page: Page, auditor: Auditor) -> None:
    """A token by typing two braces, another by a slash, their form changed by keyboard, and signs made plain."""
    key = begin(page, "sms", {"text": ""})
    text = page.get_by_role("textbox", name="Texto del SMS")
    text.click()
    with a_slow_machine(page):
        page.keyboard.type("Hola {{nombre")
        page.keyboard.press("Enter")
        page.keyboard.type(", “pague” /")
    chip = text.get_by_role("button", name=re.compile("^Nombre"))
    expect(chip).to_be_visible()
    page.get_by_role("combobox", name="Buscar un dato").fill("saldo pendiente")
    auditor.audit(page, "token picker")
    page.keyboard.press("Enter")
    expect(text.get_by_role("button", name=re.compile("^Saldo"))).to_be_visible()
    page.keyboard.type(" en https://a.b/c")  # a slash inside a word is a slash
    expect_saved(
        page,
        key,
        "Hola {{ debtor.first_name }}, “pague” {{ account.balance | money(account.currency) }} en https://a.b/c",
    )
    chip.click()
    page.get_by_label("Si la persona no lo tiene").fill("cliente")
    auditor.audit(page, "token form")
    page.get_by_role("button", name="Listo").click()
    expect(page.get_by_role("status", name="Partes y coste")).to_contain_text("UCS-2")
    page.get_by_role("button", name="Cambiar los signos").click()
    expect_saved(
        page,
        key,
        "Hola {{ debtor.first_name | default('cliente') }}, \"pague\" "
        "{{ account.balance | money(account.currency) }} en https://a.b/c",
    )
    auditor.audit(page, "SMS")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" {{")
    expect(page.get_by_role("combobox", name="Buscar un dato")).to_be_focused()
    page.keyboard.press("Escape")
    expect(text).to_contain_text(re.compile(r"a\.b/c ?$"))
    page.keyboard.insert_text("x" * 5_000)
    expect(page.get_by_role("status", name="Partes y coste")).to_contain_text("76 partes")  # Lucía has an accent


def keep_what_is_gone(page: Page) -> None:
    """A token that is there no more is red, said in words, and stays until somebody takes it out."""
    key = begin(page, "sms", {"text": GONE})
    wrong = page.get_by_role("button", name=re.compile(r"^Dato desconocido: account\.x_gone"))
    expect(wrong).to_be_visible()
    text = page.get_by_role("textbox", name="Texto del SMS")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    expect_saved(page, key, f"{GONE}!")
    expect(page.get_by_text("No hay ningún dato «account.x_gone».").first).to_be_visible()
    wrong.click()
    page.get_by_role("button", name="Quitar", exact=True).click()
    expect_saved(page, key, f"{GONE}!".replace("{{ account.x_gone }}", ""))


def script_a_call(page: Page, auditor: Auditor) -> None:
    """What is owed is only said behind a menu that asks who listens."""
    key = begin(page, "voice", {"script": [{"id": "s1", "kind": "say", "text": "Hola."}]})
    said = page.get_by_role("textbox", name="Lo que se dice").first
    said.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" {{")
    page.get_by_role("combobox", name="Buscar un dato").fill("saldo")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Se diría algo de la deuda antes de saber quién escucha").first).to_be_visible()
    page.get_by_role("button", name="Menú de teclas").click()
    page.get_by_role("button", name="Subir el paso 2").click()
    expect(page.get_by_text("Se diría algo de la deuda antes de saber quién escucha")).to_have_count(0)
    page.get_by_role("combobox", name="Qué hace la tecla 2").click()
    page.get_by_role("option", name="Pasa con un agente").click()
    page.get_by_label("Teléfono al que pasa la tecla 2").fill("+34910000000")
    auditor.audit(page, "call")
    expect(page.get_by_text("Guardado", exact=True)).to_be_visible()
    steps = content_of(page.request, key)["script"]
    assert [step["kind"] for step in steps] == ["menu", "say"]
    assert [(one["key"], one["act"]) for one in steps[0]["keys"]] == [("1", "confirm"), ("2", "agent"), ("9", "stop")]
    assert steps[0]["keys"][1]["number"] == "+34910000000"
    assert steps[1]["text"] == "Hola. {{ account.balance | money(account.currency) }}"


def write_a_letter(page: Page, auditor: Auditor) -> None:
    """A letter with a token, a table and a second page, shown with the window of the envelope over it."""
    key = begin(page, "letter", None)
    page.get_by_role("textbox", name="Asunto").click()
    page.keyboard.type("Recordatorio")
    body = page.get_by_role("textbox", name="Texto de la carta")
    body.click()
    with a_slow_machine(page):
        page.keyboard.type("Estimada {{nombre completo")
        page.keyboard.press("Enter")
        page.keyboard.type(":")
    page.get_by_role("button", name="Salto de página").click()
    page.keyboard.type("Segunda página")
    page.get_by_role("button", name="Tabla de datos").click()
    expect(page.get_by_text("Página 1 de 2")).to_be_visible()
    sheet = page.frame_locator("iframe[title='Página 1 de 2']")
    expect(sheet.get_by_text("Lucía Ortega Rivas:")).to_be_visible()
    page.get_by_role("button", name="Página siguiente").click()
    expect(page.get_by_text("Página 2 de 2")).to_be_visible()
    auditor.audit(page, "letter")
    expect(page.get_by_text("Guardado", exact=True)).to_be_visible()
    kinds = [one["type"] for one in content_of(page.request, key)["doc"]["content"]]
    assert kinds[:3] == ["paragraph", "pageBreak", "paragraph"]
    assert "facts" in kinds
    assert content_of(page.request, key)["subject"] == "Recordatorio"


@contextmanager
def a_slow_machine(page: Page) -> Iterator[None]:
    """A tenth of the speed: whoever types fast is ahead of the screen, and no key may be lost."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 10})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()


def begin(page: Page, channel: str, content: dict[str, Any] | None) -> str:
    """A template of this content, made through the API, open in its editor."""
    headers = {"X-CSRF-Token": page.request.get("/api/v1/session").json()["csrf_token"]}
    body: dict[str, Any] = {"channel": channel, "name": {"es": f"Prueba {channel}", "en": f"Try {channel}"}}
    if content is not None:
        variant = {"id": "a", "share": 100, "content": content}
        body["document"] = {"schema_version": 1, "channel": channel, "languages": {"es": {"variants": [variant]}}}
    made = page.request.post("/api/v1/templates", headers=headers, data=body)
    assert made.ok, made.text()
    key = str(made.json()["key"])
    page.goto(f"/templates/{key}/edit")
    return key


def content_of(request: APIRequestContext, key: str) -> Any:  # noqa: ANN401 - any content
    """What the server keeps of the only variant."""
    return request.get(f"/api/v1/templates/{key}").json()["document"]["languages"]["es"]["variants"][0]["content"]


def expect_saved(page: Page, key: str, text: str) -> None:
    """Wait until the server keeps this text."""
    wait_for(page, lambda: content_of(page.request, key)["text"], text)
