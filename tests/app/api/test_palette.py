"""What the designers are drawn from, and MJML that is brought to them."""

import pytest

from renderers.designs.project import read_project
from tests.app.api.browsers import Enter

MJML = (
    "<mjml><mj-head><mj-title>Hola</mj-title><mj-preview>Lea esto</mj-preview></mj-head><mj-body><mj-section>"
    "<mj-column><mj-text>{{ debtor.first_name }}</mj-text></mj-column></mj-section></mj-body></mjml>"
)


def test_the_palette_names_every_block_once_in_both_languages(enter: Enter) -> None:
    blocks = enter("marketer").get("/designs/palette?channel=email").json["blocks"]
    names = [one["name"] for one in blocks]
    assert len(set(names)) == len(names)
    by_name = {one["name"]: one for one in blocks}
    assert by_name["c-legal"]["locked"]
    assert by_name["c-pay-button"]["labels"] == {"es": "Botón de pago", "en": "Pay button"}
    assert by_name["c-pay-button"]["schema"]["properties"]["amount"]["enum"] == ["yes", "no"]
    assert by_name["heading"]["tag"] == "mj-text"
    assert by_name["heading"]["starts"]["es"]["type"] == "mj-text"
    assert by_name["mj-column"]["hidden"]


def test_mjml_becomes_a_project_with_what_stands_in_the_inbox(enter: Enter) -> None:
    found = enter("marketer").post("/designs/import", {"mjml": MJML}).json
    assert (found["subject"], found["preheader"]) == ("Hola", "Lea esto")
    [body] = read_project(found["project"]).elements()
    text = body.elements()[0].elements()[0].elements()[0]
    assert text.children == ["{{ debtor.first_name }}"]


@pytest.mark.parametrize("mjml", ["<html></html>", "<mjml>", "<mjml><mj-body><mj-marquee /></mj-body></mjml>"])
def test_what_is_no_mjml_is_refused_in_plain_words(enter: Enter, mjml: str) -> None:
    answer = enter("marketer").post("/designs/import", {"mjml": mjml})
    assert answer.status_code == 422
    assert "The file cannot be used" in answer.json["detail"]


def test_an_agent_imports_nothing(enter: Enter) -> None:
    assert enter("agent").post("/designs/import", {"mjml": MJML}).status_code == 403


def test_a_fault_that_the_compiler_finds_names_its_block(enter: Enter) -> None:
    browser = enter("marketer")
    project = browser.post("/designs/import", {"mjml": MJML}).json["project"]
    [root] = project["pages"][0]["frames"][0]["component"]["components"]
    text = root["components"][0]["components"][0]["components"][0]["components"][0]
    text["components"] = [{"type": "code", "code": "{{ debtor.first_name | shout }}"}]
    variant = {"id": "a", "share": 100, "subject": "x", "preheader": "", "content": {"project": project}}
    document = {"schema_version": 1, "channel": "email", "languages": {"es": {"variants": [variant]}}}
    made = browser.post("/templates", {"channel": "email", "name": {"es": "a", "en": "a"}, "document": document}).json
    [problem] = browser.post(f"/templates/{made['key']}/check", {}).json["problems"]
    assert (problem["code"], problem["block"]) == ("unusable_design", text["attributes"]["id"])
