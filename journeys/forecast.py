"""How many messages a journey can send one person in a day, whatever they do."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from graphlib import TopologicalSorter
from math import gcd

from journeys.graph import reached
from journeys.plan import Plan, PlanNode
from journeys.walk import Fork, Stay, Walk

DAY = 86_400
EVENT = 3_600  # what a person does over and over on a loop, they do once an hour at most
MOST = 1_000_000  # messages to one person a day beyond which nobody counts
MINUTE = 60  # the grain of the arithmetic; also what a way round without any wait is taken to last

_THEN = datetime(2000, 1, 3, tzinfo=UTC)  # any moment: only the distance from it counts

Seconds = int


@dataclass(frozen=True, slots=True)
class _Stop:
    """A node as the forecast sees it: how many messages it writes, whether people stand on it, and its ways out.

    A way is where it leads and how long people stay at least before they take it; ``at_once``, all ways are taken.
    """

    messages: int
    keeps: bool
    ways: tuple[tuple[str, Seconds], ...]
    at_once: bool = False


def most_in_a_day(plan: Plan) -> int:
    """The most messages one person can get within any 24 hours.

    It follows the worst way through the plan: every branch may be taken, a wait takes as long as it says, and an
    event that is waited for comes at once, but for one on a loop, which comes once an hour.
    """
    stops = {name: _probe(node) for name, node in plan.nodes.items()}
    if not any(stop.messages for stop in stops.values()):
        return 0
    return _longest(_slowed(_slowed(stops, EVENT, keeping=True), MINUTE, keeping=False))


def _longest(stops: Mapping[str, _Stop]) -> int:
    """The most messages on any way that takes less than a day, one tick of the waits' common measure at a time."""
    lengths = [length for stop in stops.values() for _, length in stop.ways]
    tick = gcd(DAY, *lengths)
    instant = {name: [target for target, length in stop.ways if not length] for name, stop in stops.items()}
    order = list(TopologicalSorter(instant).static_order())  # where an instant way leads is looked at first
    # What can still come from each node, with as many ticks left as there are, one fewer, and so on.
    recent: deque[dict[str, int]] = deque(maxlen=max(lengths, default=0) // tick + 1)
    for _ in range(DAY // tick):
        now: dict[str, int] = {}
        recent.appendleft(now)
        for name in order:
            reachable = [recent[wait // tick][to] for to, wait in stops[name].ways if wait // tick < len(recent)]
            most = sum(reachable) if stops[name].at_once else max(reachable, default=0)
            now[name] = min(stops[name].messages + most, MOST)
    return max(recent[0].values())


def _probe(node: PlanNode) -> _Stop:
    """Try a node out on nobody in particular; one that cannot say anything without facts keeps nobody."""
    walk = Walk(node.id, 0, None, 0, {}, (), _THEN, [])
    keeps, at_once, lengths = False, False, {}
    try:
        answer = node.run(walk)
        at_once = isinstance(answer, Fork)
        if isinstance(answer, Stay):
            keeps, lengths = True, _lengths(node, answer)
    except Exception:  # noqa: BLE001, S110 - somebody else's kind may need facts to run: it is taken to keep nobody
        pass
    ways = [(target.id, lengths.get(port, 0)) for port, target in node.ports.items()]
    return _Stop(len(walk.sends), keeps, tuple(way for way in ways if way[1] < DAY), at_once)


def _lengths(node: PlanNode, stay: Stay) -> dict[str, Seconds]:
    """How long people stand here who leave by the port of the time limit; by any other, an event lets them go."""
    if stay.until is None:
        return {}
    answer = node.run(Walk(node.id, 0, stay.until, 0, {}, (), stay.until, []))
    if node.shortest is not None:
        return {answer: max(node.shortest // MINUTE, 1) * MINUTE} if isinstance(answer, str) else {}
    minutes = int((stay.until - _THEN).total_seconds()) // MINUTE
    return {answer: max(minutes, 1) * MINUTE} if isinstance(answer, str) else {}


def _slowed(stops: Mapping[str, _Stop], length: Seconds, *, keeping: bool) -> dict[str, _Stop]:
    """The same, with a length on every way that takes no time and is part of a way round that takes none.

    With ``keeping``, only on those that leave a node on which people stand.
    """
    instant = {name: [target for target, wait in stop.ways if not wait] for name, stop in stops.items()}
    slowed = {}
    for name, stop in stops.items():
        slow = [not wait and (stop.keeps or not keeping) and name in reached([to], instant) for to, wait in stop.ways]
        ways = ((to, length if is_slow else wait) for (to, wait), is_slow in zip(stop.ways, slow, strict=True))
        slowed[name] = _Stop(stop.messages, stop.keeps, tuple(ways), stop.at_once)
    return slowed
