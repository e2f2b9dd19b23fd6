"""The finished journeys against a real installation: they have no problem, and can be published as they are."""

from dataclasses import replace

import pytest

from app.db import Database
from app.store import imports
from app.store.vocabulary import context
from journeys import gallery
from journeys.check import FieldInfo, check
from journeys.problems import CheckContext
from journeys.wording import LANGUAGES
from renderers import gallery as templates
from tests.app.flow.journeys import publish_graph
from tests.app.flow.people import START

CHANNELS = frozenset({"email", "sms", "whatsapp", "letter"})
UNUSED = {
    *("promise_reminder", "payment_thanks", "payment_failed", "card_expiring", "settlement_expiring", "plan_completed"),
    *("account_closed", "first_contact", "contact_check", "hardship_help", "dispute_received", "instalment_due"),
    *("sms_guarantor", "sms_payment_thanks", "sms_promise_reminder", "sms_settlement_offer", "sms_plan_confirmed"),
    *("sms_card_expiring", "sms_help", "whatsapp_payment_thanks", "whatsapp_settlement_offer", "letter_plan_offer"),
    *(
        "letter_plan_agreed",
        "letter_settlement_offer",
        "letter_dispute_received",
        "voice_reminder",
        "voice_open_payment",
    ),
    *("voice_promise_reminder", "voice_help", "voice_call_back", "debts_overview", "sms_us_reminder"),
}  # for journeys of one's own


def with_fields_of(one: gallery.Finished) -> CheckContext:
    """What every installation has, and the fields that this journey takes."""
    known = context(None, CHANNELS)
    own = {field.name: FieldInfo(field.name, field.type, field.labels, own=True) for field in one.fields}
    return replace(known, fields={**known.fields, **own})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", gallery.names())
def test_a_finished_journey_has_no_problem(key: str, language: str) -> None:
    known = with_fields_of(gallery.journeys()[key])
    assert check(gallery.load(key, language), known) == []


@pytest.mark.parametrize("key", gallery.names())
def test_without_a_channel_a_finished_journey_says_which_is_missing(key: str) -> None:
    found = check(gallery.load(key), replace(with_fields_of(gallery.journeys()[key]), channels=frozenset()))
    assert {problem.code for problem in found} == {"channel_not_configured"}


@pytest.mark.parametrize("key", gallery.names())
def test_a_finished_journey_can_be_published(database: Database, key: str) -> None:
    with database.write() as session:
        fields = [
            {"scope": scope, "name": name, "type": one.type, "labels": dict(one.labels)}
            | {"personal": False, "sample": None}
            for one in gallery.journeys()[key].fields
            for scope, _, name in [one.name.partition(".")]
        ]
        imports.register_fields(session, fields, START)
    assert publish_graph(database, gallery.load(key, "es"), channels=CHANNELS).number == 1


def test_the_templates_that_there_are_are_used() -> None:
    used = {node["settings"].get("template") for key in gallery.names() for node in gallery.load(key)["nodes"]}
    there = {key for key, template in templates.templates().items() if template.channel != "page"}
    assert there - used == UNUSED
