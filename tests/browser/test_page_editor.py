"""The page designer in real Chromium: every block dragged onto a page, drawn as debtors get it, kept and published."""

import json
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, BrowserContext, Frame, Page, expect

from renderers.landing.palette import BLOCKS, HIDDEN
from tests.browser.axe import Auditor
from tests.browser.test_tasks import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_product,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("product", ["sqlite"], indirect=True),
]

NAME = {"es": "Arrastrada", "en": "Dragged"}
START: list[dict[str, Any]] = [
    {"type": "p-section", "components": [{"type": "p-verify"}]},
    {"type": "p-section", "attributes": {"id": "here"}, "components": [{"type": "p-divider"}]},
]
"""A page that asks who opens it, and has a place to put things."""

DRAGGED = [one.tag for one in BLOCKS if one.tag not in {*HIDDEN, "p-verify"}]
STEPS = 12


def project(components: list[dict[str, Any]]) -> dict[str, Any]:
    wrapper = {"type": "wrapper", "components": [{"type": "page", "components": components}]}
    return {"pages": [{"frames": [{"component": wrapper}]}]}


def begin(request: APIRequestContext) -> str:
    variant = {"id": "a", "share": 100, "subject": "Prueba", "content": {"project": project(START)}}
    document = {"schema_version": 1, "channel": "page", "languages": {"es": {"variants": [variant]}}}
    body = {"channel": "page", "name": NAME, "document": document}
    answer = request.post("/api/v1/templates", data=body, headers=token(request))
    assert answer.status == 201, answer.text()
    key: str = answer.json()["key"]
    return key


def token(request: APIRequestContext) -> dict[str, str]:
    return {"X-CSRF-Token": request.get("/api/v1/session").json()["csrf_token"]}


def canvas(page: Page) -> Frame:
    held = page.wait_for_selector("iframe.gjs-frame")
    frame = None if held is None else held.content_frame()
    assert frame is not None
    frame.wait_for_selector("[data-gjs-type='p-verify'] .proof")
    return frame


def drop(page: Page, frame: Frame, tag: str) -> None:
    """Drag a tile to just below what stands last in the place for it."""
    tile = page.locator(f"[data-block='{tag}']")
    tile.scroll_into_view_if_needed()
    place = "#here > .band > .inner > [data-gjs-type]"
    last = frame.locator("[data-gjs-type='p-section']").last if tag == "p-section" else frame.locator(place).last
    last.scroll_into_view_if_needed()
    page.wait_for_timeout(50)
    source, target = tile.bounding_box(), last.bounding_box()
    assert source is not None
    assert target is not None
    page.mouse.move(source["x"] + source["width"] / 2, source["y"] + source["height"] / 2)
    page.mouse.down()
    page.mouse.move(target["x"] + target["width"] / 2, target["y"] + target["height"] / 2, steps=STEPS)
    edge = target["y"] + (2 if tag == "p-section" else target["height"] - 2)
    page.mouse.move(target["x"] + target["width"] / 2, edge, steps=STEPS)
    page.wait_for_timeout(100)  # GrapesJS takes the place that the pointer was at a moment ago
    page.mouse.up()


def missing(page: Page, request: APIRequestContext, key: str) -> list[str]:
    """The dragged blocks that the kept draft does not hold, once the autosave had its time."""
    left: list[str] = []
    for _ in range(60):
        written = json.dumps(request.get(f"/api/v1/templates/{key}").json()["document"])
        left = [tag for tag in DRAGGED if f'"{tag}"' not in written]
        if not left:
            break
        page.wait_for_timeout(500)
    return left


def test_every_block_is_dragged_drawn_kept_and_published(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    key = begin(desk.request)
    page.goto(f"/templates/{key}/edit")
    frame = canvas(page)
    for tag in DRAGGED:
        before = frame.locator(f"[data-gjs-type='{tag}']").count()
        drop(page, frame, tag)
        expect(frame.locator(f"[data-gjs-type='{tag}']"), tag).to_have_count(before + 1)
    assert missing(page, desk.request, key) == []
    checked = desk.request.post(f"/api/v1/templates/{key}/check", data={}, headers=token(desk.request)).json()
    errors = [one["message"]["es"] for one in checked["problems"] if one["severity"] == "error"]
    assert errors == [], errors
    drawn = desk.request.get(f"/api/v1/templates/{key}/preview?language=es&draft=true").text()
    for said in (
        "Pague en cuotas",
        "Pagar 412,30",
        "Díganos cuándo puede pagar",
        "¿Algo no está bien?",
        "¿Necesita ayuda?",
    ):
        assert said in drawn.replace("\N{NO-BREAK SPACE}", " ")
        expect(frame.get_by_text(said).first).to_be_attached()
    assert strangers == []


def test_looking_at_a_page_changes_nothing_and_is_accessible(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    body = {"channel": "page", "name": NAME, "from": "page_options"}
    key = desk.request.post("/api/v1/templates", data=body, headers=token(desk.request)).json()["key"]
    before = desk.request.get(f"/api/v1/templates/{key}").text()
    page.goto(f"/templates/{key}/edit")
    frame = canvas(page)
    for width in ("Tableta", "Teléfono", "Ordenador"):
        page.get_by_title(width, exact=True).click()
    payment = frame.locator("[data-gjs-type='p-pay']").first
    expect(payment.get_by_role("button").first).to_be_visible()  # until the server drew it, what stands below moves
    payment.click(position={"x": 8, "y": 8})
    expect(page.get_by_role("textbox", name="Texto del botón")).to_be_visible()
    auditor = Auditor()
    auditor.audit(page, "page editor")
    assert auditor.found == [], auditor.found
    page.get_by_role("link", name="Recorridos").first.click()
    assert desk.request.get(f"/api/v1/templates/{key}").text() == before
    assert strangers == []
