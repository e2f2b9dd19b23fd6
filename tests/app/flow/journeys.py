"""Small journeys for the tests, and the database work around them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.flow import advance, enter, publish
from app.models import Journey, JourneyVersion, Step
from app.store import journeys
from tests.app.flow.people import START

EMAIL = frozenset({"email"})
THREE_DAYS = {"amount": 3, "unit": "days"}


def graph(nodes: Sequence[tuple[str, str, Mapping[str, Any]]], edges: str, *, exits: Sequence[str] = ("paid",)) -> Any:  # noqa: ANN401 - JSON
    """A graph; ``edges`` are words like ``mail.next>wait``."""
    made = []
    for place, word in enumerate(edges.split()):
        source, target = word.split(">")
        node, port = source.split(".")
        made.append({"id": f"e{place}", "from": node, "port": port, "to": target})
    return {
        "schema_version": 1,
        "name": "Prueba",
        "nodes": [
            {"id": name, "kind": kind, "kind_version": 1, "settings": dict(settings)} for name, kind, settings in nodes
        ],
        "edges": made,
        "entry": nodes[0][0],
        "exits": list(exits),
        "layout": {},
    }


def reminder(audience: Mapping[str, Any] | None = None, *, exits: Sequence[str] = ("paid",)) -> Any:  # noqa: ANN401 - JSON
    """Mail, wait three days for an answer, mail those who gave none."""
    return graph(
        [
            ("enter", "enter", {"audience": audience}),
            ("mail", "send_email", {"template": "payment_reminder"}),
            ("answer", "wait_event", {"events": ["page_opened"], "timeout": THREE_DAYS}),
            ("second", "send_email", {"template": "second_notice"}),
            ("rest", "wait", {"duration": THREE_DAYS}),
            ("opened", "end", {"reason": "opened"}),
            ("silent", "end", {"reason": "silent"}),
        ],
        "enter.next>mail mail.next>answer answer.page_opened>opened answer.timeout>second second.next>rest "
        "rest.next>silent",
        exits=exits,
    )


def add_journey(session: Session, document: Any) -> Journey:  # noqa: ANN401 - JSON
    """A saved draft."""
    journey = Journey(name="Prueba", draft=document, saved_at=START, created_at=START)
    session.add(journey)
    session.flush()
    return journey


def publish_graph(
    database: Database,
    document: Any,  # noqa: ANN401 - JSON
    now: datetime = START,
    channels: frozenset[str] = EMAIL,
) -> JourneyVersion:
    """A journey that is live."""
    with database.write() as session:
        journey = add_journey(session, document)
        return publish.publish(session, journey.id, reason="Prueba", user_id=None, now=now, channels=channels)


def let_in(database: Database, now: datetime = START) -> int:
    """Let everybody who matches into every live journey."""
    count = 0
    with database.write() as session:
        for number in journeys.live_ids(session):
            version = journeys.hold_live(session, number)
            assert version is not None
            count += enter.enter(session, version, now).count
    return count


def advance_all(database: Database, now: datetime = START) -> int:
    """Move everybody who is due."""
    total = 0
    while True:
        with database.write() as session:
            moved = advance.advance_batch(session, now)
        total += moved
        if not moved:
            return total


def nodes(session: Session) -> list[str]:
    """Where people stand, in the order of their steps."""
    return list(session.scalars(select(Step.node).order_by(Step.id)))
