"""Live counts of a journey: who stands on each node, how many passed it, whom contact rules keep waiting, the ends."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.store import deferrals, journeys, tallies
from app.store.deferrals import Deferred
from app.store.placing import PLACED

OFF = ("exit:", "left:", PLACED)  # how the ports begin by which an exit or a person takes somebody off a node
CARRIED = ("moved", "stopped")  # those by which a change to everybody does


@dataclass
class NodeCount:
    """``here`` stand on the node now, also as an arm of a fork; it was left ``passed`` times.

    Exits and what was done by hand are not counted. ``deferred`` are those whose message from here a contact rule puts
    off, None for nobody.
    """

    here: int = 0
    passed: int = 0
    ports: dict[str, int] = field(default_factory=dict)
    deferred: Deferred | None = None


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

    def since(self, before: "Counts") -> "Counts":
        """The same with those nodes alone that differ from before."""
        nodes = {name: count for name, count in self.nodes.items() if count != before.nodes.get(name)}
        gone = {name: NodeCount() for name in before.nodes if name not in self.nodes}
        return Counts({**nodes, **gone}, self.active, self.ended, self.ends)


def of_journey(session: Session, journey_id: int, now: datetime) -> Counts:
    """Add up the counters, and count the messages that are put off; three queries, and none over the people.

    Raises:
        NotFoundError: there is no such journey.
    """
    journeys.require(session, journey_id)
    found = gathered(session, journey_id)
    for node, deferred in deferrals.of_journey(session, journey_id, now).items():
        found.nodes.setdefault(node, NodeCount()).deferred = deferred
    return found


def gathered(session: Session, journey_id: int) -> Counts:
    """The counters alone, of a journey that is known to be there, in one query."""
    found = Counts()
    for _, node, what, n in tallies.of_journey(session, journey_id):
        if what == tallies.HERE:
            found.nodes.setdefault(node, NodeCount()).here += n
            found.active += n
        elif what == tallies.ARM:
            found.nodes.setdefault(node, NodeCount()).here += n
        elif what.startswith(tallies.PORT):
            count, port = found.nodes.setdefault(node, NodeCount()), what.removeprefix(tallies.PORT)
            count.ports[port] = count.ports.get(port, 0) + n
            count.passed += 0 if port.startswith(OFF) or port in CARRIED else n
        elif what.startswith(tallies.ENDED):
            why = what.removeprefix(tallies.ENDED)
            found.ended += n
            found.ends[why] = found.ends.get(why, 0) + n
    return found
