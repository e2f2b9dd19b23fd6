"""A whole journey drawn from empty: by the mouse, and by nothing but the keyboard."""

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_product,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("product", ["sqlite"], indirect=True),
]

ALMOST_ALL = 80  # stops of the tabulator
KINDS = Counter({"send_email": 3, "wait_event": 2, "end": 2, "enter": 1, "wait": 1, "branch": 1})
LINKS = {
    ("enter", "next", "send_email"),
    ("send_email", "next", "wait_event"),
    ("wait_event", "page_opened", "wait"),
    ("wait_event", "timeout", "branch"),
    ("wait", "next", "branch"),
    ("branch", "branch_1", "send_email_2"),
    ("branch", "else", "send_email_3"),
    ("send_email_2", "next", "wait_event_2"),
    ("send_email_3", "next", "wait_event_2"),
    ("wait_event_2", "page_opened", "end"),
    ("wait_event_2", "timeout", "end_2"),
}


def test_an_early_stage_of_ten_steps_is_drawn_with_the_mouse(desk: BrowserContext, strangers: list[str]) -> None:
    page = begin(desk, "Con el ratón")
    drag(page, "Enviar email", open_way(page, "enter", "next"))
    drag(page, "Esperar un evento", open_way(page, "send_email", "next"))
    page.get_by_role("checkbox", name="Abrió la página").check()
    choose(page, open_way(page, "wait_event", "page_opened"), "Esperar")
    choose(page, open_way(page, "wait", "next"), "Decidir")
    page.get_by_role("button", name="Añadir una rama").click()
    choose(page, open_way(page, "branch", "branch_1"), "Enviar email")
    choose(page, open_way(page, "branch", "else"), "Enviar email")
    choose(page, open_way(page, "send_email_2", "next"), "Esperar un evento")
    page.get_by_role("checkbox", name="Abrió la página").check()
    choose(page, open_way(page, "wait_event_2", "page_opened"), "Fin")
    choose(page, open_way(page, "wait_event_2", "timeout"), "Fin")
    see_all(page)
    pull(page, way(page, "wait_event", "timeout"), card(page, "branch"))
    pull(page, way(page, "send_email_3", "next"), card(page, "wait_event_2"))
    assert saved(page) == (KINDS, LINKS)

    # A step that is dropped on a link stands in the line, and deleted it leaves the line as it was.
    drag(page, "Esperar", page.locator('[data-edge="e1"]'))
    expect(card(page, "wait_2")).to_be_visible()
    kinds, links = saved(page)
    assert kinds["wait"] == 2
    assert {("enter", "next", "wait_2"), ("wait_2", "next", "send_email")} < links
    page.get_by_role("button", name="Eliminar lo seleccionado").click()
    assert saved(page) == (KINDS, LINKS)
    assert strangers == []


def test_the_same_is_drawn_with_nothing_but_the_keyboard(desk: BrowserContext, strangers: list[str]) -> None:
    page = begin(desk, "Con el teclado")
    press = page.keyboard.press
    tab_to(page, card(page, "enter"))
    add(page, "Enviar email", "send_email")
    add(page, "Esperar un evento", "wait_event")
    in_form(page, "checkbox", "Abrió la página", "wait_event")
    add(page, "Esperar", "wait")
    add(page, "Decidir", "branch")
    in_form(page, "button", "Añadir una rama", "branch")
    add(page, "Enviar email", "send_email_2")
    add(page, "Esperar un evento", "wait_event_2")
    in_form(page, "checkbox", "Abrió la página", "wait_event_2")
    add(page, "Fin", "end")
    go(page, "ArrowUp", "wait_event_2")
    add(page, "Fin", "end_2")
    for step in ("wait_event_2", "send_email_2", "branch"):
        go(page, "ArrowUp", step)
    add(page, "Enviar email", "send_email_3")
    lead(page, None, ("ArrowLeft", "send_email_2"), ("ArrowDown", "wait_event_2"))
    for step in ("send_email_2", "branch", "wait", "wait_event"):
        go(page, "ArrowUp", step)
    lead(page, "Sin respuesta", ("ArrowDown", "wait"), ("ArrowDown", "branch"))
    assert saved(page) == (KINDS, LINKS)

    # What was done is taken back and done again, also after the page was loaded anew.
    press("Control+z")
    assert saved(page)[1] == LINKS - {("wait_event", "timeout", "branch")}
    page.reload()
    expect(page.get_by_role("button", name="Rehacer: conectar")).to_be_enabled()
    press("Control+y")
    assert saved(page) == (KINDS, LINKS)
    assert strangers == []


def begin(desk: BrowserContext, name: str) -> Page:
    """An empty journey, open in the editor of somebody who just signed in."""
    page = desk.new_page()
    page.goto("/")
    page.get_by_role("button", name="Ana Ríos").click()
    expect(page.get_by_role("heading", name="Recorridos")).to_be_visible()
    return draw_from_empty(page, name)


def draw_from_empty(page: Page, name: str) -> Page:
    """An empty journey, open in the editor."""
    page.goto("/journeys/new")
    page.get_by_role("button", name="Empezar de cero").click()
    page.get_by_role("textbox", name="Nombre").fill(name)
    page.get_by_role("checkbox", name="Guiarme paso a paso").uncheck()
    page.get_by_role("button", name="Crear y dibujar").click()
    expect(card(page, "enter")).to_be_visible()
    return page


def card(page: Page, step: str) -> Locator:
    return page.get_by_test_id(f"rf__node-{step}")


def open_way(page: Page, step: str, port: str) -> Locator:
    """The "+" under a way out that leads nowhere yet."""
    return page.locator(f'[data-node="{step}"][data-port="{port}"]')


def way(page: Page, step: str, port: str) -> Locator:
    """Where a link is pulled from."""
    return page.locator(f'.react-flow__handle.source[data-nodeid="{step}"][data-handleid="{port}"]')


def see_all(page: Page) -> None:
    page.get_by_role("button", name="Cerrar el panel").click()
    page.get_by_role("button", name="Ver todo").click()
    for step in ("enter", "end_2"):
        expect(card(page, step)).to_be_in_viewport()


def drag(page: Page, kind: str, target: Locator) -> None:
    """A tile of the palette is let go on something."""
    page.get_by_role("complementary", name="Pasos").get_by_role("button", name=kind, exact=True).drag_to(target)


def choose(page: Page, button: Locator, kind: str) -> None:
    """A step is chosen in the menu that a "+" opens."""
    button.click()
    page.get_by_role("menuitem", name=kind, exact=True).click()


def pull(page: Page, start: Locator, end: Locator) -> None:
    """A link is pulled from a way out to the middle of a card."""
    start.hover()
    page.mouse.down()
    end.hover()
    page.mouse.up()


def focused(wanted: Locator) -> bool:
    return bool(wanted.evaluate("element => element === document.activeElement")) if wanted.count() else False


def tab_to(page: Page, wanted: Locator) -> None:
    """Press the tabulator until something has the keyboard."""
    expect(wanted).to_be_visible()
    for _ in range(ALMOST_ALL):
        if focused(wanted):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The tabulator does not get to {wanted}.")


def go(page: Page, arrow: str, step: str) -> None:
    page.keyboard.press(arrow)
    expect(card(page, step)).to_be_focused()


def add(page: Page, kind: str, step: str) -> None:
    """A step after the one that has the keyboard, found by its name in the menu."""
    page.keyboard.press("a")
    search = page.get_by_role("menu").get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.type(kind)
    choice = page.get_by_role("menuitem", name=kind, exact=True)
    page.keyboard.press("ArrowDown")
    while not focused(choice):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(card(page, step)).to_be_focused()


def in_form(page: Page, role: Any, name: str, step: str) -> None:  # noqa: ANN401 - Playwright's list of roles
    """Open the step's form, press one thing in it, and leave it again."""
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel] :focus")).to_have_count(1)
    tab_to(page, page.locator("[data-panel]").get_by_role(role, name=name, exact=True))
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(card(page, step)).to_be_focused()


def lead(page: Page, port: str | None, *arrows: tuple[str, str]) -> None:
    """Lead a way out of the step that has the keyboard to the step that the arrows go to; of several it is chosen."""
    page.keyboard.press("c")
    if port is not None:
        choice = page.get_by_role("menuitem", name=re.compile(f"«{port}»"))
        expect(choice).to_be_visible()
        while not focused(choice):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Elija el paso"))).to_be_visible()
    for arrow, step in arrows:
        go(page, arrow, step)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Elija el paso"))).to_have_count(0)


def saved(page: Page) -> tuple[Counter[str], set[tuple[str, str, str]]]:
    """The kinds and links that the server has, once all is saved."""
    expect(page.get_by_text("Guardado", exact=True)).to_be_visible()
    number = page.url.rpartition("/")[2]
    graph = page.request.get(f"/api/v1/journeys/{number}").json()["graph"]
    kinds = Counter(node["kind"] for node in graph["nodes"])
    return kinds, {(edge["from"], edge["port"], edge["to"]) for edge in graph["edges"]}
