"""A field of the customer's own that goes while a condition of a template asks about it: as with a token."""

from typing import Any

import pytest
from sqlalchemy import delete

from app.channels.console import ConsoleChannel
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import ContactPoint, CrmField
from app.reasons import reason
from tests.app.api.browsers import Browser, Enter
from tests.app.api.test_pages import begin, document, some
from tests.app.flow.journeys import reminder
from tests.app.flow.outbox import all_messages, on_journey, put
from tests.app.flow.people import START, add_account

GONE = "account.x_vip"
VIP = {"field": GONE, "op": "eq", "value": "sí"}
EITHER = {"any": [{"field": "account.balance", "op": "gt", "value": 1}, VIP]}
ENDING = [{"type": "mj-section", "components": [{"type": "mj-column", "components": [{"type": "c-legal"}]}]}]


@pytest.fixture
def marketer(enter: Enter) -> Browser:
    return enter("marketer")


def publish(browser: Browser, channel: str, *conditions: dict[str, Any]) -> str:
    """A published template of two variants with parts under these conditions; its key."""
    blocks = [*some(channel, *conditions), *(ENDING if channel == "email" else [])]
    key = begin(browser, channel, document(channel, blocks, 50, 50))
    done = browser.post(f"/templates/{key}/publish", {"revision": 1})
    assert done.status_code == 200, done.text
    return key


def come(installation: Installation) -> None:
    """The field comes to be."""
    with installation.db.write() as session:
        labels = {"es": "Cliente VIP", "en": "VIP"}
        field = CrmField(scope="account", name="x_vip", type="text", labels=labels, personal=False, created_at=START)
        session.add(field)


def go(installation: Installation) -> None:
    """The field is taken off the register."""
    with installation.db.write() as session:
        session.execute(delete(CrmField))


def line(browser: Browser, key: str) -> dict[str, Any]:
    return next(one for one in browser.get("/templates").json["items"] if one["key"] == key)


@pytest.mark.parametrize("channel", ["email", "page"])
def test_it_is_told_in_the_list_and_at_its_block_and_forbids_publishing(
    installation: Installation, marketer: Browser, channel: str
) -> None:
    come(installation)
    key = publish(marketer, channel, {"field": "account.tags", "op": "has", "value": "vip"}, EITHER)
    before = marketer.get(f"/templates/{key}").json["document"]
    assert line(marketer, key)["gone"] == []
    go(installation)
    assert line(marketer, key)["gone"] == [GONE]
    problems = marketer.post(f"/templates/{key}/check", {}).json["problems"]
    told = [(one["severity"], one["code"], one["variant"], one["block"]) for one in problems]
    assert told == [("error", "unusable_condition", "a", "t1"), ("error", "unusable_condition", "b", "t1")]
    assert problems[0]["message"] == {
        "es": "La condición usa «account.x_vip», que no es un campo conocido.",
        "en": "The condition uses “account.x_vip”, which is no known field.",
    }
    assert marketer.post(f"/templates/{key}/publish", {"revision": 1}).status_code == 422
    assert marketer.get(f"/templates/{key}").json["document"] == before
    come(installation)
    assert line(marketer, key)["gone"] == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"field": "", "op": "eq", "value": "1"}, "A condition lacks its field."),
        ({"field": "account.balance", "op": "gt", "value": "much"}, "“much” is no value for “Balance”"),
        ({"event": "nothing", "op": "gte", "value": 1, "within": None, "channel": None}, "no known event"),
    ],
    ids=["no field", "no amount", "no event"],
)
def test_a_condition_that_could_never_hold_is_told_at_its_block(
    marketer: Browser, condition: dict[str, Any], code: str
) -> None:
    key = begin(marketer, "email", document("email", some("email", condition)))
    (told,) = marketer.post(f"/templates/{key}/check", {}).json["problems"]
    assert (told["code"], told["block"]) == ("unusable_condition", "t0")
    assert code in told["message"]["en"]


def test_messages_that_need_it_are_held_and_counted_beforehand(
    installation: Installation, marketer: Browser, strategist: Browser
) -> None:
    come(installation)
    key = publish(marketer, "email", EITHER)
    with installation.db.write() as session:
        kept, *others = [add_account(session, custom=custom) for custom in ({"x_vip": "sí"}, {"x_vip": ""}, {})]
        for one in (kept, *others):
            session.add(ContactPoint(debtor_id=one.debtor_id, kind="email", value="a@correo.test"))
        numbers = [kept.id, *(one.id for one in others)]
    on_journey(installation)
    asked = {"templates": [key], "condition": {"field": "account.balance", "op": "gt", "value": 1}}
    assert strategist.post("/templates/reach", asked).json["templates"][0]["lacks"] == []
    go(installation)
    (lack,) = strategist.post("/templates/reach", asked).json["templates"][0]["lacks"]
    assert (lack["token"], lack["count"], lack["languages"], lack["variants"]) == (GONE, 2, [], [])
    assert lack["text"]["es"] == "2 de 3 no tienen «account.x_vip»"
    with installation.db.write() as session:
        for number in numbers:
            put(session, number, "email", template=key)
    channel = ConsoleChannel()
    Delivery(installation, {"email": channel}).run_batch()
    states = [(one.state, one.error) for one in all_messages(installation)]
    held = ("held", reason("missing_token", GONE))
    assert states == [("sent", None), held, held]
    assert b"Texto 0" in channel.sent[0].content
    come(installation)
    with installation.db.write() as session:
        put(session, numbers[2], "email", template=key)
    Delivery(installation, {"email": channel}).run_batch()
    assert all_messages(installation)[-1].state == "sent"


def test_a_journey_that_sends_it_is_told_so(installation: Installation, marketer: Browser, enter: Enter) -> None:
    come(installation)
    key = publish(marketer, "email", VIP)
    graph = reminder()
    graph["nodes"][1]["settings"]["template"] = key

    def told() -> list[tuple[str, str]]:
        problems = enter("strategist").post("/journeys/check", {"graph": graph}).json["problems"]
        return [(one["code"], one["message"]["en"]) for one in problems if one["code"] == "unknown_token"]

    assert told() == []
    go(installation)
    assert told() == [("unknown_token", f"The template “{key}” uses “{GONE}”, which is no known field.")]


@pytest.mark.parametrize("channel", ["email", "page"])
def test_a_preview_and_a_test_say_what_is_lacking(installation: Installation, enter: Enter, channel: str) -> None:
    admin = enter("admin")
    with installation.db.write() as session:
        lacks, has = add_account(session), add_account(session, custom={"x_vip": "sí"})
        numbers = lacks.id, has.id
    made = document(channel, some(channel, VIP))
    asked = {"channel": channel, "document": made, "language": "es", "variant": "a"}
    for about in ({}, {"account_id": numbers[0]}):
        assert admin.post("/templates/preview", {**asked, **about}).json["missing"] == GONE
    shown = admin.post("/templates/preview", {**asked, "account_id": numbers[1]}).json
    assert (shown["missing"], "Texto 0" in shown["html"]) == ("", True)


def test_a_test_of_a_mail_says_what_is_lacking(marketer: Browser) -> None:
    key = begin(marketer, "email", document("email", some("email", VIP)))
    refused = marketer.post(f"/templates/{key}/test", {"language": "es", "variant": "a", "to": "yo@correo.test"})
    assert refused.status_code == 422
    assert GONE in refused.json["detail"]
