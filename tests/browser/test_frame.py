"""What stands around every room: the command palette, the shortcuts, dark colours, and that all can read it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import Auditor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ROOMS = (
    "/journeys",
    "/journeys/1",
    "/journeys/segments",
    "/journeys/segments/new",
    "/journeys/segments/fields",
    "/debtors",
    "/debtors/1",
    "/tasks",
    "/messages",
    "/mailbox",
    "/import",
    "/operations",
)
SCHEME = "document.documentElement.getAttribute('data-mantine-color-scheme')"


@pytest.mark.parametrize("product", ["sqlite"], indirect=True)
def test_one_finds_everything_by_its_name_and_reads_it_in_the_dark(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    page.goto("/")
    page.get_by_role("button", name="Ana Ríos").click()
    expect(page.get_by_role("button", name="Cuenta de Ana Ríos")).to_be_visible()
    go_to_a_room_a_journey_and_a_debtor(page)
    read_the_shortcuts(page)
    make_it_dark(page)
    auditor = Auditor()
    for address in ROOMS:
        page.goto(address)
        expect(page.locator("main h1, main input").first).to_be_visible()
        expect(page.locator("main [role=progressbar], main .mantine-Loader-root")).to_have_count(0)
        auditor.audit(page, address)
    assert auditor.found == [], "\n".join(auditor.found)
    page.emulate_media(reduced_motion="reduce")
    motion = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--cauce-motion')")
    assert float(motion.rstrip("ms")) == 0
    assert strangers == []


def go_to_a_room_a_journey_and_a_debtor(page: Page) -> None:
    """With the keys alone."""
    _choose(page, "deudor")
    expect(page.get_by_role("heading", name="Deudores", level=1)).to_be_visible()
    name = page.get_by_role("table").get_by_role("link").first.inner_text()
    _choose(page, name)
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    _choose(page, "temprana")
    expect(page.get_by_role("button", name="Publicar")).to_be_visible()
    _choose(page, "problem")
    expect(page.get_by_role("button", name="Problemas")).to_have_attribute("aria-pressed", "true")


def read_the_shortcuts(page: Page) -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Atajos de teclado")
    expect(sheet.get_by_text("Deshacer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def make_it_dark(page: Page) -> None:
    """The browser keeps it, and it is so before anything is drawn."""
    assert page.evaluate(SCHEME) == "light"
    page.get_by_role("button", name="Cuenta de Ana Ríos").click()
    page.get_by_role("menuitemradio", name="Oscuros").click()
    assert page.evaluate(SCHEME) == "dark"
    page.goto("/debtors", wait_until="commit")
    page.wait_for_function("document.body !== null")
    assert page.evaluate(SCHEME) == "dark"


def _choose(page: Page, typed: str) -> None:
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Ir a, buscar o hacer…")
    expect(box).to_be_focused()
    box.press_sequentially(typed)
    expect(page.get_by_role("option", selected=True)).to_be_visible()
    expect(page.get_by_role("option").filter(has_text=typed.capitalize()).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(box).to_have_count(0)
