"""Whole lives on a finished journey, with the pure interpreter alone: a clock that leaps, and a log that people read.

What the database would do is done here in a few lines: promises, plans and settlements are facts that acts change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from journeys.conditions import compile_condition, leaves_of
from journeys.history import history_of
from journeys.interpreter import Facts, Occurrence, Outcome, Position, step
from journeys.plan import Plan
from journeys.walk import Act, Stand, Task

START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # a Monday: the morning of America, the afternoon of Europe
DAY = timedelta(days=1)
MOST_MOMENTS = 300
OWN = "own"
USUAL = frozenset({"reached", "promise", "no_answer", "wrong_number", "dispute", "call_back"})

EVERYWHERE = {"debtor.email": "ana@correo.test", "debtor.mobile": "+34600000001", "debtor.postal": "Calle Mayor 1"}
ADDRESS = {"email": "debtor.email", "letter": "debtor.postal"} | dict.fromkeys(("sms", "whatsapp"), "debtor.mobile")
ON_WHATSAPP = {"history.message_clicked.whatsapp.15552000": 2}


@dataclass(frozen=True)
class Habits:
    """How somebody lives: ``contacts`` are the facts about how to reach them.

    ``begins`` are what they do so many days after the first message or call. ``calls`` are how their calls end, the
    last one for all that follow: None where nobody calls, ``OWN`` for an outcome that only this journey has. ``keeps``
    says whether they keep a promise, ``plans`` whether they take a plan, ``offers`` a settlement. Supervisors
    ``decide`` so, the last one for all that follow; None where nobody does.
    """

    begins: tuple[tuple[float, "Deed"], ...] = ()
    calls: tuple[str | None, ...] = ("no_answer",)
    decide: tuple[str | None, ...] = ("approved",)
    keeps: bool = False
    plans: bool = False
    offers: bool = False
    contacts: Mapping[str, Any] = field(default_factory=lambda: EVERYWHERE)
    facts: Mapping[str, Any] = field(default_factory=dict)


Deed = Callable[["Life"], None]


def pays(amount: int | None = None) -> Deed:
    """A payment comes in; of everything where no amount is given."""
    return lambda life: life.pay(life.facts["account.balance"] if amount is None else amount)


def says(kind: str) -> Deed:
    """They do something that the journey may hear."""
    return lambda life: life.happens(kind)


def promises(days: int = 3) -> Deed:
    """They promise to pay half of it in so many days."""
    return lambda life: life.promise(days)


def disputed(*, on: bool) -> Deed:
    """The debt is disputed, or no longer."""

    def do(life: "Life") -> None:
        life.facts["account.disputed"] = on
        life.happens("disputed" if on else "flag_cleared")

    return do


class Life:
    """One person on one journey."""

    def __init__(self, graph: Mapping[str, Any], plan: Plan, habits: Habits, facts: Mapping[str, Any]) -> None:
        self.plan = plan
        self.audience = next(node for node in graph["nodes"] if node["kind"] == "enter")["settings"]["audience"]
        self.habits = habits
        self.now = START
        self.facts: dict[str, Any] = {**_nothing_happened(graph), "account.id": 7, "debtor.id": 3, "account.tags": []}
        self.facts |= {"account.balance": 150_000, **facts, **habits.contacts, **habits.facts}
        self.zone = ZoneInfo(self.facts["debtor.time_zone"])
        self.events: list[Occurrence] = []
        self.script: list[tuple[datetime, int, Deed]] = []
        self.lines: list[str] = []
        self.visited: set[str] = set()
        self.ended: str | None = None
        self._outcomes = {
            node["id"]: [one["id"] for one in node["settings"].get("outcomes", [])] for node in graph["nodes"]
        }
        self._ordered: set[tuple[str, int, str, int]] = set()
        self._agreements = self._calls = self._decisions = 0
        self._began = False

    def run(self) -> "Life":
        """Live to the end of the journey, if it lets them in at all."""
        self.facts["calendar.today"] = self.now.date().isoformat()
        entered = compile_condition(self.audience)(self.facts)
        position = self.plan.start() if entered else None
        self.ended = None if entered else "does not enter"
        for _ in range(MOST_MOMENTS):
            if position is None:
                return self
            self.facts["calendar.today"] = self.now.date().isoformat()
            outcome = step(self.plan, position, Facts(dict(self.facts), tuple(self.events)), self.now)
            assert isinstance(outcome, Outcome), outcome
            self._tell(outcome)
            self.ended, position = outcome.ended, _position(outcome.stand)
            if outcome.stand is not None and not self._carry_out(outcome):
                self._leap(outcome.stand)
        raise AssertionError("\n".join(["this life has no end:", *self.lines[-20:]]))

    def happens(self, kind: str, **data: Any) -> None:  # noqa: ANN401 - JSON
        """Something happens to them, now."""
        self.events.append(Occurrence(len(self.events) + 1, kind, self.now, data))
        if kind not in {"act_done", "task_done"}:
            self.say(f"! {kind}")

    def pay(self, amount: int) -> None:
        """A payment, which counts for the promise, the plan and the offer."""
        self.facts["account.balance"] -= amount
        payment = {"at": self.now.isoformat(), "amount": amount}
        for name in ("promise", "plan"):
            self.facts.setdefault(f"{name}.payments", []).append(payment)
        self.happens("paid")

    def promise(self, days: int) -> None:
        """A promise to pay half of it."""
        self._agreements += 1
        half = self.facts["account.balance"] // 2
        due = (self.now + days * DAY).date().isoformat()
        self.facts |= {"promise.id": self._agreements, "promise.state": "open", "promise.payments": []}
        self.facts |= {"promise.amount": half, "promise.due_date": due}
        self.happens("promise_made", promise_id=self._agreements)
        if self.habits.keeps:
            self.later(1, pays(half))

    def confirm(self, count: int, first_due: str) -> None:
        """A plan is taken: its instalments, one a month."""
        first, share = date.fromisoformat(first_due), self.facts["account.balance"] // count
        rows = [
            {"id": 100 * self._agreements + number, "number": number + 1, "amount": share}
            | {"due_date": (first + number * 30 * DAY).isoformat()}
            for number in range(count)
        ]
        self.facts |= {"plan.state": "confirmed", "plan.payments": [], "list.instalments": rows}
        self.happens("plan_confirmed", plan_id=self.facts["plan.id"])

    def later(self, days: float, deed: Deed) -> None:
        """Something happens so many days from now."""
        self.script.append((self.now + days * DAY, len(self.script), deed))
        self.script.sort(key=lambda one: one[:2])

    def _tell(self, outcome: Outcome) -> None:
        self.visited |= {left.node for left in outcome.trail}
        told = [f"{left.node}.{left.port}" for left in outcome.trail]
        told += [f"> {send.channel} {send.template}" for send in outcome.sends]
        told += [f"? {task.kind} {task.node}" for task in outcome.tasks if _key(task) not in self._ordered]
        if outcome.stand is not None and outcome.stand.hold:
            told.append(f"(held: {outcome.stand.hold})")
        assert all(self.facts.get(ADDRESS[send.channel]) for send in outcome.sends), f"no address: {told}"
        if told:
            self.say(" ".join(told))
        if (outcome.sends or outcome.tasks) and not self._began:
            self._began = True
            for days, deed in self.habits.begins:
                self.later(days, deed)

    def say(self, what: str) -> None:
        """Add a line to the log."""
        self.lines.append(f"{(self.now - START).days:>4} {self.now.astimezone(self.zone):%a %H:%M}  {what}")

    def _carry_out(self, outcome: Outcome) -> bool:
        """Do what the step ordered, each thing once; whether there is anything to hear at once."""
        acts = [act for act in outcome.acts if _key(act) not in self._ordered]
        tasks = [task for task in outcome.tasks if _key(task) not in self._ordered]
        self._ordered |= {_key(one) for one in (*acts, *tasks)}
        for act in acts:
            part = {"part": act.part} if act.part else {}
            result = self._act(act)
            self.happens("act_done", node=act.node, visit=act.visit, act=act.kind, **part, ok=True, result=result)
        for task in tasks:
            self._work(task)
        return bool(acts)

    def _act(self, act: Act) -> Mapping[str, Any]:
        """What an act changes, and what its journey is told of it."""
        details = act.details
        if act.kind == "offer_plan":
            self._agreements += 1
            self.facts |= {"plan.id": self._agreements, "plan.state": "offered"}
            if self.habits.plans:
                self.later(1, lambda life: life.confirm(details["count"], details["first_due"]))
                self.later(40, pays())
            return {"plan": self._agreements}
        if act.kind == "offer_settlement":
            self.facts["offer.state"] = "offered"
            if self.habits.offers:
                self.later(6, _settles)
            return {"offer": 1, "expires_at": (self.now + timedelta(seconds=details["valid"])).isoformat()}
        if act.kind in {"settle_promise", "settle_plan"}:
            name = act.kind.removeprefix("settle_")
            self.facts[f"{name}.state"] = details["state"]
            self.say(f"= {name} {details['state']}")
            return {"state": details["state"]}
        if act.kind == "change":
            _change(self, details)
        return {}

    def _work(self, task: Task) -> None:
        """An agent or a supervisor does the task, the same day, or nobody does."""
        if task.kind == "call":
            outcome = self._outcome(task, self.habits.calls[min(self._calls, len(self.habits.calls) - 1)])
            self._calls += 1
        else:
            outcome = self.habits.decide[min(self._decisions, len(self.habits.decide) - 1)]
            self._decisions += 1
        if outcome is not None:
            self.later(0.1, lambda life: life.answer(task, outcome))

    def _outcome(self, task: Task, wanted: str | None) -> str | None:
        """How a call ends, as this journey can say it."""
        known = self._outcomes[task.node]
        if wanted is None or wanted in known:
            return wanted
        return next((one for one in known if one not in USUAL), known[0]) if wanted == OWN else known[0]

    def answer(self, task: Task, outcome: str) -> None:
        """The outcome of a task is recorded."""
        self.say(f"* {task.node}: {outcome}")
        if outcome == "promise":
            self.promise(3)
        self.happens("task_done", node=task.node, visit=task.visit, outcome=outcome)

    def _leap(self, stand: Stand) -> None:
        """On to the next moment at which anything may happen."""
        if self.script and (stand.due_at is None or self.script[0][0] <= stand.due_at):
            self.now, _, deed = self.script.pop(0)
            deed(self)
            return
        assert stand.due_at is not None, f"nothing wakes them on {stand.node}"
        self.now = max(self.now, stand.due_at)


def _key(ordered: Act | Task) -> tuple[str, int, str, int]:
    return ordered.node, ordered.visit, ordered.kind, ordered.part if isinstance(ordered, Act) else 0


def _settles(life: Life) -> None:
    life.facts |= {"offer.state": "paid", "account.balance": life.facts["account.balance"] * 3 // 4}
    life.pay(life.facts["account.balance"])


def _change(life: Life, details: Mapping[str, Any]) -> None:
    if details["what"] == "tag":
        life.facts["account.tags"] = [*life.facts["account.tags"], details["tag"]]
    elif details["what"] == "field":
        life.facts[details["field"]] = (life.now + details["days"] * DAY).date().isoformat()
    life.say(f"= {' '.join(str(one) for one in details.values())}")


def _nothing_happened(graph: Mapping[str, Any]) -> dict[str, int]:
    """Every question about the past that a journey's branches ask, answered with: never."""
    branches = [arm["when"] for node in graph["nodes"] for arm in node["settings"].get("branches", [])]
    return {history_of(leaf).name: 0 for when in branches for leaf in leaves_of(when) if "event" in leaf}


def _position(stand: Stand | None) -> Position | None:
    return stand and Position(stand.node, stand.seq, stand.until, stand.mark, stand.memory)
