"""Loading records of an import: a chunk of debtors with their accounts and contact points, set-wise.

What a record does not say stays as it is in the database. ``paid`` and ``waived`` belong to Cauce and are never
touched; balance and status follow from them. An opt-out or an address found invalid stays so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app.models import Account, AccountStatus, Debtor
from app.store import agreements, points
from app.store.events import NewEvent, record_many
from app.store.ids import among, among_texts
from app.store.searchable import search_text
from app.store.upserts import upsert

_DEBTOR_SAYS = ("first_name", "last_name", "birth_date", "document", "language", "time_zone", "jurisdiction")
_ACCOUNT_SAYS = ("creditor", "product", "nature", "currency", "principal", "interest", "fees", "due_date")
_DATES = frozenset({"birth_date", "due_date"})
_DEBTOR_ROW = ("ref", *_DEBTOR_SAYS, "custom", "search")
_ACCOUNT_ROW = ("ref", "debtor_id", *_ACCOUNT_SAYS, "custom")


@dataclass(frozen=True)
class Loaded:
    """What became of the accounts of a chunk."""

    created: int
    updated: int
    unchanged: int


def load_chunk(session: Session, portfolio_id: int, records: Sequence[Mapping[str, Any]], now: datetime) -> Loaded:
    """Write these records, whose account references are all different, in a fixed number of queries.

    Each has ``debtor``, ``account``, ``assumed`` and ``points`` as ``app.crm.record.Record`` describes them. Where a
    record shows that an account known as open is paid, its journeys hear the event ``paid``.
    """
    people = _gather(records)
    known = _known_debtors(session, people)
    refs = [record["account"]["ref"] for record in records]
    accounts = _known_accounts(session, portfolio_id, refs)
    touched = _write_debtors(session, people, known, now)
    ids = {ref: row["id"] for ref, row in _known_debtors(session, people).items()}
    touched |= _write_points(session, people, ids)
    created, changed, paid = _write_accounts(session, portfolio_id, records, accounts, ids, now)
    numbers = _known_accounts(session, portfolio_id, paid) if paid else {}
    closed = sorted(numbers[ref]["id"] for ref in paid)
    record_many(session, [NewEvent(one, "paid", now, data={"source": "import"}) for one in closed])
    record_many(session, agreements.close(session, closed, now))
    updated = sum(
        1
        for record in records
        if record["account"]["ref"] not in created
        and (record["account"]["ref"] in changed or record["debtor"]["ref"] in touched)
    )
    return Loaded(len(created), updated, len(records) - len(created) - updated)


@dataclass
class _Person:
    """What all records of a chunk say of one debtor; a later record wins where it says something."""

    says: dict[str, Any]
    custom: dict[str, Any]
    assumed: Mapping[str, str]
    points: list[tuple[str, str]]
    refs: list[str]


def _gather(records: Iterable[Mapping[str, Any]]) -> dict[str, _Person]:
    people: dict[str, _Person] = {}
    for record in records:
        debtor = record["debtor"]
        person = people.setdefault(debtor["ref"], _Person({}, {}, record["assumed"], [], []))
        person.says |= {name: _value(name, debtor[name]) for name in _DEBTOR_SAYS if debtor[name] is not None}
        person.custom |= debtor["custom"]
        person.points += [point for point in map(_pair, record["points"]) if point not in person.points]
        person.refs.append(record["account"]["ref"])
    return people


def _known_debtors(session: Session, refs: Iterable[str]) -> dict[str, dict[str, Any]]:
    query = (
        select(Debtor.id, *(getattr(Debtor, name) for name in _DEBTOR_ROW))
        .where(among_texts(session, Debtor.ref, sorted(refs)))
        .order_by(Debtor.id)
        .with_for_update(key_share=True)
    )
    return {row.ref: dict(row._mapping) for row in session.execute(query)}  # noqa: SLF001 - SQLAlchemy's public way to a dict


def _known_accounts(session: Session, portfolio_id: int, refs: Sequence[str]) -> dict[str, dict[str, Any]]:
    query = (
        select(
            Account.id, Account.paid, Account.waived, Account.status, *(getattr(Account, name) for name in _ACCOUNT_ROW)
        )
        .where(Account.portfolio_id == portfolio_id, among_texts(session, Account.ref, refs))
        .order_by(Account.id)
        .with_for_update(key_share=True)
    )
    return {row.ref: dict(row._mapping) for row in session.execute(query)}  # noqa: SLF001 - the same


def _write_debtors(
    session: Session, people: Mapping[str, _Person], known: Mapping[str, Mapping[str, Any]], now: datetime
) -> set[str]:
    """Write new and changed debtors; the references of the changed ones."""
    ids = [row["id"] for row in known.values()]
    there = points.values_of(session, ids)
    accounts = _account_refs(session, ids)
    rows, changed = [], set()
    for ref, person in people.items():
        old = known.get(ref)
        row = _debtor_row(ref, person, old)
        number = old["id"] if old else 0
        addresses = [*(value for _, value in person.points), *there.get(number, ())]
        row["search"] = search_text(row, addresses, [*person.refs, *accounts.get(number, ())])
        if old is None or any(row[name] != old[name] for name in _DEBTOR_ROW):
            rows.append(row | {"created_at": now, "updated_at": now})
            changed |= {ref} if old else set()
    upsert(session, Debtor.__table__, rows, key=("ref",), update=(*_DEBTOR_ROW[1:], "updated_at"))
    return changed


def _debtor_row(ref: str, person: _Person, old: Mapping[str, Any] | None) -> dict[str, Any]:
    before: Mapping[str, Any] = old or {**dict.fromkeys(_DEBTOR_SAYS), **person.assumed, "custom": {}}
    row = {name: person.says.get(name, before[name]) for name in _DEBTOR_SAYS}
    return {"ref": ref, **row, "custom": {**before["custom"], **person.custom}}


def _account_refs(session: Session, debtor_ids: Sequence[int]) -> dict[int, list[str]]:
    query = select(Account.debtor_id, Account.ref).where(among(session, Account.debtor_id, debtor_ids))
    found: dict[int, list[str]] = {}
    for debtor_id, ref in session.execute(query.order_by(Account.debtor_id, Account.id)):
        found.setdefault(debtor_id, []).append(ref)
    return found


def _write_points(session: Session, people: Mapping[str, _Person], ids: Mapping[str, int]) -> set[str]:
    moved = points.write(session, {ids[ref]: person.points for ref, person in people.items()})
    return {ref for ref in people if ids[ref] in moved}


def _write_accounts(  # noqa: PLR0913, PLR0917 - what is known of a chunk
    session: Session,
    portfolio_id: int,
    records: Sequence[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, Any]],
    debtor_ids: Mapping[str, int],
    now: datetime,
) -> tuple[set[str], set[str], list[str]]:
    """Write new and changed accounts; the references of the new, of the changed, and of those now paid."""
    rows = []
    created: set[str] = set()
    changed: set[str] = set()
    paid: list[str] = []
    for record in records:
        account = record["account"]
        old = known.get(account["ref"])
        row = _account_row(account, debtor_ids[record["debtor"]["ref"]], old)
        if old and all(row[name] == old[name] for name in _ACCOUNT_ROW):
            continue
        (changed if old else created).add(row["ref"])
        balance = row["principal"] + row["interest"] + row["fees"] - (old["paid"] + old["waived"] if old else 0)
        if old and old["status"] == AccountStatus.open and balance <= 0:
            paid.append(row["ref"])
        rows.append(row | {"portfolio_id": portfolio_id, **_new(balance), "created_at": now, "updated_at": now})
    upsert(
        session,
        Account.__table__,
        rows,
        key=("portfolio_id", "ref"),
        update=(*_ACCOUNT_ROW[1:], "updated_at"),
        computed=_recomputed,
    )
    return created, changed, paid


def _account_row(account: Mapping[str, Any], debtor_id: int, old: Mapping[str, Any] | None) -> dict[str, Any]:
    before: Mapping[str, Any] = old or {**dict.fromkeys(_ACCOUNT_SAYS), "interest": 0, "fees": 0, "custom": {}}
    said = {name: _value(name, account[name]) for name in _ACCOUNT_SAYS if account[name] is not None}
    row = {name: said.get(name, before[name]) for name in _ACCOUNT_SAYS}
    return {"ref": account["ref"], "debtor_id": debtor_id, **row, "custom": {**before["custom"], **account["custom"]}}


def _new(balance: int) -> dict[str, Any]:
    """What a new account starts with."""
    return {"paid": 0, "balance": balance, "status": AccountStatus.paid if balance <= 0 else AccountStatus.open}


def _recomputed(new: Any) -> dict[str, Any]:  # noqa: ANN401 - the row that an upsert brought
    """Balance and status of a known account, from what is paid and waived at the very moment of writing."""
    balance = new.principal + new.interest + new.fees - Account.paid - Account.waived
    return {
        "balance": balance,
        "status": case((balance <= 0, AccountStatus.paid.value), else_=AccountStatus.open.value),
    }


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - any column's
    return date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value


def _pair(point: Sequence[str]) -> tuple[str, str]:
    kind, value = point
    return kind, value
