"""The library and the brand kits in a real browser: dropped, picked, used, kept while used; and axe finds nothing."""

import base64
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.app.assets import files
from tests.browser.axe import Auditor
from tests.browser.test_tasks import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

DROP = """([area, files]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, {type}));
  }
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    area.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
  }
}"""


@pytest.mark.parametrize("product", ["sqlite"], indirect=True)  # What is drawn does not depend on the database.
def test_a_picture_is_dropped_picked_and_stays_while_it_is_used(desk: BrowserContext, strangers: list[str]) -> None:
    auditor, page = Auditor(), desk.new_page()
    page.goto("/")
    sign_in(page, "Ana Ríos")
    page.goto("/assets")
    drop(page, ("Sala de atención.jpg", "image/jpeg", files.photo(1400, 900, 1)))
    drop(page, ("falsa.png", "image/png", files.HTML), ("dibujo.svg", "image/svg+xml", files.SVG))
    uploads = page.get_by_role("region", name="Subidas")
    expect(uploads.get_by_text("Lista")).to_be_visible()
    expect(uploads.get_by_text("Esto es una página web, no una imagen")).to_be_visible()
    expect(uploads.get_by_text("No se admiten SVG")).to_be_visible()
    auditor.audit(page, "the library")
    cut(page, auditor)
    pick_as_logo(page, auditor)
    refuse_to_delete(page, auditor)
    assert auditor.found == [], "\n".join(auditor.found)
    assert strangers == []


def drop(page: Page, *dropped: tuple[str, str, bytes]) -> None:
    area = page.get_by_test_id("drop-area").element_handle()
    page.evaluate(DROP, [area, [[name, kind, base64.b64encode(data).decode()] for name, kind, data in dropped]])


def cut(page: Page, auditor: Auditor) -> None:
    """Keep a square of the picture, by hand and by key."""
    page.get_by_role("button", name="Sala de atención.jpg").click()
    page.get_by_role("button", name="Recortar o reducir").click()
    dialog = page.get_by_role("dialog", name="Recortar o reducir")
    dialog.get_by_text("Cuadrada").click()
    part = dialog.get_by_role("button", name=re.compile("Parte que se conserva"))
    expect(dialog.get_by_text(re.compile("Resultado: 900 . 900 px"))).to_be_visible()
    part.press("ArrowRight")
    expect(dialog.get_by_label("Desde la izquierda")).to_have_value("10")
    box = part.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(dialog.get_by_label("Desde la izquierda")).not_to_have_value("10")
    dialog.get_by_label("Ancho final").fill("300")
    auditor.audit(page, "cutting a picture")
    dialog.get_by_role("button", name="Crear archivo").click()
    expect(page.get_by_role("dialog").get_by_label("Nombre")).to_have_value("300x300 Sala de atención.jpg")
    auditor.audit(page, "an asset")
    page.keyboard.press("Escape")


def pick_as_logo(page: Page, auditor: Auditor) -> None:
    """Give the default kit this logo, a colour that is hard to read, and the colour that is offered instead."""
    page.goto("/brand")
    page.get_by_role("button", name="Elegir logotipo").click()
    dialog = page.get_by_role("dialog", name="Elegir imagen")
    dialog.get_by_role("button", name="300x300 Sala de atención.jpg").click()
    auditor.audit(page, "picking a picture")
    dialog.get_by_role("button", name="Usar este archivo").click()
    page.get_by_role("textbox", name="Principal", exact=True).fill("#f2c14e")
    page.get_by_role("button", name="Usar #", exact=False).first.click()
    page.get_by_role("switch", name="Contar aperturas").uncheck(force=True)
    auditor.audit(page, "a brand kit")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("Kit guardado")).to_be_visible()
    expect(page.get_by_role("switch", name="Contar aperturas")).not_to_be_checked()
    expect(page.get_by_role("switch", name="Contar pulsaciones en enlaces")).to_be_checked()
    logo = page.get_by_role("region", name="Así se ve").get_by_role("img")
    expect(logo).to_have_attribute("src", re.compile(r"^/assets/[0-9a-f]{32}\.jpg$"))
    assert logo.evaluate("image => image.naturalWidth") == 300


def refuse_to_delete(page: Page, auditor: Auditor) -> None:
    page.goto("/assets")
    page.get_by_role("button", name="300x300 Sala de atención.jpg").click()
    page.get_by_role("button", name="Eliminar").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Eliminar «300x300"))
    expect(dialog.get_by_text("No se puede eliminar mientras se use.")).to_be_visible()
    expect(dialog.get_by_role("link", name="Ribera Gestión")).to_be_visible()
    expect(dialog.get_by_role("button", name="Eliminar")).to_be_disabled()
    auditor.audit(page, "an asset that is used")
    dialog.get_by_role("button", name="Volver").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^Sala de atención.jpg")).click()
    page.get_by_role("button", name="Eliminar").click()
    page.get_by_role("dialog", name=re.compile("^Eliminar «Sala")).get_by_role("button", name="Eliminar").click()
    expect(page.get_by_role("button", name=re.compile("^Sala de atención.jpg"))).to_have_count(0)
