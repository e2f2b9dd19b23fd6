"""Shapes of tasks for people."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from app.api.shapes.base import Answer, Page, Request, Search, Size, Text
from app.api.shapes.messages import Named
from app.models import TaskState

TaskKind = Literal["call", "approval"]


class TaskQuery(Request):
    """Which tasks to list."""

    state: TaskState | None = None
    kind: TaskKind | None = None
    mine: bool = Field(False, description="Only those that you took")
    search: Search = ""
    page: Page = 1
    size: Size = 50


class Rules(Answer):
    """What the contact rules say of calling this person now."""

    now: bool
    not_before: AwareDatetime | None = Field(description="When it will be allowed; null with now false: never")
    why: str | None = Field(description="The rule in words, in the language of Accept-Language")


class Discounted(Answer):
    """A settlement that waits for approval, of what is owed now; money is in minor units."""

    discount: int = Field(description="Per cent")
    amount: int = Field(description="What would be paid")
    waived: int = Field(description="What would be let go")


class TaskItem(Answer):
    """One line of the list of tasks; money is in minor units."""

    id: int
    kind: TaskKind
    state: TaskState
    title: str
    priority: int = Field(description="0 urgent, 1 normal, 2 low")
    due_at: AwareDatetime | None
    not_before: AwareDatetime | None = Field(description="When the debtor asked to be called again")
    created_at: AwareDatetime
    debtor: Named | None
    account: Named
    balance: int
    currency: str
    journey: Named
    claimed_by: str | None
    mine: bool
    outcome: Text | None
    closed_at: AwareDatetime | None
    rules: Rules | None = Field(description="Of calls that are open")
    settlement: Discounted | None = Field(description="Of open approvals of a settlement")


class TaskList(Answer):
    """One page of tasks: open ones by urgency and deadline, others the newest first."""

    items: list[TaskItem]
    total: int


class Outcome(Answer):
    """One way in which a task can be done."""

    id: str
    label: Text


class Contacted(Answer):
    """One contact with the person in the past."""

    at: AwareDatetime
    channel: str
    reached: bool


class TaskDetail(TaskItem):
    """One task with all that is needed to do it."""

    script: str = Field(description="What to say or to decide, in the language of the person")
    script_fault: Text | None = Field(description="Why the script could not be filled in; it is as written then")
    outcomes: list[Outcome]
    note: str | None
    run: int
    node: str
    language: str
    time_zone: str = Field(description="Of the person, in which calls are agreed")
    mobile: str | None
    due_date: date | None
    principal: int
    interest: int
    fees: int
    paid: int
    creditor: str | None
    contacts: list[Contacted] = Field(description="The newest first")


class Promising(Request):
    """What was promised, in minor units of the account's currency."""

    amount: Annotated[int, Field(ge=1, le=10**15)]
    due_date: date


class Completing(Request):
    """How a task ended."""

    outcome: Annotated[str, Field(min_length=1, max_length=40)]
    note: Annotated[str, Field(max_length=2_000)] = ""
    promise: Promising | None = Field(None, description="Needed with the outcome promise")
    call_back_at: AwareDatetime | None = Field(None, description="Needed where the call is to be made again")
    reason: Annotated[str, Field(max_length=500, description="Why a debt is disputed")] = ""


class Completed(Answer):
    """What became of the task."""

    closed: bool = Field(description="False where it stays open, to be called again")
