"""The tables. Money is in minor units of the account's currency; every time is UTC."""

from app.models.flows import (
    Event,
    History,
    Journey,
    JourneyVersion,
    Lease,
    Message,
    MessageState,
    Run,
    RunState,
    Step,
    StepState,
)
from app.models.money import Payment, PaymentState
from app.models.people import Account, AccountStatus, ContactKind, ContactPoint, CrmField, Debtor, Import, Portfolio
from app.models.staff import ApiKey, Audit, Role, User

__all__ = [
    "Account",
    "AccountStatus",
    "ApiKey",
    "Audit",
    "ContactKind",
    "ContactPoint",
    "CrmField",
    "Debtor",
    "Event",
    "History",
    "Import",
    "Journey",
    "JourneyVersion",
    "Lease",
    "Message",
    "MessageState",
    "Payment",
    "PaymentState",
    "Portfolio",
    "Role",
    "Run",
    "RunState",
    "Step",
    "StepState",
    "User",
]
