"""Those who answer for somebody else's debt, as far as messages to them need to know."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Party
from app.store.ids import among


def roles(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """What each of these people is to the debt: guarantor or co_debtor."""
    if not ids:
        return {}
    rows = session.execute(select(Party.id, Party.role).where(among(session, Party.id, ids)))
    return {row.id: row.role for row in rows}
