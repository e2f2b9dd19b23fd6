"""What debtors and creditors agree on: promises, instalment plans, settlement offers. Money is in minor units."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Key, UtcDateTime


class PromiseState(StrEnum):
    """What became of a promise."""

    open = "open"
    kept = "kept"
    partial = "partial"
    broken = "broken"
    cancelled = "cancelled"  # taken back, or another took its place


class PlanState(StrEnum):
    """What became of an instalment plan."""

    offered = "offered"
    confirmed = "confirmed"
    declined = "declined"
    expired = "expired"
    kept = "kept"
    broken = "broken"
    cancelled = "cancelled"


class InstalmentState(StrEnum):
    """What became of one instalment."""

    due = "due"
    paid = "paid"
    missed = "missed"


class OfferState(StrEnum):
    """What became of a settlement offer."""

    offered = "offered"
    accepted = "accepted"
    declined = "declined"
    expired = "expired"
    paid = "paid"  # the rest of the debt was let go
    cancelled = "cancelled"


class Promise(Base):
    """A debtor's word to pay an amount by a day.

    ``mark`` is the account's newest event when it was made: payments after it count towards it, ``paid`` in all.
    """

    __tablename__ = "promises"
    __table_args__ = (
        Index(None, "account_id"),
        Index(
            "uq_promises_open",
            "account_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
            sqlite_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    run_id: Mapped[int | None] = mapped_column(Key)
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    due_date: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=PromiseState.open)
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    mark: Mapped[int] = mapped_column(Key, default=0)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Plan(Base):
    """An instalment plan that was offered; payments count from ``mark``, the account's newest event at confirmation."""

    __tablename__ = "plans"
    __table_args__ = (
        Index(None, "account_id"),
        Index(
            "uq_plans_open",
            "account_id",
            unique=True,
            postgresql_where=text("state IN ('offered', 'confirmed')"),
            sqlite_where=text("state IN ('offered', 'confirmed')"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    run_id: Mapped[int | None] = mapped_column(Key)
    node: Mapped[str | None] = mapped_column(String(40))
    visit: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10), default=PlanState.offered)
    total: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    every: Mapped[str] = mapped_column(String(10))  # weeks or months
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mark: Mapped[int] = mapped_column(Key, default=0)


class Instalment(Base):
    """One part of a plan, numbered from 1."""

    __tablename__ = "instalments"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    due_date: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    state: Mapped[str] = mapped_column(String(10), default=InstalmentState.due)


class Offer(Base):
    """A settlement: ``amount`` instead of all that is owed, if it is paid before it expires."""

    __tablename__ = "offers"
    __table_args__ = (
        Index(None, "account_id"),
        Index(
            "uq_offers_open",
            "account_id",
            unique=True,
            postgresql_where=text("state IN ('offered', 'accepted')"),
            sqlite_where=text("state IN ('offered', 'accepted')"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    run_id: Mapped[int | None] = mapped_column(Key)
    node: Mapped[str | None] = mapped_column(String(40))
    visit: Mapped[int | None]
    discount: Mapped[int] = mapped_column(SmallInteger)  # per cent
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(10), default=OfferState.offered)
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    mark: Mapped[int] = mapped_column(Key, default=0)
