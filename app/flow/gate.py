"""The contact gate of the running system: asks the rules about messages, and notes what they refuse.

It is asked when a message is written, so that it is due at a lawful time, and again, holding the debtors, when it is
handed over: two workers cannot both use up the last contact that a rule allows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import house
from app.config import Config
from app.store import contacts
from app.store.contacts import NewRefusal, Place
from journeys.contact import Contact, Decision, Never, NotBefore, Now, Person
from journeys.contact.decisions import BUSY, GONE

BUSY_FOR = timedelta(seconds=10)
"""Business time after which a debtor whom somebody else holds may be asked about again."""


@dataclass(frozen=True, slots=True)
class Ask:
    """May this debtor be contacted about this account over this channel?

    Or, with ``role``, somebody else who answers for the debt: a guarantor, a co_debtor.
    """

    debtor_id: int
    account_id: int
    channel: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A decision that was not ``Now``, of a message by its id or by (run, node, visit, channel)."""

    message: int | Place
    debtor_id: int
    at: datetime
    decision: NotBefore | Never


class Gate:
    """The contact rules of one installation; made once per process and shared.

    Raises:
        ConfigError: the house policy cannot be used.
    """

    def __init__(self, config: Config) -> None:
        self.book = house.rule_book(config.house_policy)

    def ask(
        self, session: Session, asks: Sequence[Ask], now: datetime, *, hold: bool = False, each_alone: bool = False
    ) -> list[Decision]:
        """One decision for each, in at most four queries however many there are.

        What is allowed counts as a contact for those after it, unless ``each_alone`` asks only what could be. With
        ``hold`` the debtors stay locked until the transaction ends; one that somebody else holds may be asked again
        in a moment (``BUSY``, which ``record`` leaves out).
        """
        debtor_ids = sorted({ask.debtor_id for ask in asks})
        if not debtor_ids:
            return []
        free = contacts.hold(session, debtor_ids) if hold else set(debtor_ids)
        people = contacts.people(session, debtor_ids)
        past = self._past(session, asks, people, now)
        decisions: list[Decision] = []
        for ask in asks:
            person = people.get(ask.debtor_id)
            if person is None:
                decisions.append(Never(GONE))
            elif ask.debtor_id not in free:
                decisions.append(NotBefore(now + BUSY_FOR, BUSY))
            else:
                known = past.setdefault(ask.debtor_id, [])
                decision = self.book.decide(person, ask.channel, ask.account_id, now, known, ask.role)
                if isinstance(decision, Now) and not each_alone:
                    known.append(Contact(now, ask.channel, ask.account_id))
                decisions.append(decision)
        return decisions

    def _past(
        self, session: Session, asks: Sequence[Ask], people: Mapping[int, Person], now: datetime
    ) -> dict[int, list[Contact]]:
        """The past contacts of those for whom some rule counts them."""
        counted = {
            ask.debtor_id
            for ask in asks
            if ask.debtor_id in people and self.book.counts(people[ask.debtor_id], ask.channel)
        }
        return contacts.past(session, sorted(counted), now - self.book.memory) if counted else {}

    def record(self, session: Session, refusals: Sequence[Refused]) -> None:
        """Note what was refused, with its rule; the messages are in the database already. At most 3 queries."""
        rows = [
            NewRefusal(
                item.message,
                item.debtor_id,
                item.at,
                item.decision.rule,
                item.decision.at if isinstance(item.decision, NotBefore) else None,
            )
            for item in refusals
            if item.decision.rule != BUSY
        ]
        contacts.refuse(session, rows)

    def explain(self, rule: str, language: str) -> str:
        """A rule as it stands in ``refusals``, in one plain sentence (``es`` or ``en``) with its source."""
        return self.book.explain(rule, language)
