"""Brand kits over the API."""

from concurrent.futures import ThreadPoolExecutor

from app.installation import Installation
from app.models import Template
from app.store import brands
from renderers.brand import HOUSE
from tests.app.api.browsers import Browser, Enter


def kit_of(browser: Browser, **changes: object) -> dict[str, object]:
    return {**browser.get("/brand-kits").json["house"], **changes}


def test_without_a_kit_everything_has_the_houses_look(installation: Installation, strategist: Browser) -> None:
    told = strategist.get("/brand-kits").json
    assert (told["items"], told["house"]["primary"]) == ([], "#0f6e6e")
    assert {font["name"] for font in told["fonts"] if font["web"]} == {"Inter"}
    with installation.db.read() as session:
        assert brands.default(session) == brands.of_key(session, "") == HOUSE


def test_a_kit_is_made_saved_and_read_as_a_brand(installation: Installation, enter: Enter) -> None:
    marketer = enter("marketer")
    made = marketer.post("/brand-kits", {"name": "Marea Energía"})
    assert made.status_code == 201
    assert {name: made.json[name] for name in ("key", "name", "revision", "default", "faint", "used_by")} == {
        "key": "marea-energia",
        "name": "Marea Energía",
        "revision": 1,
        "default": True,
        "faint": [],
        "used_by": [],
    }
    kit = kit_of(
        marketer, primary="#0b4f8a", legal={"es": "Marea Energía, S. A."}, sender_address="pagos@marea.example"
    )
    saved = marketer.send("PUT", "/brand-kits/marea-energia", json={"revision": 1, "name": "Marea", "kit": kit})
    assert (saved.status_code, saved.json["revision"], saved.json["saved_by"]) == (200, 2, "Ana marketer")
    with installation.db.read() as session:
        brand = brands.of_key(session, "marea-energia")
        assert brand == brands.default(session)
    assert (brand.name, brand.primary, brand.legal_in("es-CO")) == ("Marea", "#0b4f8a", "Marea Energía, S. A.")
    trail = enter("auditor").get("/audit?search=brand").json["items"]
    assert [line["action"] for line in trail] == ["brand.saved", "brand.made"]


def test_a_change_of_what_somebody_else_saved_is_refused_with_who_it_was(enter: Enter) -> None:
    ana, other = enter("marketer"), enter("strategist")
    ana.post("/brand-kits", {"name": "Albor"})
    body = {"revision": 1, "name": "Banco Albor", "kit": kit_of(ana)}
    assert other.send("PUT", "/brand-kits/albor", json=body).status_code == 200
    late = ana.send("PUT", "/brand-kits/albor", json=body)
    assert (late.status_code, late.json["revision"], late.json["saved_by"]) == (409, 2, "Ana strategist")
    assert late.json["detail"].startswith("Ana strategist saved this kit in the meantime.")
    assert ana.send("PUT", "/brand-kits/none", json=body).status_code == 404


def test_of_two_who_save_at_once_one_is_told(enter: Enter) -> None:
    people = [enter("marketer"), enter("strategist")]
    people[0].post("/brand-kits", {"name": "Albor"})
    body = {"revision": 1, "name": "Albor", "kit": kit_of(people[0])}
    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(lambda one: one.send("PUT", "/brand-kits/albor", json=body).status_code, people))
    assert sorted(statuses) == [200, 409]


def test_what_makes_no_kit_is_refused_by_field(strategist: Browser) -> None:
    wrong = kit_of(
        strategist, primary="red", font='Arial" onload="x', logo="javascript:alert(1)", radius=400, reply_to="nobody"
    )
    refused = strategist.post("/brand-kits", {"name": "Mal", "kit": wrong})
    assert refused.status_code == 422
    fields = ("primary", "font", "logo", "radius", "reply_to")
    assert set(refused.json["fields"]) == {f"kit.{name}" for name in fields}


def test_colours_that_cannot_be_read_are_told_and_may_be_saved(strategist: Browser) -> None:
    kit = kit_of(strategist, primary="#f2c14e")
    faint = strategist.post("/brand-kits/check", {"kit": kit}).json["faint"]
    assert [(one["colour"], one["on"]) for one in faint] == [("on_primary", "primary"), ("primary", "surface")]
    made = strategist.post("/brand-kits", {"name": "Sol", "kit": kit})
    assert (made.status_code, made.json["faint"]) == (201, faint)
    better = kit | {"on_primary": faint[0]["suggestion"], "primary": kit["primary"]}
    assert [one["colour"] for one in strategist.post("/brand-kits/check", {"kit": better}).json["faint"]] == ["primary"]


def test_there_is_one_default_and_it_can_be_changed(strategist: Browser) -> None:
    for name in ("Uno", "Dos", "Dos"):
        strategist.post("/brand-kits", {"name": name})
    told = strategist.get("/brand-kits").json["items"]
    assert [(one["key"], one["default"]) for one in told] == [("uno", True), ("dos", False), ("dos-2", False)]
    chosen = strategist.post("/brand-kits/dos/default")
    assert (chosen.status_code, chosen.json["default"]) == (200, True)
    told = strategist.get("/brand-kits").json["items"]
    assert [one["key"] for one in told if one["default"]] == ["dos"]
    assert strategist.post("/brand-kits/none/default").status_code == 404


def test_a_kit_in_use_or_the_default_stays(installation: Installation, strategist: Browser) -> None:
    for name in ("Uno", "Dos", "日本"):
        strategist.post("/brand-kits", {"name": name})
    now = installation.clock.now()
    with installation.db.write() as session:
        draft = {"schema_version": 1, "channel": "email", "brand": "dos", "page": "", "languages": {}}
        session.add(
            Template(
                key="own", channel="email", name={"es": "Mío", "en": "Mine"}, languages={}, draft=draft, created_at=now
            )
        )
    assert strategist.get("/brand-kits/dos").json["used_by"] == [
        {"kind": "template", "key": "own", "name": {"es": "Mío", "en": "Mine"}, "draft": True, "versions": []}
    ]
    used = strategist.send("DELETE", "/brand-kits/dos")
    assert (used.status_code, used.json["detail"]) == (409, "It is used by: Mine.")
    first = strategist.send("DELETE", "/brand-kits/uno")
    assert (first.status_code, "default" in first.json["detail"]) == (409, True)
    assert strategist.send("DELETE", "/brand-kits/brand").status_code == 204
    assert strategist.send("DELETE", "/brand-kits/brand").status_code == 404


def test_the_last_kit_may_go(installation: Installation, strategist: Browser) -> None:
    strategist.post("/brand-kits", {"name": "Uno", "kit": kit_of(strategist, primary="#123456")})
    assert strategist.send("DELETE", "/brand-kits/uno").status_code == 204
    with installation.db.read() as session:
        assert brands.of_key(session, "uno") == HOUSE
