"""Moves a person, or every arm of a person who goes several ways at once, from node to node."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from journeys.memory import Token
from journeys.plan import Plan, PlanNode
from journeys.walk import NO_EVENTS, Act, Answer, Arrive, Facts, Finish, Fork, Left, Send, Stay, Stuck, Task, Walk

MOVES = 1000
"""More moves without waiting than any journey needs; a person who makes them goes round in a circle."""

MOVES_TOGETHER = 20_000
"""The same for all arms of a person together, since each arm that goes round may part again."""

NESTED = 20
"""More forks inside each other than any journey has; the arms of such a person lead back to their own fork."""

CANCELLED = "cancelled"
ALL = 0


@dataclass(slots=True)
class Lane:
    """How a token stands after it moved: until when and for what it waits, or why it ended.

    ``whole`` says that the end is that of the journey and not of an arm. ``needed`` is set where an arm came to its
    join: how many of them it wants, 0 for all.
    """

    until: datetime | None = None
    waits: frozenset[str] = NO_EVENTS
    ended: str | None = None
    whole: bool = False
    needed: int | None = None


class _Round(Mapping[str, Any]):
    """The fields of a person, and what a round is about as ``item.<field>``."""

    def __init__(self, fields: Mapping[str, Any], item: str) -> None:
        self._fields = fields
        self._list, _, self._id = item.partition(":")

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - a JSON value
        if key.startswith("item."):
            return self._item()[key.removeprefix("item.")]
        return self._fields[key]

    def __iter__(self) -> Iterator[str]:
        yield from (f"item.{key}" for key in self._item())
        yield from self._fields

    def __len__(self) -> int:
        return len(self._item()) + len(self._fields)

    def _item(self) -> Mapping[str, Any]:
        rows = self._fields.get(f"list.{self._list}") or ()
        return next((row for row in rows if str(row["id"]) == self._id), {})


class Mover:
    """One person being moved, and all that this orders; ``seq`` is the number of the newest visit."""

    def __init__(self, plan: Plan, facts: Facts, now: datetime, seq: int) -> None:
        self.seq = seq
        self.trail: list[Left] = []
        self.sends: list[Send] = []
        self.tasks: list[Task] = []
        self.acts: list[Act] = []
        self.closes: list[tuple[str, int]] = []
        self.cancels: list[tuple[str, int]] = []
        self._plan = plan
        self._facts = facts
        self._now = now
        self._moves = 0

    def go(self, token: Token, depth: int = 0) -> Lane | Stuck:
        """Move a token until it stands, ends or, inside a fork (``depth`` counts them), comes to its join."""
        if depth > NESTED:
            return Stuck(token.node, "circle")
        for _ in range(MOVES):
            self._moves += 1
            if self._moves > MOVES_TOGETHER:
                break
            lane = self._arms(token, depth) if token.arms else self._visit(token, inside=depth > 0)
            if lane is not None:
                return lane
        return Stuck(token.node, "circle")

    def _visit(self, token: Token, *, inside: bool) -> Lane | Stuck | None:
        """Ask the node on which a token stands; None when the token moved on."""
        node = self._plan.nodes.get(token.node)
        if node is None:
            return Stuck(token.node, "no_node")
        answer = self._ask(token, node, inside=inside)
        if isinstance(answer, str):
            return self._leave(token, node, answer)
        if isinstance(answer, Stay):
            token.until = answer.until
            return Lane(answer.until, answer.waits)
        if isinstance(answer, Finish):
            self.trail.append(Left(node.id, f"end:{answer.reason}", self._now))
            return Lane(ended=answer.reason, whole=answer.whole)
        return (
            self._part(token, node, answer)
            if isinstance(answer, Fork)
            else self._meet(token, node, answer, inside=inside)
        )

    def _meet(self, token: Token, node: PlanNode, arrival: Arrive, *, inside: bool) -> Lane | Stuck | None:
        """Wait at a join; whoever is in no fork passes it."""
        if not inside:
            return self._leave(token, node, "next")
        token.needed = ALL if arrival.needed is None else arrival.needed
        return Lane(needed=token.needed)

    def _ask(self, token: Token, node: PlanNode, *, inside: bool) -> Answer:
        """What the node says; what it orders is about the token's round, and remembered for the case that it loses."""
        facts = self._facts
        fields = facts.fields if token.item is None else _Round(facts.fields, token.item)
        walk = Walk(
            *(token.node, token.visit, token.until, token.mark, fields, facts.events, self._now),
            *([], [], [], token.notes),
        )
        answer = node.run(walk)
        token.mark = walk.mark
        if token.item is not None:
            _about(walk, token.item)
        if inside:
            token.sent += [(send.node, send.visit) for send in walk.sends]
        self.sends += walk.sends
        self.tasks += walk.tasks
        self.acts += walk.acts
        return answer

    def _leave(self, token: Token, node: PlanNode, port: str) -> Stuck | None:
        self.trail.append(Left(node.id, port, self._now))
        if node.tasks:
            self.closes.append((node.id, token.visit))
        following = node.ports.get(port)
        if following is None:
            return Stuck(node.id, "no_way", port)
        self._arrive(token, following)
        return None

    def _arrive(self, token: Token, node: PlanNode) -> None:
        self.seq += 1
        token.node, token.visit, token.until = node.id, self.seq, None

    def _part(self, token: Token, node: PlanNode, fork: Fork) -> Stuck | None:
        """Put an arm on the first node of every way."""
        for port in dict.fromkeys(way.port for way in fork.ways):
            self.trail.append(Left(node.id, port, self._now))
        for way in fork.ways:
            following = node.ports.get(way.port)
            if following is None:
                return Stuck(node.id, "no_way", way.port)
            arm = Token(following.id, 0, None, token.mark, name=way.name, item=way.item or token.item)
            self._arrive(arm, following)
            token.arms.append(arm)
        token.until = None
        return None

    def _arms(self, token: Token, depth: int) -> Lane | Stuck | None:
        """Move every arm, in the order in which they are drawn; None once enough of them are at the join."""
        standing: list[Lane] = []
        last = Lane()
        for arm in list(token.arms):
            if arm.needed is not None:
                continue
            lane = self.go(arm, depth + 1)
            if isinstance(lane, Stuck):
                return lane
            if lane.ended is not None:
                token.arms = [other for other in token.arms if other is not arm]
                last = lane
                if lane.whole:
                    self._drop(token.arms)
                    return lane
            elif lane.needed is None:
                standing.append(lane)
            elif self._enough(token, lane.needed):
                return self._join(token, arm)
        if not token.arms:
            return last
        arrived = next((arm for arm in token.arms if arm.needed is not None), None)
        if not standing and arrived is not None:
            return self._join(token, arrived)
        return Lane(
            min((lane.until for lane in standing if lane.until is not None), default=None),
            frozenset().union(*(lane.waits for lane in standing)),
        )

    def _enough(self, token: Token, needed: int) -> bool:
        """Whether a join that does not wait for all arms has as many as it needs."""
        return needed != ALL and sum(arm.needed is not None for arm in token.arms) >= needed

    def _join(self, token: Token, arm: Token) -> Stuck | None:
        """Go on as one from the join that an arm came to; arms that still are under way are cancelled."""
        self._drop([other for other in token.arms if other.needed is None])
        token.mark = max(other.mark for other in token.arms if other.needed is not None)
        token.arms = []
        return self._leave(token, self._plan.nodes[arm.node], "next")

    def _drop(self, arms: list[Token]) -> None:
        """Cancel arms: what they wait for, their open tasks, and their messages that did not go out."""
        for arm in arms:
            if arm.needed is None and not arm.arms:
                self.trail.append(Left(arm.node, CANCELLED, self._now))
                if self._plan.nodes[arm.node].tasks:
                    self.closes.append((arm.node, arm.visit))
            self.cancels += arm.sent
            self._drop(arm.arms)


def _about(walk: Walk, item: str) -> None:
    """Say of all that a node ordered what round it belongs to."""
    for send in walk.sends:
        send.item = item
    for task in walk.tasks:
        task.item = item
    for act in walk.acts:
        act.item = item
