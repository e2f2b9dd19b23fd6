"""Shapes of what debtors and creditors agree on. Money is in minor units of the account's currency."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from app.api.shapes.base import Answer, Request
from app.models import InstalmentState, OfferState, PlanState, PromiseState
from journeys.instalments import FEWEST, MOST

Every = Literal["weeks", "months"]
Amount = Annotated[int, Field(ge=1, le=10**15)]


class NewPromise(Request):
    """A debtor's word to pay an amount by a day; it takes the place of one that is open."""

    amount: Amount
    due_date: date
    note: Annotated[str, Field(max_length=2_000, description="Erased with the person")] = ""


class NewPlan(Request):
    """A plan over all that is owed; it takes the place of one that was offered and not answered."""

    count: Annotated[int, Field(ge=FEWEST, le=MOST, description="How many instalments")]
    every: Every
    first_due: date
    valid_days: Annotated[int, Field(ge=1, le=90, description="How long the debtor may think it over")] = 14


class NewPayment(Request):
    """A payment that was received elsewhere: a bank transfer, cash."""

    amount: Amount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="That of the account")]
    reference: Annotated[
        str, Field(min_length=1, max_length=200, description="Names this payment: booked again, it counts once")
    ]
    paid_at: AwareDatetime | None = Field(None, description="When it was received; null is now")


class PromiseInfo(Answer):
    """One promise."""

    id: int
    amount: int
    currency: str
    due_date: date
    state: PromiseState
    paid: int
    made_at: AwareDatetime
    made_by: str
    note: str | None
    settled_at: AwareDatetime | None


class InstalmentInfo(Answer):
    """One part of a plan."""

    number: int
    due_date: date
    amount: int
    paid: int
    state: InstalmentState


class PlanInfo(Answer):
    """One instalment plan."""

    id: int
    state: PlanState
    total: int
    currency: str
    every: Every
    offered_at: AwareDatetime
    expires_at: AwareDatetime | None
    confirmed_at: AwareDatetime | None
    settled_at: AwareDatetime | None
    instalments: list[InstalmentInfo]


class OfferInfo(Answer):
    """One settlement offer: ``amount`` instead of all that is owed, if it is paid before it expires."""

    id: int
    state: OfferState
    discount: int = Field(description="Per cent")
    amount: int
    currency: str
    offered_at: AwareDatetime
    expires_at: AwareDatetime
    settled_at: AwareDatetime | None


class Agreements(Answer):
    """All that was agreed on about an account, the newest first."""

    promises: list[PromiseInfo]
    plans: list[PlanInfo]
    offers: list[OfferInfo]


class BookedPayment(Answer):
    """What came of a payment."""

    payment_id: int
    balance: int = Field(description="What the account owes now")
    booked: bool = Field(description="False where it was booked before under the same reference")
