"""Where the people live from whom this installation collects."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Debtor


def in_use(session: Session, default: str | None) -> tuple[str, ...]:
    """Every jurisdiction of a debtor; ``default`` stands for those of whom none is known. One query."""
    query = select(Debtor.jurisdiction).where(Debtor.erased_at.is_(None)).distinct()
    found = {one or default for one in session.scalars(query)}
    return tuple(sorted(one for one in found if one))
