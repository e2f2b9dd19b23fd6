"""Messages in the outbox without a journey's whole way, for tests of their delivery."""

import itertools
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.installation import Installation
from app.models import Account, Event, Message, Run
from tests.app.flow.journeys import let_in, publish_graph, reminder
from tests.app.flow.people import START

visits = itertools.count(100)

TEMPLATES = {
    "email": "payment_reminder",
    "sms": "sms_reminder",
    "whatsapp": "whatsapp_reminder",
    "voice": "voice_reminder",
    "letter": "letter_reminder",
}


def on_journey(installation: Installation) -> None:
    """Let everybody there is into a journey, and write nothing to them yet."""
    publish_graph(installation.db, reminder())
    let_in(installation.db)


def put(session: Session, account_id: int, channel: str = "sms", **values: Any) -> Message:  # noqa: ANN401 - any column
    """A queued message to an account that is on a journey."""
    run = session.scalars(select(Run).where(Run.account_id == account_id)).one()
    known: dict[str, Any] = {"state": "queued", "due_at": START, "priority": 1, "template": TEMPLATES[channel]}
    known["debtor_id"] = session.get_one(Account, account_id).debtor_id
    message = Message(
        run_id=run.id,
        journey_id=run.journey_id,
        account_id=account_id,
        node="mail",
        visit=next(visits),
        channel=channel,
        created_at=START,
        **{**known, **values},
    )
    session.add(message)
    session.flush()
    return message


def all_messages(installation: Installation) -> list[Message]:
    """Every message, in their order."""
    with installation.db.read() as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def all_events(installation: Installation) -> list[tuple[str, dict[str, Any]]]:
    """Every event with its data, in their order."""
    with installation.db.read() as session:
        return [(event.kind, event.data) for event in session.scalars(select(Event).order_by(Event.id))]


def later(minutes: float) -> datetime:
    """So many minutes after the start."""
    return datetime.fromtimestamp(START.timestamp() + minutes * 60, START.tzinfo)
