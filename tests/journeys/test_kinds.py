"""The contract that every kind keeps, and the registry."""

import json
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from journeys import kinds as registry
from journeys.events import EVENTS, OFFERED
from journeys.kinds import CATEGORIES, Kind, KindError, Node, defaults, describe_kind, kinds, register
from journeys.plan import all_fields
from journeys.problems import CheckContext
from journeys.schemas import setting
from journeys.steps.wait import KIND as WAIT
from journeys.wording import LANGUAGES, say
from tests.journeys.graphs import CONTEXT, DAY

WIDGETS = {
    *(
        "text",
        "textarea",
        "number",
        "percent",
        "hundredths",
        "toggle",
        "choice",
        "choices",
        "duration",
        "time",
        "condition",
    ),
    *("template", "events", "event", "branches", "arms", "shares", "outcomes", "field", "value", "tag", "journey"),
    *("segment", "fields", "mapping", "weekday", "money", "hundredths", "discounts", "date", "zone"),
}

every_kind = pytest.mark.parametrize("kind", kinds().values(), ids=kinds().keys())


def test_the_kinds_stand_in_the_order_of_the_palette() -> None:
    places = [(CATEGORIES.index(kind.category), kind.name) for kind in kinds().values()]
    assert places == sorted(places)
    assert {place for place, _ in places} >= {CATEGORIES.index("start"), CATEGORIES.index("end")}


@every_kind
def test_a_kind_has_its_words_in_every_language(kind: Kind) -> None:
    for text in (kind.labels, kind.descriptions, *(rule.labels for rule in kind.port_rules if rule.each is None)):
        assert set(text) == set(LANGUAGES)
        assert all(text.values())


@every_kind
def test_a_kind_describes_every_setting_for_its_form(kind: Kind) -> None:
    for schema in kind.schema["properties"].values():
        assert set(schema["x-title"]) == set(schema["x-help"]) == set(LANGUAGES)
        assert schema["title"] == schema["x-title"]["en"]
        assert schema["widget"] in WIDGETS
        assert "default" in schema


@every_kind
def test_a_new_node_fits_the_schema_of_its_kind(kind: Kind) -> None:
    listed = describe_kind(kind)
    Draft202012Validator.check_schema(listed["schema"])
    Draft202012Validator(listed["schema"]).validate(defaults(kind))


@every_kind
def test_a_kind_is_listed_as_json(kind: Kind) -> None:
    listed = describe_kind(kind)
    assert json.loads(json.dumps(listed)) == listed
    assert listed["name"] == kind.name
    assert listed["defaults"] == defaults(kind)
    assert set(listed) == {
        "name",
        "version",
        "category",
        "channel",
        "icon",
        "color",
        "labels",
        "descriptions",
        "schema",
        "ports",
        "defaults",
    }


@every_kind
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_node_has_a_sentence(kind: Kind, language: str) -> None:
    assert kind.describe(defaults(kind), language)


SENTENCES: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "all enter": ("enter", {"audience": None}, "Entran todas las cuentas", "All accounts enter"),
    "some enter": (
        "enter",
        {"audience": {"field": "account.balance", "op": "gt", "value": 50000}},
        "Entran: Saldo mayor que 500,00",
        "Enter if: Balance more than 500.00",
    ),
    "a named template": (
        "send_email",
        {"template": "payment_reminder"},
        "Enviar email «Recordatorio de pago»",
        "Send email “Payment reminder”",
    ),
    "a template without a name": (
        "send_email",
        {"template": "second_notice"},
        "Enviar email «second_notice»",
        "Send email “second_notice”",
    ),
    "a template that is gone": ("send_email", {"template": "old"}, "Enviar email «old»", "Send email “old”"),
    "no template yet": (
        "send_email",
        {"template": ""},
        "Enviar email: elija una plantilla",
        "Send email: choose a template",
    ),
    "one day": ("wait", {"duration": DAY}, "Esperar 1 día", "Wait 1 day"),
    "three days": ("wait", {"duration": {"amount": 3, "unit": "days"}}, "Esperar 3 días", "Wait 3 days"),
    "two weeks": ("wait", {"duration": {"amount": 2, "unit": "weeks"}}, "Esperar 2 semanas", "Wait 2 weeks"),
    "one hour": ("wait", {"duration": {"amount": 1, "unit": "hours"}}, "Esperar 1 hora", "Wait 1 hour"),
    "minutes": ("wait", {"duration": {"amount": 90, "unit": "minutes"}}, "Esperar 90 minutos", "Wait 90 minutes"),
    "an answer in time": (
        "wait_event",
        {"events": ["page_opened", "paid"], "timeout": {"amount": 5, "unit": "days"}},
        "Esperar: abrió la página o pagó (máximo 5 días)",
        "Wait for: opened the page or paid (at most 5 days)",
    ),
    "an answer some time": (
        "wait_event",
        {"events": ["verified"], "timeout": None},
        "Esperar: verificó su identidad",
        "Wait for: verified who they are",
    ),
    "no event yet": (
        "wait_event",
        {"events": [], "timeout": None},
        "Esperar: elija un evento",
        "Wait: choose an event",
    ),
    "ways": (
        "branch",
        {"branches": [{"id": "a", "label": "Alto", "when": None}, {"id": "b", "label": "", "when": None}]},
        "3 caminos: Alto · b",
        "3 ways: Alto · b",
    ),
    "no branch yet": ("branch", {"branches": []}, "Decidir: añada una rama", "Branch: add a branch"),
    "an end": ("end", {"reason": "sin respuesta"}, "Fin: sin respuesta", "End: sin respuesta"),
}


@pytest.mark.parametrize(("kind", "settings", "spanish", "english"), SENTENCES.values(), ids=SENTENCES.keys())
def test_the_card_says_what_the_step_does(kind: str, settings: dict[str, Any], spanish: str, english: str) -> None:
    whole = {**defaults(kinds()[kind]), **settings}
    assert kinds()[kind].describe(whole, "es", CONTEXT) == spanish
    assert kinds()[kind].describe(whole, "en", CONTEXT) == english


def test_the_ports_of_a_wait_are_its_events_and_the_time_limit() -> None:
    kind = kinds()["wait_event"]
    ports = kind.ports({**defaults(kind), "events": ["paid", "page_opened"], "timeout": DAY})
    assert [(port.name, port.labels["es"]) for port in ports] == [
        ("paid", "Pagó"),
        ("page_opened", "Abrió la página"),
        ("timeout", "Sin respuesta"),
    ]
    assert [port.name for port in kind.ports({**defaults(kind), "events": ["paid"], "timeout": None})] == ["paid"]


def test_the_ports_of_a_branch_are_its_branches_and_everyone_else() -> None:
    ports = kinds()["branch"].ports({"branches": [{"id": "high", "label": "Alto", "when": None}]})
    assert [(port.name, port.labels["en"]) for port in ports] == [("high", "Alto"), ("else", "Everyone else")]


def test_an_end_has_no_way_out_and_the_others_have_one() -> None:
    for name, kind in kinds().items():
        ports = [port.name for port in kind.ports(defaults(kind))]
        assert (not ports) is (name == "end")
        assert len(set(ports)) == len(ports)


def test_the_designer_is_told_how_ports_follow_from_settings() -> None:
    assert describe_kind(kinds()["wait_event"])["ports"] == [
        {"each": "events", "only": {"mode": ["any"]}},
        {"name": "done", "labels": {"es": "Ocurrió", "en": "Happened"}, "only": {"mode": ["all", "count"]}},
        {"name": "timeout", "labels": {"es": "Sin respuesta", "en": "No answer"}, "when": "timeout"},
    ]
    assert describe_kind(kinds()["loop"])["ports"][0] == {
        "name": "done",
        "labels": {"es": "Ya no más", "en": "No more"},
    }


def test_a_wait_offers_the_events_that_people_cause() -> None:
    assert {"message_bounced", "page_opened", "verified", "payment_failed", "paid", "promise_broken"} <= set(OFFERED)
    assert not {"act_done", "task_done", "journey_ended"} & set(OFFERED)
    items = kinds()["wait_event"].schema["properties"]["events"]
    assert items["items"]["anyOf"][0]["enum"] == list(OFFERED)
    assert items["x-labels"]["paid"] == {"es": "Pagó", "en": "Paid"}


def test_every_event_has_its_words_and_fits_the_column_it_is_kept_in() -> None:
    for name, event in EVENTS.items():
        assert event.name == name
        assert len(name) <= 40
        assert set(event.labels) == set(LANGUAGES)


def test_a_setting_may_be_secret() -> None:
    words = say("Clave", "Key")
    assert (
        setting({"type": "string"}, title=words, about=words, default="", widget="text", secret=True)["secret"] is True
    )


def test_two_kinds_of_one_name_are_refused() -> None:
    with pytest.raises(KindError, match="Two step kinds are named 'wait'"):
        register([WAIT, WAIT])


class Fax(type(WAIT)):  # type: ignore[misc] # a kind like any other
    """A third party's kind."""

    name = "fax"


FAX = Fax()


def found_with(monkeypatch: pytest.MonkeyPatch, value: str) -> Any:  # noqa: ANN401 - the registry as it would be built anew
    point = EntryPoint("fax", value, registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == "cauce.kinds" else [])
    return kinds.__wrapped__()


def test_a_third_party_adds_a_kind_through_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_with(monkeypatch, f"{__name__}:FAX")["fax"] is FAX


def test_an_entry_point_must_give_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KindError, match=r"entry point 'fax' \(json:dumps\) does not give a step kind"):
        found_with(monkeypatch, "json:dumps")


def test_a_kind_without_checks_of_its_own_finds_nothing_wrong() -> None:
    assert WAIT.check(Node("wait", WAIT, {**defaults(WAIT), "duration": DAY}), CheckContext({}, {}, frozenset())) == []


def test_a_plan_with_a_kind_that_does_not_say_what_it_looks_at_does_not_know_either() -> None:
    silent = Kind.fields(WAIT, {"seconds": 60})
    assert silent is None
    assert all_fields([frozenset({"account.balance"}), silent]) is None
    assert all_fields([frozenset({"account.balance"}), frozenset()]) == {"account.balance"}
