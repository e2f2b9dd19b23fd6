"""The explanation of a run, sentence by sentence, in both languages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, event, select, update

from app.db import Database
from app.errors import NotFoundError
from app.insights import explain, standing
from app.models import (
    History,
    Run,
    Step,
    StepState,
)
from app.store import archive, events
from journeys import gallery
from tests.app.flow.journeys import advance_all, let_in, publish_graph
from tests.app.flow.people import START, add_account
from tests.app.insights.somebody import DAY, HOUR, begun, blocks, change, explained, moment


def happen(database: Database, account_id: int, kind: str, at: datetime) -> None:
    with database.write() as session:
        events.record(session, account_id=account_id, kind=kind, at=at)
    advance_all(database, at)


def test_somebody_who_waits_for_an_answer(database: Database) -> None:
    begun(database)
    found = explained(database)
    assert found.place is not None
    assert (found.place.node, found.place.label["en"]) == ("first_answer", "Wait for an event")
    assert found.place.sentence["es"] == "Esperar: abrió la página o pagó (máximo 3 días)"
    assert (found.place.since, found.place.due_at) == (START, START + 3 * DAY)
    assert [text["es"] for text in found.place.waits_for] == ["Abrió la página", "Pagó"]
    assert [text["es"] for text in found.why] == [
        "Se le preparó el email «Recordatorio de pago».",
        (
            "Entró en el recorrido porque se cumplía: Saldo pendiente mayor que 0,00 y Días de mora como máximo 60 y "
            "Correo electrónico no está vacío."
        ),
    ]
    assert [text["en"] for text in found.why] == [
        "The email “Payment reminder” was written to them.",
        (
            "Entered the journey because this held: Balance more than 0.00 and Days past due at most 60 and Email "
            "address is not empty."
        ),
    ]
    assert [(item.when, item.text["es"]) for item in found.next] == [
        (None, "Si ocurre «Abrió la página», sigue con: Esperar 2 días."),
        (None, "Si ocurre «Pagó», sigue con: Esperar 2 días."),
        (
            START + 3 * DAY,
            (
                "Si se cumple el plazo («Sin respuesta»), sigue con: Decidir (3 caminos: Owes 1,000 or more · Owes "
                "less than 50)."
            ),
        ),
        (None, "Si paga todo, sale del recorrido."),
    ]
    assert [item.text["en"] for item in found.next][1:] == [
        "If “Paid” happens, goes on with: Wait 2 days.",
        (
            "If the time limit passes (“No answer”), goes on with: Branch (3 ways: Owes 1,000 or more · Owes less "
            "than 50)."
        ),
        "If everything is paid, leaves the journey.",
    ]
    assert found.blocks == []
    assert [(told.node, told.port_label) for told in found.trail] == [("reminder", None), ("enter", None)]
    assert [(message.template, why) for message, why in found.messages] == [("payment_reminder", None)]


def test_somebody_who_answered_and_waits(database: Database) -> None:
    account_id = begun(database)
    happen(database, account_id, "page_opened", START + DAY)
    found = explained(database, START + DAY)
    assert found.why[0] == {
        "es": "Ocurrió lo que se esperaba: abrió la página.",
        "en": "What was waited for happened: opened the page.",
    }
    assert found.trail[0].port_label == {"es": "Abrió la página", "en": "Opened the page"}
    assert found.place is not None
    assert (found.place.since, found.place.due_at) == (START + DAY, START + 3 * DAY)
    assert [text["en"] for text in found.place.waits_for] == ["All is paid"]
    assert [(item.when, item.text["en"]) for item in found.next] == [
        (START + 3 * DAY, "Goes on with: Branch (3 ways: Owes 1,000 or more · Owes less than 50)."),
        (None, "If everything is paid, leaves the journey."),
    ]


@pytest.mark.parametrize(
    ("principal", "spanish", "english"),
    [
        (
            200_000,
            "Siguió por «Owes 1,000 or more» porque se cumplía: Saldo pendiente al menos 1.000,00.",
            "Went on by “Owes 1,000 or more” because this held: Balance at least 1,000.00.",
        ),
        (
            38_000,
            "Siguió por «Los demás» porque no se cumplía ninguna de las condiciones.",
            "Went on by “Everyone else” because none of the conditions held.",
        ),
    ],
    ids=["a branch", "everyone else"],
)
def test_somebody_whom_a_condition_sent_on_after_silence(
    database: Database, principal: int, spanish: str, english: str
) -> None:
    begun(database, principal=principal)
    advance_all(database, START + 3 * DAY)
    found = explained(database, START + 3 * DAY)
    told = [(text["es"], text["en"]) for text in found.why]
    assert (spanish, english) in told
    silence = "The time limit of 3 days passed without an answer."
    assert ("Se cumplió el plazo de 3 días sin respuesta.", silence) in told
    assert told[-1][1].startswith("Entered the journey"), "the entry is told, however long ago it was"


def test_somebody_who_just_came_in(database: Database) -> None:
    with database.write() as session:
        add_account(session)
    publish_graph(database, gallery.load("demo"))
    let_in(database)
    found = explained(database)
    assert found.place is not None
    assert (found.place.node, found.place.since, found.trail, found.why) == ("enter", START, [], [])
    assert [item.when for item in found.next] == [START]
    assert found.next[0].text["es"].startswith("Le toca este paso: Entran:")


def test_somebody_whom_an_event_wakes_is_looked_at_before_the_time_limit(database: Database) -> None:
    begun(database)
    change(database, Step, due_at=START + HOUR)
    assert next((item.when, item.text["en"]) for item in explained(database).next) == (
        START + HOUR,
        "This step is looked at again.",
    )


def test_a_run_that_ended_says_how(database: Database) -> None:
    begun(database)
    with database.write() as session:
        session.execute(delete(Step))
        session.execute(update(Run).values(state="ended", ended_at=START + DAY, end_reason="exit:paid"))
    found = explained(database, START + 2 * DAY)
    assert (found.place, found.next, found.blocks) == (None, [], [])
    assert found.end_reason == {"es": "Pagó todo", "en": "All is paid"}
    assert found.why[0] == {
        "es": "Salió del recorrido porque ya no debe nada.",
        "en": "Left the journey because nothing is owed any more.",
    }


@pytest.mark.parametrize(
    ("reason", "spanish", "english"),
    [
        ("Sin respuesta", "El recorrido terminó para esta cuenta: sin respuesta.", None),
        ("stopped", "El recorrido se detuvo.", "The journey was stopped."),
        ("left:version", "Salió al publicarse otra versión.", "Left when another version was published."),
        (
            "left:hand",
            "Una persona terminó su recorrido.",
            "Somebody took them off the journey.",
        ),
    ],
)
def test_every_way_to_end_is_a_sentence(database: Database, reason: str, spanish: str, english: str | None) -> None:
    begun(database)
    with database.write() as session:
        session.execute(delete(Step))
        session.execute(update(Run).values(state="ended", ended_at=START, end_reason=reason))
    told = explained(database).why[0]
    assert told["es"] == spanish
    assert english is None or told["en"] == english


def test_an_archived_run_is_told_from_the_archive(database: Database) -> None:
    begun(database)
    with database.write() as session:
        version_id = session.scalars(select(Run.version_id)).one()
        end = START + 3 * DAY
        session.add(History(run_id=1, version_id=version_id, node="first_answer", port="timeout", at=end))
        session.execute(delete(Step))
        session.execute(update(Run).values(state="ended", ended_at=end, end_reason="Done"))
        session.flush()
        assert archive.archive(session, end + DAY) == 1
        assert session.scalars(select(History)).all() == []
    found = explained(database, START + 100 * DAY)
    assert [told.node for told in found.trail] == ["first_answer", "reminder", "enter"]
    assert found.trail[0].at == START + 3 * DAY
    assert found.why[1]["en"] == "The time limit of 3 days passed without an answer."


@pytest.mark.parametrize(
    ("port", "spanish", "english"),
    [
        (
            "skipped:timeout",
            "Alguien saltó este paso: Esperar: abrió la página o pagó (máximo 3 días).",
            "Somebody skipped this step: Wait for: opened the page or paid (at most 3 days).",
        ),
        (
            "moved",
            "Pasó a otra versión del recorrido cuando estaba en: Esperar: abrió la página o pagó (máximo 3 días).",
            "Moved to another version of the journey while at: Wait for: opened the page or paid (at most 3 days).",
        ),
    ],
)
def test_what_people_did_by_hand_is_told(database: Database, port: str, spanish: str, english: str) -> None:
    begun(database)
    with database.write() as session:
        version_id = session.scalars(select(Run.version_id)).one()
        session.add(History(run_id=1, version_id=version_id, node="first_answer", port=port, at=START + HOUR))
    found = explained(database)
    assert found.why[0] == {"es": spanish, "en": english}
    assert found.trail[0].port_label is not None


def test_a_node_that_the_version_no_longer_has_goes_by_its_name(database: Database) -> None:
    begun(database)
    change(database, Step, node="gone", state=int(StepState.failed), error="no_node: ")
    with database.write() as session:
        version_id = session.scalars(select(Run.version_id)).one()
        session.add(History(run_id=1, version_id=version_id, node="lost", port="next", at=START))
    found = explained(database)
    assert found.place is not None
    assert (found.place.sentence["en"], found.place.label["es"], found.place.due_at) == ("gone", "gone", None)
    assert found.why[0] == {"es": "Pasó por: lost.", "en": "Passed: lost."}
    assert [item.text["es"] for item in found.next] == [
        "Alguien tiene que repetir este paso, saltarlo o sacar a esta persona del recorrido."
    ]
    assert blocks(database) == [
        (
            "step_failed",
            "El paso en el que está la persona ya no existe en esta versión del recorrido.",
            "The step that the person stands on is not in this version of the journey.",
            None,
        )
    ]


def test_a_run_that_there_is_not_is_not_found(database: Database) -> None:
    with database.read() as session, pytest.raises(NotFoundError):
        explain.of_run(session, 7, moment())


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*call: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event
        if not call[2].startswith("BEGIN"):
            seen.append(call[2])

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


READERS: dict[str, tuple[int, Callable[..., object]]] = {
    "one run": (15, lambda session: explain.of_run(session, 1, moment())),
    "a debtor's runs": (9, lambda session: standing.of_debtor(session, 1, moment())),
}


@pytest.mark.parametrize("what", READERS)
def test_explaining_takes_a_fixed_number_of_queries(database: Database, what: str) -> None:
    most, reader = READERS[what]
    account_id = begun(database, principal=200_000)
    for day in (0, 3, 12, 30):
        advance_all(database, START + day * DAY)
        with counted(database) as queries, database.read() as session:
            reader(session)
        assert len(queries) == most, queries
    assert account_id == 1
