"""What a program finds that knows WCAG 2.2, AA: nothing, in any room, nor on the debtor's page in any of its states."""

import re

import pytest
from playwright.sync_api import APIRequestContext, BrowserContext, Page

from tests.browser.axe import Auditor
from tests.browser.test_tasks import publish, sign_in
from tests.browser.test_tour import use_card

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ROOMS = (
    "/journeys",
    "/journeys/new",
    "/journeys/new/early",
    "/journeys/segments",
    "/journeys/segments/fields",
    "/templates/payment_reminder",
    "/debtors",
    "/messages",
    "/mailbox",
    "/import",
    "/operations",
    "/assets",
    "/brand",
)


@pytest.mark.parametrize("product", ["sqlite"], indirect=True)  # What is drawn does not depend on the database.
def test_nothing_is_found_in_any_room(desk: BrowserContext, strangers: list[str]) -> None:
    auditor, page = Auditor(), desk.new_page()
    page.goto("/")
    page.get_by_role("button", name="Ana Ríos").wait_for()
    auditor.audit(page, "sign in")
    sign_in(page, "Ana Ríos")
    publish(desk.request)
    see_the_rooms(page, auditor)
    see_the_editor(page, auditor)
    see_the_live_view(page, auditor)
    see_the_publish_dialog(page, auditor)
    see_a_task(page, auditor)
    see_the_public_page(desk, auditor)
    assert len(auditor.pages) == len(set(auditor.pages))
    assert auditor.found == [], "\n".join(auditor.found)
    assert strangers == []


def see_the_rooms(page: Page, auditor: Auditor) -> None:
    for address in ROOMS:
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_load_state("networkidle")
        auditor.audit(page, address)
    page.goto("/journeys/segments/new")
    page.get_by_role("textbox", name="Nombre").wait_for()
    auditor.audit(page, "a new segment")
    for room, name in (("/debtors", "a debtor"), ("/messages", "a message")):
        page.goto(room)
        page.get_by_role("row").nth(1).get_by_role("link").first.click()
        page.get_by_role("heading", level=2).first.wait_for()
        page.wait_for_load_state("networkidle")
        auditor.audit(page, name)


def see_the_editor(page: Page, auditor: Auditor) -> None:
    """The demo's journey: as it opens, with a step, its settings and its problems open, and from farther off."""
    page.goto("/journeys/1")
    card = page.get_by_test_id("rf__node-enter")
    card.wait_for()
    page.wait_for_load_state("networkidle")
    auditor.audit(page, "the editor")
    for times in range(1, 5):
        page.get_by_role("button", name="Alejar").click()
        auditor.audit(page, f"the editor from {times} times farther off")
    # Now no "+" lies half under the attribution, as it may until somebody moves the drawing.
    card.click()
    page.get_by_role("complementary").get_by_role("heading").first.wait_for()
    auditor.audit(page, "a step")
    for name in ("Ajustes", "Historial", "Ensayo", "Problemas"):
        page.get_by_role("button", name=name).first.click()
        auditor.audit(page, name)


def see_the_live_view(page: Page, auditor: Auditor) -> None:
    page.goto("/journeys/1/live")
    card = page.get_by_test_id("rf__node-enter")
    card.wait_for()
    auditor.audit(page, "the live view")
    card.click()
    page.get_by_role("complementary").get_by_role("heading").first.wait_for()
    auditor.audit(page, "who stands on a step")


def see_the_publish_dialog(page: Page, auditor: Auditor) -> None:
    page.goto("/journeys/new/early")
    page.get_by_role("button", name="Empezar con este").click()
    page.get_by_role("button", name="Publicar", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(re.compile("^Entran")).wait_for()
    auditor.audit(page, "what publishing brings")
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Ir a, buscar o hacer…").wait_for()
    auditor.audit(page, "the command palette")
    page.keyboard.press("Escape")


def see_a_task(page: Page, auditor: Auditor) -> None:
    page.goto("/tasks")
    first = page.get_by_role("row").nth(1).get_by_role("link")
    first.wait_for()
    auditor.audit(page, "tasks")
    first.click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("heading", level=2).first.wait_for()
    auditor.audit(page, "a task")


def see_the_public_page(desk: BrowserContext, auditor: Auditor) -> None:
    """A question, a wrong answer, the debt, a payment that fails, one that is made, and what else one may ask."""
    page = desk.new_page()
    link, (year, month, day) = a_link(desk.request)
    page.goto(link)
    auditor.audit(page, "who are you?")
    answer_with(page, str(int(year) - 1), month, day)
    page.get_by_text("Ese dato no coincide").first.wait_for()
    auditor.audit(page, "a wrong answer")
    answer_with(page, year, month, day)
    pay = page.get_by_role("button", name=re.compile("^Pagar"))
    pay.wait_for()
    auditor.audit(page, "what is owed")
    pay.click()
    page.get_by_label("Número de tarjeta").wait_for()
    auditor.audit(page, "a card")
    use_card(page, "4000 0000 0000 0002")
    again = page.get_by_role("link", name="Intentar de nuevo").or_(page.get_by_role("button", name="Intentar de nuevo"))
    again.wait_for()
    auditor.audit(page, "a payment that failed")
    again.click()
    pay.click()
    use_card(page, "4242 4242 4242 4242")
    page.get_by_role("heading", level=1, name=re.compile("Recibimos su pago")).wait_for()
    auditor.audit(page, "paid")
    for address, name in (("/preferences", "preferences"), ("nobody", "a link that is none")):
        page.goto(f"{link}{address}")
        auditor.audit(page, name)
    page.goto(link.replace("/p/", "/u/"))
    auditor.audit(page, "no more email")


def a_link(request: APIRequestContext) -> tuple[str, list[str]]:
    """The link in the mail to somebody who speaks Spanish, and the date of birth that proves who they are."""
    for mail in request.get("/api/v1/mailbox?search=correo.example").json()["items"]:
        name = mail["to"].partition("@")[0]
        (debtor,) = request.get(f"/api/v1/debtors?search={name}").json()["items"]
        born = request.get(f"/api/v1/debtors/{debtor['id']}").json()["birth_date"]
        text = request.get(f"/api/v1/mailbox/{mail['key']}").json()["text"]
        found = re.search(r"https?://\S+/p/[\w.-]+", text)
        if born and found:
            return found.group(), born.split("-")
    pytest.fail("Nobody in the mailbox can prove who they are.")


def answer_with(page: Page, year: str, month: str, day: str) -> None:
    for name, value in (("Día", day), ("Mes", month), ("Año", year)):
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_role("button", name="Continuar").click()
