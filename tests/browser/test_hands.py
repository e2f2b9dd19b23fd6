"""The drawing in other hands: a finger on a tablet, and steps that are carried to another journey in another tab."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import Product, watch
from tests.browser.test_drawing import begin, card, draw_from_empty, open_way, saved

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_product,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("product", ["sqlite"], indirect=True),
]

LONG_MS = 800  # a finger that rests for 500 ms asks for the menu


@pytest.fixture
def tablet(chromium: Browser, product: Product, strangers: list[str]) -> Iterator[BrowserContext]:
    """A tablet without a mouse."""
    context = chromium.new_context(
        viewport={"width": 1024, "height": 768}, locale="es-ES", base_url=product.url, has_touch=True, is_mobile=True
    )
    watch(context, product, strangers)
    yield context
    context.close()


def test_a_finger_draws_on_a_tablet(tablet: BrowserContext, strangers: list[str]) -> None:
    page = begin(tablet, "Con el dedo")
    open_way(page, "enter", "next").tap()
    page.get_by_role("menuitem", name="Enviar email", exact=True).tap()
    page.get_by_role("button", name="Cerrar el panel").tap()
    page.get_by_role("complementary", name="Pasos").get_by_role("button", name="Fin", exact=True).tap()
    page.get_by_role("button", name="Cerrar el panel").tap()
    page.get_by_role("button", name="Ver todo").tap()
    touch = finger(page)

    before = box(card(page, "enter"))
    touch(before, lambda: page.wait_for_timeout(LONG_MS), (0, 0))
    page.get_by_role("menuitem", name="Añadir un paso detrás").tap()
    page.get_by_role("menuitem", name="Esperar", exact=True).tap()
    kinds, links = saved(page)
    assert kinds == {"enter": 1, "wait": 1, "send_email": 1, "end": 1}
    assert {("enter", "next", "wait"), ("wait", "next", "send_email")} <= links

    page.get_by_role("button", name="Cerrar el panel").tap()
    page.get_by_role("button", name="Ver todo").tap()
    x, y = before = box(card(page, "wait"))
    touch(before, lambda: None, (90, 20))
    moved = box(card(page, "wait"))
    assert moved[0] > x + 60
    assert moved[1] > y + 5
    assert strangers == []


def finger(page: Page) -> Callable[[tuple[float, float], Callable[[], None], tuple[int, int]], None]:
    """What lays a finger on a place, rests, draws it along and lifts it."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    def touch(start: tuple[float, float], rest: Callable[[], None], way: tuple[int, int]) -> None:
        send("touchStart", {"x": start[0], "y": start[1]})
        rest()
        if way != (0, 0):
            for part in range(1, 11):
                send("touchMove", {"x": start[0] + way[0] * part / 10, "y": start[1] + way[1] * part / 10})
        send("touchEnd")

    return touch


def box(element: Locator) -> tuple[float, float]:
    """A place on a card, once the drawing stands still."""
    last, now = None, element.bounding_box()
    while last != now:
        element.page.wait_for_timeout(100)
        last, now = now, element.bounding_box()
    assert now is not None
    return now["x"] + 60, now["y"] + 20


def test_steps_are_carried_to_a_journey_in_another_tab(desk: BrowserContext, strangers: list[str]) -> None:
    desk.grant_permissions(["clipboard-read", "clipboard-write"])
    page = begin(desk, "De donde")
    tiles = page.get_by_role("complementary", name="Pasos")
    for kind in ("Enviar email", "Esperar", "Fin"):
        tiles.get_by_role("button", name=kind, exact=True).click()
    page.get_by_role("button", name="Ver todo").click()
    card(page, "enter").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")

    other = draw_from_empty(desk.new_page(), "A donde")
    card(other, "enter").focus()
    other.keyboard.press("Control+v")
    expect(other.get_by_text("Se pegaron 3 pasos. El inicio no se pegó")).to_be_visible()
    kinds, links = saved(other)
    assert kinds == {"enter": 1, "send_email": 1, "wait": 1, "end": 1}
    assert links == {("send_email", "next", "wait"), ("wait", "next", "end")}

    other.evaluate("navigator.clipboard.writeText('{\"nodes\": [1, 2')")
    other.keyboard.press("Control+v")
    expect(other.get_by_text("En el portapapeles no hay pasos de un recorrido")).to_be_visible()
    assert saved(other) == (kinds, links)
    assert strangers == []
