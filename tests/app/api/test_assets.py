"""The asset library over the API, and its files as mail programs fetch them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.installation import Installation
from app.models import AssetPart, SavedSection, Template, TemplateVersion
from app.store import assets as stored
from tests.app.api.browsers import Browser, Enter
from tests.app.assets import files


@pytest.fixture
def marketer(enter: Enter) -> Browser:
    return enter("marketer")


def send(browser: Browser, data: bytes, name: str = "logo.png", path: str = "/assets", **form: Any) -> TestResponse:  # noqa: ANN401 - parts of a form
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(data), name), **form})
    return browser.send("POST", path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def fetch(app: Flask, url: str, **headers: str) -> TestResponse:
    """What anybody gets, without a cookie."""
    return app.test_client().get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})


def shown_in(installation: Installation, url: str, *, published: bool = True) -> None:
    """Let the draft of a template show this address, and a version of it that was published."""
    now = installation.clock.now()
    words = {"es": {"text": f'<mj-image src="{url}" />', "subject": "x"}}
    draft = {"languages": {"es": {"variants": [{"content": {"project": {"src": url}}}]}}}
    with installation.db.write() as session:
        template = Template(
            key="own",
            channel="email",
            name={"es": "Bienvenida", "en": "Welcome"},
            languages=words,
            draft=draft,
            created_at=now,
        )
        session.add(template)
        session.flush()
        if published:
            for number in (1, 2):
                version = TemplateVersion(
                    template_id=template.id, number=number, languages=words, hash="h", published_at=now
                )
                session.add(version)


def test_a_picture_comes_in_and_is_served_to_anybody(app: Flask, marketer: Browser) -> None:
    made = send(marketer, files.photo(), "Foto de Ñandú 😀.jpg")
    assert made.status_code == 201
    told = made.json
    assert (told["name"], told["kind"], told["width"], told["height"]) == ("Foto de Ñandú 😀.jpg", "image", 480, 640)
    assert (told["known"], told["used_by"], told["created_by"]) == (False, [], "Ana marketer")
    assert [(size["width"], size["height"]) for size in told["sizes"]] == [(300, 400)]
    assert told["thumbnail"] == told["sizes"][-1]["url"]
    served = fetch(app, told["url"])
    assert (served.status_code, served.mimetype, len(served.data)) == (200, "image/jpeg", told["size"])
    assert Image.open(BytesIO(served.data)).size == (480, 640)
    assert len(told["url"]) == len("/assets/") + 32 + len(".jpg")
    expected = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Accept-Ranges": "bytes",
        "Content-Length": str(told["size"]),
    }
    assert {name: served.headers[name] for name in expected} == expected
    assert "Set-Cookie" not in served.headers
    assert "Cookie" not in served.headers.get("Vary", "")
    again = fetch(app, told["url"], If_None_Match=served.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert fetch(app, told["url"].replace(".jpg", ".png")).status_code == 404
    assert fetch(app, "/assets/none.png").status_code == 404
    head = app.test_client().head(told["url"])
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(told["size"]))


@pytest.mark.parametrize(
    ("data", "name", "status", "word"),
    [
        pytest.param(files.SVG, "logo.svg", 422, "SVG", id="svg with a script"),
        pytest.param(files.HTML, "logo.png", 422, "web page", id="a png that is html"),
        pytest.param(files.photo()[:900], "foto.jpg", 422, "damaged", id="a truncated jpeg"),
        pytest.param(files.bomb(9000, 9000), "bomb.png", 422, "pixels", id="a bomb"),
        pytest.param(b"", "nothing.png", 422, "empty", id="an empty file"),
        pytest.param(files.png() + bytes(11 * 1024 * 1024), "large.png", 413, "up to 10 MB", id="a picture of 11 MB"),
        pytest.param(files.png() + bytes(50 * 1024 * 1024), "huge.png", 413, "40 MB", id="a picture of 50 MB"),
    ],
)
def test_what_cannot_be_taken_is_answered_in_plain_words(
    marketer: Browser, data: bytes, name: str, status: int, word: str
) -> None:
    refused = send(marketer, data, name)
    assert refused.status_code == status
    assert word in refused.json["detail"]
    assert marketer.get("/assets").json == {"items": [], "total": 0}


def test_the_same_file_twice_is_kept_once(marketer: Browser) -> None:
    first = send(marketer, files.png(), "uno.png")
    second = send(marketer, files.png(), "dos.png")
    assert (first.status_code, second.status_code) == (201, 200)
    assert (second.json["known"], second.json["id"], second.json["name"]) == (True, first.json["id"], "uno.png")
    assert marketer.get("/assets").json["total"] == 1


def test_an_address_tells_its_asset_also_after_it_was_replaced(marketer: Browser) -> None:
    first = send(marketer, files.photo(), "foto.jpg").json
    send(marketer, files.png(), "otra.png")
    small = first["sizes"][-1]["url"]
    send(marketer, files.png(500, 400), "nueva.png", f"/assets/{first['id']}/replace")
    for url in (first["url"], small):
        told = marketer.get(f"/assets?url={url}").json
        assert (told["total"], [one["id"] for one in told["items"]]) == (1, [first["id"]])
    assert marketer.get("/assets?url=/assets/gone.png").json["items"] == []
    assert marketer.get(f"/assets?kind=video&url={first['url']}").json["items"] == []


def test_of_the_same_file_sent_at_once_one_is_kept(enter: Enter) -> None:
    people = [enter("marketer"), enter("strategist"), enter("admin")]
    with ThreadPoolExecutor(3) as pool:
        statuses = list(pool.map(lambda one: send(one, files.png(1300, 900)).status_code, people))
    assert sorted(statuses) == [200, 200, 201]
    assert people[0].get("/assets").json["total"] == 1


def test_different_files_sent_at_once_are_all_kept(enter: Enter) -> None:
    people = [enter("marketer"), enter("strategist"), enter("admin")]
    with ThreadPoolExecutor(3) as pool:
        sent = list(pool.map(lambda pair: send(pair[1], files.png(300 + pair[0], 9)), enumerate(people)))
    assert [one.status_code for one in sent] == [201, 201, 201]
    assert people[0].get("/assets").json["total"] == 3


def test_a_film_is_served_in_pieces(app: Flask, marketer: Browser) -> None:
    film = files.mp4(0)[:-8] + files.box(b"mdat", bytes(range(256)) * 5000)
    told = send(marketer, film, "cómo pagar.mp4").json
    assert (told["kind"], told["media_type"], told["thumbnail"], told["sizes"]) == ("video", "video/mp4", None, [])
    assert fetch(app, told["url"]).data == film
    middle = fetch(app, told["url"], Range="bytes=524280-524300")
    assert (middle.status_code, middle.data) == (206, film[524280:524301])  # across two of its parts
    assert middle.headers["Content-Range"] == f"bytes 524280-524300/{len(film)}"
    assert fetch(app, told["url"], Range="bytes=-9").data == film[-9:]
    assert fetch(app, told["url"], Range="bytes=1000000-").data == film[1_000_000:]
    for whole in ("bytes=0-1,4-5", "lines=1-2"):
        assert fetch(app, told["url"], Range=whole).status_code == 200
    other = fetch(app, told["url"], Range="bytes=0-9", If_Range='"another"')
    assert (other.status_code, len(other.data)) == (200, len(film))
    beyond = fetch(app, told["url"], Range=f"bytes={len(film)}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(film)}")


def test_a_document_is_downloaded_and_captions_are_read(app: Flask, marketer: Browser) -> None:
    document = fetch(app, send(marketer, files.PDF, "Plan.pdf").json["url"])
    assert (document.mimetype, document.data) == ("application/pdf", files.PDF)
    assert document.headers["Content-Disposition"].startswith("attachment; filename=")
    captions = fetch(app, send(marketer, files.VTT, "es.vtt").json["url"])
    assert captions.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert captions.headers["Content-Disposition"].startswith("inline")


def test_assets_are_found_by_folder_kind_and_words(marketer: Browser, counting: Callable[[], Any]) -> None:
    folder = marketer.post("/asset-folders", {"name": "Marcas"}).json
    logo = send(marketer, files.png(40, 40), "Logotipo.png", folder_id=str(folder["id"])).json
    film = send(marketer, files.mp4(), "Ayuda.mp4").json
    alt = {"es": "El logotipo de Marea Energía", "en": "Marea's logo"}
    changed = marketer.send("PATCH", f"/assets/{logo['id']}", json={"alt": alt, "name": "Marca de día.png"})
    assert (changed.status_code, changed.json["alt"], changed.json["folder_id"]) == (200, alt, folder["id"])

    def found(query: str) -> list[int]:
        return [item["id"] for item in marketer.get(f"/assets?{query}").json["items"]]

    assert found("") == [film["id"], logo["id"]]
    assert found("folder=0") == [film["id"]]
    assert found(f"folder={folder['id']}") == [logo["id"]]
    assert found("kind=video") == [film["id"]]
    assert found("search=energia") == found("search=DIA") == [logo["id"]]
    assert found("search=100%25") == []
    assert found("size=1&page=2") == [logo["id"]]
    with counting() as queries:
        marketer.get("/assets")
    few = len(queries)
    for width in range(50, 56):
        send(marketer, files.png(width, 40))
    with counting() as queries:
        marketer.get("/assets")
    assert len(queries) == few
    top = marketer.send("PATCH", f"/assets/{logo['id']}", json={"folder_id": None}).json
    assert (top["folder_id"], top["name"], top["alt"]) == (None, "Marca de día.png", alt)
    assert marketer.send("PATCH", f"/assets/{logo['id']}", json={"folder_id": 777}).status_code == 404
    assert marketer.send("PATCH", f"/assets/{logo['id']}", json={"alt": {"es": ""}}).json["alt"] == {}
    assert marketer.send("PATCH", f"/assets/{logo['id']}", json={"alt": {"español": "x"}}).status_code == 422
    assert send(marketer, files.png(60, 9), folder_id="777").status_code == 404


def test_folders_are_made_renamed_moved_and_deleted(marketer: Browser) -> None:
    def make(name: str, parent: int | None = None) -> Any:  # noqa: ANN401 - JSON
        return marketer.post("/asset-folders", {"name": name, "parent_id": parent})

    brands, photos = make("Marcas").json, make("Fotos").json
    inner = make("2026", photos["id"]).json
    assert make("Marcas").status_code == make("2026", photos["id"]).status_code == 409
    assert make("x", 777).status_code == 404
    assert make("a/b").status_code == 422
    moved = marketer.send("PATCH", f"/asset-folders/{inner['id']}", json={"parent_id": brands["id"]})
    assert (moved.status_code, moved.json["parent_id"], moved.json["name"]) == (200, brands["id"], "2026")
    ring = marketer.send("PATCH", f"/asset-folders/{brands['id']}", json={"parent_id": inner["id"]})
    assert ring.status_code == 409
    renamed = marketer.send("PATCH", f"/asset-folders/{inner['id']}", json={"name": "2027"})
    assert (renamed.json["name"], renamed.json["parent_id"]) == ("2027", brands["id"])
    clash = marketer.send("PATCH", f"/asset-folders/{photos['id']}", json={"name": "Marcas"})
    assert (clash.status_code, "name" in clash.json["fields"]) == (409, True)
    picture = send(marketer, files.png(), folder_id=str(inner["id"])).json
    for full in (brands, inner):
        refused = marketer.send("DELETE", f"/asset-folders/{full['id']}")
        assert (refused.status_code, "not empty" in refused.json["detail"]) == (409, True)
    told = {item["name"]: item["assets"] for item in marketer.get("/asset-folders").json["items"]}
    assert told == {"2027": 1, "Fotos": 0, "Marcas": 0}
    marketer.send("DELETE", f"/assets/{picture['id']}")
    assert marketer.send("DELETE", f"/asset-folders/{inner['id']}").status_code == 204
    deep = brands["id"]
    for level in range(2, 6):
        deep = make(f"nivel {level}", deep).json["id"]
    assert make("nivel 6", deep).status_code == 409
    assert marketer.send("PATCH", f"/asset-folders/{photos['id']}", json={"parent_id": deep}).status_code == 409


def test_an_asset_in_use_stays_and_says_where(installation: Installation, app: Flask, marketer: Browser) -> None:
    logo, spare = send(marketer, files.png(700, 99)).json, send(marketer, files.png(50, 50)).json
    shown_in(installation, logo["sizes"][0]["url"])  # one of its smaller copies
    kit = {**marketer.get("/brand-kits").json["house"], "logo": logo["url"]}
    marketer.post("/brand-kits", {"name": "Marea", "kit": kit})
    with installation.db.write() as session:
        at, component = installation.clock.now(), {"components": [{"src": logo["url"]}]}
        session.add(SavedSection(channel="email", name="Cabecera", component=component, created_at=at))
    used = marketer.get(f"/assets/{logo['id']}").json["used_by"]
    assert [(one["kind"], one["key"], one["name"]["en"], one["draft"], one["versions"]) for one in used] == [
        ("template", "own", "Welcome", True, [1, 2]),
        ("section", "", "Cabecera", False, []),
        ("brand", "marea", "Marea", False, []),
    ]
    refused = marketer.send("DELETE", f"/assets/{logo['id']}")
    assert (refused.status_code, refused.json["detail"]) == (
        409,
        "It stays, since it is used in: Welcome, Cabecera, Marea.",
    )
    assert marketer.send("DELETE", f"/assets/{spare['id']}").status_code == 204
    assert fetch(app, logo["url"]).status_code == 200
    assert fetch(app, spare["url"]).status_code == 404
    with installation.db.read() as session:
        kept = stored.files_of(session, [logo["id"]])[logo["id"]]
        assert {one.file_id for one in session.query(AssetPart)} == {file.id for file in kept}  # nothing is left behind


def test_what_is_replaced_shows_the_new_one_at_every_address(
    installation: Installation, app: Flask, marketer: Browser
) -> None:
    old = send(marketer, files.png(700, 99), "viejo.png").json
    shown_in(installation, old["url"], published=False)
    new = send(marketer, files.photo(400, 300, 1), "nuevo.jpg", f"/assets/{old['id']}/replace")
    assert new.status_code == 200
    assert (new.json["id"], new.json["name"], new.json["media_type"]) == (old["id"], "viejo.png", "image/jpeg")
    assert new.json["url"] != old["url"]
    moved = fetch(app, old["url"])
    assert (moved.data, moved.mimetype) == (fetch(app, new.json["url"]).data, "image/jpeg")
    assert moved.headers["Cache-Control"] == "public, max-age=300"
    by_size = {size["url"].partition("-")[2][:3]: size["url"] for size in old["sizes"]}
    assert fetch(app, by_size["300"]).data == fetch(app, new.json["sizes"][0]["url"]).data
    assert fetch(app, by_size["600"]).data == moved.data  # the new one is not that wide
    assert [one["key"] for one in new.json["used_by"]] == ["own"]
    assert marketer.send("DELETE", f"/assets/{old['id']}").status_code == 409


def test_what_cannot_take_its_place_is_refused(marketer: Browser) -> None:
    one, other = send(marketer, files.png(), "uno.png").json, files.png(50, 50)
    send(marketer, other, "otro.png")
    known = send(marketer, other, path=f"/assets/{one['id']}/replace")
    assert (known.status_code, "otro.png" in known.json["detail"]) == (409, True)
    kind = send(marketer, files.PDF, path=f"/assets/{one['id']}/replace")
    assert (kind.status_code, "of its kind" in kind.json["detail"]) == (422, True)
    assert send(marketer, files.SVG, path=f"/assets/{one['id']}/replace").status_code == 422
    assert send(marketer, files.png(51, 51), path="/assets/777/replace").status_code == 404
    assert marketer.get(f"/assets/{one['id']}").json["url"] == one["url"]


def test_a_part_of_a_picture_becomes_an_asset_of_its_own(marketer: Browser) -> None:
    whole = send(marketer, files.png(800, 600), "sala.png").json
    marketer.send("PATCH", f"/assets/{whole['id']}", json={"alt": {"es": "Una sala"}})
    crop = {"x": 100, "y": 50, "width": 400, "height": 300}
    cut = marketer.post(f"/assets/{whole['id']}/cut", {"crop": crop, "width": 200})
    assert cut.status_code == 201
    assert (cut.json["width"], cut.json["height"], cut.json["name"]) == (200, 150, "200x150 sala.png")
    assert (cut.json["alt"], cut.json["known"]) == ({"es": "Una sala"}, False)
    again = marketer.post(f"/assets/{whole['id']}/cut", {"crop": crop, "width": 200, "name": "Otra"})
    assert (again.status_code, again.json["id"], again.json["known"]) == (200, cut.json["id"], True)
    outside = marketer.post(f"/assets/{whole['id']}/cut", {"crop": crop | {"x": 500}})
    assert (outside.status_code, "outside" in outside.json["detail"]) == (422, True)
    assert marketer.post(f"/assets/{whole['id']}/cut", {}).status_code == 422
    film = send(marketer, files.webm(), "film.webm").json
    assert marketer.post(f"/assets/{film['id']}/cut", {"width": 100}).status_code == 422
    assert marketer.post("/assets/777/cut", {"width": 100}).status_code == 404


def test_what_is_done_to_the_library_stands_in_the_trail(enter: Enter, marketer: Browser) -> None:
    folder = marketer.post("/asset-folders", {"name": "Marcas"}).json
    made = send(marketer, files.png(), "logo.png").json
    marketer.send("PATCH", f"/assets/{made['id']}", json={"name": "marca.png"})
    send(marketer, files.png(9, 9), path=f"/assets/{made['id']}/replace")
    marketer.send("DELETE", f"/assets/{made['id']}")
    marketer.send("PATCH", f"/asset-folders/{folder['id']}", json={"name": "Fotos"})
    marketer.send("DELETE", f"/asset-folders/{folder['id']}")
    lines = enter("auditor").get("/audit?search=asset").json["items"]
    assert [(line["action"], line["details"]["name"]) for line in reversed(lines)] == [
        ("asset_folder.made", "Marcas"),
        ("asset.added", "logo.png"),
        ("asset.changed", "marca.png"),
        ("asset.replaced", "marca.png"),
        ("asset.deleted", "marca.png"),
        ("asset_folder.changed", "Fotos"),
        ("asset_folder.deleted", "Fotos"),
    ]
