"""Live counts of a journey: who stands on each node, how many passed it, and how the runs ended."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.models import RunState
from app.store import counts

EXIT = "exit:"  # the port by which the journey's own exits take somebody off whatever node they stand on


@dataclass
class NodeCount:
    """``here`` stand on the node now; it was left ``passed`` times, exits aside; ``ports`` has every way out."""

    here: int = 0
    passed: int = 0
    ports: dict[str, int] = field(default_factory=dict)


@dataclass
class Counts:
    """The counts of one journey, over all its versions; ``ends`` has how many ended for each reason."""

    nodes: dict[str, NodeCount] = field(default_factory=dict)
    active: int = 0
    ended: int = 0
    ends: dict[str, int] = field(default_factory=dict)

    @property
    def entered(self) -> int:
        """How many ever entered."""
        return self.active + self.ended


def of_journey(session: Session, journey_id: int) -> Counts:
    """Count; four queries, however large the journey is.

    Raises:
        NotFoundError: there is no such journey.
    """
    counts.require(session, journey_id)
    found = Counts()
    for node, people in counts.standing(session, journey_id):
        found.nodes.setdefault(node, NodeCount()).here = people
    for node, port, times in counts.left(session, journey_id):
        count = found.nodes.setdefault(node, NodeCount())
        count.ports[port] = times
        count.passed += 0 if port.startswith(EXIT) else times
    for state, reason, people in counts.runs(session, journey_id):
        if state == RunState.active:
            found.active += people
        else:
            found.ended += people
            found.ends[reason or ""] = found.ends.get(reason or "", 0) + people
    return found
