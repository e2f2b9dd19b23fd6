"""What marketers do with templates: begin, write, lose nothing, look, try, publish, go back."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.axe import Auditor
from tests.browser.test_tasks import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.one_product, pytest.mark.timeout(420)]

FINISHED = "SMS: recordatorio"
TEXT = "Su texto: hablemos de su cuenta."
NAME = "Aviso de marzo"
SAVED = "Guardado"


@pytest.mark.parametrize("product", ["sqlite"], indirect=True)  # What is drawn does not depend on the database.
def test_a_template_goes_from_the_gallery_into_a_journey(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    page.goto("/")
    sign_in(page, "Ana Ríos")
    begin_from_the_gallery(page)
    write(page, TEXT)
    stay_the_same_when_nothing_changes(page)
    come_back_from_offline(desk, page)
    publish(page)
    use_in_a_journey(page)
    restore_what_was(page)
    settle_with_another_tab(desk, page)
    assert strangers == []


def begin_from_the_gallery(page: Page) -> None:
    page.get_by_role("link", name="Contenido", exact=True).click()
    page.get_by_role("link", name="Nueva plantilla").click()
    expect(page.get_by_role("heading", level=1, name="Nueva plantilla")).to_be_visible()
    page.get_by_role("searchbox", name="Buscar por nombre o palabra").fill(FINISHED)
    page.get_by_role("button", name=re.compile(f"^{FINISHED} ?Marea")).click()
    look = page.get_by_role("dialog")
    expect(look.get_by_text("Marea Energía").first).to_be_visible()
    look.get_by_role("button", name="Empezar con esta").click()
    page.get_by_role("textbox", name="Nombre").fill(NAME)
    page.get_by_role("button", name="Crear y editar").click()
    expect(page.get_by_role("textbox", name="Nombre de la plantilla")).to_have_value(NAME)


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Texto del SMS")


def write(page: Page, text: str) -> None:
    """Write behind what is there, and wait until the server has it."""
    box = text_of(page)
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        box.focus()
        page.keyboard.press("Control+End")
        page.keyboard.type(f" {text}")
    expect(page.get_by_text(SAVED, exact=True)).to_be_visible()
    page.reload()
    expect(text_of(page)).to_contain_text(text)


def stay_the_same_when_nothing_changes(page: Page) -> None:
    """Opening, looking, changing the language and leaving sends nothing."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "PUT" else None)
    page.get_by_role("button", name="Vista previa").click()
    expect(page.locator("pre", has_text=TEXT)).to_be_visible()
    page.get_by_role("button", name="Seguir editando").click()
    page.get_by_role("button", name="Inglés", exact=True).click()
    page.get_by_role("button", name="Español", exact=True).click()
    expect(text_of(page)).to_contain_text(TEXT)
    page.get_by_role("link", name="Volver a la plantilla").click()
    expect(page.get_by_role("link", name="Editar")).to_be_visible()
    assert sent == []
    page.get_by_role("link", name="Editar").click()
    expect(text_of(page)).to_contain_text(TEXT)


def come_back_from_offline(desk: BrowserContext, page: Page) -> None:
    desk.set_offline(True)
    text_of(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Gracias.")
    expect(page.get_by_text("Sin conexión: guardado en este dispositivo")).to_be_visible()
    desk.set_offline(False)
    expect(page.get_by_text(SAVED, exact=True)).to_be_visible()
    page.reload()
    expect(text_of(page)).to_contain_text(f"{TEXT} Gracias.")


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publicar", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Primera versión")).to_be_visible()
    dialog.get_by_role("textbox", name="Nota").fill("La primera")
    go = dialog.get_by_role("button", name="Publicar la versión 1")
    tick = dialog.get_by_role("checkbox", name=re.compile("quiero publicar de todos modos"))
    expect(tick).to_be_visible()  # Several laws ask for words that this text does not have.
    expect(go).to_be_disabled()
    tick.check()
    go.click()
    expect(dialog.get_by_text("La versión 1 está publicada")).to_be_visible()
    dialog.get_by_role("button", name="Listo").click()
    expect(page.get_by_text("Publicada v1", exact=True)).to_be_visible()


def use_in_a_journey(page: Page) -> None:
    """A journey offers it as soon as it is published, and the template says that it is used."""
    address = page.url.removesuffix("/edit")
    page.goto("/journeys/new")
    page.get_by_role("button", name="Empezar de cero").click()
    page.get_by_role("textbox", name="Nombre").fill("El de marzo")
    page.get_by_role("button", name="Crear y dibujar").click()
    page.get_by_test_id("rf__node-enter").click()
    page.get_by_role("button", name=re.compile("^Enviar SMS")).first.click()
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        page.get_by_role("combobox", name="Plantilla").click()
        page.get_by_role("option", name=NAME).click()
    page.goto(address)
    expect(page.get_by_role("link", name="El de marzo")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()


def restore_what_was(page: Page) -> None:
    """What was published comes back over a newer draft, after a look at both side by side."""
    page.get_by_role("link", name="Editar").click()
    write(page, "Otra cosa.")
    page.get_by_role("link", name="Volver a la plantilla").click()
    page.get_by_role("link", name=re.compile(r"^Comparar Versión 1")).click()
    changes = page.get_by_role("list", name="Qué cambia")
    expect(changes.get_by_text("El contenido, Español, variante A")).to_be_visible()
    expect(page.get_by_text("Otra cosa.").last).to_be_visible()
    page.get_by_role("link", name="Cerrar la comparación").click()
    page.get_by_role("link", name=re.compile(r"^Ver Versión 1")).click()
    page.get_by_role("button", name="Restaurar").click()
    page.get_by_role("dialog").get_by_role("button", name="Restaurar").click()
    expect(page.get_by_text("El borrador es ahora «Versión 1».")).to_be_visible()
    expect(page.get_by_text(f"{TEXT} Gracias.").last).to_be_visible()
    page.get_by_role("button", name="Guardar este punto con nombre").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Nombre").fill("Antes de abril")
    dialog.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_text("Antes de abril", exact=True)).to_be_visible()


def settle_with_another_tab(desk: BrowserContext, page: Page) -> None:
    """Two tabs write the same words: the later one is asked, and saves its own as a copy."""
    page.get_by_role("link", name="Editar").click()
    expect(text_of(page)).to_contain_text(TEXT)
    other = desk.new_page()
    other.goto(page.url)
    expect(text_of(other)).to_contain_text(TEXT)
    write(other, "La otra ventana.")
    text_of(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Esta ventana.")
    dialog = page.get_by_role("dialog", name=re.compile("Ana Ríos guardó esta plantilla"))
    expect(dialog.get_by_text("El contenido, Español, variante A")).to_be_visible()
    dialog.get_by_role("button", name="Guardar lo mío como copia").click()
    expect(page.get_by_role("textbox", name="Nombre de la plantilla")).to_have_value(f"{NAME} (mis cambios)")
    expect(text_of(page)).to_contain_text("Esta ventana.")
    other.reload()
    expect(text_of(other)).to_contain_text("La otra ventana.")
    other.close()


@pytest.mark.parametrize("product", ["sqlite"], indirect=True)
def test_a_test_arrives_in_the_mailbox_and_every_room_is_for_everybody(
    desk: BrowserContext, strangers: list[str]
) -> None:
    auditor, page = Auditor(), desk.new_page()
    page.goto("/")
    sign_in(page, "Ana Ríos")
    try_a_mail(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        see_the_rooms(page, auditor, scheme)
    assert auditor.found == [], "\n".join(auditor.found)
    assert strangers == []


def try_a_mail(page: Page) -> None:
    page.goto("/templates/payment_reminder")
    page.get_by_role("button", name="Empezar con esta").click()
    page.get_by_role("button", name="Crear y editar").click()
    expect(page.get_by_role("textbox", name="Nombre de la plantilla")).to_be_visible()
    page.get_by_role("button", name="Enviar prueba").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="A qué correo")).to_have_value("ana@cauce.example")
    dialog.get_by_role("button", name="Enviar", exact=True).click()
    expect(dialog.get_by_text("Enviada a ana@cauce.example.", exact=False)).to_be_visible()
    page.goto("/mailbox?search=ana@cauce.example")
    expect(page.get_by_role("button", name=re.compile("ana@cauce.example")).first).to_be_visible()


def see_the_rooms(page: Page, auditor: Auditor, scheme: str) -> None:
    def audit(name: str) -> None:
        auditor.audit(page, f"{name}, {scheme}")

    for address in ("/templates", "/templates/new", "/templates/sms_reminder", "/templates/recordatorio_de_pago"):
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_load_state("networkidle")
        audit(address)
    page.get_by_role("button", name="Enviar prueba").click()
    page.get_by_role("dialog").get_by_role("button", name="Enviar").wait_for()
    audit("a test")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Publicar", exact=True).click()
    page.get_by_role("dialog").get_by_role("textbox", name="Nota").wait_for()
    page.wait_for_load_state("networkidle")
    audit("what publishing brings")
    page.goto("/templates/recordatorio_de_pago?at=draft&with=draft")
    page.get_by_text("Dicen lo mismo.").wait_for()
    audit("side by side")
    page.goto("/templates/recordatorio_de_pago/edit")
    page.get_by_role("button", name="Vista previa").click()
    page.wait_for_load_state("networkidle")
    audit("the preview of the editor")
    page.goto("/templates/new")
    page.get_by_role("button", name=re.compile("^SMS: recordatorio ?Marea")).click()
    page.get_by_role("dialog").get_by_role("button", name="Empezar con esta").wait_for()
    audit("a look before one begins")
