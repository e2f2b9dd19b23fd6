"""What a page is drawn with: what is known of any visitor, and what is known once they proved who they are.

Money is in minor units of ``currency``; days are ISO text. ``Inside`` is None until the proof, so that no page can show
what is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Language:
    """A language that the page can be read in, and the address that shows it."""

    code: str
    name: str
    url: str
    here: bool


@dataclass(frozen=True)
class Addresses:
    """Where the forms of a page are sent, and where its links lead."""

    home: str = "#"
    verify: str = "#"
    leave: str = "#"
    pay: str = "#"
    promise: str = "#"
    plan: str = "#"
    settlement: str = "#"
    dispute: str = "#"
    help: str = "#"
    preferences: str = "#"
    page: str = "#"  # the whole address, with its host


@dataclass(frozen=True)
class Outside:
    """What is known of whoever opens the link.

    ``gate`` says what stands before the page: ``ask`` for the proof, ``locked`` after too many wrong answers, ``none``
    where nothing can be asked. ``typed`` and ``faults`` are what was sent and what is wrong with it, by field;
    ``sent`` is the form that was just sent well.
    """

    language: str
    languages: tuple[Language, ...]
    creditor: str
    contact: str
    style: str
    form_token: str
    today: str
    at: Addresses = field(default_factory=Addresses)
    gate: str = "ask"
    proof: str = "birth_date"
    other: str = ""  # the address that asks the other question
    fault: str = ""  # what is wrong with the answer
    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    sent: str = ""


@dataclass(frozen=True)
class Debt:
    """A debt of this person."""

    ref: str
    creditor: str
    product: str
    currency: str
    balance: int
    principal: int = 0
    interest: int = 0
    fees: int = 0
    paid: int = 0
    due_date: str = ""
    overdue: bool = False
    here: bool = False


@dataclass(frozen=True)
class Provider:
    """A way to pay."""

    name: str
    label: str


@dataclass(frozen=True)
class Instalment:
    """One part of a plan."""

    number: int
    due_date: str
    amount: int
    state: str


@dataclass(frozen=True)
class Plan:
    """The plan that is offered to this account, or that it follows; ``every`` is weeks or months."""

    state: str
    total: int
    every: str
    instalments: tuple[Instalment, ...]
    next_amount: int = 0
    next_due: str = ""


@dataclass(frozen=True)
class Promise:
    """The word that is given."""

    amount: int
    due_date: str


@dataclass(frozen=True)
class Offer:
    """A settlement: ``amount`` instead of all that is owed."""

    state: str
    amount: int
    saved: int
    discount: int
    expires: str


@dataclass(frozen=True)
class Takes:
    """Whether this person takes messages of a kind: email, mobile, postal."""

    kind: str
    wanted: bool


@dataclass(frozen=True)
class Inside:
    """What is known of who proved it."""

    debt: Debt
    debts: tuple[Debt, ...] = ()
    providers: tuple[Provider, ...] = ()
    plan: Plan | None = None
    promise: Promise | None = None
    offer: Offer | None = None
    disputed: bool = False
    takes: tuple[Takes, ...] = ()


@dataclass(frozen=True)
class State:
    """One visit."""

    outside: Outside
    inside: Inside | None = None
