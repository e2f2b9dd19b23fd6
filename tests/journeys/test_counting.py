"""Opens and clicks that a journey waits for, or asks about, and that nobody counts."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

from journeys.check import CheckContext, check
from journeys.problems import SegmentInfo, TemplateInfo
from tests.journeys.graphs import CONTEXT, branch, end, enter, graph, mail, node, wait_event

BOTH = frozenset({"message_opened", "message_clicked"})
OPENED = {"event": "message_opened", "op": "gte", "value": 1}
OFF_BOTH = {"payment_reminder": BOTH, "second_notice": BOTH}


def known(off: Any = None, everywhere: frozenset[str] = frozenset(), *channels: str) -> CheckContext:  # noqa: ANN401 - events by template
    """An installation with more channels, where these events of these templates are not counted."""
    templates = {
        **CONTEXT.templates,
        "chat": TemplateInfo("chat", "whatsapp", frozenset()),
        "call": TemplateInfo("call", "voice", frozenset()),
    }
    for key, events in (off or {}).items():
        templates[key] = replace(templates[key], uncounted=events)
    wanted = frozenset(channels or ("email", "sms", "voice", "whatsapp"))
    return replace(CONTEXT, templates=templates, channels=wanted, uncounted=everywhere)


def said(value: object, context: CheckContext) -> list[tuple[str | None, str | None, str]]:
    """The warnings of this kind: at which step, of which setting, in English."""
    problems = [one for one in check(value, context) if one.code == "never_counted"]
    assert all(one.severity == "warning" and one.hint["es"] and one.message["es"] for one in problems)
    return [(one.node, one.setting, one.message["en"]) for one in problems]


def waiting(*sends: dict[str, Any], event: str = "message_opened") -> dict[str, Any]:
    """These messages one after another, then a wait for an event."""
    names = ["enter", *(one["id"] for one in sends), "answer"]
    ways = " ".join(f"{one}>{other}" for one, other in itertools.pairwise(names))
    lines = f"{ways} answer.{event}>end answer.timeout>late late>end"
    return graph(enter(), *sends, wait_event("answer", event, "paid"), mail("late"), end(), lines=lines)


def send(name: str, kind: str, template: str, **others: object) -> dict[str, Any]:
    return {**node(name, kind, template=template, **others), "kind_version": 2 if kind == "send_email" else 1}


MAIL, SECOND = mail(), mail("again", "second_notice")
SMS = send("text", "send_sms", "text_message")
CHAT = send("chat", "send_whatsapp", "chat")
CALL = send("call", "send_voice", "call")
ROUND = send("other", "send_email", "second_notice", to="round")


@pytest.mark.parametrize(
    ("sends", "event", "off", "warned"),
    [
        ([MAIL], "message_opened", OFF_BOTH, True),
        ([MAIL], "message_clicked", OFF_BOTH, True),
        ([MAIL], "message_opened", {"payment_reminder": frozenset({"message_clicked"})}, False),
        ([MAIL], "message_opened", {}, False),
        ([MAIL], "page_opened", OFF_BOTH, False),
        ([MAIL, SECOND], "message_opened", OFF_BOTH, True),
        ([MAIL, SECOND], "message_opened", {"payment_reminder": BOTH}, False),
        ([MAIL, SMS, CALL, ROUND], "message_opened", {"payment_reminder": BOTH}, True),
        ([MAIL, SMS], "message_clicked", OFF_BOTH, False),
        ([MAIL, CHAT], "message_opened", OFF_BOTH, False),
        ([MAIL, mail("lost", "nowhere")], "message_opened", OFF_BOTH, False),
        ([MAIL, send("half", "send_email", "second_notice", to="nobody")], "message_opened", OFF_BOTH, False),
        ([SMS], "message_opened", OFF_BOTH, False),
        ([], "message_opened", OFF_BOTH, False),
    ],
    ids=[
        "opens",
        "clicks",
        "only clicks are off",
        "counted",
        "the page counts by itself",
        "two kits",
        "one of two kits counts",
        "others that tell nothing",
        "an SMS provider may tell of clicks",
        "WhatsApp may tell",
        "a template that is not known",
        "a step that is not finished",
        "no email before",
        "nothing before",
    ],
)
def test_a_wait_for_what_no_message_before_it_counts_is_a_warning(
    sends: list[dict[str, Any]], event: str, off: dict[str, frozenset[str]], warned: bool
) -> None:
    found = said(waiting(*sends, event=event), known(off))
    assert [(where, setting) for where, setting, _ in found] == ([("answer", "events")] if warned else [])


def test_it_names_the_event_and_the_templates_in_both_languages_and_what_to_do() -> None:
    value = waiting(MAIL, SECOND, mail("third"))
    (problem,) = [one for one in check(value, known(OFF_BOTH)) if one.code == "never_counted"]
    assert problem.message == {
        "es": "Espera «Abrió el mensaje», y eso no se cuenta en ninguno de los mensajes que la persona recibe antes "
        "(Recordatorio de pago, second_notice): nadie seguirá por ahí.",
        "en": "It waits for “Opened the message”, and that is counted of none of the messages that people get before "
        "(Payment reminder, second_notice): nobody will go on by it.",
    }
    assert "kit de marca" in problem.hint["es"]
    (problem,) = [one for one in check(value, known({}, BOTH)) if one.code == "never_counted"]
    assert "CAUCE_TRACKING" in problem.hint["es"]


def test_a_message_that_comes_only_after_the_wait_or_by_another_way_does_not_count_but_one_in_a_circle_does() -> None:
    counted = known({"payment_reminder": BOTH})
    lines = "enter>mail mail>answer answer.message_opened>end answer.timeout>again again>{}"
    steps = (enter(), MAIL, wait_event("answer", "message_opened"), SECOND, end())
    assert len(said(graph(*steps, lines=lines.format("end")), counted)) == 1
    assert said(graph(*steps, lines=lines.format("answer")), counted) == []


@pytest.mark.parametrize(
    ("channels", "event", "warned"),
    [
        (("email", "sms", "voice", "letter"), "message_opened", True),
        (("email", "whatsapp"), "message_opened", False),
        (("email", "sms"), "message_clicked", False),
        (("email",), "message_clicked", True),
    ],
)
def test_where_the_installation_counts_it_of_no_email_a_wait_without_one_is_told_so(
    channels: tuple[str, ...], event: str, warned: bool
) -> None:
    found = said(waiting(event=event), known({}, BOTH, *channels))
    assert [text.endswith("counted of no email: nobody will go on by it.") for _, _, text in found] == [True] * warned


def asking(condition: dict[str, Any], *sends: dict[str, Any], **others: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a graph
    step = branch(read={"all": [{"not": condition}]})
    lines = "enter>branch branch.read>end branch.else>end"
    lines = lines.replace("enter>branch", "enter>mail mail>branch") if sends else lines
    return graph(enter(), *sends, step, end(), lines=lines, **others)


@pytest.mark.parametrize(
    ("channel", "sends", "everywhere", "warned"),
    [
        (None, [MAIL], frozenset(), "messages that people get before (Payment reminder)"),
        ("email", [MAIL], frozenset(), "messages that people get before (Payment reminder)"),
        ("whatsapp", [MAIL], BOTH, None),
        ("email", [], BOTH, "here that is counted of no email"),
        (None, [], BOTH, None),
        ("email", [], frozenset(), None),
    ],
    ids=["any", "email", "another channel", "nowhere", "WhatsApp tells", "counted"],
)
def test_a_condition_that_asks_about_it_is_told_so(
    channel: str | None, sends: list[dict[str, Any]], everywhere: frozenset[str], warned: str | None
) -> None:
    asked = {**OPENED, "within": {"amount": 7, "unit": "days"}, "channel": channel}
    found = said(asking(asked, *sends), known(OFF_BOTH, everywhere))
    assert [(where, setting) for where, setting, _ in found] == [("branch", "branches")] * (warned is not None)
    assert all(warned in text for _, _, text in found if warned)


def test_exits_the_audience_the_segment_and_the_event_of_an_entrance_are_looked_at_too() -> None:
    context = known({}, BOTH, "email")
    context = replace(context, segments={7: SegmentInfo(7, "Leyeron", OPENED)})
    own = {"id": "own_1", "label": "Leyó", "when": OPENED}
    value = graph(
        {**node("enter", "enter", audience=OPENED, segment=7, mode="event", event="message_clicked")},
        MAIL,
        end(),
        lines="enter>mail mail>end",
        exits=["paid", own],
        holds=[{**own, "id": "own_2"}],
    )
    value["nodes"][0]["kind_version"] = 2
    found = said(value, context)
    assert {(where, setting) for where, setting, _ in found} == {
        (None, "exits"),
        (None, "holds"),
        ("enter", "audience"),
        ("enter", "segment"),
        ("enter", "event"),
    }
    assert said(value, replace(context, uncounted=frozenset())) == []


def test_a_step_that_does_not_fit_its_schema_is_left_alone() -> None:
    value = waiting(MAIL)
    value["nodes"][2]["settings"]["mode"] = "never"
    assert said(value, known(OFF_BOTH)) == []
