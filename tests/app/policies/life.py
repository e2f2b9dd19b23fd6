"""Whole lives of accounts on journeys: a clock that leaps from moment to moment, and a log of all that happens.

Everything is done by the same functions that the workers call, over channels that only keep what they are given.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases import bookings, flags, offers, plans, promises, tasks
from app.cases.bookings import Received
from app.cases.tasks import Said, Worker
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.flow import publish
from app.flow.calling import call_batch
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import (
    Account,
    Act,
    ContactPoint,
    CrmField,
    Entry,
    Event,
    History,
    Journey,
    Message,
    Offer,
    Plan,
    Refusal,
    Role,
    Run,
    Step,
    StepState,
    Task,
    User,
)
from app.store import events
from tests.app.flow.acting import perform_all
from tests.app.flow.journeys import advance_all, let_in
from tests.app.flow.people import add_account

GOLDEN = Path(__file__).parent / "golden"
CHANNELS = ("email", "sms", "whatsapp", "voice", "letter")
LOOK = time(8)  # of the day, when somebody may come in although nothing else is due
UNTOLD = {"message_sent", "act_done", "journey_ended"}  # events that other lines tell
BY = "user:ana"

Happening = Callable[[Session, int, datetime], object]
"""What somebody does about an account, at a moment."""


def pays(amount: int) -> Happening:
    """A transfer comes in; minor units."""

    def do(session: Session, account_id: int, now: datetime) -> object:
        currency = session.get_one(Account, account_id).currency
        received = Received(amount, currency, f"T-{account_id}-{now.isoformat()}", now)
        return bookings.book(session, account_id, received, by=BY, now=now)

    return do


def happens(kind: str, **data: Any) -> Happening:  # noqa: ANN401 - JSON
    """An event is reported, of the newest message of the account where there is one."""

    def do(session: Session, account_id: int, now: datetime) -> object:
        newest = session.scalar(select(func.max(Message.id)).where(Message.account_id == account_id))
        return events.record(session, account_id=account_id, kind=kind, at=now, message_id=newest, data=data)

    return do


def flagged(flag: str, *, on: bool = True) -> Happening:
    """A flag is set or cleared."""
    return lambda session, account_id, now: flags.set_flag(session, account_id, flag, on=on, by=BY, now=now)


def promises_to_pay(amount: int, day: str) -> Happening:
    """Somebody promises on their own page."""
    due = date.fromisoformat(day)
    return lambda session, account_id, now: promises.make(
        session, account_id, amount=amount, due_date=due, by=BY, now=now
    )


def answers_plan(*, yes: bool) -> Happening:
    """Somebody takes the plan that is offered, or declines it."""

    def do(session: Session, account_id: int, now: datetime) -> object:
        number = session.scalars(select(Plan.id).where(Plan.account_id == account_id).order_by(Plan.id.desc())).first()
        assert number is not None
        return (plans.confirm if yes else plans.decline)(session, number, by=BY, now=now)

    return do


def answers_offer(*, yes: bool) -> Happening:
    """Somebody takes the settlement that is offered, or declines it."""

    def do(session: Session, account_id: int, now: datetime) -> object:
        query = select(Offer.id).where(Offer.account_id == account_id).order_by(Offer.id.desc())
        number = session.scalars(query).first()
        assert number is not None
        return (offers.accept if yes else offers.decline)(session, number, by=BY, now=now)

    return do


def works(outcome: str, *, user: int | None = None, **said: Any) -> Happening:  # noqa: ANN401 - the fields of Said
    """The open task about the account is done, with this outcome."""

    def do(session: Session, account_id: int, now: datetime) -> object:
        query = select(Task.id).where(Task.account_id == account_id, Task.state == "open").order_by(Task.id)
        return tasks.complete(session, session.scalars(query).one(), Said(outcome, **said), Worker(BY, user), now)

    return do


def golden(name: str, told: Sequence[str]) -> list[str]:
    """The log of this name that a person has read; written anew when that is asked for."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("CAUCE_WRITE_GOLDEN"):
        path.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
    return path.read_text(encoding="utf-8").splitlines()


@dataclass
class Life:
    """Accounts on an installation, what is to happen to them, and the log."""

    installation: Installation
    clock: FixedClock
    zone: ZoneInfo
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        channels = {name: ConsoleChannel(name) for name in CHANNELS}
        self._delivery = Delivery(self.installation, channels)
        self._book = _Book(self.zone)
        self._script: list[tuple[datetime, int, str, Happening]] = []

    def own(self, scope: str, name: str, kind: str) -> None:
        """A field of the customer's own."""
        labels = {"es": name, "en": name}
        with self.installation.db.write() as session:
            now = self.clock.now()
            session.add(CrmField(scope=scope, name=name, type=kind, labels=labels, personal=False, created_at=now))

    def supervisor(self) -> Callable[[str], Happening]:
        """Somebody who may approve; gives what they do when they decide the open task about an account."""
        with self.installation.db.write() as session:
            now = self.clock.now()
            eva = User(
                email="eva@x.test", name="Eva", password="-", role=Role.supervisor, language="es", created_at=now
            )
            session.add(eva)
            session.flush()
            number = eva.id
        return lambda outcome: works(outcome, user=number)

    def begin(self, day: str) -> None:
        """Set the clock to the first look of a day."""
        self.clock.at = datetime.combine(date.fromisoformat(day), LOOK, self.zone)

    def account(self, ref: str, *, contacts: Mapping[str, str], **values: Any) -> int:  # noqa: ANN401 - any column
        """One account of somebody with these contacts, or of the ``debtor`` of another account."""
        debtor = values.pop("debtor", None)
        with self.installation.db.write() as session:
            account = add_account(session, ref=ref, email=None, debtor_time_zone=self.zone.key, **values)
            if debtor is not None:
                account.debtor_id = session.scalars(select(Account.debtor_id).where(Account.ref == debtor)).one()
                return account.id
            for kind, value in contacts.items():
                session.add(ContactPoint(debtor_id=account.debtor_id, kind=kind, value=value))
            return account.id

    def live(self, document: Mapping[str, Any]) -> int:
        """Publish a journey without a problem; its id."""
        with self.installation.db.write() as session:
            now = self.clock.now()
            journey = Journey(name=document["name"], draft=dict(document), saved_at=now, created_at=now)
            session.add(journey)
            session.flush()
            problems = publish.check_graph(session, journey.draft, frozenset(CHANNELS), journey.id)
            assert not problems, [(one.node, one.code, one.message["en"]) for one in problems]
            publish.publish(session, journey.id, reason="Política", user_id=None, now=now, channels=frozenset(CHANNELS))
            return journey.id

    def at(self, when: str, ref: str, *what: Happening) -> None:
        """Something happens to an account: ``2026-03-09 10:30``, in the life's own time."""
        moment = datetime.fromisoformat(when).replace(tzinfo=self.zone)
        self._script += [(moment, len(self._script) + place, ref, one) for place, one in enumerate(what)]

    def run(self, last: str) -> None:
        """Live until the end of a day."""
        end = datetime.combine(date.fromisoformat(last), time(23, 59), self.zone)
        self._script.sort(key=lambda one: one[:2])
        while self.clock.now() <= end:
            self._do_what_happens()
            self._settle()
            with self.installation.db.read() as session:
                self.lines += self._book.news(session, self.clock.now())
                self.clock.at = self._next(session)

    def log(self) -> list[str]:
        """All that happened, a line for each thing."""
        assert not self._script, "something is still to happen"
        return self.lines

    def _do_what_happens(self) -> None:
        while self._script and self._script[0][0] <= self.clock.now():
            _, _, ref, happening = self._script.pop(0)
            with self.installation.db.write() as session:
                account_id = session.scalars(select(Account.id).where(Account.ref == ref)).one()
                happening(session, account_id, self.clock.now())

    def _settle(self) -> None:
        """Do what is due until nothing is."""
        database = self.installation.db
        for _ in range(100):
            now = self.clock.now()
            moved = let_in(database, now) + advance_all(database, now) + perform_all(database, now)
            if not moved + call_batch(self.installation) + self._delivery.run_batch():
                return
        raise AssertionError("nothing comes to rest")

    def _next(self, session: Session) -> datetime:
        """The next moment at which anything may happen."""
        now = self.clock.now()
        due = (
            select(func.min(Step.due_at)).where(Step.state == StepState.due),
            select(func.min(Message.due_at)).where(Message.state == "queued"),
            select(func.min(Act.due_at)).where(Act.state == "queued"),
            select(func.min(Entry.due_at)),
        )
        known = [moment for moment in (session.scalar(query) for query in due) if moment is not None and moment > now]
        known += [self._script[0][0]] if self._script else []
        local = now.astimezone(self.zone)
        looks = [datetime.combine(local.date() + timedelta(days=later), LOOK, self.zone) for later in (0, 1)]
        return min([*known, *(look for look in looks if look > now)])


class _Book:
    """Knows what was told, and tells what is new."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._last: dict[type[Event | History], int] = {Event: 0, History: 0}
        self._seen: dict[tuple[str, int], str] = {}

    def news(self, session: Session, now: datetime) -> Iterator[str]:
        """The lines about what is new, account by account."""
        refs = {row[0]: row[1] for row in session.execute(select(Account.id, Account.ref))}
        self._names = {row[0]: row[1] for row in session.execute(select(Journey.id, Journey.name))}
        told = [
            *self._events(session),
            *self._history(session),
            *self._messages(session, now),
            *self._tasks(session),
            *self._accounts(session),
            *self._runs(session),
        ]
        shown = f"{now.astimezone(self._zone):%Y-%m-%d %a %H:%M}"
        for account_id, line in sorted(told, key=lambda one: refs[one[0]]):
            yield f"{shown}  {refs[account_id]:<9} {line}"

    def _new(self, session: Session, table: type[Event] | type[History]) -> list[Any]:
        rows: list[Any] = list(session.scalars(select(table).where(table.id > self._last[table]).order_by(table.id)))
        if rows:
            self._last[table] = rows[-1].id
        return rows

    def _events(self, session: Session) -> Iterator[tuple[int, str]]:
        for event in self._new(session, Event):
            if event.kind not in UNTOLD:
                shown = [
                    str(event.data[name]) for name in ("channel", "outcome", "due_date", "note") if event.data.get(name)
                ]
                shown += [_money(event.data[name]) for name in ("amount",) if isinstance(event.data.get(name), int)]
                yield event.account_id, " ".join(["!", event.kind, *shown])

    def _history(self, session: Session) -> Iterator[tuple[int, str]]:
        for row in sorted(self._new(session, History), key=lambda row: (row.run_id, row.id)):
            run = session.get_one(Run, row.run_id)
            yield run.account_id, f"  {self._names[run.journey_id]}: {row.node} > {row.port}"

    def _messages(self, session: Session, now: datetime) -> Iterator[tuple[int, str]]:
        for message in session.scalars(
            select(Message).order_by(Message.created_at, Message.run_id, Message.visit, Message.channel)
        ):
            state = message.state
            if state == "queued" and message.due_at > now:
                state = f"waits until {self._when(message.due_at)}"
            rules = session.scalars(select(Refusal.rule).where(Refusal.message_id == message.id).order_by(Refusal.id))
            why = list(rules)[-1:] if state not in {"sent", "canceled"} else []
            if self._is_new("message", message.id, state):
                whom = f" to {message.recipient}" if state == "sent" else ""
                yield message.account_id, " ".join([f"  {message.channel} {message.template}: {state}{whom}", *why])

    def _tasks(self, session: Session) -> Iterator[tuple[int, str]]:
        for task in session.scalars(select(Task).order_by(Task.created_at, Task.run_id, Task.visit)):
            again = "" if task.not_before is None else f", again at {self._when(task.not_before)}"
            until = "" if task.due_at is None else f", until {self._when(task.due_at)}"
            state = f"open{again}{until}" if task.state == "open" else task.state
            if self._is_new("task", task.id, state):
                yield task.account_id, f"  {task.kind} {task.node}: {state}"

    def _accounts(self, session: Session) -> Iterator[tuple[int, str]]:
        for account in session.scalars(select(Account).order_by(Account.id)):
            parts = {
                "interest": account.interest,
                "fees": account.fees,
                "paid": account.paid,
                "waived": account.waived,
            }
            made = ", ".join(f"{name} {_money(amount)}" for name, amount in parts.items() if amount)
            marks = " ".join(word for word in (account.stage, account.tags.strip()) if word)
            state = (
                f"= owes {_money(account.balance)}" + (f" ({made})" if made else "") + (f" [{marks}]" if marks else "")
            )
            if self._is_new("account", account.id, state):
                yield account.id, state

    def _runs(self, session: Session) -> Iterator[tuple[int, str]]:
        for run in session.scalars(select(Run).where(Run.ended_at.is_not(None)).order_by(Run.id)):
            if self._is_new("run", run.id, str(run.end_reason)):
                yield run.account_id, f"# {self._names[run.journey_id]} ended: {run.end_reason}"

    def _is_new(self, what: str, number: int, state: str) -> bool:
        if self._seen.get((what, number)) == state:
            return False
        self._seen[what, number] = state
        return True

    def _when(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%m-%d %a %H:%M}"


def _money(amount: int) -> str:
    return f"{amount // 100}.{amount % 100:02}"
