"""What becomes of a message, from the outbox to the wire and back, for every answer that a mail server may give."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.flow.deliver import LONGEST_DELAY, REST, Delivery
from app.installation import Installation
from app.models import Event, Message
from app.reasons import read
from tests.app.channels.smtp import say, scripted
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import add_account

AGAIN = max(REST.total_seconds(), LONGEST_DELAY) + 1


def written(installation: Installation) -> None:
    with installation.db.write() as session:
        add_account(session)
    publish_graph(installation.db, reminder())
    let_in(installation.db)
    advance_all(installation.db)


@pytest.mark.parametrize(
    ("answer", "first", "at_last", "handed_over"),
    [
        ("250 taken", "sent", "sent", 1),
        ("250", "sent", "sent", 1),
        ("451 come back later", "queued", "sent", 2),
        ("421 closing", "queued", "sent", 2),
        ("550 no such person", "failed", "failed", 1),
        ("¿qué? no sé", "unknown", "unknown", 1),
        ("", "unknown", "unknown", 1),
        ("0", "unknown", "unknown", 1),
        ("999 what", "unknown", "unknown", 1),
        ("354 go on", "unknown", "unknown", 1),
        ("250-", "unknown", "unknown", 1),
        ("2" * 9_000, "unknown", "unknown", 1),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_an_answer_to_the_content_decides_and_nonsense_is_never_answered_by_a_second_copy(  # noqa: PLR0913, PLR0917
    installation: Installation, clock: FixedClock, answer: str, first: str, at_last: str, handed_over: int
) -> None:
    written(installation)
    taken: list[str] = []

    def respond(line: str) -> str | None:
        if line != "CONTENT":
            return say()(line)
        taken.append(line)
        return answer if len(taken) == 1 else "250 fine"

    with scripted(respond, seconds=0.3) as channel:
        delivery = Delivery(installation, {"email": channel})
        delivery.run_batch()
        assert state(installation) == first
        clock.advance(timedelta(seconds=AGAIN))
        delivery.run_batch()
    assert state(installation) == at_last
    assert len(taken) == handed_over


def state(installation: Installation) -> str:
    with installation.db.read() as session:
        return session.scalars(select(Message.state)).one()


@pytest.mark.parametrize(
    ("command", "answer", "code"),
    [("MAIL", "553 not you", "refused_sender"), ("RCPT", "550 nobody", "refused_recipient"), ("DATA", "554 no", "")],
)
def test_what_is_refused_for_good_says_why_in_both_languages_and_journeys_hear_of_it(
    installation: Installation, command: str, answer: str, code: str
) -> None:
    written(installation)
    with scripted(say(**{command: answer})) as channel:
        Delivery(installation, {"email": channel}).run_batch()
    with installation.db.read() as session:
        message = session.scalars(select(Message)).one()
        kinds = session.scalars(select(Event.kind)).all()
    assert message.state == "failed"
    words = read(message.error)
    assert words is not None
    assert answer[:3] in words["es"]
    assert answer[:3] in words["en"]
    assert words["es"] != words["en"]
    assert (message.error or "").startswith(code)
    assert list(kinds) == ["message_failed"]


@pytest.mark.parametrize("greeting", ["MAIL", "RCPT", "DATA"])
def test_nonsense_before_the_content_is_safe_to_try_again(
    installation: Installation, clock: FixedClock, greeting: str
) -> None:
    written(installation)
    with scripted(say(**{greeting: "¿qué?"})) as confused:
        Delivery(installation, {"email": confused}).run_batch()
    assert state(installation) == "queued"
    clock.advance(REST)
    with scripted(say()) as clear:
        Delivery(installation, {"email": clear}).run_batch()
    assert state(installation) == "sent"
