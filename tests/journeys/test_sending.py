"""The steps that send: one for each channel, alike in all but the channel."""

from dataclasses import replace
from typing import Any

import pytest

from journeys.check import check
from journeys.graph import load_graph
from journeys.kinds import defaults, kinds
from journeys.problems import TemplateInfo
from journeys.sending import Sending
from journeys.wording import say
from tests.journeys.graphs import CONTEXT, end, enter, graph, node

CHANNELS = {
    "send_email": "email",
    "send_sms": "sms",
    "send_whatsapp": "whatsapp",
    "send_voice": "voice",
    "send_letter": "letter",
}
EVERYTHING = replace(
    CONTEXT,
    channels=frozenset(CHANNELS.values()),
    templates={
        channel: TemplateInfo(channel, channel, frozenset({"account.balance"}), say("Aviso", "Notice"))
        for channel in CHANNELS.values()
    },
)


def sending(kind: str, version: int | None = None, **settings: object) -> dict[str, Any]:
    step = {**node("step", kind, **settings), "kind_version": version or kinds()[kind].version}
    return graph(enter(), step, end(), lines="enter>step step>end")


def test_there_is_one_tile_for_each_channel() -> None:
    found = {name: kind.channel for name, kind in kinds().items() if isinstance(kind, Sending)}
    assert found == CHANNELS


@pytest.mark.parametrize(("kind", "channel"), CHANNELS.items())
def test_a_message_over_a_channel_that_is_set_up_is_in_order(kind: str, channel: str) -> None:
    whole = sending(kind, template=channel, priority="low", expiry={"amount": 2, "unit": "days"}, to="round")
    assert check(whole, EVERYTHING) == []


def test_the_debtors_link_is_not_for_somebody_else() -> None:
    linked = TemplateInfo("linked", "sms", frozenset({"link.page"}), say("Aviso", "Notice"))
    context = replace(EVERYTHING, templates={"linked": linked})
    assert check(sending("send_sms", template="linked"), context) == []
    (problem,) = check(sending("send_sms", template="linked", to="round"), context)
    assert (problem.node, problem.code, problem.setting) == ("step", "link_to_somebody_else", "template")


@pytest.mark.parametrize(
    ("kind", "spanish"),
    [
        ("send_sms", "El canal SMS no está configurado."),
        ("send_whatsapp", "El canal WhatsApp no está configurado."),
        ("send_voice", "El canal mensaje de voz no está configurado."),
        ("send_letter", "El canal carta no está configurado."),
    ],
)
def test_a_channel_that_is_not_set_up_is_named(kind: str, spanish: str) -> None:
    bare = replace(EVERYTHING, channels=frozenset())
    assert [problem.message["es"] for problem in check(sending(kind, template=CHANNELS[kind]), bare)] == [spanish]


@pytest.mark.parametrize(
    ("settings", "setting"),
    [
        ({"priority": "at once"}, "priority"),
        ({"expiry": {"amount": 0, "unit": "days"}}, "expiry"),
        ({"expiry": 3}, "expiry"),
        ({"to": "everybody"}, "to"),
    ],
    ids=["unknown priority", "no time", "no duration", "unknown recipient"],
)
def test_a_faulty_setting_is_pointed_at(settings: dict[str, object], setting: str) -> None:
    problems = check(sending("send_sms", template="sms", **settings), EVERYTHING)
    assert {(problem.node, problem.setting) for problem in problems} == {("step", setting)}


def test_an_email_of_version_1_means_what_it_meant() -> None:
    loaded = load_graph(sending("send_email", 1, template="email"))
    assert loaded.problems == []
    assert loaded.graph.nodes["step"].settings == {
        "template": "email",
        "priority": "normal",
        "expiry": None,
        "to": "debtor",
    }


def test_a_version_that_is_still_to_come_is_refused() -> None:
    assert load_graph(sending("send_email", 3, template="email")).problems


@pytest.mark.parametrize(
    ("settings", "compiled"),
    [
        ({}, {"template": "sms"}),
        ({"priority": "urgent"}, {"template": "sms", "priority": 0}),
        ({"priority": "low"}, {"template": "sms", "priority": 2}),
        ({"expiry": {"amount": 2, "unit": "hours"}}, {"template": "sms", "expiry": 7200}),
        ({"to": "round"}, {"template": "sms", "to_item": True}),
    ],
    ids=["as usual", "urgent", "low", "two hours", "to the round"],
)
def test_the_plan_keeps_what_is_not_as_usual(settings: dict[str, Any], compiled: dict[str, Any]) -> None:
    kind = kinds()["send_sms"]
    assert kind.compile({**defaults(kind), "template": "sms", **settings}) == compiled
    assert kind.fields(compiled) == frozenset()


@pytest.mark.parametrize(
    ("settings", "spanish", "english"),
    [
        ({"template": "sms"}, "Enviar SMS «Aviso»", "Send SMS “Notice”"),
        ({"template": "gone"}, "Enviar SMS «gone»", "Send SMS “gone”"),
        ({"template": ""}, "Enviar SMS: elija una plantilla", "Send SMS: choose a template"),
        ({"template": "sms", "priority": "urgent"}, "Enviar SMS «Aviso», urgente", "Send SMS “Notice”, urgent"),
        (
            {"template": "sms", "to": "round"},
            "Enviar SMS «Aviso» a la persona de esta vuelta",
            "Send SMS “Notice” to the person of this round",
        ),
    ],
)
def test_the_card_says_what_is_unusual(settings: dict[str, Any], spanish: str, english: str) -> None:
    kind = kinds()["send_sms"]
    whole = {**defaults(kind), **settings}
    assert (kind.describe(whole, "es", EVERYTHING), kind.describe(whole, "en", EVERYTHING)) == (spanish, english)
