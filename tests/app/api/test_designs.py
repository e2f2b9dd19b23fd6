"""Templates over the API: begun, saved under a lock, kept, checked, looked at, published, tried, archived."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from sqlalchemy import QueuePool

from app.installation import Installation
from app.models import Journey
from app.store import template_drafts, templates
from renderers.brand import Brand, write_brand
from renderers.gallery import in_language
from renderers.text import TextSource
from tests.app.api.browsers import Browser, Enter
from tests.app.flow.test_link_check import ASKED, MEANWHILE, site

LAWFUL = (
    "{{ account.creditor }}: {{ debtor.first_name }}, tiene un pago pendiente, referencia {{ account.ref }}. "
    "Vea sus opciones: {{ link.page }} No más SMS: {{ link.preferences }} "
)
NAME = {"es": "Aviso", "en": "Notice"}
TOKEN = "debtor.first_name"


@pytest.fixture
def marketer(enter: Enter) -> Browser:
    return enter("marketer")


def sms(text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    """A document of one SMS in Spanish."""
    variant = {"id": "a", "share": 100, "content": {"text": text}}
    languages = {"es": {"variants": [variant]}}
    return {"schema_version": 1, "channel": "sms", "brand": "", "page": "", "languages": languages, **more}


def begin(browser: Browser, text: str = "Hola {{ debtor.first_name }}") -> dict[str, Any]:
    """A new template with this text."""
    made = browser.post("/templates", {"channel": "sms", "name": NAME, "document": sms(text)})
    assert made.status_code == 201, made.text
    return dict(made.json)


def test_a_template_begins_blank_and_is_not_for_journeys_before_it_is_published(marketer: Browser) -> None:
    made = marketer.post("/templates", {"channel": "sms", "name": NAME, "language": "en"}).json
    assert (made["key"], made["revision"], made["version"], made["own"]) == ("aviso", 1, None, True)
    assert made["document"]["languages"] == {"en": {"variants": [{"id": "a", "share": 100, "content": {"text": ""}}]}}
    again = marketer.post("/templates", {"channel": "sms", "name": NAME}).json
    assert again["key"] == "aviso_2"
    offered = {one["key"] for one in marketer.get("/meta").json["templates"]}
    listed = {one["key"]: one for one in marketer.get("/templates?channel=sms").json["items"]}
    assert not {"aviso", "aviso_2"} & offered
    assert listed["aviso"]["draft"]
    assert listed["sms_reminder"]["own"] is False


def test_a_draft_is_kept_byte_for_byte(marketer: Browser) -> None:
    document = sms("ñ 🙂 \u200f\u05e9\u05dc\u05d5\u05dd {{ debtor.first_name }}")
    document["languages"] = {"en": document["languages"]["es"], "es": document["languages"]["es"]}
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    key = begin(marketer)["key"]
    body, kind = f'{{"revision": 1, "document": {written}}}', "application/json"
    saved = marketer.send("PUT", f"/templates/{key}/draft", data=body.encode(), content_type=kind)
    assert (saved.status_code, saved.json["revision"]) == (200, 2)
    assert f'"document":{written},' in marketer.get(f"/templates/{key}").text


def test_two_who_save_do_not_overwrite_each_other(marketer: Browser, strategist: Browser) -> None:
    key = begin(marketer)["key"]
    first = strategist.send("PUT", f"/templates/{key}/draft", json={"revision": 1, "document": sms("Primero")})
    second = marketer.send("PUT", f"/templates/{key}/draft", json={"revision": 1, "document": sms("Segundo")})
    assert (first.status_code, second.status_code) == (200, 409)
    assert (second.json["revision"], second.json["saved_by"]) == (2, "Ana strategist")
    assert "Ana strategist" in second.json["detail"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "red"}, "colour"),
        ({"languages": {}}, "languages"),
        ({"channel": "email"}, "channel"),
        ({"languages": {"es": {"variants": []}}}, "variants"),
    ],
    ids=["unknown", "no language", "other channel", "no variant"],
)
def test_a_document_that_is_none_is_refused_and_nothing_is_lost(
    marketer: Browser, change: dict[str, Any], said: str
) -> None:
    key = begin(marketer, "Lo de antes")["key"]
    body = {"revision": 1, "document": sms("x", **change)}
    refused = marketer.send("PUT", f"/templates/{key}/draft", json=body)
    assert refused.status_code == 422
    assert said in refused.json["detail"]
    assert marketer.get(f"/templates/{key}").json["document"] == sms("Lo de antes")


def test_variants_have_names_of_their_own_and_share_everybody(marketer: Browser) -> None:
    key = begin(marketer)["key"]
    one = {"id": "a", "share": 60, "content": {"text": "A"}}
    for other, said in (({**one, "share": 40}, "same name"), ({**one, "id": "b"}, "100 %")):
        document = sms("x", languages={"es": {"variants": [one, other]}})
        refused = marketer.send("PUT", f"/templates/{key}/draft", json={"revision": 1, "document": document})
        assert refused.status_code == 422
        assert said in refused.json["detail"]


def test_a_mistake_is_saved_but_keeps_it_from_being_published(marketer: Browser) -> None:
    key = begin(marketer)["key"]
    body = {"revision": 1, "document": sms("Hola {{ debtor.frist_name }}")}
    saved = marketer.send("PUT", f"/templates/{key}/draft", json=body).json
    assert [(one["code"], one["language"], one["variant"]) for one in saved["problems"]] == [
        ("unknown_token_in_design", "es", "a")
    ]
    refused = marketer.post(f"/templates/{key}/publish", {"revision": 2})
    assert refused.status_code == 422
    assert "debtor.frist_name" in refused.json["findings"][0]["message"]["en"]
    broken = {"document": sms("Hola {{ debtor.first_name")}
    assert marketer.post(f"/templates/{key}/check", broken).json["problems"][0]["code"] == "unusable_design"
    assert marketer.post(f"/templates/{key}/check", {}).json == {"problems": saved["problems"]}


def test_what_is_published_is_what_journeys_send(installation: Installation, marketer: Browser) -> None:
    key = begin(marketer, f"{LAWFUL}Uno")["key"]
    done = marketer.post(f"/templates/{key}/publish", {"revision": 1, "note": "Primera"})
    first = done.json
    assert done.status_code == 200, done.text
    assert (first["number"], first["note"], first["published_by"]) == (1, "Primera", "Ana marketer")
    variants = [
        {"id": "a", "share": 70, "content": {"text": f"{LAWFUL}Dos"}},
        {"id": "b", "share": 30, "content": {"text": f"{LAWFUL}Dos, de otro modo"}},
    ]
    document = sms("", languages={"es": {"variants": variants}}, page="pay_now")
    marketer.send("PUT", f"/templates/{key}/draft", json={"revision": 1, "document": document})
    with installation.db.read() as session:
        found = templates.of_keys(session, [key])[key]
    assert (found.version, found.sources["es"]) == (1, TextSource(f"{LAWFUL}Uno", "es"))
    assert marketer.get(f"/templates/{key}").json["draft"]
    second = marketer.post(f"/templates/{key}/publish", {"revision": 2}).json
    with installation.db.read() as session:
        found = templates.of_keys(session, [key])[key]
    assert (found.version, found.page) == (2, "pay_now")
    assert [(one.id, one.share) for one in found.variants_in("es-CO")] == [("a", 70), ("b", 30)]
    assert second["hash"] != first["hash"]
    assert not marketer.get(f"/templates/{key}").json["draft"]
    assert key in {one["key"] for one in marketer.get("/meta").json["templates"]}
    numbers = [one["number"] for one in marketer.get(f"/templates/{key}/versions").json["items"]]
    assert numbers == [2, 1]
    old = marketer.get(f"/template-versions/{first['id']}").json
    assert old["document"] == sms(f"{LAWFUL}Uno")
    back = marketer.post(f"/template-versions/{first['id']}/restore", {"revision": 2})
    assert back.json["revision"] == 3
    assert marketer.get(f"/templates/{key}").json["document"] == sms(f"{LAWFUL}Uno")


def test_what_the_law_forbids_is_not_published(marketer: Browser) -> None:
    key = begin(marketer, "Pague hoy o irá a la cárcel.")["key"]
    found = marketer.post(f"/templates/{key}/check", {}).json["problems"]
    assert {"no_sender", "threat"} <= {one["code"] for one in found if one["severity"] == "error"}, found
    assert marketer.post(f"/templates/{key}/publish", {"revision": 1}).status_code == 422
    assert marketer.get(f"/templates/{key}").json["version"] is None


def test_links_are_asked_for_when_that_is_wanted_and_no_transaction_waits_meanwhile(
    installation: Installation, marketer: Browser
) -> None:
    pool = installation.db.engine.pool
    assert isinstance(pool, QueuePool)
    with site(pool.checkedout) as here:
        text = f"{LAWFUL}{here}/404 {here}/200"
        english = {"variants": [{"id": "a", "share": 100, "content": {"text": f"{here}/404"}}]}
        spanish = sms(text)["languages"]["es"]
        document = sms("", languages={"es": spanish, "en": english})
        key = begin(marketer)["key"]
        quiet = marketer.post(f"/templates/{key}/check", {"document": document}).json["problems"]
        assert ASKED == []
        found = marketer.post(f"/templates/{key}/check", {"document": document, "links": True}).json["problems"]
    dead = {(one["language"], one["severity"]) for one in found if one["code"] == "link_dead"}
    assert dead == {("es", "warning"), ("en", "warning")}
    assert [one for one in found if one["code"] != "link_dead"] == quiet
    assert sorted(ASKED) == [("GET", "/404"), ("HEAD", "/200"), ("HEAD", "/404")]
    assert MEANWHILE == [0, 0, 0]


@pytest.mark.parametrize("order", [("es", "en"), ("en", "es")])
def test_the_author_s_first_language_serves_for_whoever_speaks_none(
    installation: Installation, marketer: Browser, order: tuple[str, str]
) -> None:
    said = {"es": f"{LAWFUL}Uno", "en": f"{{{{ account.creditor }}}}: see {LAWFUL.partition('. ')[2]}"}
    languages = {one: sms(said[one])["languages"]["es"] for one in order}
    asked = {"channel": "sms", "name": NAME, "document": sms("", languages=languages)}
    kind = "application/json"  # written here, as the client would sort it
    made = marketer.send("POST", "/templates", data=json.dumps(asked), content_type=kind).json
    done = marketer.post(f"/templates/{made['key']}/publish", {"revision": 1})
    assert done.status_code == 200, done.text
    with installation.db.read() as session:
        found = templates.of_keys(session, [made["key"]])[made["key"]]
        old, template, _ = template_drafts.version(session, done.json["id"])
    assert in_language(found, "fr").language == order[0]
    assert list(templates.file_of(old, template).sources) == list(order)


def test_only_the_revision_that_was_looked_at_is_published(marketer: Browser, strategist: Browser) -> None:
    key = begin(marketer)["key"]
    strategist.send("PUT", f"/templates/{key}/draft", json={"revision": 1, "document": sms("Otra cosa")})
    assert marketer.post(f"/templates/{key}/publish", {"revision": 1}).status_code == 409


def test_what_was_overwritten_can_be_restored(marketer: Browser, strategist: Browser) -> None:
    key = begin(marketer, "De la una")["key"]
    strategist.send("PUT", f"/templates/{key}/draft", json={"revision": 1, "document": sms("De la otra")})
    kept = marketer.get(f"/templates/{key}/history").json["items"]
    assert [(one["revision"], one["saved_by"], one["name"]) for one in kept] == [(1, "Ana marketer", None)]
    named = marketer.send("PATCH", f"/template-drafts/{kept[0]['id']}", json={"name": "La buena"}).json
    assert (named["name"], named["document"]) == ("La buena", sms("De la una"))
    assert marketer.get(f"/template-drafts/{kept[0]['id']}").json["key"] == key
    stale = marketer.post(f"/template-drafts/{kept[0]['id']}/restore", {"revision": 1})
    back = marketer.post(f"/template-drafts/{kept[0]['id']}/restore", {"revision": 2})
    assert (stale.status_code, back.status_code, back.json["revision"]) == (409, 200, 3)
    assert marketer.get(f"/templates/{key}").json["document"] == sms("De la una")
    assert len(marketer.get(f"/templates/{key}/history").json["items"]) == 2
    now = marketer.post(f"/templates/{key}/history", {"revision": 3, "name": "Ahora"})
    assert (now.status_code, now.json["revision"]) == (201, 3)
    assert marketer.get("/template-drafts/999").status_code == 404


def test_no_more_drafts_are_kept_than_anybody_looks_at(
    installation: Installation, marketer: Browser, strategist: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    del installation
    monkeypatch.setattr("app.store.template_drafts.AUTOMATIC", 2)
    key = begin(marketer)["key"]
    for revision in range(1, 6):
        browser = (strategist, marketer)[revision % 2]
        body = {"revision": revision, "document": sms(str(revision))}
        assert browser.send("PUT", f"/templates/{key}/draft", json=body).status_code == 200
    kept = [one["revision"] for one in marketer.get(f"/templates/{key}/history").json["items"]]
    assert kept == [5, 4]


def test_a_finished_template_is_opened_and_copied_but_not_changed(marketer: Browser) -> None:
    finished = marketer.get("/templates/sms_reminder").json
    assert (finished["own"], finished["revision"], finished["version"]) == (False, 0, None)
    text = finished["document"]["languages"]["es"]["variants"][0]["content"]["text"]
    assert text.startswith("{{ account.creditor }}:")
    copy = marketer.post("/templates", {"channel": "sms", "name": NAME, "from": "sms_reminder"}).json
    assert copy["document"] == finished["document"]
    assert copy["own"]
    body = {"revision": 1, "document": sms("x")}
    assert marketer.send("PUT", "/templates/sms_reminder/draft", json=body).status_code == 409
    assert marketer.send("DELETE", "/templates/sms_reminder").status_code == 409
    other = marketer.post("/templates", {"channel": "voice", "name": NAME, "from": "sms_reminder"})
    assert (other.status_code, "channel" in other.json["fields"]["from"]) == (422, True)
    assert marketer.post("/templates", {"channel": "sms", "name": NAME, "from": "nothing"}).status_code == 404


def test_a_preview_speaks_of_somebody_made_up(marketer: Browser) -> None:
    asked = {"channel": "sms", "document": sms("Hola {{ debtor.first_name }}: {{ link.page }}"), "language": "es"}
    shown = marketer.post("/templates/preview", asked).json
    assert shown["text"].startswith("Hola Lucía: http")
    assert shown["missing"] == ""
    none = marketer.post("/templates/preview", {**asked, "variant": "b"})
    assert none.status_code == 422
    gone = marketer.post("/templates/preview", {**asked, "account_id": 999})
    assert gone.status_code == 404
    broken = marketer.post("/templates/preview", {**asked, "document": sms("{{ broken")})
    assert broken.status_code == 422


def test_an_email_is_shown_as_a_mail_program_in_dark_mode_has_it(marketer: Browser) -> None:
    document = marketer.get("/templates/payment_reminder").json["document"]
    asked = {"channel": "email", "document": document, "language": "en"}
    bright, dark = (marketer.post("/templates/preview", {**asked, "dark": dark}).json for dark in (False, True))
    assert bright["text"] == dark["text"]
    assert bright["html"] != dark["html"]
    assert bright["subject"].startswith("Lucía")
    assert bright["sender"] == "Cobros"


def test_templates_that_are_in_use_stay(installation: Installation, marketer: Browser) -> None:
    key, other = begin(marketer)["key"], begin(marketer)["key"]
    graph = {"nodes": [{"id": "n", "kind": "send_sms", "kind_version": 1, "settings": {"template": key}}]}
    now = installation.clock.now()
    with installation.db.write() as session:
        session.add(Journey(name="Mora", draft=graph, revision=1, saved_at=now, created_at=now))
    assert [one["name"] for one in marketer.get(f"/templates/{key}").json["used_by"]] == ["Mora"]
    assert marketer.send("DELETE", f"/templates/{key}").status_code == 409
    assert marketer.post(f"/templates/{key}/archive").status_code == 409
    assert marketer.send("DELETE", f"/templates/{other}").status_code == 204
    assert marketer.get(f"/templates/{other}").status_code == 404


def test_an_archived_template_is_not_offered_but_what_waits_is_still_sent(
    installation: Installation, marketer: Browser
) -> None:
    key = begin(marketer, LAWFUL)["key"]
    marketer.post(f"/templates/{key}/publish", {"revision": 1})
    assert marketer.send("DELETE", f"/templates/{key}").status_code == 409
    assert marketer.post(f"/templates/{key}/archive").json["archived"]
    assert key not in {one["key"] for one in marketer.get("/meta").json["templates"]}
    with installation.db.read() as session:
        assert templates.of_keys(session, [key])[key].sources["es"] == TextSource(LAWFUL, "es")
    assert not marketer.post(f"/templates/{key}/unarchive").json["archived"]


def test_sections_are_kept_under_a_name(marketer: Browser) -> None:
    section = {"channel": "email", "name": "Cabecera", "component": {"type": "mj-section", "attributes": {}}}
    kept = marketer.post("/saved-sections", section)
    assert kept.status_code == 201
    assert marketer.post("/saved-sections", section).status_code == 409
    assert marketer.get("/saved-sections?channel=email").json["items"] == [kept.json]
    assert marketer.get("/saved-sections?channel=page").json["items"] == []
    assert marketer.send("DELETE", f"/saved-sections/{kept.json['id']}").status_code == 204
    assert marketer.send("DELETE", f"/saved-sections/{kept.json['id']}").status_code == 404


def test_every_detail_that_a_message_may_say_is_listed(marketer: Browser) -> None:
    found = {one["name"]: one for one in marketer.get("/designs/tokens").json["tokens"]}
    assert found["account.balance"]["formats"] == ["money"]
    assert found["debtor.first_name"]["labels"] == {"es": "Nombre", "en": "First name"}
    assert "link.page" in found
    assert "account.tags" not in found
    assert found["debt.balance"]["scope"] == "debt"


def test_what_is_said_of_each_debt_works_only_where_it_is_repeated(marketer: Browser) -> None:
    key = begin(marketer)["key"]
    outside = marketer.post(f"/templates/{key}/check", {"document": sms(f"{LAWFUL}{{{{ debt.ref }}}}")}).json
    assert ["repeated for each debt" in one["hint"]["en"] for one in outside["problems"]] == [True]
    inside = f"{LAWFUL}{{% for debt in list.debts %}}{{{{ debt.ref }}}} {{% endfor %}}"
    found = marketer.post(f"/templates/{key}/check", {"document": sms(inside)}).json["problems"]
    assert [one for one in found if one["severity"] == "error"] == []


def test_a_channel_that_is_not_set_up_cannot_be_tried(marketer: Browser) -> None:
    key = begin(marketer)["key"]
    nowhere = marketer.post(f"/templates/{key}/test", {"language": "es"})
    assert (nowhere.status_code, "to" in nowhere.json["fields"]) == (422, True)
    absent = marketer.post(f"/templates/{key}/test", {"language": "es", "to": "+573001112233"})
    assert absent.status_code == 409


def test_why_a_test_did_not_go_is_told_in_their_language(marketer: Browser) -> None:
    made = marketer.post("/templates", {"channel": "page", "name": NAME, "language": "es"}).json
    marketer.language = "es"
    refused = marketer.post(f"/templates/{made['key']}/test", {"language": "es", "to": "+573001112233"})
    assert (refused.status_code, refused.json["detail"]) == (
        422,
        "No se pudo enviar la prueba: Una página se abre, no se envía: mírela en su vista previa.",
    )


def test_what_is_saved_often_is_one_line_of_the_trail(marketer: Browser, admin: Browser) -> None:
    key = begin(marketer)["key"]
    for revision in (1, 2, 3):
        body = {"revision": revision, "document": sms(str(revision))}
        marketer.send("PUT", f"/templates/{key}/draft", json=body)
    trail = [one["action"] for one in admin.get("/audit?search=template").json["items"]]
    assert trail == ["template.saved", "template.created"]


def test_the_list_takes_as_many_queries_however_many_there_are(marketer: Browser, counting: Callable[[], Any]) -> None:
    begin(marketer)
    with counting() as few:
        marketer.get("/templates")
    for _ in range(5):
        begin(marketer)
    with counting() as many:
        assert len(marketer.get("/templates?channel=sms").json["items"]) > 5
    assert len(many) == len(few)


def test_a_design_takes_the_default_kit_until_it_names_one(marketer: Browser) -> None:
    letter = {"channel": "letter", "name": NAME}
    kit = write_brand(Brand(primary="#102a83", text="#101820"))
    assert marketer.post("/brand-kits", {"name": "Albor", "kit": kit}).status_code == 201
    document = marketer.post("/templates", letter).json["document"]
    asked = {"channel": "letter", "document": document, "language": "es", "pdf": True}
    shown = marketer.post("/templates/preview", asked).json
    assert "#101820" in shown["html"]
    assert shown["pages"] == 1
    assert base64.b64decode(shown["pdf"]).startswith(b"%PDF")


def test_a_mail_shows_how_it_begins_in_an_inbox_and_how_it_looks_in_the_dark(marketer: Browser) -> None:
    document = marketer.get("/templates/payment_reminder").json["document"]
    asked = {"channel": "email", "document": document, "language": "en"}
    shown = marketer.post("/templates/preview", asked).json
    assert shown["preheader"].startswith("You owe €412.30")
    dark = marketer.post("/templates/preview", {**asked, "dark": True}).json
    assert dark["html"] != shown["html"]
    assert {**dark, "html": ""} == {**shown, "html": ""}


def test_the_list_names_the_journeys_that_are_set_to_a_template(installation: Installation, marketer: Browser) -> None:
    settings = {"template": "payment_reminder"}
    graph = {"nodes": [{"id": "n", "kind": "send_email", "kind_version": 1, "settings": settings}]}
    with installation.db.write() as session:
        now = installation.clock.now()
        session.add(Journey(name="Mora", draft=graph, revision=1, saved_at=now, created_at=now))
    items = {one["key"]: one for one in marketer.get("/templates").json["items"]}
    assert [used["name"] for used in items["payment_reminder"]["used_by"]] == ["Mora"]
    assert items["second_notice"]["used_by"] == []


@pytest.mark.parametrize("template", ["payment_reminder", "page_help"])
def test_a_token_that_no_field_has_is_shown_at_its_block(marketer: Browser, template: str) -> None:
    channel = "page" if template.startswith("page") else "email"
    copy = marketer.post("/templates", {"channel": channel, "name": NAME, "from": template}).json
    document = copy["document"]
    variant = document["languages"]["es"]["variants"][0]
    written = json.dumps(variant["content"])
    assert TOKEN in written
    variant["content"] = json.loads(written.replace(TOKEN, "account.x_gone", 1))
    found = marketer.post(f"/templates/{copy['key']}/check", {"document": document}).json["problems"]
    (unknown,) = (one for one in found if one["code"] == "unknown_token_in_design")
    assert unknown["language"] == "es"
    holders = [json.dumps(one) for one in components(variant["content"]) if one["attributes"]["id"] == unknown["block"]]
    assert ["account.x_gone" in one for one in holders] == [True]


def components(tree: object) -> Iterator[dict[str, Any]]:
    """Whatever has a name of its own in a project."""
    inner: Iterable[object] = ()
    if isinstance(tree, dict):
        inner = tree.values()
        if isinstance(tree.get("attributes"), dict) and "id" in tree["attributes"]:
            yield tree
    elif isinstance(tree, list):
        inner = tree
    for one in inner:
        yield from components(one)
