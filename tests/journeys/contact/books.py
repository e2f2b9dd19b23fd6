"""Rule books for the tests: a house that forbids nothing of its own, and sets written as TOML."""

import tomllib
from datetime import UTC, datetime, timedelta

from journeys.contact import Contact, Person, RuleBook
from journeys.contact.rules import read, read_house, shipped

ALWAYS = '[[windows]]\ndays = "mon-sun"\nfrom = "00:00"\nto = "24:00"\n'
NAMED = 'name = { es = "Prueba", en = "Test" }\nsource = "Law 1"\nsure = "verified"\n'

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def law(house: str = ALWAYS) -> RuleBook:
    """The shipped law, with this house policy; by default one that allows every hour."""
    return RuleBook.load(tomllib.loads(house))


def book(*texts: str, house: str = ALWAYS) -> RuleBook:
    """The shipped law and further sets, each as TOML without the name and source that every set has."""
    more = [read(tomllib.loads(text.split("\n", 1)[0] + "\n" + NAMED + text.split("\n", 1)[1])) for text in texts]
    return RuleBook([*shipped(), *more], read_house(tomllib.loads(house)))


def house_only(rules: str) -> RuleBook:
    """A house policy alone, which holds for people of no jurisdiction."""
    return law(rules)


def someone(zone: str = "UTC", jurisdiction: str | None = None, *opted_out: str) -> Person:
    """A person."""
    return Person(zone, jurisdiction, frozenset(opted_out))


def contacts(*ats: datetime, channel: str = "email", account_id: int = 1, reached: bool = False) -> list[Contact]:
    """Past contacts at these instants."""
    return [Contact(at, channel, account_id, reached) for at in ats]


def utc(text: str) -> datetime:
    """``2026-03-02 15:00`` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
