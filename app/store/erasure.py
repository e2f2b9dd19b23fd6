"""Taking a person out of the database, so that figures stay whole: rows stay, what says who it was goes.

Amounts, states, dates and counts are left alone. What is free text goes unless it is known to name nobody.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.models import (
    Account,
    AccountStatus,
    Act,
    ActState,
    Audit,
    ContactPoint,
    CrmField,
    Debtor,
    Event,
    Import,
    Message,
    Party,
    Payment,
    Promise,
    Run,
    Step,
    Task,
)
from app.store import changes, imports, messages, runs, tallies, tasks
from app.store.changes import Inside
from app.store.ids import among, on_postgres
from app.store.rows import table_of
from app.store.runs import Passed
from app.store.tallies import Tally

ERASED = "erased"  # the reason of a run, and the port in its history
SHORTEST = 4  # letters of a text of a person that is looked for elsewhere

# What an event's data may keep: it says what happened, and never to whom.
_WORDS = frozenset({"channel", "currency", "language", "proof", "provider", "rule"})
_NUMBERS = frozenset(
    {
        *("payment_id", "message_id", "promise_id", "plan_id", "offer_id"),
        *("amount", "balance", "left", "paid", "total", "discount", "waived", "number"),
    }
)
_NEUTRAL = re.compile(r"[A-Za-z_]+([:/-][A-Za-z0-9_]+)?(:[a-z_]+)?")
_OF_TASK = frozenset({tasks.CALLS, "call_backs"})  # what a task's data may keep
_STAFF = ("user", "api_key", "session")  # subjects of the audit trail that are about those who work here
_STEPS = table_of(Step)


@dataclass(frozen=True)
class Marks:
    """What would tell elsewhere who a person was: ``words`` as they are written, ``refs`` of their mails."""

    words: tuple[str, ...]
    refs: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words, whole, in any case."""
        words = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)

    def stand_in(self, text: str) -> bool:
        """Whether a text tells who the person was."""
        return self.pattern.search(text) is not None

    def black_out(self, text: str) -> str:
        """A text without the words."""
        return self.pattern.sub("…", text)


def find(session: Session, ref: str) -> int | None:
    """The debtor of this reference, or else the one debtor who has an account of this reference."""
    debtor_id = session.scalar(select(Debtor.id).where(Debtor.ref == ref))
    if debtor_id is not None:
        return debtor_id
    owners = session.scalars(select(Account.debtor_id).where(Account.ref == ref).distinct()).all()
    return owners[0] if len(owners) == 1 else None


def hold(session: Session, debtor_id: int) -> Debtor | None:
    """A debtor with all their accounts, held until the transaction ends; None where there is no such debtor.

    Accounts come first, as everywhere; none is added meanwhile, since nothing is being imported.
    """
    owned = select(Account.id).where(Account.debtor_id == debtor_id).order_by(Account.id)
    session.execute(owned.with_for_update(key_share=True)).all()
    return session.scalars(select(Debtor).where(Debtor.id == debtor_id).with_for_update()).one_or_none()


def last_activity(session: Session, debtor: Debtor) -> datetime:
    """When something happened last to any account of this person, in business time."""
    accounts = select(Account.id).where(Account.debtor_id == debtor.id)
    found = session.execute(
        select(
            select(func.max(Event.at)).where(Event.account_id.in_(accounts)).scalar_subquery(),
            select(func.max(Message.handed_at)).where(Message.account_id.in_(accounts)).scalar_subquery(),
            select(func.max(Payment.started_at)).where(Payment.account_id.in_(accounts)).scalar_subquery(),
            select(func.max(Run.ended_at)).where(Run.account_id.in_(accounts)).scalar_subquery(),
            select(func.max(Run.entered_at)).where(Run.account_id.in_(accounts)).scalar_subquery(),
        )
    ).one()
    latest: datetime = max([moment for moment in found if moment is not None] + [debtor.created_at])
    return latest


def marks(session: Session, debtor: Debtor) -> Marks:
    """What to look for in files and free text; read this before ``erase``."""
    points = session.scalars(select(ContactPoint.value).where(ContactPoint.debtor_id == debtor.id))
    accounts = session.scalars(select(Account.ref).where(Account.debtor_id == debtor.id))
    full = " ".join(part for part in (debtor.first_name, debtor.last_name) if part)
    owned = select(Account.id).where(Account.debtor_id == debtor.id)
    mine = or_(Message.account_id.in_(owned), Message.debtor_id == debtor.id)
    sent = session.execute(select(Message.provider_ref, Message.recipient).where(mine)).all()
    personal = set(session.scalars(select(CrmField.name).where(CrmField.scope == "debtor", CrmField.personal)))
    own = [value for name, value in debtor.custom.items() if isinstance(value, str) and name in personal]
    written = [debtor.ref, full, debtor.document, *points, *accounts, *(row.recipient for row in sent), *own]
    words = {word.strip() for word in written if word and len(word.strip()) >= SHORTEST}
    return Marks(tuple(sorted(words)), tuple(sorted(row.provider_ref for row in sent if row.provider_ref)))


def importing(session: Session) -> bool:
    """Whether a file is being loaded now: it might bring the person back."""
    return session.scalar(select(exists().where(Import.state == imports.RUNNING))) or False


def take_off(session: Session, debtor_id: int, now: datetime) -> int:
    """End the runs of a person and cancel what was written to them; how many runs."""
    owned = select(Account.id).where(Account.debtor_id == debtor_id)
    names = Inside.__slots__
    query = select(*(_STEPS.c[name] for name in names)).where(_STEPS.c.account_id.in_(owned)).order_by(_STEPS.c.id)
    inside = [Inside(*row) for row in session.execute(query.with_for_update()).all()]
    of_run = select(Run.id, Run.journey_id).where(among(session, Run.id, [one.run_id for one in inside]))
    journey = {row.id: row.journey_id for row in session.execute(of_run)}
    runs.note(session, [Passed(one.run_id, one.version_id, one.node, ERASED) for one in inside], now)
    changes.take_off(session, inside, ERASED, now)
    counted = [
        tally
        for one in inside
        for tally in (
            Tally(journey[one.run_id], one.version_id, one.node, tallies.HERE, -1),
            Tally(journey[one.run_id], one.version_id, one.node, f"{tallies.PORT}{ERASED}"),
            Tally(journey[one.run_id], one.version_id, "", f"{tallies.ENDED}{ERASED}"),
        )
    ]
    tallies.add(session, counted, now.date())
    every = list(session.scalars(select(Run.id).where(Run.account_id.in_(owned))))
    messages.cancel_of_runs(session, every, "left: ", now)
    tasks.cancel_of_runs(session, every, now)
    return len(inside)


def erase(session: Session, debtor: Debtor, found: Marks, now: datetime) -> None:
    """Take out all that says who a held debtor is; ``found`` are their marks."""
    personal = _personal(session)
    owned = list(session.scalars(select(Account).where(Account.debtor_id == debtor.id)))
    ids = [account.id for account in owned]
    _forget_samples(session, [debtor.custom, *(account.custom for account in owned)], found)
    session.execute(delete(ContactPoint).where(ContactPoint.debtor_id == debtor.id))
    for account in owned:
        account.ref = f"{ERASED}-{account.id}"
        account.custom = _plain(account.custom, personal["account"])
        account.updated_at = now
    debtor.ref = debtor.search = f"{ERASED}-{debtor.id}"
    debtor.first_name = debtor.last_name = debtor.document = None
    debtor.birth_date = None
    debtor.custom = _plain(debtor.custom, personal["debtor"])
    debtor.erased_at = debtor.updated_at = now
    session.flush()
    session.execute(delete(Party).where(among(session, Party.account_id, ids)))
    _of_tasks(session, ids)
    _of_messages(session, ids)
    _of_events(session, ids, found)
    _of_acts(session, ids)
    query = update(Payment).where(among(session, Payment.account_id, ids)).values(data={}, error=None)
    session.execute(query, execution_options={"synchronize_session": False})
    _of_texts(session, found)


def closed_before(session: Session, before: datetime, limit: int, after: int) -> list[int]:
    """Debtors beyond ``after``, by id, all of whose accounts were closed before this moment of business time."""
    still = exists().where(
        Account.debtor_id == Debtor.id, or_(Account.status == AccountStatus.open, Account.updated_at >= before)
    )
    any_account = exists().where(Account.debtor_id == Debtor.id)
    query = select(Debtor.id).where(Debtor.id > after, Debtor.erased_at.is_(None), any_account, ~still)
    return list(session.scalars(query.order_by(Debtor.id).limit(limit)))


def scour(database: Database) -> None:
    """Overwrite what an SQLite file still holds of rows that are gone; PostgreSQL's vacuum does so by itself."""
    if not database.is_sqlite:
        return
    raw = database.engine.raw_connection()  # outside any transaction, where alone this is allowed
    try:
        cursor = raw.cursor()
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            cursor.execute(statement)
        cursor.close()
    finally:
        raw.close()


def _personal(session: Session) -> dict[str, set[str]]:
    """The own fields that are known to name nobody, by scope: all others are taken for personal."""
    kept: dict[str, set[str]] = {"debtor": set(), "account": set()}
    for scope, name in session.execute(select(CrmField.scope, CrmField.name).where(CrmField.personal.is_(False))):
        kept[scope].add(name)
    return kept


def _plain(custom: Mapping[str, Any], kept: set[str]) -> dict[str, Any]:
    return {name: value for name, value in custom.items() if name in kept}


def _forget_samples(session: Session, customs: Sequence[Mapping[str, Any]], found: Marks) -> None:
    """A field's sample may be what this very person had in it."""
    values = {str(value) for custom in customs for value in custom.values()}
    for field in session.scalars(select(CrmField).where(CrmField.sample.is_not(None))):
        sample = field.sample or ""
        if (field.personal and sample in values) or found.stand_in(sample):
            field.sample = None


def _of_messages(session: Session, account_ids: Sequence[int]) -> None:
    """Recipient, subject and digests go; of a reason only its code stays, since servers put addresses into theirs."""
    mine = among(session, Message.account_id, account_ids)
    place = func.strpos(Message.error, ":") if on_postgres(session) else func.instr(Message.error, ":")
    code = func.substr(Message.error, 1, place)
    query = update(Message).where(mine).values(recipient=None, subject=None, digest=None, tokens_digest=None)
    session.execute(query, execution_options={"synchronize_session": False})
    reasons = update(Message).where(mine, Message.error.is_not(None)).values(error=code.concat(" "))
    session.execute(reasons, execution_options={"synchronize_session": False})
    failed = update(Step).where(among(session, Step.account_id, account_ids), Step.error.is_not(None))
    session.execute(failed.values(error=ERASED), execution_options={"synchronize_session": False})


def _of_acts(session: Session, account_ids: Sequence[int]) -> None:
    """What was to be done, and what came of it, may hold anything; what was not done yet is not done any more."""
    mine = among(session, Act.account_id, account_ids)
    no_orm = {"synchronize_session": False}
    waiting = update(Act).where(mine, Act.state != ActState.done)
    session.execute(waiting.values(state=ActState.done, claimed_at=None), execution_options=no_orm)
    session.execute(update(Act).where(mine).values(details={}, result=None, error=None), execution_options=no_orm)


def _of_tasks(session: Session, account_ids: Sequence[int]) -> None:
    """What agents wrote down goes, and what was promised to them; when they called stays, since it counts."""
    for task in session.scalars(select(Task).where(among(session, Task.account_id, account_ids))):
        task.note = None
        task.data = {name: kept for name, kept in (task.data or {}).items() if name in _OF_TASK} or None
    session.execute(
        update(Promise).where(among(session, Promise.account_id, account_ids)).values(note=None),
        execution_options={"synchronize_session": False},
    )


def _of_events(session: Session, account_ids: Sequence[int], found: Marks) -> None:
    """Of an event's data, numbers and words that tell what happened stay."""
    for event in session.scalars(select(Event).where(among(session, Event.account_id, account_ids))):
        kept = {name: value for name, value in event.data.items() if _tells_nothing(name, value)}
        if kept != event.data:
            event.data = kept
        if event.dedup is not None and (not _NEUTRAL.fullmatch(event.dedup) or found.stand_in(event.dedup)):
            event.dedup = f"{ERASED}:{event.id}"
    session.flush()


def _tells_nothing(name: str, value: object) -> bool:
    if isinstance(value, str):
        return name in _WORDS and _NEUTRAL.fullmatch(value) is not None
    return isinstance(value, bool) or (isinstance(value, int) and name in _NUMBERS)


def _of_texts(session: Session, found: Marks) -> None:
    """Free text that was written about a person in other places: the audit trail, and the errors of imports."""
    if not found.words:
        return
    lines = select(Audit).where(Audit.subject.not_in(_STAFF), _mentions(cast(Audit.details, Text), found.words))
    for line in session.scalars(lines):
        if found.stand_in(json.dumps(line.details, ensure_ascii=False)):
            line.details = {ERASED: True}
    named = or_(_mentions(Import.filename, found.words), _mentions(Import.error, found.words))
    for entry in session.scalars(select(Import).where(named)):
        if found.stand_in(f"{entry.filename} {entry.error}"):
            entry.filename, entry.error = f"{ERASED}-{entry.id}", None
    session.flush()


def _mentions(column: Any, words: Iterable[str]) -> ColumnElement[bool]:  # noqa: ANN401 - a text column
    """The condition that a text holds one of these words, as it is or as JSON writes it."""
    ways = {way for word in words for way in (word, json.dumps(word)[1:-1], json.dumps(word, ensure_ascii=False)[1:-1])}
    return or_(*(func.lower(column).contains(way.lower(), autoescape=True) for way in sorted(ways)))
