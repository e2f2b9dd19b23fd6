"""The step that changes data: its card, its faults, what it orders and when people go on."""

import dataclasses
from typing import Any

import pytest

from journeys.check import FieldInfo, check
from journeys.kinds import defaults, kinds
from journeys.problems import FieldType
from journeys.walk import Act
from journeys.wording import say
from tests.journeys.graphs import CONTEXT, end, enter, graph, node
from tests.journeys.walking import Person

OWN: dict[str, FieldType] = {
    "account.risk": "text",
    "account.visits": "number",
    "account.deposit": "money",
    "account.seen": "date",
}
FIELDS = {
    name: FieldInfo(name, kind, say(name.partition(".")[2].title(), name.partition(".")[2].title()), own=True)
    for name, kind in OWN.items()
}
CHANGES = dataclasses.replace(CONTEXT, fields={**CONTEXT.fields, **FIELDS})


def changing(**settings: object) -> dict[str, Any]:
    return graph(
        enter(), node("change", "change", **{"what": "field", **settings}), end(), lines="enter>change change>end"
    )


SENTENCES: dict[str, tuple[dict[str, Any], str, str]] = {
    "a text": ({"field": "account.risk", "value": "alto"}, "Poner en «Risk»: alto", "Set “Risk” to: alto"),
    "an amount": (
        {"field": "account.deposit", "value": 50_000},
        "Poner en «Deposit»: 500,00",
        "Set “Deposit” to: 500.00",
    ),
    "today": ({"field": "account.seen", "how": "today"}, "Poner en «Seen»: hoy", "Set “Seen” to: today"),
    "a day later": (
        {"field": "account.seen", "how": "today", "days": 1},
        "Poner en «Seen»: hoy + 1 día",
        "Set “Seen” to: today + 1 day",
    ),
    "days before": (
        {"field": "account.seen", "how": "today", "days": -3},
        "Poner en «Seen»: hoy - 3 días",
        "Set “Seen” to: today - 3 days",
    ),
    "more": ({"field": "account.visits", "how": "increase", "by": 1}, "Sumar 1 a «Visits»", "Add 1 to “Visits”"),
    "less": (
        {"field": "account.visits", "how": "decrease", "by": 2},
        "Restar 2 de «Visits»",
        "Subtract 2 from “Visits”",
    ),
    "nothing": ({"field": "account.gone", "how": "empty"}, "Vaciar «account.gone»", "Empty “account.gone”"),
    "no value yet": ({"field": "account.risk"}, "Poner en «Risk»: ", "Set “Risk” to: "),
    "no field yet": ({}, "Cambiar: elija un campo", "Change: choose a field"),
    "a tag on": ({"what": "tag", "tag": "vip"}, "Poner la etiqueta «vip»", "Put on the tag “vip”"),
    "a tag off": (
        {"what": "tag", "tag": "vip", "tagging": "remove"},
        "Quitar la etiqueta «vip»",
        "Take off the tag “vip”",
    ),
    "no tag yet": ({"what": "tag"}, "Cambiar: escriba la etiqueta", "Change: write the tag"),
    "a stage": ({"what": "stage", "stage": "late"}, "Pasar a la etapa «late»", "Move to the stage “late”"),
    "no stage yet": ({"what": "stage", "stage": " "}, "Cambiar: escriba la etapa", "Change: write the stage"),
}


@pytest.mark.parametrize(("settings", "spanish", "english"), SENTENCES.values(), ids=SENTENCES.keys())
def test_the_card_says_what_changes(settings: dict[str, Any], spanish: str, english: str) -> None:
    kind = kinds()["change"]
    whole = {**defaults(kind), **settings}
    assert (kind.describe(whole, "es", CHANGES), kind.describe(whole, "en", CHANGES)) == (spanish, english)


FAULTS: dict[str, tuple[dict[str, Any], str | None, str | None]] = {
    "a text": ({"field": "account.risk", "value": "alto"}, None, None),
    "emptied": ({"field": "account.risk", "how": "empty"}, None, None),
    "a date": ({"field": "account.seen", "how": "today", "days": 3}, None, None),
    "an amount more": ({"field": "account.deposit", "how": "increase", "by": 100}, None, None),
    "a tag": ({"what": "tag", "tag": "vip"}, None, None),
    "a stage": ({"what": "stage", "stage": "late"}, None, None),
    "no field": ({}, "no_field", "field"),
    "a field that is gone": ({"field": "account.gone", "how": "empty"}, "unknown_field", "field"),
    "a field that is not theirs": ({"field": "account.balance", "value": 0}, "field_not_yours", "field"),
    "no value": ({"field": "account.risk"}, "no_value", "value"),
    "an empty text": ({"field": "account.risk", "value": ""}, "no_value", "value"),
    "a value of another type": ({"field": "account.visits", "value": "many"}, "value_does_not_fit", "value"),
    "half a cent more": (
        {"field": "account.deposit", "how": "increase", "by": 0.5},
        "value_does_not_fit",
        "by",
    ),
    "nothing more": ({"field": "account.visits", "how": "increase"}, "no_value", "by"),
    "more of a text": ({"field": "account.risk", "how": "increase", "by": 1}, "change_does_not_fit", "how"),
    "today in a number": ({"field": "account.visits", "how": "today"}, "change_does_not_fit", "how"),
    "no tag": ({"what": "tag"}, "no_tag", "tag"),
    "a tag with a blank": ({"what": "tag", "tag": "very important"}, "schema", "tag"),
    "no stage": ({"what": "stage", "stage": " "}, "no_stage", "stage"),
}


@pytest.mark.parametrize(("settings", "code", "setting"), FAULTS.values(), ids=FAULTS.keys())
def test_what_does_not_fit_is_said(settings: dict[str, Any], code: str | None, setting: str | None) -> None:
    found = [(problem.code, problem.setting) for problem in check(changing(**settings), CHANGES) if problem.node]
    assert found == ([] if code is None else [(code, setting)])


ORDERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a text": (
        {"field": "account.risk", "value": "alto", "by": 7},
        {"what": "field", "field": "account.risk", "how": "set", "value": "alto"},
    ),
    "today": (
        {"field": "account.seen", "how": "today", "days": 2},
        {"what": "field", "field": "account.seen", "how": "today", "days": 2},
    ),
    "more": (
        {"field": "account.visits", "how": "increase", "by": 2},
        {"what": "field", "field": "account.visits", "how": "increase", "by": 2},
    ),
    "less": (
        {"field": "account.visits", "how": "decrease", "by": 2},
        {"what": "field", "field": "account.visits", "how": "decrease", "by": 2},
    ),
    "nothing": (
        {"field": "account.visits", "how": "empty"},
        {"what": "field", "field": "account.visits", "how": "empty"},
    ),
    "a tag": ({"what": "tag", "tag": "vip"}, {"what": "tag", "tagging": "add", "tag": "vip"}),
    "a stage": ({"what": "stage", "stage": " late "}, {"what": "stage", "stage": "late"}),
}


@pytest.mark.parametrize(("settings", "details"), ORDERS.values(), ids=ORDERS.keys())
def test_it_orders_the_change_and_goes_on_when_it_is_made(settings: dict[str, Any], details: dict[str, Any]) -> None:
    step = node("change", "change", **{"what": "field", **settings})
    person = Person(step, end(), lines="enter>change change>end").go()
    assert person.outcome.acts == [Act("change", 1, "change", details)]
    assert person.outcome.stand is not None
    assert person.outcome.stand.waits >= {"act_done"}
    person.happens("act_done", {"node": "other", "visit": 1, "ok": True}).go()
    assert person.ended is None, "that was another one's"
    person.happens("act_done", {"node": "change", "visit": 1, "ok": False}).go()
    assert (person.ended, person.outcome.acts) == (None, []), "it waits until somebody replays or skips it"
    person.happens("act_done", {"node": "change", "visit": 1, "ok": True}).go()
    assert (person.ended, person.trail[-2:]) == ("completed", ["change.next", "end.end:completed"])
