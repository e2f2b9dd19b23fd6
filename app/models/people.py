"""Whom we collect from and what they owe: portfolios, debtors, contact points, accounts, and the fields they carry."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class ContactKind(StrEnum):
    """How a debtor can be reached."""

    email = "email"
    mobile = "mobile"  # E.164
    postal = "postal"


class Search(StrEnum):
    """How far the index is that makes a field of the customer's own fast to search."""

    making = "making"
    ready = "ready"
    failed = "failed"
    removing = "removing"


class AccountStatus(StrEnum):
    """Whether an account is still collected."""

    open = "open"
    paid = "paid"


class Portfolio(Base):
    """A set of accounts that came from one creditor."""

    __tablename__ = "portfolios"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Debtor(Base):
    """A person, known by the reference that the creditor's CRM gives them."""

    __tablename__ = "debtors"
    __table_args__ = (
        Index(
            "ix_debtors_erased",
            "id",
            postgresql_where=text("erased_at IS NOT NULL"),
            sqlite_where=text("erased_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(200), unique=True)
    first_name: Mapped[str | None] = mapped_column(String(200))
    last_name: Mapped[str | None] = mapped_column(String(200))
    birth_date: Mapped[date | None]
    document: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))  # es or en
    time_zone: Mapped[str] = mapped_column(String(64))  # IANA name
    jurisdiction: Mapped[str | None] = mapped_column(String(16))  # a rule set's id: CO, US-NY, ...
    search: Mapped[str] = mapped_column(String(600))  # folded reference, name and contact points, for finding people
    custom: Mapped[dict[str, Any]] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # business time; nothing personal is left
    deceased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # since when we know it, as the three below
    insolvent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    vulnerable_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cease_contact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # asked not to be contacted any more


class ContactPoint(Base):
    """One address or number of a debtor; the lowest ``position`` of a kind is tried first."""

    __tablename__ = "contact_points"
    __table_args__ = (UniqueConstraint("debtor_id", "kind", "value"), Index(None, "value"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    debtor_id: Mapped[int] = mapped_column(ForeignKey("debtors.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(String(500))
    position: Mapped[int] = mapped_column(default=0)
    valid: Mapped[bool] = mapped_column(default=True)
    opted_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Account(Base):
    """One debt. ``balance`` is always principal + interest + fees - paid - waived, kept so that it can be indexed.

    ``paid`` is what was paid through Cauce and ``waived`` what was let go in a settlement; an import sets the other
    three. ``tags`` holds each tag between spaces: `` late vip ``, or nothing.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("portfolio_id", "ref"),
        Index(None, "debtor_id"),
        Index("ix_accounts_status_balance", "status", "balance"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolios.id"))
    debtor_id: Mapped[int] = mapped_column(ForeignKey("debtors.id"))
    ref: Mapped[str] = mapped_column(String(200))
    creditor: Mapped[str | None] = mapped_column(String(200))
    product: Mapped[str | None] = mapped_column(String(200))
    nature: Mapped[str | None] = mapped_column(String(100))  # consumer loan, utility bill, ...
    currency: Mapped[str] = mapped_column(String(3))
    principal: Mapped[int] = mapped_column(BigInteger)
    interest: Mapped[int] = mapped_column(BigInteger)
    fees: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    balance: Mapped[int] = mapped_column(BigInteger)
    due_date: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(16), default=AccountStatus.open)
    stage: Mapped[str | None] = mapped_column(String(40))
    tags: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    waived: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    disputed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # since when it is
    recalled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the creditor took it back
    custom: Mapped[dict[str, Any]] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Party(Base):
    """Somebody else who answers for a debt: a guarantor, a co-debtor."""

    __tablename__ = "parties"
    __table_args__ = (UniqueConstraint("account_id", "role", "ref"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[str] = mapped_column(String(16))  # guarantor or co_debtor
    ref: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(8))
    email: Mapped[str | None] = mapped_column(String(500))
    mobile: Mapped[str | None] = mapped_column(String(500))
    postal: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Segment(Base):
    """A condition with a name, to be used by many journeys."""

    __tablename__ = "segments"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    condition: Mapped[dict[str, Any]] = mapped_column(Document)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CrmField(Base):
    """A field of the customer's own, found in an import; its values live in the ``custom`` of its scope."""

    __tablename__ = "crm_fields"
    __table_args__ = (UniqueConstraint("scope", "name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    scope: Mapped[str] = mapped_column(String(16))  # debtor or account
    name: Mapped[str] = mapped_column(String(64))
    type: Mapped[str] = mapped_column(String(16))  # text, number, money, date, boolean
    labels: Mapped[dict[str, Any]] = mapped_column(Document)  # {"es": ..., "en": ...}
    personal: Mapped[bool]
    sample: Mapped[str | None] = mapped_column(String(200))
    search: Mapped[str | None] = mapped_column(String(10))  # how far the index on its values is; None: it has none
    search_error: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Import(Base):
    """One file that was, or is being, loaded."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    filename: Mapped[str] = mapped_column(String(300))
    path: Mapped[str] = mapped_column(String(1000))  # below the installation's home
    portfolio: Mapped[str | None] = mapped_column(String(200))
    mapping: Mapped[dict[str, Any] | None] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(16))  # uploaded, running, done, failed
    rows_total: Mapped[int | None]
    rows_done: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(1000))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
