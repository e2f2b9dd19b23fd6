"""The step that calls another system: its card, its faults, its ways out; and pointers into what is answered."""

import dataclasses
from typing import Any

import pytest

from journeys import pointers
from journeys.check import FieldInfo, check
from journeys.kinds import defaults, kinds
from journeys.walk import Act
from journeys.wording import say
from tests.journeys.graphs import CONTEXT, end, enter, graph, node
from tests.journeys.walking import Person

URL = "https://crm.example/hook?key=1"
SCORE = FieldInfo("account.score", "number", say("Puntaje", "Score"), own=True)
KNOWN = dataclasses.replace(CONTEXT, fields={**CONTEXT.fields, SCORE.name: SCORE})
GOOD = {"url": URL, "secret": "crm"}


def whole(**settings: object) -> dict[str, Any]:
    return {**defaults(kinds()["webhook"]), **settings}


def test_the_card_says_who_is_called_and_no_more_of_the_address() -> None:
    kind = kinds()["webhook"]
    assert kind.describe(whole(**GOOD), "es") == "Llamar a crm.example"
    assert kind.describe(whole(**GOOD), "en") == "Call crm.example"
    assert kind.describe(whole(url="https://[x"), "en") == "Call https://[x"
    assert kind.describe(whole(url="crm"), "en") == "Call crm"
    assert kind.describe(whole(), "en") == "Call another system: write the address"


def test_it_tells_why_somebody_went_on() -> None:
    kind = kinds()["webhook"]
    assert kind.tell(whole(**GOOD), "next", "en") == "crm.example took the notice."
    assert kind.tell(whole(**GOOD), "failed", "es") == "No se pudo llamar a crm.example."
    assert kind.tell(whole(url="crm"), "failed", "en") == "crm could not be called."


FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str | None]]]] = {
    "good": (GOOD, []),
    "another port": ({**GOOD, "url": "https://crm.example:8443"}, []),
    "this machine": ({**GOOD, "url": "http://127.0.0.1:9000/hook"}, []),
    "no address": ({"secret": "crm", "url": ""}, [("no_address", "url")]),
    "http": ({**GOOD, "url": "http://crm.example/"}, [("no_address", "url")]),
    "a user": ({**GOOD, "url": "https://me@crm.example/"}, [("no_address", "url")]),
    "a blank": ({**GOOD, "url": "https://crm.example/a b"}, [("no_address", "url")]),
    "another scheme": ({**GOOD, "url": "file:///etc/passwd"}, [("no_address", "url")]),
    "no secret": ({"url": URL}, [("no_secret", "secret")]),
    "a secret itself": ({"url": URL, "secret": "whsec_MfKQ9r8G"}, [("schema", "secret")]),
    "fields": ({**GOOD, "fields": ["account.balance", "account.gone"]}, [("unknown_field", "fields")]),
    "a field twice": ({**GOOD, "fields": ["account.balance"] * 2}, [("schema", "fields")]),
    "an answer": ({**GOOD, "mapping": [{"from": "/score", "to": "account.score"}]}, []),
    "into the balance": (
        {**GOOD, "mapping": [{"from": "/score", "to": "account.balance"}]},
        [("field_not_yours", "mapping")],
    ),
    "into nowhere": ({**GOOD, "mapping": [{"from": "/s", "to": "account.gone"}]}, [("unknown_field", "mapping")]),
    "no pointer": ({**GOOD, "mapping": [{"from": "score", "to": "account.score"}]}, [("schema", "mapping")]),
}


@pytest.mark.parametrize(("settings", "problems"), FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_called_is_said(settings: dict[str, Any], problems: list[tuple[str, str | None]]) -> None:
    document = graph(enter(), node("call", "webhook", **settings), end(), lines="enter>call call>end call.failed>end")
    assert [(one.code, one.setting) for one in check(document, KNOWN) if one.node == "call"] == problems


@pytest.mark.parametrize(("ok", "way"), [(True, "next"), (False, "failed")])
def test_it_orders_the_call_once_and_goes_on_by_what_became_of_it(*, ok: bool, way: str) -> None:
    call = node("call", "webhook", **GOOD)
    person = Person(call, end(), lines="enter>call call>end call.failed>end").go()
    assert person.outcome.acts == [Act("call", 1, "webhook", whole(**GOOD))]
    person.happens("act_done", {"node": "call", "visit": 1, "ok": ok}).go()
    assert (person.outcome.acts, person.trail[1], person.ended) == ([], f"call.{way}", "completed")


DOCUMENT = {"a": {"b": [10, {"c": None}]}, "x/y": 1, "m~n": 2, "": 3}
FOUND: list[tuple[str, Any]] = [
    ("/a/b/0", 10),
    ("/a/b/1/c", None),
    ("/x~1y", 1),
    ("/m~0n", 2),
    ("/", 3),
    ("/a/b/2", pointers.MISSING),
    ("/a/b/-", pointers.MISSING),
    ("/a/b/0/c", pointers.MISSING),
    ("/gone", pointers.MISSING),
]


@pytest.mark.parametrize(("pointer", "value"), FOUND, ids=[pointer for pointer, _ in FOUND])
def test_a_pointer_finds_what_it_points_to(pointer: str, value: object) -> None:
    assert pointers.find(DOCUMENT, pointer) is value
