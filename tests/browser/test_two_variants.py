"""Two people write the two variants of one language at once: both stay, nobody is asked, and nobody is disturbed."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import Product, watch
from tests.browser.test_lacks import send
from tests.browser.test_publish import sign_in
from tests.browser.waiting import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CLASH = re.compile("guardó esta plantilla")


def test_two_who_write_two_variants_lose_nothing(
    chromium: Browser, desk: BrowserContext, product: Product, strangers: list[str]
) -> None:
    other_desk = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="es-ES", base_url=product.url)
    watch(other_desk, product, strangers)
    ana, admin = desk.new_page(), other_desk.new_page()
    sign_in(ana, "Ana Ríos")
    sign_in(admin, "Admin")
    key = template(ana)
    for page, variant in ((ana, "A"), (admin, "B")):
        page.goto(f"/templates/{key}/edit")
        page.get_by_role("button", name=f"{variant} · 50 %").click()
        expect(text_of(page)).to_contain_text(f"Variante {variant.lower()}")
    write(ana, " De Ana.")
    expect_kept(ana, key, "Variante a De Ana.", "Variante b")
    write(admin, " De Admin.")
    expect_kept(ana, key, "Variante a De Ana.", "Variante b De Admin.")
    expect(admin.get_by_text(CLASH)).to_have_count(0)
    admin.keyboard.type(" Y sigo.")  # whoever was put together with somebody is still where they were
    expect_kept(ana, key, "Variante a De Ana.", "Variante b De Admin. Y sigo.")
    both_write_one(ana, admin, key)
    assert strangers == []
    other_desk.close()


def both_write_one(ana: Page, admin: Page, key: str) -> None:
    """Where both write the same variant, whoever comes second is asked."""
    ana.reload()
    ana.get_by_role("button", name="B · 50 %").click()
    expect(text_of(ana)).to_contain_text("Y sigo.")
    write(admin, " Otra vez.")
    expect_kept(ana, key, "Variante a De Ana.", "Variante b De Admin. Y sigo. Otra vez.")
    write(ana, " También.")
    expect(ana.get_by_role("dialog", name=CLASH)).to_be_visible()
    expect_kept(admin, key, "Variante a De Ana.", "Variante b De Admin. Y sigo. Otra vez.")


def template(page: Page) -> str:
    """An SMS in Spanish of which two variants compete."""
    variants = [{"id": one, "share": 50, "content": {"text": f"Variante {one}"}} for one in "ab"]
    document = {"schema_version": 1, "channel": "sms", "languages": {"es": {"variants": variants}}}
    name = {"es": "Dos variantes", "en": "Two variants"}
    return str(send(page, "POST", "/templates", {"channel": "sms", "name": name, "document": document})["key"])


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Texto del SMS")


def write(page: Page, text: str) -> None:
    text_of(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def expect_kept(page: Page, key: str, *texts: str) -> None:
    """Wait until the server keeps these texts, and the shares as they were."""

    def kept() -> list[tuple[str, int, str]]:
        found = page.request.get(f"/api/v1/templates/{key}").json()["document"]["languages"]["es"]["variants"]
        return [(one["id"], one["share"], one["content"]["text"]) for one in found]

    wait_for(page, kept, [("ab"[at], 50, text) for at, text in enumerate(texts)])
