"""In every channel and language: what a template once was, beside what it is, what differs, and back."""

import copy
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_lacks import send
from tests.browser.test_publish import sign_in
from tests.browser.waiting import wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(420),
    pytest.mark.parametrize("product", ["sqlite"], indirect=True),
]

FROM = {
    "email": "payment_reminder",
    "page": "page_pay",
    "sms": "sms_reminder",
    "whatsapp": "whatsapp_reminder",
    "voice": "voice_reminder",
    "letter": "letter_reminder",
}
"""A finished template of each channel, in Spanish and English."""


def test_every_channel_is_compared_and_restored_in_both_languages(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    for channel, finished in FROM.items():
        compare_and_restore(page, channel, finished)
    assert strangers == []


def compare_and_restore(page: Page, channel: str, finished: str) -> None:
    name = {"es": f"Copia {channel}", "en": f"Copy {channel}"}
    made = send(page, "POST", "/templates", {"channel": channel, "name": name, "from": finished})
    key, first = made["key"], made["document"]
    send(page, "POST", f"/templates/{key}/history", {"revision": made["revision"], "name": "Como era"})
    changed = rewritten(first)
    assert changed != first, channel
    send(page, "PUT", f"/templates/{key}/draft", {"revision": made["revision"], "document": changed})
    page.goto(f"/templates/{key}")
    page.get_by_role("link", name=re.compile("^Comparar Como era")).click()
    changes = page.get_by_role("list", name="Qué cambia")
    for language in ("Español", "Inglés"):
        expect(changes.get_by_text(f"El contenido, {language}, variante A")).to_be_visible()
        page.get_by_role("radiogroup", name="Idioma").get_by_text(language, exact=True).click()
        if channel == "page":  # the word is in what everybody sees who opens it
            page.get_by_text("Antes de identificarse").click()
        lines = page.locator("li", has_text="Zzyzx")
        expect(lines.first).to_be_visible()
    page.get_by_role("link", name="Cerrar la comparación").click()
    page.get_by_role("link", name=re.compile("^Ver Como era")).click()
    page.get_by_role("button", name="Restaurar").click()
    page.get_by_role("dialog").get_by_role("button", name="Restaurar").click()
    expect(page.get_by_text("El borrador es ahora «Como era».")).to_be_visible()
    wait_for(page, lambda: page.request.get(f"/api/v1/templates/{key}").json()["document"], first)


def rewritten(document: dict[str, Any]) -> dict[str, Any]:
    """The same with a strange word in the first text of each language."""
    changed = copy.deepcopy(document)
    for spoken in changed["languages"].values():
        mark(spoken["variants"][0]["content"])
    return changed


def mark(part: Any) -> bool:  # noqa: ANN401 - JSON
    """Put the word into the first text that somebody reads; whether there was one."""
    if isinstance(part, list):
        return any(mark(one) for one in part)
    if not isinstance(part, dict):
        return False
    for name in ("text", "content"):
        if isinstance(part.get(name), str) and len(part[name]) > 8 and part.get("type", "") in {"", "text", "textnode"}:
            part[name] = f"Zzyzx {part[name]}"
            return True
    return any(mark(one) for one in part.values())
