"""The world around a rehearsal: real people as the database knows them, or a made-up one. Nothing here writes.

Facts are read as of the moment that is rehearsed, so that days past due and the past count as they would.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.config import Config
from app.errors import NotFoundError
from app.flow.compose import OWN_TOKENS, Composed, Held, compose
from app.flow.gate import Gate
from app.flow.rounds import account_of, addressed, item_of
from app.store import agreed, contacts, facts, received, samples, templates
from app.store.claims import Queued
from app.store.samples import Samples
from journeys.calendar_parts import TODAY
from journeys.contact import Contact, Decision, Never, Person
from journeys.contact.decisions import GONE
from journeys.plan import Plan
from journeys.walk import Send
from renderers.gallery import TemplateFile
from renderers.sources import variables_of

NOBODY = 0
PAGE = "/p/rehearsal"  # where the links of a rehearsed message lead: nowhere

LISTS = frozenset({"list.accounts", "list.guarantors", "list.instalments"})
DAYS_LATE = 46  # of the made-up person

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Cast:
    """Who walks through a journey: a real account's person, or a made-up one (``account_id`` 0)."""

    account_id: int
    debtor_id: int
    person: Person | None
    past: Sequence[Contact] = ()


@dataclass(frozen=True)
class Stage:
    """What one rehearsal asks of the world; see ``journeys.rehearsing.World``."""

    config: Config
    gate: Gate
    cast: Cast
    known: Callable[[datetime], Fields]
    templates: Mapping[str, TemplateFile]

    @property
    def authority(self) -> int:
        """The highest discount that this installation lets journeys offer without approval."""
        return self.config.settlement_authority

    def decide(self, send: Send, now: datetime, sent: Sequence[tuple[datetime, Send]]) -> Decision:
        """What the contact rules say, with the real contacts of the past and those of this rehearsal."""
        cast = self.cast
        if cast.person is None:
            return Never(GONE)
        rehearsed = [Contact(at, one.channel, account_of(one.item, cast.account_id)) for at, one in sent]
        about = account_of(send.item, cast.account_id)
        item = item_of(send.item, self.known(now)) if send.to_item else None
        role = None if item is None else item.get("role")
        return self.gate.book.decide(cast.person, send.channel, about, now, [*cast.past, *rehearsed], role)

    def fault(self, send: Send, fields: Fields, now: datetime) -> str | None:
        """Why the message cannot be finished for this person, as a reason to be read by ``app.reasons``."""
        made = self.compose(send, fields, now)
        return made.reason if isinstance(made, Held) else None

    def compose(self, send: Send, fields: Fields, now: datetime) -> Composed | Held:
        """The finished message, with links that lead nowhere."""
        page = f"{self.config.public_url}{PAGE}"
        message = Queued(
            id=NOBODY,
            account_id=account_of(send.item, self.cast.account_id),
            debtor_id=self.cast.debtor_id,
            channel=send.channel,
            template=send.template,
            attempt=0,
            provider_ref=None,
            end_reason=None,
            language=str(fields.get("debtor.language") or "es"),
            halt=None,
            node=send.node,
            visit=send.visit,
            item=addressed(send.item, to_item=send.to_item),
        )
        return compose(self.config, message, self.templates, fields, now, (page, f"{page}/preferences"))


def real(  # noqa: PLR0913 - whose, of which plan, when, and how often it is read
    session: Session, config: Config, plan: Plan, account_ids: Sequence[int], now: datetime, *, daily: bool = False
) -> dict[int, Stage]:
    """Stages for these accounts, in the order given; ``daily`` reads facts once a day for all of them together.

    Raises:
        NotFoundError: one of the accounts does not exist.
    """
    gate = Gate(config)
    owners = facts.debtors(session, account_ids)
    if len(owners) != len(set(account_ids)):
        raise NotFoundError
    debtors = sorted(set(owners.values()))
    people = contacts.people(session, debtors)
    past = contacts.past(session, debtors, now - gate.book.memory)
    found = templates.every(session)
    reader = _Reader(session, account_ids, _wanted(plan, found), daily=daily)
    whose = [(account, owners[account]) for account in account_ids]
    cast = [Cast(account, owner, people.get(owner), past.get(owner, ())) for account, owner in whose]
    return {one.account_id: Stage(config, gate, one, reader.of(one.account_id), found) for one in cast}


def made_up(session: Session, config: Config, plan: Plan, now: datetime) -> Stage:
    """A stage for a person whom nobody knows: the samples of the fields, with a debt that is as late every time."""
    later = ("promise.", "plan.", "offer.", "item.", "link.")
    known_of_all = Samples(currency=samples.currency(session)).built_in()
    base: dict[str, Any] = {name: value for name, value in known_of_all.items() if not name.startswith(later)}
    due = now.date() - timedelta(days=DAYS_LATE)
    base |= {"account.tags": [], "account.due_date": due.isoformat(), "debtor.oldest_due_date": due.isoformat()}
    base |= {name: 0 for name in plan.fields or () if name.startswith("history.")}
    base |= {"list.accounts": [_item(base, "account")], "list.guarantors": [_guarantor(base)], "list.instalments": []}

    def known(then: datetime) -> Fields:
        return {**base, TODAY: then.date().isoformat(), "account.days_past_due": (then.date() - due).days}

    person = Person(str(base["debtor.time_zone"]), str(base["debtor.jurisdiction"]))
    return Stage(config, Gate(config), Cast(NOBODY, NOBODY, person), known, templates.every(session))


def _item(base: Fields, scope: str) -> dict[str, Any]:
    own = {name.partition(".")[2]: value for name, value in base.items() if name.startswith(f"{scope}.")}
    return {**own, "id": NOBODY}


def _guarantor(base: Fields) -> dict[str, Any]:
    names = {"name": "Marcos Ortega", "role": "guarantor", "ref": "G-1", "language": base["debtor.language"]}
    return {**names, **{kind: base[f"debtor.{kind}"] for kind in ("email", "mobile", "postal")}, "id": NOBODY}


class _Reader:
    """Reads facts as of a moment, for several accounts at once; a moment, or a day, is read once."""

    def __init__(self, session: Session, account_ids: Sequence[int], wanted: frozenset[str], *, daily: bool) -> None:
        self._session = session
        self._ids = account_ids
        self._wanted = wanted
        self._daily = daily
        self._read: dict[object, facts.Known] = {}

    def of(self, account_id: int) -> Callable[[datetime], Fields]:
        """A function that gives the facts of one account."""

        def known(now: datetime) -> Fields:
            moment = now.date() if self._daily else now
            if moment not in self._read:
                self._read[moment] = facts.load(self._session, self._ids, now, also=self._wanted)
            return self._read[moment].get(account_id, {})

        return known


def _wanted(plan: Plan, found: Mapping[str, TemplateFile]) -> frozenset[str]:
    """What is to be known beside the usual: what the plan, the templates and what is pretended look at."""
    tokens = frozenset().union(*(variables_of(source) for one in found.values() for source in one.sources.values()))
    named = frozenset(name for name in tokens if not name.startswith(OWN_TOKENS))
    return (plan.fields or frozenset()) | agreed.AGREED | received.PAYMENTS | LISTS | named
