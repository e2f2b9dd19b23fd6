"""What the tests of promises, plans and settlements do over and over, without a database."""

from datetime import datetime

from journeys.acting import ACT_DONE
from journeys.walk import Act
from tests.journeys.walking import DAY, START, Person


def acts(person: Person) -> list[tuple[str, int]]:
    """What the last step ordered, as kinds and parts."""
    return [(act.kind, act.part) for act in person.outcome.acts]


def ordered(person: Person) -> Act:
    """The last act of the last step."""
    return person.outcome.acts[-1]


def carried_out(person: Person, act: Act | None = None, *, ok: bool = True, **result: object) -> Person:
    """An act, the last one of the last step where none is given, is done or is not; its journey hears so."""
    act = act or ordered(person)
    part = {"part": act.part} if act.part else {}
    data = {"node": act.node, "visit": act.visit, "act": act.kind, **part, "ok": ok, "result": result}
    return person.happens(ACT_DONE, data)


def until(person: Person) -> datetime | None:
    """Until when the person stands."""
    assert person.outcome.stand is not None
    return person.outcome.stand.until


def payments(*paid: tuple[float, int]) -> list[dict[str, object]]:
    """Payments as facts: so many days after the start, so much."""
    return [{"at": at_day(days).isoformat(), "amount": amount} for days, amount in paid]


def at_day(days: float) -> datetime:
    """So many days after the start."""
    return START + days * DAY
