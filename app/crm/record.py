"""What a good row becomes, and what is said of a bad one."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.crm.reasons import Text
from app.crm.table import SourceRow


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that is refused: which column it was for (None: the row as a whole), and why."""

    row: SourceRow
    column: str | None
    reason: Text


@dataclass(slots=True)
class Record:
    """One account and its debtor, converted.

    ``debtor`` and ``account`` hold what the row says, by column of their tables; None is left as it is in the
    database. ``assumed`` holds the language and time zone of a debtor who is new, where the row does not say.
    ``points`` are (kind, value), the first of a kind to be tried first. Everything in it is plain JSON.
    """

    row: int
    debtor: dict[str, Any]
    account: dict[str, Any]
    assumed: dict[str, Any]
    points: list[tuple[str, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"debtor": self.debtor, "account": self.account, "assumed": self.assumed, "points": self.points}


def iso(value: date | None) -> str | None:
    """A date as JSON carries it."""
    return value.isoformat() if value else None
