"""What happens to people and messages, added up where it happens, so that no list has to count rows."""

from datetime import date

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Key


class Tally(Base):
    """One batch's addition to a counter; the ticker folds these into ``counters``, and readers add both up.

    Appended, never updated, so that two workers do not wait for each other. ``what`` is ``here`` or ``arm`` (which
    may fall), ``port:<port>``, ``entered``, ``ended:<reason>``, ``message:<state>``, ``lag:<seconds>`` or
    ``latency:<seconds>``. 0 and the empty text stand for none.
    """

    __tablename__ = "tallies"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    journey_id: Mapped[int] = mapped_column(Key)
    version_id: Mapped[int] = mapped_column(Key)
    node: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(80))
    day: Mapped[date]  # of business time, UTC; ``here`` belongs to no day and is kept under 1970-01-01
    n: Mapped[int] = mapped_column(Key)


class Counter(Base):
    """What was counted so far; see ``Tally``."""

    __tablename__ = "counters"
    __table_args__ = (
        Index(
            "ix_counters_people",
            "journey_id",
            "version_id",
            postgresql_where=text("what IN ('here', 'entered')"),
            sqlite_where=text("what IN ('here', 'entered')"),
        ),
    )

    journey_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    node: Mapped[str] = mapped_column(String(40), primary_key=True)
    what: Mapped[str] = mapped_column(String(80), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(Key)
