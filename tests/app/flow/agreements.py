"""Journeys about promises, plans and settlements for the tests, and the time that goes by in them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.config import Config
from app.db import Database
from app.flow.performer import knowing, performers
from app.models import Act, Offer, Plan, Promise, Run
from tests.app.cases.agreed import owing
from tests.app.flow.acting import perform_all
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START


def one_step(kind: str, settings: Mapping[str, Any], *ports: str, exits: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - JSON
    """Everybody comes to one step; each way out ends the journey under its own name."""
    finals = [(f"e_{port}", "end", {"reason": port}) for port in ports]
    lines = " ".join(f"step.{port}>e_{port}" for port in ports)
    return graph(
        [("enter", "enter", {"audience": None}), ("step", kind, settings), *finals],
        f"enter.next>step {lines}",
        exits=exits,
    )


class Life:
    """One account on a journey; its id is ``account``."""

    def __init__(self, database: Database, config: Config | None = None) -> None:
        self.database = database
        self.account = owing(database)
        self._known = performers() if config is None else knowing(performers(), config)

    def begins(self, document: Any) -> "Life":  # noqa: ANN401 - JSON
        """The journey is live, and the account on it."""
        publish_graph(self.database, document)
        let_in(self.database)
        return self.on(0)

    def on(self, day: float) -> "Life":
        """So many days after the start: everybody moves as far as they go, and what they order is carried out."""
        now = START + timedelta(days=day)
        while advance_all(self.database, now) + perform_all(self.database, now, self._known):
            pass
        return self

    @property
    def ended(self) -> list[str | None]:
        """Why each run ended; None where it did not."""
        with self.database.read() as session:
            return list(session.scalars(select(Run.end_reason).order_by(Run.id)))

    @property
    def acts(self) -> list[str]:
        """The acts that were ordered, with what became of each."""
        with self.database.read() as session:
            return [f"{act.kind} {act.state}" for act in session.scalars(select(Act).order_by(Act.id))]

    def states(self, table: type[Promise | Plan | Offer]) -> list[str]:
        """The states of all promises, plans or offers, in their order."""
        with self.database.read() as session:
            return list(session.scalars(select(table.state).order_by(table.id)))
