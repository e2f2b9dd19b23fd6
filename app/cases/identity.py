"""Proving who one is, before any amount is shown: a birth date, or the end of an identity document.

Five wrong answers in a day, on whichever of a debtor's accounts, close the question for that day.
"""

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from app.store import events, verifications
from app.store.debts import Debt

TRIES = 5
WINDOW = timedelta(hours=24)  # business time
DOCUMENT_TAIL = 4


class Proof(StrEnum):
    """What a debtor can be asked for."""

    birth_date = "birth_date"
    document = "document"


@dataclass(frozen=True)
class Answer:
    """What somebody typed, already in shape: a date, or the last characters of a document (see ``tail``)."""

    proof: Proof
    value: date | str


@dataclass(frozen=True)
class Verdict:
    """Whether the answer was right, and how many tries are left."""

    passed: bool
    left: int

    @property
    def locked(self) -> bool:
        """Whether no further answer is heard for now."""
        return not self.passed and self.left <= 0


def proofs(debt: Debt) -> tuple[Proof, ...]:
    """What this debtor can be asked for; empty when we know nothing to ask."""
    known: list[Proof] = []
    if debt.birth_date is not None:
        known.append(Proof.birth_date)
    if len(tail(debt.document or "")) == DOCUMENT_TAIL:
        known.append(Proof.document)
    return tuple(known)


def tail(document: str) -> str:
    """The last four letters or digits of a document, in capitals; fewer where it has fewer."""
    return "".join(letter for letter in document if letter.isalnum()).upper()[-DOCUMENT_TAIL:]


def tries_left(session: Session, debtor_id: int, now: datetime) -> int:
    """How many wrong answers this debtor may still give."""
    return max(0, TRIES - verifications.failures(session, debtor_id, now - WINDOW))


def verify(session: Session, debt: Debt, message_id: int | None, answer: Answer, now: datetime) -> Verdict:
    """Hear one answer, under the debtor's lock, and record how it went; ``now`` is business time.

    When no try is left the answer is not even looked at. After the commit, call ``wake`` if it passed.
    """
    verifications.lock(session, debt.debtor_id)
    left = tries_left(session, debt.debtor_id, now)
    if left <= 0:
        return Verdict(passed=False, left=0)
    passed = _fits(debt, answer)
    left = left if passed else left - 1
    events.record(
        session,
        account_id=debt.account_id,
        kind=verifications.PASSED if passed else verifications.FAILED,
        at=now,
        message_id=message_id,
        data={"proof": answer.proof.value, "left": left},
    )
    return Verdict(passed=passed, left=left)


def _fits(debt: Debt, answer: Answer) -> bool:
    if answer.proof not in proofs(debt):
        return False
    if answer.proof is Proof.birth_date:
        return debt.birth_date == answer.value
    return hmac.compare_digest(tail(debt.document or "").encode(), str(answer.value).encode())
