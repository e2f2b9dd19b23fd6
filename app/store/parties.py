"""Those who answer for somebody else's debt: guarantors and co-debtors."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Account, Debtor, Party
from app.store.ids import among


def roles(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """What each of these people is to the debt: guarantor or co_debtor."""
    if not ids:
        return {}
    rows = session.execute(select(Party.id, Party.role).where(among(session, Party.id, ids)))
    return {row.id: row.role for row in rows}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who answers for a debt, as they come from outside; (role, ref) says who it is."""

    role: str
    ref: str
    name: str
    language: str
    email: str | None
    mobile: str | None
    postal: str | None


def of_account(session: Session, account_id: int) -> list[Party]:
    """Everybody else who answers for this debt.

    Raises:
        NotFoundError: there is no such account.
    """
    if session.get(Account, account_id) is None:
        raise NotFoundError
    return list(session.scalars(select(Party).where(Party.account_id == account_id).order_by(Party.id)))


def replace(session: Session, account_id: int, wanted: Sequence[Known], now: datetime) -> list[Party]:
    """Make these the people who answer for this debt; whoever was there already keeps their id. The account is held.

    Raises:
        NotFoundError: there is no such account, or its person was erased.
    """
    held = select(Account.debtor_id).where(Account.id == account_id).with_for_update(key_share=True)
    owner = session.get(Debtor, session.scalar(held) or 0)
    if owner is None or owner.erased_at is not None:
        raise NotFoundError
    before = {(one.role, one.ref): one for one in of_account(session, account_id)}
    for person in wanted:
        found = before.pop((person.role, person.ref), None)
        if found is None:
            session.add(Party(account_id=account_id, created_at=now, **asdict(person)))
            continue
        for name in ("name", "language", "email", "mobile", "postal"):
            setattr(found, name, getattr(person, name))
    for gone in before.values():
        session.delete(gone)
    session.flush()
    return of_account(session, account_id)
