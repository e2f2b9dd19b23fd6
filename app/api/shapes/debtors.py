"""Shapes of debtors, their accounts and what happened to them. Money is in minor units."""

from datetime import date, datetime

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Page, Request, Search, Size, Text
from app.api.shapes.messages import Named
from app.models import RunState


class DebtorQuery(Request):
    """Which debtors to list."""

    search: Search = ""
    page: Page = 1
    size: Size = 50


class Balance(Answer):
    """What somebody owes in one currency, in minor units."""

    currency: str
    amount: int


class DebtorItem(Answer):
    """One line of the list of debtors."""

    id: int
    ref: str
    name: str
    language: str
    jurisdiction: str | None
    email: str | None
    mobile: str | None
    accounts: int
    balances: list[Balance]
    status: str = Field(description="open while any account is, else paid")


class DebtorList(Answer):
    """One page of debtors."""

    items: list[DebtorItem]
    total: int


class ContactPointInfo(Answer):
    """One address or number."""

    kind: str
    value: str
    position: int
    valid: bool
    opted_out_at: datetime | None


class AccountInfo(Answer):
    """One debt, in minor units of its currency."""

    id: int
    ref: str
    portfolio: str
    creditor: str | None
    product: str | None
    nature: str | None
    currency: str
    principal: int
    interest: int
    fees: int
    paid: int
    balance: int
    due_date: date | None
    days_past_due: int | None
    status: str
    stage: str | None
    waived: int = Field(description="What was let go in a settlement")
    tags: list[str]
    flags: list[str] = Field(description="disputed, recalled")
    custom: JsonObject


class HistoryItem(Answer):
    """One thing that happened."""

    at: datetime
    kind: str = Field(description="entered, left, ended, message, event or payment")
    journey: str | None
    node: str | None
    label: Text
    detail: Text | None
    message_id: int | None
    account_ref: str


class RunItem(Answer):
    """A run of one of the debtor's accounts; ``GET /runs/{id}`` explains it."""

    id: int
    journey: Named
    account_ref: str
    state: RunState
    node_label: Text | None
    since: datetime | None
    due_at: datetime | None
    blocked: bool
    end_reason: Text | None


class DebtorDetail(Answer):
    """Everything about one debtor."""

    id: int
    ref: str
    name: str
    first_name: str | None
    last_name: str | None
    birth_date: date | None
    document: str | None
    language: str
    time_zone: str
    jurisdiction: str | None
    custom: JsonObject
    flags: list[str] = Field(description="deceased, insolvent, vulnerable, cease_contact")
    contact_points: list[ContactPointInfo]
    accounts: list[AccountInfo]
    runs: list[RunItem] = Field(description="Active ones first, then the newest; at most 500")
    history: list[HistoryItem]
    erased_at: datetime | None = Field(description="When everything personal was erased")
