"""Files of a page in real Chromium: its widgets dragged, filled from the library and published, and nothing refused."""

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import APIRequestContext, BrowserContext, ConsoleMessage, FilePayload, Frame, Page, expect

from tests.app.assets import files
from tests.browser.axe import Auditor
from tests.browser.test_page_editor import begin, canvas, drop, token
from tests.browser.test_tasks import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("product", ["sqlite"], indirect=True),
]

ROOT = Path(__file__).parents[2]
VALIDATE = ROOT / "designer" / "node_modules" / ".bin" / "html-validate"
KINDS = {
    "Plan de pagos.pdf": ("application/pdf", files.PDF),
    "Cómo pagar.mp4": ("video/mp4", files.mp4(0)),
    "Cómo pagar.vtt": ("text/vtt", files.VTT),
    "Sala.jpg": ("image/jpeg", files.photo(1400, 900, 1)),
}
FORMS = {
    "p-document": {"Archivo": "Plan de pagos.pdf"},
    "p-video": {"Vídeo": "Cómo pagar.mp4", "Imagen fija": "Sala.jpg", "Subtítulos": "Cómo pagar.vtt"},
    "p-image": {"Imagen": "Sala.jpg"},
}
"""What is picked for which field of which widget."""


class Told:
    """What a page's console complains of, and which requests were refused, from now on."""

    def __init__(self, page: Page) -> None:
        self.found: list[str] = []
        page.on("console", self._said)
        page.on("response", lambda answer: self.found.extend([answer.url] if answer.status >= 400 else []))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(message.text)


def payload(name: str) -> FilePayload:
    kind, data = KINDS[name]
    return {"name": name, "mimeType": kind, "buffer": data}


def pick(page: Page, field: str, name: str, auditor: Auditor) -> None:
    """Upload a file from the dialogue of a field, and take it; what is there already is answered with what is there."""
    group = page.get_by_role("group", name=field, exact=True)
    group.get_by_role("button", name="Elegir de la biblioteca").click()
    dialog = page.get_by_role("dialog")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Subir archivos").click()
    chooser.value.set_files([payload(name)])
    tile = dialog.get_by_role("button", name=name)
    expect(tile).to_have_attribute("aria-pressed", "true")
    others = [other for other in KINDS if other != name]
    assert [other for other in others if dialog.get_by_role("button", name=other).count()] == []
    auditor.audit(page, f"picking {name}")
    dialog.get_by_role("button", name="Usar este archivo").click()
    expect(group.get_by_text(name)).to_be_visible()
    expect(group.get_by_text("/assets/")).to_have_count(0)


def published(page: Page, request: APIRequestContext, key: str) -> str:
    """Publish what is in the editor; the page as it is previewed afterwards."""
    expect(page.get_by_text("Guardado", exact=True)).to_be_visible()
    page.get_by_role("button", name="Publicar", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Publicar la versión 1").click()
    expect(dialog.get_by_text("La versión 1 está publicada")).to_be_visible()
    dialog.get_by_role("button", name="Listo").click()
    assert request.get(f"/api/v1/templates/{key}").json()["version"] == 1
    return request.get(f"/api/v1/templates/{key}/preview?language=es").text()


def fill(page: Page, frame: Frame, auditor: Auditor) -> None:
    """Drag each widget of files onto the page, and pick what it shows."""
    for tag, fields in FORMS.items():
        drop(page, frame, tag)
        widget = frame.locator(f"[data-gjs-type='{tag}']")
        expect(widget.locator(".piece:empty")).to_be_visible()
        widget.click()
        for field, name in fields.items():
            pick(page, field, name, auditor)
        expect(widget.locator(".piece:empty")).to_have_count(0)
    page.get_by_role("textbox", name="Texto alternativo").click()
    page.keyboard.type("Nuestra sala de atención")


def test_every_file_of_a_page_is_picked_from_the_library_and_published(
    desk: BrowserContext, strangers: list[str], tmp_path: Path
) -> None:
    page, auditor = desk.new_page(), Auditor()
    sign_in(page, "Ana Ríos")
    key = begin(desk.request)
    told = Told(page)
    page.goto(f"/templates/{key}/edit")
    frame = canvas(page)
    fill(page, frame, auditor)
    shown = published(page, desk.request, key)
    listed = desk.request.get("/api/v1/assets").json()["items"]
    addresses = {one["name"]: one["url"] for one in listed if one["name"] in KINDS}
    assert set(addresses) == set(KINDS)
    document = json.dumps(desk.request.get(f"/api/v1/templates/{key}").json()["document"])
    for one in listed:
        if one["name"] in KINDS:
            assert one["url"] in document
            used = desk.request.get(f"/api/v1/assets/{one['id']}").json()["used_by"]
            assert [(mention["key"], mention["versions"]) for mention in used] == [(key, [1])]
            refused = desk.request.delete(f"/api/v1/assets/{one['id']}", headers=token(desk.request))
            assert refused.status == 409
    assert f'href="{addresses["Plan de pagos.pdf"]}" download' in shown
    assert f'poster="{addresses["Sala.jpg"]}"' in shown
    (tmp_path / "page.html").write_text(shown, encoding="utf-8")
    done = subprocess.run(
        [VALIDATE, "--config", ROOT / ".htmlvalidate.json", tmp_path / "page.html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    page.goto(f"/templates/{key}")
    expect(page.get_by_role("heading", name="Visitas en 90 días")).to_be_visible()
    expect(page.frame_locator("iframe").first.locator("video")).to_be_attached()
    auditor.audit(page, "the page's own room")
    assert auditor.found == [], "\n".join(auditor.found)
    assert told.found == []
    assert strangers == []


def test_a_removed_file_leaves_its_place_empty_and_the_form_by_itself(desk: BrowserContext) -> None:
    page, auditor = desk.new_page(), Auditor()
    sign_in(page, "Ana Ríos")
    page.goto(f"/templates/{begin(desk.request)}/edit")
    frame = canvas(page)
    drop(page, frame, "p-document")
    widget = frame.locator("[data-gjs-type='p-document']")
    widget.click()
    pick(page, "Archivo", "Plan de pagos.pdf", auditor)
    expect(widget.locator("a[download]")).to_be_attached()
    group = page.get_by_role("group", name="Archivo", exact=True)
    expect(group.get_by_role("textbox")).to_have_count(0)
    group.get_by_role("button", name="Quitar").click()
    expect(widget.locator(".piece:empty")).to_be_visible()
    expect(group.get_by_role("button", name="Elegir de la biblioteca")).to_be_visible()


def in_inter(request: APIRequestContext) -> None:
    """Let everything that names no kit have one with the font that comes with Cauce."""
    listed = request.get("/api/v1/brand-kits").json()
    inter = next(one["stack"] for one in listed["fonts"] if one["web"])
    made = request.post("/api/v1/brand-kits", data={"name": "Inter"}, headers=token(request)).json()
    body = {"revision": 1, "name": "Inter", "kit": {**listed["house"], "font": inter, "heading_font": inter}}
    address = f"/api/v1/brand-kits/{made['key']}"
    assert request.put(address, data=body, headers=token(request)).ok
    assert request.post(f"{address}/default", headers=token(request)).ok


def test_thumbnails_of_pages_get_their_font_and_log_nothing(desk: BrowserContext) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    in_inter(desk.request)
    told = Told(page)
    with page.expect_response(lambda answer: answer.url.endswith("/inter.woff2")) as font:
        page.goto("/templates?channel=page")
    assert font.value.status == 200
    expect(page.locator("iframe").nth(3)).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert told.found == []
