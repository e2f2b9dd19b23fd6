"""A journey from the gallery, and as a file out and in again; a first journey with the guide beside it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from journeys import gallery

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NAME = gallery.journeys()["late"].names["es"]


def test_a_finished_journey_is_ready_and_goes_out_and_in_as_a_file(
    desk: BrowserContext, strangers: list[str], tmp_path: Path
) -> None:
    page = desk.new_page()
    page.goto("/")
    page.get_by_role("button", name="Ana Ríos").click()
    begin_from_the_gallery(page)
    file = export(page, tmp_path)
    import_again(page, file)
    follow_the_guide(page)
    assert strangers == []


def begin_from_the_gallery(page: Page) -> None:
    page.get_by_role("link", name="Nuevo recorrido").click()
    page.get_by_role("searchbox", name="Buscar por nombre o palabra").fill("quita aprobacion")
    expect(page.get_by_text("1 recorrido", exact=True)).to_be_visible()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_text("Sin problemas: se puede publicar tal cual.")).to_be_visible()
    page.get_by_role("button", name="Empezar con este").click()
    expect(page.get_by_test_id("rf__node-enter")).to_be_visible()
    expect(page.get_by_role("textbox", name="Nombre del recorrido")).to_have_value(NAME)
    expect(page.get_by_role("button", name="Problemas", exact=True)).to_be_visible()  # and no number of errors


def export(page: Page, folder: Path) -> Path:
    page.get_by_role("link", name="Recorridos").first.click()
    page.get_by_role("button", name=f"Acciones de «{NAME}»").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Exportar a un archivo").click()
    assert download.value.suggested_filename.endswith(".cauce.json")
    path = folder / "late.cauce.json"
    download.value.save_as(path)
    value = json.loads(path.read_text(encoding="utf-8"))
    assert value["journeys"][0]["graph"] == gallery.load("late", "es")
    assert "settlement_offer" in {one["key"] for one in value["templates"]}
    page.keyboard.press("Escape")
    return path


def import_again(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Nuevo recorrido").click()
    page.locator("input[type=file]").set_input_files(file)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(f"Se importó «{NAME} (2)»")).to_be_visible()
    dialog.get_by_role("link", name="Abrir el recorrido").click()
    expect(page.get_by_role("textbox", name="Nombre del recorrido")).to_have_value(f"{NAME} (2)")
    expect(page.get_by_role("button", name="Problemas", exact=True)).to_be_visible()


def follow_the_guide(page: Page) -> None:
    page.get_by_role("link", name="Recorridos").first.click()
    page.get_by_role("link", name="Nuevo recorrido").click()
    page.get_by_role("button", name="Empezar de cero").click()
    page.get_by_role("textbox", name="Nombre").fill("El primero")
    page.get_by_role("button", name="Crear y dibujar").click()
    guide = page.get_by_role("region", name="Su primer recorrido")
    guide.get_by_role("button", name="Que entren todas las cuentas").click()
    expect(guide.get_by_text("1 de 5")).to_be_visible()
    page.get_by_test_id("rf__node-enter").click()
    page.get_by_role("button", name=re.compile("^Enviar email")).first.click()
    page.get_by_role("combobox", name="Plantilla").click()
    page.get_by_role("option", name="Recordatorio de pago").click()
    expect(guide.get_by_text("2 de 5")).to_be_visible()
    guide.get_by_role("button", name="Dejar la guía por ahora").click()
    page.reload()
    page.get_by_role("button", name="Guía · 2 de 5").click()
    expect(guide.get_by_text("Añada una espera")).to_be_visible()
