"""Steps that change data: what they say, what is wrong with them, what they order."""

from typing import Any

import pytest

from journeys.check import check
from journeys.interpreter import Outcome
from journeys.kinds import defaults, kinds
from journeys.problems import CheckContext, FieldInfo
from journeys.wording import say
from tests.journeys.graphs import CONTEXT, end, enter, graph, node
from tests.journeys.walking import Person

OWN = {
    "account.visits": FieldInfo("account.visits", "number", say("Visitas", "Visits"), own=True),
    "account.when": FieldInfo("account.when", "date", say("Cuándo", "When"), own=True),
}
KNOWN = CheckContext(fields={**CONTEXT.fields, **OWN}, templates=CONTEXT.templates, channels=CONTEXT.channels)


def settings(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {**defaults(kinds()["change"]), **values}


SAID: list[tuple[dict[str, Any], str, str]] = [
    ({"field": ""}, "Cambiar: elija un campo", "Change: choose a field"),
    ({"field": "account.visits", "value": 3}, "Poner en «Visitas»: 3", "Set “Visits” to: 3"),
    ({"field": "account.gone", "value": "x"}, "Poner en «account.gone»: x", "Set “account.gone” to: x"),
    ({"field": "account.when", "how": "today"}, "Poner en «Cuándo»: hoy", "Set “When” to: today"),
    (
        {"field": "account.when", "how": "today", "days": 3},
        "Poner en «Cuándo»: hoy + 3 días",
        "Set “When” to: today + 3 days",
    ),
    (
        {"field": "account.when", "how": "today", "days": -1},
        "Poner en «Cuándo»: hoy - 1 día",
        "Set “When” to: today - 1 day",
    ),
    ({"field": "account.visits", "how": "increase", "by": 2}, "Sumar 2 a «Visitas»", "Add 2 to “Visits”"),
    ({"field": "account.visits", "how": "decrease", "by": 2}, "Restar 2 de «Visitas»", "Subtract 2 from “Visits”"),
    ({"field": "account.visits", "how": "empty"}, "Vaciar «Visitas»", "Empty “Visits”"),
    ({"what": "tag", "tag": "vip"}, "Poner la etiqueta «vip»", "Put on the tag “vip”"),
    ({"what": "tag", "tag": "vip", "tagging": "remove"}, "Quitar la etiqueta «vip»", "Take off the tag “vip”"),
    ({"what": "tag"}, "Cambiar: escriba la etiqueta", "Change: write the tag"),
    ({"what": "stage", "stage": "late"}, "Pasar a la etapa «late»", "Move to the stage “late”"),
    ({"what": "stage"}, "Cambiar: escriba la etapa", "Change: write the stage"),
]


@pytest.mark.parametrize(("given", "spanish", "english"), SAID)
def test_the_card_says_what_changes(given: dict[str, Any], spanish: str, english: str) -> None:
    kind = kinds()["change"]
    assert kind.describe(settings(**given), "es", KNOWN) == spanish
    assert kind.describe(settings(**given), "en", KNOWN) == english


FAULTS: list[tuple[dict[str, Any], list[str]]] = [
    ({"field": "account.visits", "value": 3}, []),
    ({"field": "account.visits", "how": "empty"}, []),
    ({"field": "account.visits", "how": "increase", "by": 2}, []),
    ({"field": "account.when", "how": "today"}, []),
    ({"field": ""}, ["no_field"]),
    ({"field": "account.gone", "value": 3}, ["unknown_field"]),
    ({"field": "account.balance", "value": 3}, ["field_not_yours"]),
    ({"field": "account.visits"}, ["no_value"]),
    ({"field": "account.visits", "value": "many"}, ["value_does_not_fit"]),
    ({"field": "account.when", "how": "increase", "by": 1}, ["change_does_not_fit"]),
    ({"field": "account.visits", "how": "today"}, ["change_does_not_fit"]),
    ({"what": "tag", "tag": "vip"}, []),
    ({"what": "tag"}, ["no_tag"]),
    ({"what": "stage", "stage": "late"}, []),
    ({"what": "stage", "stage": " "}, ["no_stage"]),
    ({"what": "tag", "tag": "Not A Tag"}, ["schema"]),
]


@pytest.mark.parametrize(("given", "codes"), FAULTS)
def test_a_change_that_does_not_fit_is_a_problem(given: dict[str, Any], codes: list[str]) -> None:
    whole = graph(enter(), node("change", "change", **settings(**given)), end(), lines="enter>change change>end")
    assert [problem.code for problem in check(whole, KNOWN)] == codes


def test_a_change_waits_until_it_is_made() -> None:
    lines = "enter>change change>end"
    person = Person(node("change", "change", **settings(what="tag", tag="vip")), end(), lines=lines).go()
    (act,) = person.outcome.acts
    assert (act.node, act.visit, act.kind) == ("change", 1, "change")
    assert act.details == {"what": "tag", "tagging": "add", "tag": "vip"}
    assert person.outcome.stand is not None
    assert person.outcome.stand.waits == {"act_done", "paid"}
    person.happens("act_done", {"node": "other", "visit": 1, "ok": True}).go()
    assert person.ended is None
    person.happens("act_done", {"node": "change", "visit": 1, "ok": False}).go()
    assert person.ended is None
    person.happens("act_done", {"node": "change", "visit": 1, "ok": True}).go()
    assert person.ended == "completed"
    assert isinstance(person.last, Outcome)


def test_only_what_a_change_takes_is_kept() -> None:
    kind = kinds()["change"]
    assert kind.compile(settings(what="stage", stage=" late ")) == {"what": "stage", "stage": "late"}
    assert kind.compile(settings(field="account.visits", how="increase", by=2)) == {
        "what": "field",
        "field": "account.visits",
        "how": "increase",
        "by": 2,
    }
    assert kind.fields(kind.compile(settings(what="tag", tag="vip"))) == frozenset()
