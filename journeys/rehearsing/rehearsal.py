"""One person's rehearsal: the clock leaps from moment to moment, and at each pause something may be pretended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from journeys.acting import ACT_DONE
from journeys.contact import Decision, Never, NotBefore
from journeys.interpreter import step
from journeys.plan import Plan
from journeys.rehearsing.acts import OUTSIDE, carry_out
from journeys.rehearsing.happenings import ANSWER, WAIT, Happening, happen
from journeys.rehearsing.supposed import Supposed, wakes
from journeys.starting import START
from journeys.walk import Act, Facts, Position, Send, Stand, Stuck, Task

TURNS = 500
"""More turns at one moment than any journey needs."""

SOON = timedelta(seconds=1)
EXIT = "exit:"

Fate = Literal["queued", "on_hold", "sent", "never", "late", "unfinished", "cancelled"]
"""What becomes of a message."""

What = Literal["left", "task", "act", "happened", "later"] | Fate


@dataclass(slots=True)
class Mail:
    """A message that was written, and what becomes of it; ``due_at`` is when it is looked at again."""

    send: Send
    written_at: datetime
    due_at: datetime | None
    state: Fate = "queued"
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of what happened: of a node that was left, a message (by its place), a task, an act or a happening.

    ``why`` is the port, the rule, the reason or the kind of act; ``until`` is when a message may go out.
    """

    at: datetime
    what: What
    node: str = ""
    why: str = ""
    mail: int | None = None
    until: datetime | None = None
    ok: bool = True
    result: Mapping[str, Any] = field(default_factory=dict)
    happening: Happening | None = None


class World(Protocol):
    """What a rehearsal asks of the world around it; nothing of it may write."""

    @property
    def authority(self) -> int:
        """The highest discount that needs no approval."""

    def known(self, now: datetime) -> Mapping[str, Any]:
        """The real facts of the person as of a moment."""

    def decide(self, send: Send, now: datetime, sent: Sequence[tuple[datetime, Send]]) -> Decision:
        """What the contact rules say of a message, after those that were sent in this rehearsal."""

    def fault(self, send: Send, fields: Mapping[str, Any], now: datetime) -> str | None:
        """Why a message cannot be finished for this person; None when it can."""


class Rehearsal:
    """A person on a plan. ``entries`` tell what happened so far, ``stand`` where they are; None once it ended.

    ``calls`` are acts that somebody outside has to answer, ``started`` the one that began another journey whose end
    is waited for.
    """

    def __init__(self, plan: Plan, world: World, start: datetime) -> None:
        self.now = start
        self.entries: list[Entry] = []
        self.mails: list[Mail] = []
        self.tasks: dict[tuple[str, int], Task] = {}
        self.calls: list[Act] = []
        self.started: list[Act] = []
        self.stand: Stand | None = None
        self.ended: str | None = None
        self.stuck: Stuck | None = None
        self.supposed = Supposed(world.known)
        self._plan = plan
        self._world = world
        self._position = plan.start()
        self._due: datetime | None = start
        self._noticed = 0
        self._ordered: set[tuple[str, int, str, int]] = set()
        self._acts: list[Act] = []
        self._settle()

    @property
    def next_at(self) -> datetime | None:
        """When something happens although nothing is pretended; None when nothing ever does."""
        if self.calls:
            return self.now
        return min(self._moments(), default=None)

    @property
    def waits(self) -> frozenset[str]:
        """What the step itself waits for, beside what would end the whole journey."""
        return frozenset() if self.stand is None else self.stand.waits - self._plan.waits

    def go_on(self, happening: Happening) -> bool:
        """Let something happen at this pause, and everything that follows from it at once; False where it cannot."""
        if happening.kind == WAIT:
            return self._leap()
        if happening.kind == ANSWER:
            return self._answer(ok=happening.detail != "failed")
        newest = next((mail.send for mail in reversed(self.mails) if mail.sent_at is not None), None)
        if not happen(happening, self.supposed, self.now, {} if newest is None else _about(newest)):
            return False
        self.entries.append(Entry(self.now, "happened", happening=happening))
        self._notice()
        self._settle()
        return True

    def _leap(self) -> bool:
        """To the next moment; somebody outside who is waited for answers that it is done."""
        if self.calls:
            return self._answer(ok=True)
        moment = self.next_at
        if moment is None:
            return False
        self.now = moment
        self._settle()
        return True

    def _answer(self, *, ok: bool) -> bool:
        if not self.calls:
            return False
        for act in self.calls:
            self._done(act, ok=ok, result={})
        self.calls = []
        self._notice()
        self._settle()
        return True

    def _moments(self) -> list[datetime]:
        due = [] if self._due is None else [self._due]
        return due + [mail.due_at for mail in self.mails if mail.due_at is not None]

    def _settle(self) -> None:
        """Do all that is due: move, then what was ordered, then what may go out, until nothing is left."""
        for _ in range(TURNS):
            if self._due is not None and self._due <= self.now:
                self._move()
            elif self._acts:
                self._carry_out()
            elif not self._deliver():
                return
            self._notice()
        self._stop(Stuck(self._position.node, "circle"))

    def _move(self) -> None:
        supposed, position = self.supposed, self._position
        facts = Facts(supposed.fields(self.now), supposed.heard(position.mark, self._plan.hears))
        try:
            outcome = step(self._plan, position, facts, self.now)
        except Exception as error:  # noqa: BLE001 - a kind's fault with one person, as the engine takes it
            outcome = Stuck(position.node, "step_raised", type(error).__name__)
        if isinstance(outcome, Stuck):
            self._stop(outcome)
            return
        self.entries += [Entry(left.at, "left", left.node, left.port) for left in outcome.trail]
        self._write(outcome.sends, outcome.cancels)
        self._ask(outcome.tasks, outcome.closes)
        for act in outcome.acts:
            name = (act.node, act.visit, act.kind, act.part)
            if name not in self._ordered:
                self._ordered.add(name)
                (self.calls if act.kind in OUTSIDE else self._acts).append(act)
                if act.kind == START and act.details["wait"]:
                    self.started = [act]
        self._stand(outcome.stand, outcome.ended)

    def _stand(self, stand: Stand | None, ended: str | None) -> None:
        self.stand, self.ended = stand, ended
        if stand is not None:
            self._due = stand.due_at
            self._position = Position(stand.node, stand.seq, stand.until, stand.mark, stand.memory)
            return
        self._due = None
        self.tasks = {}
        if ended is not None and ended.startswith(EXIT):
            self._cancel([mail for mail in self.mails if mail.due_at is not None], ended)

    def _stop(self, stuck: Stuck) -> None:
        self.stuck, self._due, self._acts, self.calls = stuck, None, [], []

    def _write(self, sends: Sequence[Send], cancels: Sequence[tuple[str, int]]) -> None:
        known = {(mail.send.node, mail.send.visit, mail.send.channel) for mail in self.mails}
        fresh = [send for send in sends if (send.node, send.visit, send.channel) not in known]
        self.mails += [Mail(send, self.now, self.now) for send in fresh]
        lost = {*cancels}
        self._cancel(
            [one for one in self.mails if one.due_at is not None and (one.send.node, one.send.visit) in lost], ""
        )

    def _ask(self, tasks: Sequence[Task], closes: Sequence[tuple[str, int]]) -> None:
        for task in tasks:
            if (task.node, task.visit) not in self.tasks:
                self.entries.append(Entry(self.now, "task", task.node, task.kind, until=task.due_at))
            self.tasks[task.node, task.visit] = task
        for visit in closes:
            self.tasks.pop(visit, None)

    def _carry_out(self) -> None:
        acts, self._acts = self._acts, []
        for act in acts:
            ok, result = carry_out(act, self.supposed, self.now, self._world.authority)
            self._done(act, ok=ok, result=result)

    def _done(self, act: Act, *, ok: bool, result: Mapping[str, Any]) -> None:
        self.entries.append(Entry(self.now, "act", act.node, act.kind, ok=ok, result=result))
        told = {"node": act.node, "visit": act.visit, "act": act.kind, "part": act.part, "ok": ok, "result": result}
        self.supposed.record(ACT_DONE, self.now, **told)

    def _deliver(self) -> bool:
        """Hand over what is due; False where nothing is."""
        due = [place for place, mail in enumerate(self.mails) if mail.due_at is not None and mail.due_at <= self.now]
        for place in due:
            self._hand_over(place, self.mails[place])
        return bool(due)

    def _hand_over(self, place: int, mail: Mail) -> None:
        fields, send = self.supposed.fields(self.now), mail.send
        gone = self._plan.exits.first(fields, None)
        held = None if self._plan.holds is None else self._plan.holds.first(fields, None)
        if gone is not None:
            self._cancel([mail], f"{EXIT}{gone}")
        elif held is not None:
            self._became(place, "on_hold", held)
        elif send.expires_at is not None and send.expires_at < self.now:
            self._expire(place)
        else:
            sent = [(one.sent_at, one.send) for one in self.mails if one.sent_at is not None]
            self._obey(place, self._world.decide(send, self.now, sent), fields)

    def _obey(self, place: int, decision: Decision, fields: Mapping[str, Any]) -> None:
        mail = self.mails[place]
        send = mail.send
        if isinstance(decision, Never):
            self._became(place, "never", decision.rule)
            self.supposed.record("message_refused", self.now, **_about(send))
        elif isinstance(decision, NotBefore):
            if send.expires_at is not None and send.expires_at < decision.at:
                self._expire(place)
            else:
                mail.due_at = max(decision.at, self.now + SOON)
                self.entries.append(Entry(self.now, "later", send.node, decision.rule, mail=place, until=mail.due_at))
        elif (fault := self._world.fault(send, fields, self.now)) is not None:
            self._became(place, "unfinished", fault)
        else:
            mail.sent_at = self.now
            self._became(place, "sent", "")
            self.supposed.record("message_sent", self.now, **_about(send))

    def _expire(self, place: int) -> None:
        self._became(place, "late", "")
        self.supposed.record("message_expired", self.now, **_about(self.mails[place].send))

    def _became(self, place: int, state: Fate, why: str) -> None:
        mail = self.mails[place]
        mail.state, mail.due_at = state, None
        self.entries.append(Entry(self.now, state, mail.send.node, why, mail=place))

    def _cancel(self, mails: Sequence[Mail], why: str) -> None:
        for mail in mails:
            self._became(self.mails.index(mail), "cancelled", why)

    def _notice(self) -> None:
        """Wake the person for what happened since this was last asked; what waits for a hold is looked at again."""
        new = self.supposed.events[self._noticed :]
        self._noticed = len(self.supposed.events)
        if self.stand is not None and self.stuck is None and any(wakes(one.kind, self.stand.waits) for one in new):
            self._due = self.now
        if any(one.kind == "flag_cleared" for one in new):
            for mail in self.mails:
                if mail.state == "on_hold":
                    mail.state, mail.due_at = "queued", self.now


def _about(send: Send) -> dict[str, Any]:
    """What the events of a message say of it."""
    return {"node": send.node, "visit": send.visit, "channel": send.channel}
