"""The main job, end to end, as a strategist and a debtor do it: import, draw, publish, read, verify, pay, react."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ROWS = """Cliente;Contrato;Nombre;Apellidos;Correo;Fecha de nacimiento;Acreedor;Producto;Capital;Vencimiento
T-1;TC-1;Lucía;Prueba Mora;lucia.prueba@correo.example;27/03/1985;Banco Tour;Tarjeta;412,30;15/01/2026
T-2;TC-2;Marcos;Sin Importe;marcos.sin@correo.example;01/01/1980;Banco Tour;Tarjeta;doce;15/01/2026
"""


def test_the_tour(desk: BrowserContext, phone: BrowserContext, product: Product, strangers: list[str]) -> None:
    studio = desk.new_page()
    sign_in(studio)
    import_the_file(studio)
    draw_and_publish(studio)
    link = read_the_mail(studio)
    debtor = phone.new_page()
    pay(debtor, link)
    see_the_journey_react(studio)
    assert strangers == []
    assert (product.home / "logs" / "worker-1.log").exists()


def sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Ana Ríos").click()
    expect(page.get_by_role("heading", name="Recorridos")).to_be_visible()


def import_the_file(page: Page) -> None:
    page.get_by_role("link", name="Importar").first.click()
    file = {"name": "tour.csv", "mimeType": "text/csv", "buffer": ROWS.encode("cp1252")}
    page.locator("input[type=file]").set_input_files(files=[file])
    page.get_by_role("textbox", name="Jurisdicción").fill("ES")
    page.get_by_role("button", name="Revisar").click()
    expect(page.get_by_text("doce").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Cargar")).click()
    expect(page.get_by_role("link", name="Descargar")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargar").click()
    rejects = download.value.path().read_text(encoding="utf-8-sig")
    assert "TC-2" in rejects
    assert "TC-1" not in rejects


def draw_and_publish(page: Page) -> None:
    page.get_by_role("link", name="Recorridos").first.click()
    page.get_by_role("link", name="Nuevo recorrido").click()
    page.get_by_role("button", name="Empezar de cero").click()
    page.get_by_role("textbox", name="Nombre").fill("Recorrido del tour")
    page.get_by_role("checkbox", name="Guiarme paso a paso").uncheck()
    page.get_by_role("button", name="Crear y dibujar").click()

    page.get_by_test_id("rf__node-enter").click()
    page.get_by_role("button", name="Añadir una condición").click()
    page.get_by_role("combobox", name="Campo").click()
    page.get_by_role("option", name="Acreedor", exact=True).click()
    page.get_by_role("textbox", name="Valor").fill("Banco Tour")
    expect(page.get_by_text(re.compile("La cumplen 1 de"))).to_be_visible()

    add_step(page, "Enviar email", "send_email")
    page.get_by_role("combobox", name="Plantilla").click()
    page.get_by_role("option", name="Recordatorio de pago").click()
    add_step(page, "Esperar un evento", "wait_event")
    page.get_by_role("checkbox", name="El pago falló").check()
    add_step(page, "Esperar", "wait")
    add_step(page, "Fin", "end")
    page.get_by_test_id("rf__node-wait_event").click()
    page.get_by_role("combobox", name=re.compile("Sin respuesta")).click()
    page.get_by_role("option", name=re.compile("^Esperar: 3 días")).click()
    expect(page.get_by_text("Guardado", exact=True)).to_be_visible()

    page.get_by_role("button", name="Publicar").click()
    page.get_by_role("button", name="Publicar ahora").click()
    expect(page.get_by_text("Versión 1 en marcha")).to_be_visible()
    page.get_by_role("button", name="Ver el recorrido").click()
    page.get_by_role("button", name="Ver todo").click()
    expect(page.get_by_test_id("rf__node-send_email")).to_contain_text("Pasaron 1")


def add_step(page: Page, kind: str, step: str) -> None:
    page.get_by_role("button", name=kind, exact=True).first.click()
    expect(page.get_by_test_id(f"rf__node-{step}")).to_have_class(re.compile(r"\bselected\b"))


def read_the_mail(page: Page) -> str:
    page.get_by_role("link", name="Buzón").first.click()
    page.get_by_placeholder("Buscar por dirección o asunto").fill("lucia.prueba")
    page.wait_for_url(re.compile("search=lucia"))
    page.get_by_text("lucia.prueba@correo.example").first.click()
    mail = page.frame_locator("iframe").first
    expect(mail.get_by_text("412,30 €", exact=True)).to_be_visible()
    button = mail.get_by_role("link", name="Revisar y pagar")
    link = button.get_attribute("href")
    assert link is not None
    assert "/c/" in link
    return link


def pay(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("412,30")).to_have_count(0)
    answer_with(page, year="1984")
    expect(page.get_by_text("Ese dato no coincide").first).to_be_visible()
    answer_with(page, year="1985")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hola, Lucía")
    page.get_by_role("button", name=re.compile("^Pagar 412,30")).click()
    use_card(page, "4000 0000 0000 0002")
    page.get_by_role("link", name="Intentar de nuevo").or_(page.get_by_role("button", name="Intentar de nuevo")).click()
    page.get_by_role("button", name=re.compile("^Pagar 412,30")).click()
    use_card(page, "4242 4242 4242 4242")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Recibimos su pago")


def answer_with(page: Page, *, year: str) -> None:
    for name, value in (("Día", "27"), ("Mes", "3"), ("Año", year)):
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_role("button", name="Continuar").click()


def use_card(page: Page, number: str) -> None:
    for name, value in (("Número de tarjeta", number), ("Vencimiento", "12/30"), ("Código de seguridad", "123")):
        page.get_by_label(name).fill(value)
    page.get_by_role("button", name=re.compile("^Pagar")).click()


def see_the_journey_react(page: Page) -> None:
    page.get_by_role("link", name="Deudores").first.click()
    page.get_by_role("searchbox", name="Buscar por nombre, referencia").fill("TC-1")
    expect(page.get_by_text("1 a 1 de 1")).to_be_visible()
    page.get_by_role("link", name="Lucía Prueba Mora").click()
    expect(page.get_by_text("Pagada").or_(page.get_by_text("Pagado")).first).to_be_visible()
    expect(page.get_by_text("Terminó el recorrido").first).to_be_visible()
    expect(page.get_by_text("El pago falló").first).to_be_visible()
