"""The gallery of finished journeys, and journeys as files, over the API."""

import itertools
import json

from jsonschema import Draft202012Validator

from app.installation import Installation
from app.store import fields
from journeys import gallery
from tests.app.api.browsers import Browser

RICH = {"field": "account.balance", "op": "gt", "value": 50_000}


def test_the_gallery_lists_every_journey_with_its_drawing_in_the_readers_language(strategist: Browser) -> None:
    found = strategist.get("/gallery?language=en").json
    assert found["total"] == len(gallery.names()) >= 10
    first = next(one for one in found["items"] if one["key"] == "colombia")
    assert (first["name"], first["stage"], first["country"]) == ("Colombia: one channel a week", "early", "CO")
    assert first["channels"] == ["email", "sms", "whatsapp"]
    assert {"enter", "wait", "call_task", "end"} <= set(first["kinds"])
    graph = gallery.load("colombia")
    assert [card["id"] for card in first["cards"]] == [node["id"] for node in graph["nodes"]]
    assert len(first["lines"]) == len(graph["edges"])
    assert strategist.get("/gallery").json["items"][0]["name"] == gallery.journeys()["pre_due"].names["es"]
    assert strategist.get("/gallery?language=fr").status_code == 422


def test_a_finished_journey_is_shown_whole_with_what_would_be_missing_here(strategist: Browser) -> None:
    found = strategist.get("/gallery/us_third_party?language=en").json
    assert found["graph"] == gallery.load("us_third_party", "en")
    assert found["fields"][0] == {"es": "Agencia de cobro", "en": "Debt collector"}
    assert set(found["sentences"]) == {node["id"] for node in found["graph"]["nodes"]}
    assert {problem["code"] for problem in found["problems"]} == {"channel_not_configured"}
    assert strategist.get("/gallery/nothing").status_code == 404
    assert strategist.get("/gallery/No").status_code == 422


def test_a_journey_begins_from_the_gallery_with_its_fields(installation: Installation, strategist: Browser) -> None:
    made = strategist.post("/gallery/us_third_party/start", {"language": "en"})
    assert made.status_code == 201
    (journey,) = made.json["journeys"]
    assert journey["name"] == "United States: third-party collector"
    assert made.json["fields"] == [one.name for one in gallery.journeys()["us_third_party"].fields]
    detail = strategist.get(f"/journeys/{journey['id']}").json
    assert (detail["state"], detail["graph"]) == ("draft", gallery.load("us_third_party", "en"))
    with installation.db.read() as session:
        assert fields.own(session)["account.validation_ends"].type == "date"
    again = strategist.post("/gallery/us_third_party/start", {"language": "en"}).json
    assert (again["journeys"][0]["name"], again["fields"]) == ("United States: third-party collector (2)", [])
    assert strategist.post("/gallery/nothing/start", {"language": "en"}).status_code == 404


def test_a_journey_goes_out_as_a_file_and_comes_in_as_a_copy(strategist: Browser, admin: Browser) -> None:
    segment = strategist.post("/segments", {"name": "Grandes", "condition": RICH}).json["id"]
    journey = strategist.post("/journeys", {"name": "Mora / «uno»"}).json
    journey["graph"]["nodes"][0]["settings"]["segment"] = segment
    draft = {"graph": journey["graph"], "revision": journey["revision"]}
    strategist.send("PUT", f"/journeys/{journey['id']}/draft", json=draft)
    file = strategist.get(f"/journeys/{journey['id']}/file")
    assert file.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Mora%20-%20-uno-.cauce.json"
    Draft202012Validator(strategist.get("/journey-file-schema").json).validate(file.json)
    made = strategist.post("/journeys/import", {"text": file.text})
    assert made.status_code == 201
    assert made.json["journeys"][0]["name"] == "Mora / «uno» (2)"
    assert (made.json["segments"], made.json["templates"], made.json["notes"]) == ([], [], [])
    copy = strategist.get(f"/journeys/{made.json['journeys'][0]['id']}").json
    assert copy["graph"]["nodes"] == journey["graph"]["nodes"]
    trail = [(one["action"], one["details"].get("name")) for one in admin.get("/audit").json["items"]]
    assert ("journey.imported", "Mora / «uno» (2)") in trail


def test_new_segments_stand_in_the_audit_trail(strategist: Browser, admin: Browser) -> None:
    journey = strategist.post("/journeys", {"name": "Mora"}).json
    value = strategist.get(f"/journeys/{journey['id']}/file").json
    value["segments"] = [{"number": 1, "name": "Nuevas", "condition": RICH}]
    made = strategist.post("/journeys/import", {"text": json.dumps(value)}).json
    assert [one["name"] for one in made["segments"]] == ["Nuevas"]
    newest = admin.get("/audit").json["items"][0]
    assert (newest["action"], newest["details"]) == ("segment.saved", {"name": "Nuevas"})


def test_a_file_that_cannot_be_imported_is_explained_in_the_readers_language(strategist: Browser) -> None:
    strategist.language = "es"
    before = strategist.get("/journeys").json["total"]
    for text, words in (("{", "no se puede leer"), ('{"format": "x"}', "no es un recorrido exportado")):
        refused = strategist.post("/journeys/import", {"text": text})
        assert refused.status_code == 422
        assert words in refused.json["detail"]
    assert strategist.post("/journeys/import", {"text": "x" * 2_100_000}).json["detail"].endswith("caben 2 MB.")
    assert strategist.post("/journeys/import", {"text": "x" * 7_000_000}).status_code == 413
    assert strategist.get("/journeys").json["total"] == before


def test_a_journey_that_starts_too_many_others_says_so(strategist: Browser) -> None:
    numbers = [strategist.post("/journeys", {"name": f"J{number}"}).json["id"] for number in range(22)]
    for one, other in itertools.pairwise(numbers):
        graph = strategist.get(f"/journeys/{one}").json["graph"]
        graph["nodes"].append({"id": "go", "kind": "start_journey", "kind_version": 1, "settings": {"journey": other}})
        strategist.send("PUT", f"/journeys/{one}/draft", json={"graph": graph, "revision": 1})
    strategist.language = "es"
    refused = strategist.get(f"/journeys/{numbers[0]}/file")
    assert (refused.status_code, "en un archivo caben 20" in refused.json["detail"]) == (409, True)
    assert strategist.get("/journeys/999/file").status_code == 404
    assert strategist.get(f"/journeys/{numbers[0]}/file?version=none").status_code == 422
