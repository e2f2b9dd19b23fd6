"""Lines of the audit trail about what the caller of this request did."""

from typing import Any

from sqlalchemy.orm import Session

from app.api.callers import caller, here
from app.store import audit


def note(
    session: Session, subject: str, subject_id: int | str, action: str, details: dict[str, Any] | None = None
) -> None:
    """Add a line, in the transaction that changes the thing."""
    audit.record(
        session,
        actor=caller().actor,
        action=action,
        subject=subject,
        subject_id=subject_id,
        details=details,
        at=here().clock.wall(),
    )
