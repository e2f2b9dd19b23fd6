"""Scripted channels, and people to whom a message was just written, for tests of handing over."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.channels import Outgoing, Receipt
from app.errors import DeliveryError
from app.installation import Installation
from app.models import Event
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.outbox import all_messages
from tests.app.flow.people import add_account


@dataclass
class Script:
    """A channel that answers each message as it is told, then takes the rest."""

    answers: list[DeliveryError | None] = field(default_factory=list)
    name: str = "email"
    tried: list[Outgoing] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> Receipt:
        """Answer as told."""
        self.tried.append(outgoing)
        error = self.answers.pop(0) if self.answers else None
        if error is not None:
            raise error
        return Receipt("250 fine")

    def has(self, ref: str) -> bool:
        """Whether it was tried."""
        return any(outgoing.ref == ref for outgoing in self.tried)

    def close(self) -> None:
        """Nothing is open."""


class Mute(Script):
    """A channel that cannot be asked."""

    def has(self, ref: str) -> bool:
        """Nobody knows."""
        del ref
        return False


def written(installation: Installation, count: int = 1, document: Any = None, **values: Any) -> list[int]:  # noqa: ANN401 - any column
    """The accounts of people to whom a first mail was just written."""
    with installation.db.write() as session:
        ids = [add_account(session, **values).id for _ in range(count)]
    publish_graph(installation.db, document or reminder())
    let_in(installation.db)
    advance_all(installation.db)
    return ids


def states(installation: Installation) -> list[str]:
    return [message.state for message in all_messages(installation)]


def kinds(installation: Installation) -> list[str]:
    with installation.db.read() as session:
        return list(session.scalars(select(Event.kind).order_by(Event.id)))
