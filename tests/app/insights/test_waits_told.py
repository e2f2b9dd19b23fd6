"""What somebody waits for, in words: business days, weekdays, dates, several events, events of one's own."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from app.db import Database
from app.flow import lifecycle
from app.insights import timeline
from app.insights.explain import Explanation
from app.models import Account, Journey, JourneyVersion
from app.store import events
from tests.app.flow.acting import perform_all
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_account
from tests.app.insights.somebody import DAY, HOUR, explained

ENDS = [("done", "end", {"reason": "over"}), ("late", "end", {"reason": "late"})]
WAIT = "enter.next>wait wait.next>done"


def waiting(database: Database, kind: str, lines: str, settings: dict[str, Any], **values: Any) -> Explanation:  # noqa: ANN401 - any column
    """Somebody who waits on a step with these settings, explained."""
    with database.write() as session:
        add_account(session, **values)
    last = [one for one in ENDS if f">{one[0]}" in lines]
    publish_graph(database, graph([("enter", "enter", {"audience": None}), ("wait", kind, settings), *last], lines))
    let_in(database)
    advance_all(database)
    return explained(database)


def happen(database: Database, *kinds: str) -> None:
    with database.write() as session:
        for kind in kinds:
            events.record(session, account_id=1, kind=kind, at=START + HOUR)
    advance_all(database, START + HOUR)


TIMES: dict[str, tuple[dict[str, Any], str, str]] = {
    "days": (
        {"duration": {"amount": 7, "unit": "days"}},
        "Esperar 7 días (hasta el lunes 9 de marzo a las 04:00, en su hora)",
        "Wait 7 days (until Monday 9 March at 04:00 in their time)",
    ),
    "business days": (
        {"mode": "business_days", "days": 3},
        "Esperar 3 días hábiles (hasta el jueves 5 de marzo a las 04:00, en su hora)",
        "Wait 3 business days (until Thursday 5 March at 04:00 in their time)",
    ),
    "until a weekday": (
        {"mode": "until", "weekdays": ["fri"], "at": "18:30"},
        "Esperar hasta el viernes a las 18:30 (hasta el viernes 6 de marzo a las 18:30, en su hora)",
        "Wait until Friday at 18:30 (until Friday 6 March at 18:30 in their time)",
    ),
    "another year": (
        {"duration": {"amount": 52, "unit": "weeks"}},
        "Esperar 52 semanas (hasta el lunes 1 de marzo de 2027 a las 04:00, en su hora)",
        "Wait 52 weeks (until Monday 1 March 2027 at 04:00 in their time)",
    ),
}


@pytest.mark.parametrize(("settings", "spanish", "english"), TIMES.values(), ids=TIMES)
def test_whoever_waits_for_time_is_told_until_when_by_their_own_clock(
    database: Database, settings: dict[str, Any], spanish: str, english: str
) -> None:
    found = waiting(database, "wait", WAIT, settings, debtor_time_zone="America/Bogota")
    assert found.place is not None
    assert (found.place.sentence["es"], found.place.sentence["en"]) == (spanish, english)


def test_whoever_waits_until_a_date_has_no_way_of_those_without(database: Database) -> None:
    settings = {"mode": "date", "side": "after", "shift": 10}
    lines = f"{WAIT} wait.no_date>late"
    found = waiting(database, "wait", lines, settings, due_date=date(2026, 3, 1))
    assert found.place is not None
    assert found.place.sentence["en"] == (
        "Wait until 10 days after “Due date” at 09:00 (until Wednesday 11 March at 09:00 in their time)"
    )
    assert [(item.when, item.text["en"]) for item in found.next] == [
        (datetime(2026, 3, 11, 8, 0, tzinfo=UTC), "Goes on with: End: over."),
        (None, "If everything is paid, leaves the journey."),
    ]


def test_while_a_journey_is_paused_nobody_is_told_until_when(database: Database) -> None:
    waiting(database, "wait", WAIT, {"duration": {"amount": 7, "unit": "days"}})
    with database.write() as session:
        journey = session.scalars(select(Journey.id)).one()
        lifecycle.pause(session, journey, reason="Audit", now=START)
    found = explained(database)
    assert found.place is not None
    assert found.place.sentence["en"] == "Wait 7 days"


def listener(mode: str, **others: object) -> dict[str, Any]:
    chosen = ["page_opened", "verified", "x_visit_done"]
    return {"events": chosen, "mode": mode, "timeout": {"amount": 3, "unit": "days"}, **others}


SEVERAL = "enter.next>wait wait.done>done wait.timeout>late"


def test_of_all_that_is_waited_for_what_has_happened_is_told_no_more(database: Database) -> None:
    found = waiting(database, "wait_event", SEVERAL, listener("all"))
    assert found.place is not None
    assert [text["en"] for text in found.place.waits_for] == [
        "Opened the page",
        "Verified who they are",
        "Visit done",
        "All is paid",
    ]
    assert [(item.when, item.text["es"]) for item in found.next][:2] == [
        (None, "Cuando haya ocurrido lo que espera, sigue con: Fin: over."),
        (START + 3 * DAY, "Si se cumple el plazo («Sin respuesta»), sigue con: Fin: late."),
    ]
    happen(database, "x_visit_done", "page_opened")
    place = explained(database, START + HOUR).place
    assert place is not None
    assert [text["es"] for text in place.waits_for] == ["Verificó su identidad", "Pagó todo"]


def test_of_so_many_events_each_may_come_again(database: Database) -> None:
    waiting(database, "wait_event", SEVERAL, listener("count", count=3))
    happen(database, "verified")
    found = explained(database, START + HOUR)
    assert found.place is not None
    assert [text["en"] for text in found.place.waits_for][1] == "Verified who they are"
    assert found.place.sentence["en"].startswith("Wait until it happened 3 times: opened the page or verified")
    assert found.next[0].text["en"] == "When what is waited for has happened, goes on with: End: over."


def test_an_event_of_ones_own_is_told_by_its_name(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        events.record(session, account_id=account.id, kind="x_visit_done", at=START, data={"own": {"by": "Ana"}})
        debtor = account.debtor_id
    with database.read() as session:
        assert [entry.label for entry in timeline.of_debtor(session, debtor)] == [
            {"es": "Visit done", "en": "Visit done"}
        ]


PORTS = ("paid", "declined", "timeout", "refused", "not_offered")
SETTLING = "enter.next>wait " + " ".join(f"wait.{port}>{'done' if port == 'paid' else 'late'}" for port in PORTS)
FORTNIGHT = {"amount": 14, "unit": "days"}


def test_of_a_settlement_that_waits_for_approval_only_what_may_come_of_it_is_told(database: Database) -> None:
    found = waiting(database, "settlement", SETTLING, {"discount": 40, "valid": FORTNIGHT})
    assert found.place is not None
    assert [text["en"] for text in found.place.waits_for] == ["All is paid"]
    assert [(item.when, item.text["es"]) for item in found.next] == [
        (None, "Si un supervisor la aprueba, se le ofrece la quita."),
        (None, "Si un supervisor no la aprueba, sigue con: Fin: late."),
        (START + 2 * DAY, "Si nadie decide a tiempo, sigue con: Fin: late."),
        (None, "Si paga todo, sale del recorrido."),
    ]


def test_of_an_approval_without_a_deadline_nothing_is_told_of_time(database: Database) -> None:
    settings = {"discount": 40, "valid": FORTNIGHT, "deadline": None}
    texts = [item.text["en"] for item in waiting(database, "settlement", SETTLING, settings).next]
    assert not any("in time" in text for text in texts)


def test_of_a_settlement_that_is_offered_it_is_told_how_it_may_end(database: Database) -> None:
    found = waiting(database, "settlement", SETTLING, {"discount": 10, "valid": FORTNIGHT})
    assert found.place is not None
    assert [text["en"] for text in found.place.waits_for] == ["What this step asks for to be done", "All is paid"]
    assert [item.text["en"] for item in found.next][:2] == [
        "Once it is offered, waits for the money.",
        "If it cannot be offered, goes on with: End: late.",
    ]
    perform_all(database)
    advance_all(database)
    found = explained(database)
    assert found.place is not None
    assert [text["es"] for text in found.place.waits_for] == ["Pagó todo", "Rechazó la quita", "Pagó la quita acordada"]
    assert [(item.when, item.text["es"]) for item in found.next][:3] == [
        (None, "Si paga la quita, sigue con: Fin: over."),
        (None, "Si la rechaza, sigue con: Fin: late."),
        (START + 14 * DAY, "Si no la paga a tiempo, sigue con: Fin: late."),
    ]


def test_without_an_exit_for_them_payments_are_told_as_payments(database: Database) -> None:
    waiting(database, "settlement", SETTLING, {"discount": 10, "valid": FORTNIGHT})
    with database.write() as session:
        for version in session.scalars(select(JourneyVersion)):
            version.graph = {**version.graph, "exits": []}
    perform_all(database)
    advance_all(database)
    place = explained(database).place
    assert place is not None
    assert place.waits_for[0] == {"es": "Pagó", "en": "Paid"}


def test_whoever_is_held_waits_for_nothing_but_the_end_of_it(database: Database) -> None:
    with database.write() as session:
        add_account(session)
    nodes = [("enter", "enter", {"audience": None}), ("wait", "wait_event", {"events": ["paid"], "timeout": FORTNIGHT})]
    lines = "enter.next>wait wait.paid>done wait.timeout>late"
    publish_graph(database, {**graph([*nodes, *ENDS], lines), "holds": ["disputed"]})
    let_in(database)
    advance_all(database)
    with database.write() as session:
        session.get_one(Account, 1).disputed_at = START
    happen(database, "disputed")
    found = explained(database)
    assert found.place is not None
    assert [text["es"] for text in found.place.waits_for] == [
        "Que se levante lo que tiene a la persona en espera",
        "Pagó todo",
    ]
    assert [item.text["en"] for item in found.next] == ["If everything is paid, leaves the journey."]


def test_of_a_task_each_outcome_is_told_apart_from_its_deadline(database: Database) -> None:
    asked = {"question": "May we?", "deadline": {"amount": 2, "unit": "days"}}
    lines = "enter.next>wait wait.approved>done wait.refused>late wait.overdue>late"
    found = waiting(database, "approval", lines, asked)
    assert [(item.when, item.text["es"]) for item in found.next][:3] == [
        (None, "Según lo que resulte («Aprobado»), sigue con: Fin: over."),
        (None, "Según lo que resulte («Rechazado»), sigue con: Fin: late."),
        (START + 2 * DAY, "Si se cumple el plazo («Fuera de plazo»), sigue con: Fin: late."),
    ]
