"""Delivery through real SMTP connections that go wrong."""

import socket
from datetime import timedelta

from sqlalchemy import select

from app.channels.email import EmailChannel, SmtpServer
from app.clock import FixedClock
from app.flow.deliver import LEASE, REST, Delivery
from app.installation import Installation
from app.models import Message
from tests.app.channels.smtp import say, scripted
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import add_account


def written(installation: Installation, count: int) -> None:
    with installation.db.write() as session:
        for _ in range(count):
            add_account(session)
    publish_graph(installation.db, reminder())
    let_in(installation.db)
    advance_all(installation.db)


def outcome(installation: Installation) -> list[tuple[str, int]]:
    with installation.db.read() as session:
        query = select(Message.state, Message.attempt).order_by(Message.id)
        return [(state, attempt) for state, attempt in session.execute(query)]


def test_a_dead_mail_server_delays_and_loses_nothing(installation: Installation, clock: FixedClock) -> None:
    written(installation, 3)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    dead = EmailChannel(SmtpServer("127.0.0.1", port, tls=False, starttls=False, user="", password=""))
    Delivery(installation, {"email": dead}).run_batch()
    assert outcome(installation) == [("queued", 0)] * 3
    clock.advance(REST)
    with scripted(say()) as alive:
        Delivery(installation, {"email": alive}).run_batch()
    assert outcome(installation) == [("sent", 0)] * 3


def test_a_server_that_takes_a_mail_and_falls_silent_gets_it_only_once(
    installation: Installation, clock: FixedClock
) -> None:
    written(installation, 2)
    taken: list[str] = []

    def answer(line: str) -> str | None:
        if line != "CONTENT":
            return say()(line)
        taken.append(line)
        return None if len(taken) == 1 else "250 fine"

    with scripted(answer, seconds=0.3) as channel:
        delivery = Delivery(installation, {"email": channel})
        delivery.run_batch()
        assert outcome(installation) == [("unknown", 0), ("queued", 0)]
        for _ in range(3):
            clock.advance(LEASE + timedelta(seconds=1))
            delivery.reconcile()
            delivery.run_batch()
    assert outcome(installation) == [("unknown", 0), ("sent", 0)]
    assert len(taken) == 2
