"""The site in real Chromium without JavaScript: the whole way to a receipt, on the narrowest phones."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Response
from werkzeug.serving import make_server

import app.site
from app.installation import Installation
from renderers import gallery
from tests.browser.axe import Auditor

NARROWEST = 320  # CSS pixels: WCAG 2.2, 1.4.10
# What is lower than the 44 CSS pixels that a thumb needs.
OPEN = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
PAGES = [key for key, one in gallery.templates().items() if one.channel == "page"]
TOO_SMALL = """
    els => els.map(el => [el.outerHTML.slice(0, 120), el.getBoundingClientRect()])
        .filter(([, box]) => box.height > 0 && box.height < 44).map(([html]) => html)
"""

pytestmark = pytest.mark.browser


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough for what only the browser can show."""
    return sqlite_url


@pytest.fixture
def landing() -> str:
    """The landing page that links open; a test may be run with another."""
    return ""


@pytest.fixture
def address(installation: Installation, landing: str) -> Iterator[str]:
    """Where the site can be opened; it knows this address as its own."""
    bare = Flask("bare")
    server = make_server("127.0.0.1", 0, bare, threaded=True)
    public_url = f"http://127.0.0.1:{server.server_port}"
    settings = replace(installation.config, public_url=public_url, landing_page=landing)
    bare.register_blueprint(app.site.blueprint(replace(installation, config=settings)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield settings.public_url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser(chromium: Browser, address: str) -> Iterator[Page]:
    """A narrow phone without JavaScript that only reaches our server; what it complains about fails the test."""
    complaints: list[str] = []

    def note(response: Response) -> None:
        if response.status >= 400 or not response.url.startswith((address, "data:")):
            complaints.append(f"{response.status} {response.url}")

    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": NARROWEST, "height": 700}, base_url=address
    )
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("response", note)
    yield page
    context.close()
    assert complaints == []


def assert_fits(browser: Page) -> None:
    """Nothing is wider than the screen, and everything to tap is large enough (links within a sentence excepted)."""
    browser.wait_for_load_state()  # a click returns when the next page is on its way, before it has an element
    width = browser.locator("html").evaluate("root => root.scrollWidth")
    assert width <= NARROWEST, browser.title()
    tapped = "button, input:not([type=hidden]):not([type=radio]), label.choice, .tap, nav a, .links a, a.main, summary"
    assert browser.eval_on_selector_all(tapped, TOO_SMALL) == [], browser.title()


def test_a_debtor_pays_without_javascript_on_the_narrowest_phone(browser: Page, page: str) -> None:
    browser.goto(page)
    assert_fits(browser)
    for name, value in (("Día", "19"), ("Mes", "7"), ("Año", "1984")):
        browser.get_by_label(name, exact=True).fill(value)
    browser.get_by_role("button", name="Continuar").click()
    assert browser.get_by_role("heading", level=1).inner_text() == "Hola, Lucía"
    assert_fits(browser)
    browser.goto(f"{page}/preferences")
    assert_fits(browser)
    browser.get_by_label("English").check()
    browser.get_by_role("button", name="Guardar idioma").click()
    assert browser.get_by_role("status").inner_text() == "We have saved your preferences."
    browser.get_by_role("link", name="Back to the page").click()
    browser.get_by_role("button", name="Pay $412.30").click()
    browser.get_by_label("Card number").wait_for()
    assert_fits(browser)
    for name, value in (("Card number", "4242424242424242"), ("Expiry date", "12/30"), ("Security code", "123")):
        browser.get_by_label(name).fill(value)
    browser.get_by_role("button", name="Pay $412.30").click()
    assert browser.get_by_role("heading", level=1).inner_text() == "We received your payment. Thank you."
    assert_fits(browser)


def test_a_debtor_promises_a_day_without_javascript(browser: Page, page: str) -> None:
    browser.goto(page)
    for name, value in (("Día", "19"), ("Mes", "7"), ("Año", "1984")):
        browser.get_by_label(name, exact=True).fill(value)
    browser.get_by_role("button", name="Continuar").click()
    browser.get_by_label("lunes, 9 de marzo").check()
    browser.get_by_role("button", name="Confirmar esta fecha").click()
    assert "el 9 de marzo de 2026" in browser.get_by_role("status").inner_text()
    assert_fits(browser)
    browser.get_by_text("Pedir ayuda o que me llamen").click()
    browser.get_by_label("No puedo pagar ahora").check()
    browser.locator("#help").get_by_role("button", name="Enviar").click()
    browser.get_by_text("Recibimos su mensaje").wait_for()
    assert_fits(browser)


@pytest.mark.parametrize("landing", PAGES)
def test_every_finished_page_fits_and_has_no_barriers(chromium: Browser, address: str, page: str) -> None:
    context = chromium.new_context(viewport={"width": NARROWEST, "height": 700}, base_url=address)
    strangers: list[str] = []
    context.on("request", lambda one: None if one.url.startswith((address, "data:")) else strangers.append(one.url))
    opened, auditor = context.new_page(), Auditor()
    opened.goto(page)
    opened.evaluate(OPEN)
    auditor.audit(opened, "before the proof")
    assert_fits(opened)
    for name, value in (("Día", "19"), ("Mes", "7"), ("Año", "1984")):
        opened.get_by_label(name, exact=True).fill(value)
    opened.get_by_role("button", name="Continuar").click()
    opened.get_by_role("button", name="Salir").wait_for()
    opened.evaluate(OPEN)
    auditor.audit(opened, "after the proof")
    assert_fits(opened)
    context.close()
    assert auditor.found == []
    assert strangers == []
