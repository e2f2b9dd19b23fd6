"""What is in the way of a person or of a message, in both languages."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.db import Database
from app.insights import standing
from app.models import (
    ContactPoint,
    Debtor,
    Journey,
    Message,
    MessageState,
    Refusal,
    Step,
    StepState,
    User,
)
from app.store import audit, leases
from tests.app.flow.people import START
from tests.app.insights.somebody import DAY, HOUR, begun, blocks, change, explained, moment


def paused(database: Database, actor: str, reason: str) -> None:
    with database.write() as session:
        session.execute(update(Journey).values(halt="paused", halted_at=START, halt_reason=reason))
        stamps = {"password": "x", "created_at": START}
        session.add(User(email="ana@cauce.test", name="Ana Ruiz", role="admin", **stamps))
        audit.record(session, actor="cli", action="journey.paused", subject="journey", subject_id=1, at=START)
        audit.record(session, actor=actor, action="journey.paused", subject="journey", subject_id=1, at=START)
        audit.record(session, actor="cli", action="journey.saved", subject="journey", subject_id=1, at=START)


@pytest.mark.parametrize(
    ("actor", "reason", "spanish", "english"),
    [
        (
            "user:ana@cauce.test",
            "Revisión legal.",
            "Ana Ruiz puso el recorrido en pausa. Motivo: Revisión legal.",
            "Ana Ruiz paused the journey. Reason: Revisión legal.",
        ),
        (
            "user:ana@cauce.test",
            "paid: later",
            "Ana Ruiz puso el recorrido en pausa. Motivo: paid: later.",
            "Ana Ruiz paused the journey. Reason: paid: later.",
        ),
        ("key:abc", "", "El recorrido está en pausa.", "The journey is paused."),
        (
            "guard",
            "guard_same_template: Segundo aviso",
            (
                "El recorrido está en pausa. Motivo: El protector pausó el recorrido: alguien iba a recibir otra vez "
                "«Segundo aviso» demasiado pronto."
            ),
            (
                "The journey is paused. Reason: The blast guard paused the journey: somebody was about to get “Segundo "
                "aviso” again too soon."
            ),
        ),
    ],
    ids=["a person", "a reason like a code", "a program", "the guard"],
)
def test_a_paused_journey_says_by_whom_and_why(
    database: Database, actor: str, reason: str, spanish: str, english: str
) -> None:
    begun(database)
    paused(database, actor, reason)
    assert blocks(database, START + 9 * DAY) == [("journey_paused", spanish, english, None)]
    assert {item.when for item in explained(database).next} == {None}, "a pause may move every time"


def test_a_journey_that_is_being_stopped_leads_nowhere(database: Database) -> None:
    begun(database)
    change(database, Journey, halt="stopping", halted_at=START, halt_reason="Se vendió la cartera")
    [(code, spanish, english, _)] = blocks(database)
    assert code == "journey_stopping"
    assert spanish == "El recorrido se está deteniendo. Motivo: Se vendió la cartera."
    assert english == "The journey is being stopped. Reason: Se vendió la cartera."
    assert explained(database).next == []


def refuse(database: Database, rule: str, until: datetime | None) -> None:
    with database.write() as session:
        debtor_id = session.scalars(select(Debtor.id)).one()
        session.add(Refusal(message_id=1, debtor_id=debtor_id, at=START, rule="gate/gone", until=None))
        session.add(Refusal(message_id=1, debtor_id=debtor_id, at=START, rule=rule, until=until))


@pytest.mark.parametrize(
    ("values", "code", "spanish", "english"),
    [
        (
            {"state": MessageState.held, "error": "missing_token: account.due_date"},
            "message_held",
            "El mensaje «Recordatorio de pago» está retenido. El dato account.due_date está vacío para esta persona.",
            "The message “Payment reminder” is held. The token account.due_date is empty for this person.",
        ),
        (
            {"state": MessageState.unknown, "error": "unanswered: timeout"},
            "message_unknown",
            (
                "No se sabe si el mensaje «Recordatorio de pago» salió. El servidor de correo no confirmó si aceptó el "
                "mensaje (timeout)."
            ),
            (
                "Nobody knows whether the message “Payment reminder” went out. The mail server did not say whether it "
                "took the message (timeout)."
            ),
        ),
        (
            {"state": MessageState.failed, "error": "refused_recipient: 550 no such user"},
            "message_failed",
            (
                "El mensaje «Recordatorio de pago» no se pudo enviar. El servidor de correo rechazó la dirección: "
                "550 no such user"
            ),
            "The message “Payment reminder” could not be sent. The mail server refused the recipient: 550 no such user",
        ),
        (
            {"state": MessageState.queued, "error": "server_down: refused"},
            "channel_down",
            "El mensaje «Recordatorio de pago» espera a que responda el canal; se intentará de nuevo.",
            "The message “Payment reminder” waits until its channel answers; it will be tried again.",
        ),
        (
            {"state": MessageState.held, "template": "lost", "error": "no_template: lost"},
            "message_held",
            "El mensaje «lost» está retenido. No existe la plantilla «lost».",
            "The message “lost” is held. There is no template “lost”.",
        ),
    ],
    ids=["held", "unknown", "failed", "channel down", "template gone"],
)
def test_a_message_that_does_not_go_out_says_why(
    database: Database, values: dict[str, Any], code: str, spanish: str, english: str
) -> None:
    begun(database)
    change(database, Message, **values)
    assert blocks(database) == [(code, spanish, english, None)]


def test_a_message_that_a_rule_puts_off_says_until_when(database: Database) -> None:
    begun(database)
    change(database, Message, due_at=START + 4 * HOUR)
    refuse(database, "house/window", START + 4 * HOUR)
    assert blocks(database) == [
        (
            "message_deferred",
            (
                "El mensaje «Recordatorio de pago» espera a que se permita enviarlo. Solo se puede contactar todos los "
                "días de 08:00 a 21:00, hora de la persona (Política de la casa)."
            ),
            (
                "The message “Payment reminder” waits until it may be sent. Contact only every day from 08:00 to "
                "21:00, the person's time (House policy)."
            ),
            START + 4 * HOUR,
        )
    ]
    assert blocks(database, START + 5 * HOUR) == [], "the rule no longer speaks of it"


def test_a_message_that_a_rule_forbids_for_good_says_which(database: Database) -> None:
    begun(database)
    change(database, Message, state=MessageState.refused, error="anything")
    refuse(database, "house/opt_out", None)
    [(code, spanish, english, until)] = blocks(database)
    assert (code, until) == ("message_refused", None)
    assert spanish.startswith("El mensaje «Recordatorio de pago» no se puede enviar. La persona pidió no recibir más")
    assert english.startswith("The message “Payment reminder” may not be sent. The person asked for no more messages")


def test_a_channel_that_rests_holds_up_what_is_queued_for_it(database: Database) -> None:
    begun(database)
    with database.write() as session:
        leases.rest(session, "email", START, timedelta(minutes=1))
    assert [block[0] for block in blocks(database)] == ["channel_down"]
    change(database, Message, state=MessageState.sent)
    assert blocks(database) == []


def test_who_opted_out_is_said(database: Database) -> None:
    begun(database)
    change(database, ContactPoint, opted_out_at=START)
    assert blocks(database) == [("opted_out", "Pidió no recibir más emails.", "Asked for no more email.", None)]


def test_a_step_that_nobody_takes_is_overdue(database: Database) -> None:
    begun(database)
    assert blocks(database, START + 3 * DAY + timedelta(minutes=4)) == []
    assert [block[0] for block in blocks(database, START + 3 * DAY + timedelta(minutes=5))] == ["overdue"]


def test_whoever_is_on_hold_is_told_by_what(database: Database) -> None:
    begun(database)
    memory = '{"hold": {"name": "disputed", "since": "2026-03-02T09:00:00+00:00"}}'
    change(database, Step, state=StepState.frozen, memory=memory)
    [(code, spanish, english, until)] = blocks(database)
    assert (code, until) == ("on_hold", None)
    assert spanish == "En espera: «Disputa la deuda». Sigue desde aquí cuando deje de ser así."
    assert english == "On hold: “Disputes the debt”. Goes on from here once that is no longer so."
    found = explained(database)
    assert found.place is not None
    assert found.place.due_at is None, "no clock takes them further"
    assert [item.when for item in found.next] == [None], "only the exit is ahead"
    with database.read() as session:
        [line] = standing.of_debtor(session, 1, moment())
    assert line.blocked
