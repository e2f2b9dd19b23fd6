"""Was anything lost, done twice, or told wrongly? Asked of the database and of what the mail server wrote down.

Every run is walked again by the pure interpreter, at the moments at which it moved: it must have gone the very way,
and written the very messages, that the journey's drawing and the events it had heard by then say. An event whose
commit was confirmed before a move must have been heard in it.
"""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.channels.mailbox import _digest
from app.installation import Installation
from app.models import Account, Event, History, JourneyVersion, Message, MessageState, Run, RunState, Step
from app.store import facts
from journeys.interpreter import Facts, Occurrence, Outcome, Position, step
from journeys.plan import Plan, load_plan

SETTLED = {MessageState.sent, MessageState.failed, MessageState.cancelled, MessageState.unknown, MessageState.refused}
MOST = 20  # problems of one kind that are told


@dataclass
class Verdict:
    """What was found; ``problems`` is empty when all is well."""

    problems: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)


@dataclass
class _Told:
    """What is known of one account: its events, and how many of them were surely there at which time."""

    events: list[Occurrence]
    confirmed: list[tuple[datetime, int]]  # (since when, how many of the events)

    def sure(self, at: datetime) -> int:
        """How many events whoever moved at this time must have heard."""
        return max((count for since, count in self.confirmed if since <= at), default=0)


@dataclass(frozen=True)
class _Way:
    """How far a run has come, and what it has sent."""

    position: Position
    sends: tuple[tuple[str, int, str, str], ...] = ()
    ended: str | None = None


def judge(installation: Installation, mailbox: Path, journal: Path) -> Verdict:
    """Look at everything."""
    verdict = Verdict()
    with installation.db.read() as session:
        _judge_events(session, verdict, _journal(journal))
        _judge_runs(session, verdict, _journal(journal), installation.clock.now())
        _judge_messages(session, verdict, mailbox)
    return verdict


def _journal(path: Path) -> list[dict[str, Any]]:
    """What was confirmed; the last line may be half written."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def _judge_events(session: Session, verdict: Verdict, journal: Sequence[Mapping[str, Any]]) -> None:
    names = Counter(session.scalars(select(Event.dedup).where(Event.dedup.is_not(None))))
    lost = [line["name"] for line in journal if line["name"] not in names]
    verdict.problems += [f"The confirmed event {name} is lost." for name in lost[:MOST]]
    verdict.figures["events"] = len(journal)


def _judge_runs(session: Session, verdict: Verdict, journal: Sequence[Mapping[str, Any]], now: datetime) -> None:
    plans = {row.id: load_plan(row.plan) for row in session.scalars(select(JourneyVersion))}
    runs = session.scalars(select(Run).order_by(Run.id)).all()
    known = facts.load(session, [run.account_id for run in runs], now)
    told = _told(session, journal)
    moved: dict[int, list[History]] = defaultdict(list)
    for row in session.scalars(select(History).order_by(History.id)):
        moved[row.run_id].append(row)
    written: dict[int, Counter[tuple[str, int, str, str]]] = defaultdict(Counter)
    for run_id, *message in session.execute(
        select(Message.run_id, Message.node, Message.visit, Message.channel, Message.template)
    ):
        written[run_id][tuple(message)] += 1
    standing = Counter(session.scalars(select(Step.run_id)))
    for run in runs:
        account = told.get(run.account_id, _Told([], []))
        found = _walk_again(run, plans[run.version_id], known[run.account_id], account, moved[run.id], written[run.id])
        if found is None and standing[run.id] != (run.state == RunState.active):
            found = f"it has {standing[run.id]} steps, and is {run.state}"
        if found is not None and len(verdict.problems) < MOST:
            verdict.problems.append(f"Run {run.id}: {found}.")
    pairs = Counter((run.journey_id, run.account_id) for run in runs)
    verdict.problems += [f"Account {key[1]} entered {count} times." for key, count in pairs.items() if count > 1][:MOST]
    entered = {run.account_id for run in runs}
    owing = session.scalars(select(Account.id).where(Account.balance > 0))
    verdict.problems += [f"Account {number} never entered." for number in owing if number not in entered][:MOST]
    verdict.figures |= {"runs": len(runs), "moves": sum(map(len, moved.values()))}


def _told(session: Session, journal: Sequence[Mapping[str, Any]]) -> dict[int, _Told]:
    done = {line["name"]: datetime.fromisoformat(line["done"]) for line in journal}
    told: dict[int, _Told] = {}
    for event in session.scalars(select(Event).order_by(Event.id)):
        account = told.setdefault(event.account_id, _Told([], []))
        account.events.append(Occurrence(event.id, event.kind, event.at))
        if event.dedup in done:
            account.confirmed.append((done[event.dedup], len(account.events)))
    return told


def _walk_again(  # noqa: PLR0913, PLR0917 - everything that decides about one run
    run: Run,
    plan: Plan,
    fields: Mapping[str, Any],
    told: _Told,
    rows: Sequence[History],
    written: Counter[tuple[str, int, str, str]],
) -> str | None:
    """What is wrong with a run, in words."""
    first = bisect_right([event.id for event in told.events], run.start)
    ways = [_Way(plan.start(run.start))]
    for at, left in _moments(rows):
        following = [way for before in ways for way in _ways_on(plan, before, fields, told, first, at, left)]
        if not following:
            return f"at {at} it left {left} from {ways[0].position}, which the journey does not say"
        ways = following
    if run.end_reason not in {way.ended for way in ways}:
        return f"it ended by {run.end_reason!r}, and the journey says {ways[0].ended!r} ({ways[0].position})"
    if written not in [Counter(way.sends) for way in ways]:
        return f"its messages are {dict(written)}, and the journey says {ways[0].sends}"
    return None


def _moments(rows: Sequence[History]) -> Iterator[tuple[datetime, list[tuple[str, str]]]]:
    """What a run left, together per batch that moved it."""
    left: dict[datetime, list[tuple[str, str]]] = {}
    for row in rows:
        left.setdefault(row.at, []).append((row.node, row.port))
    yield from left.items()


def _ways_on(  # noqa: PLR0913, PLR0917 - as above
    plan: Plan,
    way: _Way,
    fields: Mapping[str, Any],
    told: _Told,
    first: int,
    at: datetime,
    left: Sequence[tuple[str, str]],
) -> list[_Way]:
    """The ways on from there that left these nodes: the events that must have been heard, and maybe some more.

    Several agree where an event was told at the very moment of the move; what the run did later says which was it.
    """
    found: dict[int, _Way] = {}
    for count in range(max(first, told.sure(at)), len(told.events) + 1):
        heard = told.events[first:count]
        paid = any(event.kind == "paid" for event in told.events[:count])
        balance = 0 if paid else fields["account.principal"]
        outcome = step(plan, way.position, Facts({**fields, "account.balance": balance}, heard), at)
        if not isinstance(outcome, Outcome) or [(one.node, one.port) for one in outcome.trail] != list(left):
            continue
        sends = (*way.sends, *((one.node, one.visit, one.channel, one.template) for one in outcome.sends))
        stand = outcome.stand
        if stand is None:
            found[0] = _Way(way.position, sends, outcome.ended)
        else:
            found[stand.mark] = _Way(Position(stand.node, stand.seq, stand.until, stand.mark), sends)
    return list(found.values()) if way.ended is None else []


def _judge_messages(session: Session, verdict: Verdict, mailbox: Path) -> None:
    accepted = Counter(path.stem.rsplit("-", 1)[1] for path in mailbox.glob("*.eml"))
    twice = sum(count > 1 for count in accepted.values())
    messages = session.execute(select(Message.id, Message.state, Message.provider_ref)).all()
    states: Counter[str] = Counter(row.state for row in messages)
    told = Counter(session.scalars(select(Event.message_id).where(Event.kind == "message_sent")))
    problems = [f"{twice} messages were accepted twice."] if twice else []
    for number, state, ref in messages:
        taken = accepted.pop(_digest(ref), 0) if ref else 0
        if state not in SETTLED:
            problems.append(f"Message {number} is still {state}.")
        elif taken and state != MessageState.sent:
            problems.append(f"Message {number} is {state}, and the provider accepted it.")
        elif state == MessageState.sent and not taken:
            problems.append(f"Message {number} is sent, and the provider never saw it.")
        if told[number] != (state == MessageState.sent):
            problems.append(f"Message {number} is {state}, and was told as sent {told[number]} times.")
    if accepted:
        problems.append(f"The provider accepted {len(accepted)} messages that are not in the database.")
    verdict.problems += problems[:MOST]
    verdict.figures |= {"messages": len(messages), **states}
