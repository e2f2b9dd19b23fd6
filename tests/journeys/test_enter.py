"""The entry of a journey: what it says, what is wrong with it, what its plan keeps."""

from dataclasses import replace
from typing import Any

import pytest

from journeys.check import check
from journeys.compiler import compile_graph
from journeys.entering import entrance_of, same_way
from journeys.kinds import defaults, kinds
from journeys.problems import JourneyInfo, SegmentInfo
from journeys.starting import starts_of
from tests.journeys.graphs import CONTEXT, end, graph, node
from tests.journeys.walking import Person, days

OWES = {"field": "account.balance", "op": "gt", "value": 50_000}
EITHER = {"any": [OWES, {"field": "debtor.language", "op": "eq", "value": "es"}]}
KNOWN = replace(
    CONTEXT,
    segments={3: SegmentInfo(3, "VIP", OWES)},
    journeys={
        1: JourneyInfo(1, "Este"),
        2: JourneyInfo(2, "Otro", starts=frozenset({4})),
        4: JourneyInfo(4, "Vuelve", starts=frozenset({1, 2})),
        5: JourneyInfo(5, "Parado", live=False),
    },
)


def entry(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {**defaults(kinds()["enter"]), **values}


def journey(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    start = {**node("enter", "enter", **entry(**values)), "kind_version": 2}
    return graph(start, end(), lines="enter>end")


SAID: list[tuple[dict[str, Any], str, str]] = [
    (
        {"mode": "calendar", "every": "week", "audience": OWES},
        "Entran cada lunes a las 08:00 (UTC) las cuentas que cumplen: Saldo mayor que 500,00",
        "Enter every Monday at 08:00 (UTC) if: Balance more than 500.00",
    ),
    (
        {"mode": "calendar"},
        "Entran cada día a las 08:00 (UTC) todas las cuentas",
        "All accounts enter every day at 08:00 (UTC)",
    ),
    (
        {"mode": "event", "event": "promise_broken", "segment": 3},
        "Entran al ocurrir «No cumplió su promesa» las cuentas que cumplen: segmento «VIP»",
        "Enter upon “Broke the promise” if: segment “VIP”",
    ),
    (
        {"mode": "event", "event": "x_visit_done", "reentry": "always"},
        "Entran al ocurrir «Visit done» todas las cuentas; pueden volver a entrar",
        "All accounts enter upon “Visit done”; they may enter again",
    ),
    (
        {"mode": "started", "audience": OWES},
        "Entran las que inicia otro recorrido",
        "Accounts enter that another journey starts",
    ),
    ({"mode": "event"}, "Entran al ocurrir «…» todas las cuentas", "All accounts enter upon “…”"),
    (
        {"reentry": "after", "reentry_days": 1, "segment": 9, "audience": EITHER},
        "Entran: segmento «9» y (Saldo mayor que 500,00 o Idioma es es); pueden volver a entrar 1 día después",
        "Enter if: segment “9” and (Balance more than 500.00 or Language is es); they may enter again 1 day later",
    ),
]


@pytest.mark.parametrize(("given", "spanish", "english"), SAID)
def test_the_card_says_who_enters_and_when(given: dict[str, Any], spanish: str, english: str) -> None:
    kind = kinds()["enter"]
    assert kind.describe(entry(**given), "es", KNOWN) == spanish
    assert kind.describe(entry(**given), "en", KNOWN) == english


def test_it_is_told_by_which_event_somebody_came() -> None:
    kind = kinds()["enter"]
    came = entry(mode="event", event="promise_broken")
    assert (
        kind.tell(came, "next", "en", KNOWN)
        == "Entered the journey (upon “Broke the promise”) because all accounts do."
    )
    held = entry(mode="calendar", segment=3)
    assert kind.tell(held, "next", "es", KNOWN) == (
        "Entró en el recorrido (cada día a las 08:00 (UTC)) porque se cumplía: segmento «VIP»."
    )
    assert kind.tell(entry(mode="started"), "next", "en", KNOWN) == "Another journey started it."


FAULTS: list[tuple[dict[str, Any], list[str]]] = [
    ({"mode": "calendar", "every": "week"}, []),
    ({"mode": "event", "event": "x_visit_done"}, []),
    ({"segment": 3}, []),
    ({"segment": 9}, ["unknown_segment"]),
    ({"mode": "calendar", "every": "week", "weekdays": []}, ["no_weekdays"]),
    ({"mode": "calendar", "zone": "Mars/Base"}, ["unknown_zone"]),
    ({"mode": "calendar", "zone": "Europe"}, ["unknown_zone"]),
    ({"mode": "calendar", "country": "XX"}, ["unknown_country"]),
    ({"mode": "calendar", "country": "CO", "since": "2026-03-02"}, []),
    ({"mode": "calendar", "since": "2026-02-31"}, ["no_such_date"]),
    ({"mode": "event"}, ["no_event"]),
    ({"mode": "event", "event": "rain"}, ["unknown_event"]),
    ({"reentry": "always"}, ["enters_in_a_circle"]),
    ({"reentry": "always", "mode": "calendar"}, []),
    ({"mode": "started", "segment": 9}, []),
]


@pytest.mark.parametrize(("given", "codes"), FAULTS)
def test_an_entry_that_makes_no_sense_is_a_problem(given: dict[str, Any], codes: list[str]) -> None:
    assert [problem.code for problem in check(journey(**given), KNOWN)] == codes


def test_an_entry_of_the_first_version_is_read_as_todays() -> None:
    old = graph(node("enter", "enter", audience=OWES), end(), lines="enter>end")
    assert check(old, KNOWN) == []
    assert compile_graph(old) == compile_graph(journey(audience=OWES))


def test_a_plan_says_how_people_come_in() -> None:
    way = entrance_of(compile_graph(journey(mode="calendar", reentry="after", reentry_days=7, segment=3)))
    assert way.rhythm is not None
    assert (way.again_days, way.segment, way.event, way.started) == (7, 3, None, False)
    started = entrance_of(compile_graph(journey(mode="started", reentry="never", segment=3, audience=OWES)))
    assert (started.started, started.audience, started.segment) == (True, None, None)
    plain = entrance_of({"entry": "enter", "nodes": {"enter": {"arguments": {"audience": OWES}}}})
    assert (plain.audience, plain.rhythm, plain.again_days) == (OWES, None, None)


def test_a_plan_brings_people_in_the_same_way_whomever_it_lets_in() -> None:
    first, second = compile_graph(journey(mode="event", event="paid")), compile_graph(journey(audience=OWES))
    assert same_way(first, compile_graph(journey(mode="event", event="paid", audience=OWES)))
    assert not same_way(first, second)


def test_a_plan_says_which_journeys_it_starts() -> None:
    start = {**node("enter", "enter", **entry()), "kind_version": 2}
    assert starts_of(compile_graph(graph(start, *starter(journey=4), lines=LINES))) == {4}
    assert starts_of(None) == frozenset()


LINES = "enter>start start>end start.not_started>nobody"


def starter(**values: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    settings = {**defaults(kinds()["start_journey"]), **values}
    return [node("start", "start_journey", **settings), end(), node("nobody", "end", reason="nobody")]


@pytest.mark.parametrize(
    ("journey_id", "codes"),
    [
        (None, ["no_journey"]),
        (9, ["unknown_journey"]),
        (2, ["starts_itself"]),
        (1, ["starts_itself"]),
        (5, ["journey_not_live"]),
    ],
)
def test_a_journey_that_cannot_be_started_is_a_problem(journey_id: int | None, codes: list[str]) -> None:
    start = {**node("enter", "enter", **entry()), "kind_version": 2}
    whole = graph(start, *starter(journey=journey_id), lines=LINES)
    assert [problem.code for problem in check(whole, replace(KNOWN, own=1))] == codes


def test_a_start_goes_on_at_once_or_waits_for_the_end() -> None:
    person = Person(*starter(journey=2), lines=LINES).go()
    (act,) = person.outcome.acts
    assert (act.kind, act.details) == ("start_journey", {"journey": 2, "wait": False})
    person.happens("act_done", {"node": "start", "visit": 1, "ok": True}).go()
    assert person.ended == "completed"
    waiting = Person(*starter(journey=2, wait=True), days("rest", 1), lines=LINES).go()
    waiting.happens("act_done", {"node": "start", "visit": 1, "ok": True}).go()
    assert waiting.ended is None
    assert waiting.outcome.acts == []
    waiting.happens("journey_ended", {"node": "start", "visit": 1}).go()
    assert waiting.ended == "completed"
    nobody = Person(*starter(journey=2), lines=LINES).go()
    nobody.happens("act_done", {"node": "start", "visit": 1, "ok": False}).go()
    assert nobody.ended == "nobody"


@pytest.mark.parametrize(
    ("values", "spanish", "english"),
    [
        ({}, "Iniciar un recorrido: elija cuál", "Start a journey: choose one"),
        ({"journey": 2}, "Iniciar «Otro»", "Start “Otro”"),
        ({"journey": 9, "wait": True}, "Iniciar «9» y esperar a que termine", "Start “9” and wait for its end"),
    ],
)
def test_the_card_says_which_journey_starts(values: dict[str, Any], spanish: str, english: str) -> None:
    kind = kinds()["start_journey"]
    settings = {**defaults(kind), **values}
    assert (kind.describe(settings, "es", KNOWN), kind.describe(settings, "en", KNOWN)) == (spanish, english)
