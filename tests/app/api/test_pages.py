"""Landing pages over the API: conditions that cannot be used, previews, and the visits of variants."""

import json
from datetime import timedelta
from typing import Any

import pytest

from app.installation import Installation
from app.models import Event, Offer
from tests.app.api.browsers import Browser, Enter
from tests.app.flow.people import START, add_account

NAME = {"es": "Mía", "en": "Mine"}
HOLDERS = {"page": ("p-section", "p-text"), "email": ("mj-section", "mj-text")}
NONSENSE = {"field": "account.balance", "op": "nonsense"}
RICH = {"field": "account.balance", "op": "gt", "value": 41_229}


@pytest.fixture
def marketer(enter: Enter) -> Browser:
    return enter("marketer")


def some(channel: str, *conditions: dict[str, Any]) -> list[dict[str, Any]]:
    """A section with one text for each condition."""
    section, text = HOLDERS[channel]
    texts = [
        {
            "type": text,
            "attributes": {"id": f"t{place}", "show-if": json.dumps(condition)},
            "components": [{"type": "textnode", "content": f"Texto {place}"}],
        }
        for place, condition in enumerate(conditions)
    ]
    if channel == "page":
        return [{"type": section, "components": [{"type": "p-verify"}]}, {"type": section, "components": texts}]
    return [{"type": section, "components": [{"type": "mj-column", "components": texts}]}]


def document(channel: str, components: list[dict[str, Any]], *shares: int) -> dict[str, Any]:
    root = "page" if channel == "page" else "mj-body"
    inner: dict[str, Any] = {"type": root, "components": components}
    inner = inner if channel == "page" else {"type": "mjml", "components": [{"type": "mj-head"}, inner]}
    project = {"pages": [{"frames": [{"component": {"type": "wrapper", "components": [inner]}}]}]}
    words = {"subject": "Asunto"} | ({"preheader": ""} if channel == "email" else {})
    variants = [
        {"id": letter, "share": share, **words, "content": {"project": project}}
        for letter, share in zip("ab", shares or (100,), strict=False)
    ]
    return {"schema_version": 1, "channel": channel, "languages": {"es": {"variants": variants}}}


def begin(browser: Browser, channel: str, made: dict[str, Any]) -> str:
    answer = browser.post("/templates", {"channel": channel, "name": NAME, "document": made})
    assert answer.status_code == 201, answer.text
    return str(answer.json["key"])


@pytest.mark.parametrize("channel", ["page", "email"])
def test_a_condition_that_is_none_is_told_at_its_block_and_forbids_publishing(marketer: Browser, channel: str) -> None:
    key = begin(marketer, channel, document(channel, some(channel, RICH, NONSENSE)))
    problems = marketer.post(f"/templates/{key}/check", {}).json["problems"]
    told = [(one["severity"], one["code"], one["block"]) for one in problems if one["severity"] == "error"]
    assert told == [("error", "unusable_condition", "t1")]
    assert "“Comparison” does not take “nonsense”" in problems[0]["message"]["en"]
    assert "«Comparación» no admite «nonsense»" in problems[0]["message"]["es"]
    assert marketer.post(f"/templates/{key}/publish", {"revision": 1}).status_code == 422


def test_what_cannot_stand_on_a_page_is_told_at_its_block(marketer: Browser) -> None:
    open_to_all = [{"type": "p-section", "attributes": {"id": "s", "when": "before"}, "components": []}]
    open_to_all[0]["components"] = [{"type": "p-owed", "attributes": {"id": "owed"}}]  # type: ignore[assignment] # JSON
    key = begin(marketer, "page", document("page", open_to_all))
    problems = marketer.post(f"/templates/{key}/check", {}).json["problems"]
    assert [(one["code"], one["block"]) for one in problems] == [("unusable_design", "owed")]


def test_a_preview_shows_the_blocks_that_the_chosen_person_sees(installation: Installation, enter: Enter) -> None:
    with installation.db.write() as session:
        account = add_account(session).id
    poor = {"field": "account.balance", "op": "lt", "value": 41_230}
    made = document("page", some("page", RICH, poor, NONSENSE))
    asked = {"channel": "page", "document": made, "language": "es", "variant": "a", "account_id": account}
    shown = enter("admin").post("/templates/preview", asked).text
    assert [f"Texto {place}" in shown for place in range(3)] == [True, False, False]


def test_a_preview_of_a_page_shows_the_debts_of_the_chosen_person(installation: Installation, enter: Enter) -> None:
    with installation.db.write() as session:
        account = add_account(session, fees=1_000_000, product="Luz", currency="MXN")
        other = add_account(session, fees=2_000_000, currency="MXN")
        other.debtor_id = account.debtor_id
        offer = {"amount": 700_000, "discount": 30, "state": "offered", "currency": "MXN", "offered_at": START}
        session.add(Offer(account_id=account.id, expires_at=START + timedelta(days=9), **offer))
        number, refs = account.id, (account.ref, other.ref)
    widgets = [{"type": "p-owed"}, {"type": "p-debts"}, {"type": "p-settlement"}]
    made = document("page", [{"type": "p-section", "components": widgets}])
    asked = {"channel": "page", "document": made, "language": "es", "variant": "a", "account_id": number}
    shown = enter("admin").post("/templates/preview", asked).json["html"]
    assert [what for what in ("10.402,30", "20.402,30", "7.000,00", "Luz", *refs) if what not in shown] == []
    assert "Marea Hogar" not in shown


@pytest.mark.parametrize(
    ("currency", "es", "en"),
    [("USD", "412,30 US$", "$412.30"), ("COP", "412.300,00 COP", "COP 412,300.00")],
)
def test_mails_pages_and_editors_speak_of_one_person_who_owes_in_the_currency_of_this_place(
    installation: Installation, marketer: Browser, currency: str, es: str, en: str
) -> None:
    with installation.db.write() as session:
        add_account(session, currency=currency)
    for language, amount in (("es", es), ("en", en)):
        html = [
            marketer.get(f"/templates/{key}/preview?language={language}").text
            for key in ("payment_reminder", "page_pay")
        ]
        for key in ("payment_reminder", "page_pay"):
            made = marketer.get(f"/templates/{key}").json["document"]
            asked = {"channel": made["channel"], "document": made, "language": language, "variant": "a"}
            html.append(marketer.post("/templates/preview", asked).json["html"])
        widgets = [{"tag": "p-owed", "attributes": {}}]
        html += marketer.post("/designs/widgets", {"language": language, "widgets": widgets}).json["html"]
        told = [(amount in one.replace("\N{NO-BREAK SPACE}", " "), "€" in one) for one in html]
        assert told == [(True, False)] * 5
    chips = {one["name"]: one["sample"] for one in marketer.get("/designs/tokens").json["tokens"]}
    fields = {one["name"]: one["sample"] for one in marketer.get("/meta").json["fields"]}
    assert chips["account.currency"] == chips["debt.currency"] == fields["account.currency"] == currency
    assert chips["account.balance"] == fields["account.balance"] == "".join(filter(str.isdigit, en))


def test_the_visits_of_a_page_are_told_for_each_variant(installation: Installation, marketer: Browser) -> None:
    made = document("page", some("page", RICH), 70, 30)
    key = begin(marketer, "page", made)
    assert marketer.get(f"/templates/{key}/visits").status_code == 404
    assert marketer.post(f"/templates/{key}/publish", {"revision": 1}).status_code == 200
    data = {"page": key, "version": 1, "language": "es", "variant": "b"}
    with installation.db.write() as session:
        account, now = add_account(session).id, installation.clock.now()
        session.add(Event(account_id=account, kind="page_opened", at=now, data=data))
        session.add(Event(account_id=account, kind="paid", at=now, data={}))
    told = marketer.get(f"/templates/{key}/visits").json
    nobody = {"opened": 0, "verified": 0, "paid": 0}
    assert told["version"] == 1
    assert told["items"] == [
        {"language": "es", "variant": "a", "share": 70, **nobody},
        {"language": "es", "variant": "b", "share": 30, "opened": 1, "verified": 0, "paid": 1},
    ]
    finished = marketer.get("/templates/page_pay/visits").json
    assert {(one["language"], one["variant"], one["share"]) for one in finished["items"]} == {
        ("es", "a", 100),
        ("en", "a", 100),
    }
    assert marketer.get("/templates/sms_reminder/visits").status_code == 404
