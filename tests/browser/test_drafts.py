"""Drafts that are not lost: two people who draw at once, a connection that is lost, a session that ends meanwhile."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from tests.browser.conftest import Product, watch

pytestmark = [pytest.mark.browser, pytest.mark.one_product, pytest.mark.timeout(300)]

PASSWORD = "cauce-demo-2026"


def node(name: str, kind: str, **settings: Any) -> dict[str, Any]:  # noqa: ANN401 - any settings
    return {"id": name, "kind": kind, "kind_version": 1, "settings": settings}


STEPS = [
    node("enter", "enter", audience={"all": []}),
    node("wait", "wait", duration={"amount": 3, "unit": "days"}),
    node("pause", "wait", duration={"amount": 1, "unit": "days"}),
    node("end", "end", reason="fin"),
]
GRAPH = {
    "schema_version": 1,
    "name": "Dos a la vez",
    "entry": "enter",
    "exits": ["paid"],
    "nodes": STEPS,
    "edges": [
        {"id": f"e{index}", "from": above["id"], "port": "next", "to": below["id"]}
        for index, (above, below) in enumerate(pairwise(STEPS))
    ],
    "layout": {"nodes": {step["id"]: {"x": 0, "y": 176 * index} for index, step in enumerate(STEPS)}},
}


@pytest.fixture
def other_desk(chromium: Browser, product: Product, strangers: list[str]) -> Iterator[BrowserContext]:
    """Another person's browser."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="es-ES", base_url=product.url)
    watch(context, product, strangers)
    yield context
    context.close()


def test_two_who_draw_at_once_lose_nothing(
    desk: BrowserContext, other_desk: BrowserContext, strangers: list[str]
) -> None:
    ana, admin = sign_in(desk, "Ana Ríos"), sign_in(other_desk, "Admin")
    journey = begin(ana)
    see_each_other(ana, admin, journey)
    take_over(admin, ana)
    put_both_together(ana, admin, journey)
    keep_what_clashes(ana, admin, journey)
    compare_and_restore(ana, journey)
    assert strangers == []


def test_nothing_is_lost_with_the_connection_or_the_session(desk: BrowserContext, strangers: list[str]) -> None:
    ana = sign_in(desk, "Ana Ríos")
    journey = begin(ana)
    open_journey(ana, journey)
    desk.set_offline(True)
    wait_for(ana, "wait", 6)
    expect(ana.get_by_text("Sin conexión: guardado en este dispositivo")).to_be_visible()
    ana.close()
    page = come_back(desk, journey)
    wait_for(page, "wait", 7)
    expect_saved(page, journey, wait=7, pause=1)
    sign_in_over_the_drawing(desk, page, journey)
    assert strangers == []


def sign_in(context: BrowserContext, name: str) -> Page:
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name=f"Cuenta de {name}")).to_be_visible()
    return page


def begin(page: Page) -> int:
    """A journey with two waits, made through the API."""
    request = page.request
    headers = {"X-CSRF-Token": request.get("/api/v1/session").json()["csrf_token"]}
    made = request.post("/api/v1/journeys", headers=headers, data={"name": "Dos a la vez"}).json()
    body = {"graph": GRAPH, "revision": made["revision"]}
    saved = request.put(f"/api/v1/journeys/{made['id']}/draft", headers=headers, data=body)
    assert saved.ok, saved.text()
    return int(made["id"])


def open_journey(page: Page, journey: int) -> None:
    page.goto(f"/journeys/{journey}")
    expect(page.get_by_test_id("rf__node-wait")).to_be_visible()


def type_days(page: Page, step: str, days: int) -> Locator:
    page.get_by_test_id(f"rf__node-{step}").click()
    amount = page.get_by_label("Cantidad")
    amount.fill(f"{days}")
    return amount


def wait_for(page: Page, step: str, days: int) -> None:
    type_days(page, step, days).press("Tab")
    expect(page.get_by_test_id(f"rf__node-{step}")).to_contain_text(f"{days} días")


def expect_saved(page: Page, journey: int, **days: int) -> None:
    """What the server has, once the page says that it has everything."""
    expect(page.get_by_text("Guardado", exact=True)).to_be_visible()
    graph = page.request.get(f"/api/v1/journeys/{journey}").json()["graph"]
    found = {step["id"]: step["settings"]["duration"]["amount"] for step in graph["nodes"] if step["kind"] == "wait"}
    assert found == days


def see_each_other(ana: Page, admin: Page, journey: int) -> None:
    open_journey(ana, journey)
    open_journey(admin, journey)
    expect(admin.get_by_text("Ana Ríos está editando este recorrido.")).to_be_visible()
    expect(admin.get_by_role("img", name="Ana Ríos lo edita")).to_be_visible()
    expect(ana.get_by_role("img", name="Admin lo tiene abierto")).to_be_visible()
    expect(admin.get_by_role("button", name="Publicar")).to_have_count(0)
    wait_for(ana, "wait", 5)
    expect(admin.get_by_test_id("rf__node-wait")).to_contain_text("5 días")


def take_over(page: Page, other: Page) -> None:
    """Take over, with whichever of the two words is there; the other one sees it within seconds."""
    edit_here(page)
    expect(other.get_by_text(re.compile("tomó el control de este recorrido"))).to_be_visible()
    expect(other.get_by_role("button", name="Publicar")).to_have_count(0)


def edit_here(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Tomar el control|Volver a editar")).click()
    page.get_by_role("button", name="Editar aquí").click()
    expect(page.get_by_role("button", name="Publicar")).to_be_visible()


def draw_apart(ana: Page, admin: Page, *, mine: tuple[str, int], theirs: tuple[str, int]) -> None:
    """Ana draws without a connection while the admin takes over and draws too; then she is back."""
    take_over(ana, admin)
    ana.context.set_offline(True)
    wait_for(ana, *mine)
    expect(ana.get_by_text("Sin conexión: guardado en este dispositivo")).to_be_visible()
    edit_here(admin)
    wait_for(admin, *theirs)
    expect(admin.get_by_text("Guardado", exact=True)).to_be_visible()
    ana.context.set_offline(False)
    expect(ana.get_by_text("Sus últimos cambios no se guardaron")).to_be_visible()
    ana.get_by_role("button", name="Volver a editar y unir mis cambios").click()
    ana.get_by_role("button", name="Editar aquí").click()


def put_both_together(ana: Page, admin: Page, journey: int) -> None:
    draw_apart(ana, admin, mine=("wait", 8), theirs=("pause", 4))
    expect(ana.get_by_text("Se unieron sus cambios con los de Admin.")).to_be_visible()
    expect_saved(ana, journey, wait=8, pause=4)
    expect(admin.get_by_test_id("rf__node-wait")).to_contain_text("8 días")
    ana.get_by_role("button", name=re.compile("^Deshacer")).click()
    expect(ana.get_by_test_id("rf__node-wait")).to_contain_text("5 días")
    expect(ana.get_by_test_id("rf__node-pause")).to_contain_text("4 días")


def keep_what_clashes(ana: Page, admin: Page, journey: int) -> None:
    expect(ana.get_by_text("Guardado", exact=True)).to_be_visible()
    take_over(admin, ana)
    draw_apart(ana, admin, mine=("wait", 20), theirs=("wait", 30))
    clash = ana.get_by_role("alert").filter(has_text="Usted y Admin cambiaron lo mismo")
    expect(clash).to_contain_text("Duración, en «Esperar")
    clash.get_by_role("button", name="Dejar lo de Admin").click()
    expect(ana.get_by_test_id("rf__node-wait")).to_contain_text("30 días")
    expect_saved(ana, journey, wait=30, pause=4)


def compare_and_restore(page: Page, journey: int) -> None:
    page.get_by_role("button", name="Historial").click()
    aside = page.get_by_role("listitem").filter(has_text="Cambios de Ana Ríos que no se unieron")
    aside.get_by_role("link", name=re.compile("^Comparar")).click()
    expect(page.get_by_test_id("rf__node-wait").get_by_role("img", name="Cambiado")).to_be_visible()
    changes = page.get_by_role("complementary", name="Cambios")
    expect(changes).to_contain_text("Duración: 20 días → 30 días")
    page.get_by_role("link", name="Volver al borrador").click()
    aside.get_by_role("link", name=re.compile("^Ver")).click()
    page.get_by_role("button", name="Restaurar este").click()
    page.get_by_role("button", name="Restaurar", exact=True).click()
    expect(page.get_by_text(re.compile("^Se restauró"))).to_be_visible()
    expect_saved(page, journey, wait=20, pause=4)
    page.get_by_role("button", name="Deshacer: restaurar un borrador").click()
    expect(page.get_by_test_id("rf__node-wait")).to_contain_text("30 días")
    expect_saved(page, journey, wait=30, pause=4)


def come_back(context: BrowserContext, journey: int) -> Page:
    """Open the journey again: first still without a connection, then with one."""
    page = context.new_page()
    with pytest.raises(Error):
        page.goto(f"/journeys/{journey}")
    context.set_offline(False)
    open_journey(page, journey)
    expect(page.get_by_test_id("rf__node-wait")).to_contain_text("6 días")
    expect_saved(page, journey, wait=6, pause=1)
    return page


def sign_in_over_the_drawing(context: BrowserContext, page: Page, journey: int) -> None:
    amount = type_days(page, "pause", 9)
    context.clear_cookies()  # Whatever asks next may say so, and then the dialog lies over the drawing.
    amount.press("Tab")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Inicie sesión")
    dialog.get_by_label("Contraseña").fill(PASSWORD)
    dialog.get_by_role("button", name="Entrar").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_test_id("rf__node-pause")).to_contain_text("9 días")
    expect_saved(page, journey, wait=7, pause=9)
