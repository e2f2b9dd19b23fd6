"""Settlements: offered within the authority or after approval, paid in time or not."""

from typing import Any

import pytest

from journeys.asking import TASK_DONE, in_words, outcomes_of
from journeys.kinds import Node, defaults, kinds
from journeys.walk import Task
from tests.journeys.agreeing import acts, at_day, carried_out, ordered, until
from tests.journeys.graphs import CONTEXT, end, graph, node
from tests.journeys.walking import DAY, Person

PORTS = ("paid", "declined", "timeout", "refused", "not_offered")
LINES = "enter>settle " + " ".join(f"settle.{port}>end" for port in PORTS)
TEN_DAYS = {"amount": 10, "unit": "days"}


def offering(discount: int = 10, **settings: object) -> Person:
    drawn = node("settle", "settlement", **{"discount": discount, "valid": TEN_DAYS, **settings})
    return Person(drawn, end(), lines=LINES, exits=[]).go()


def offered(person: Person, days: int = 10) -> Person:
    """The offer is made, and stands so many days more."""
    expires = person.now + days * DAY
    return carried_out(person, offer=3, expires_at=expires.isoformat()).go()


def decided(person: Person, outcome: str) -> Person:
    visit = 0 if person.position is None else person.position.seq
    return person.happens(TASK_DONE, {"node": "settle", "visit": visit, "outcome": outcome}).go()


def test_within_the_authority_it_is_offered_at_once() -> None:
    person = offering(15)
    assert acts(person) == [("offer_settlement", 0)]
    assert dict(ordered(person).details) == {"discount": 15, "valid": 864_000}
    assert person.outcome.tasks == []
    assert until(offered(person)) == at_day(10)


@pytest.mark.parametrize(
    ("fields", "days", "port"),
    [
        ({"offer.state": "offered"}, 1, None),
        ({"offer.state": "accepted"}, 9.9, None),
        ({"offer.state": "paid"}, 1, "paid"),
        ({"offer.state": "paid"}, 30, "paid"),
        ({"offer.state": "cancelled", "account.balance": 0}, 1, "paid"),
        ({"offer.state": "declined"}, 1, "declined"),
        ({"offer.state": "accepted"}, 10, "timeout"),
        ({"offer.state": "expired"}, 10, "timeout"),
    ],
)
def test_what_becomes_of_an_offer(fields: dict[str, Any], days: float, port: str | None) -> None:
    person = offered(offering())
    person.fields |= fields
    person.go(days=days)
    assert person.trail[1:] == ([] if port is None else [f"settle.{port}", "end.end:completed"])


def test_an_older_offer_is_no_answer_before_this_one_is_made() -> None:
    person = offering()
    person.fields["offer.state"] = "declined"
    assert person.go(hours=1).ended is None


def test_nothing_owed_is_not_offered() -> None:
    assert carried_out(offering(), ok=False, why="nothing_owed").go().trail[1] == "settle.not_offered"


def test_above_the_authority_a_supervisor_is_asked_first() -> None:
    person = offering(25)
    assert person.position is not None
    assert person.outcome.tasks == [Task("settle", person.position.seq, "approval", at_day(2))]
    assert person.outcome.acts == []
    person.now += DAY
    decided(person, "approved")
    assert acts(person) == [("offer_settlement", 1)]
    assert until(offered(person)) == at_day(11), "it stands from the offer on"


def test_what_a_supervisor_refuses_is_not_offered() -> None:
    person = decided(offering(25), "refused")
    assert person.trail[1] == "settle.refused"
    assert person.outcome.acts == []


def test_what_nobody_approves_in_time_is_not_offered() -> None:
    person = offering(25).go(days=2)
    assert person.trail[1] == "settle.not_offered"
    assert [node for node, _ in person.outcome.closes] == ["settle"]


def test_without_a_deadline_the_approval_takes_as_long_as_it_takes() -> None:
    person = offering(25, deadline=None).go(days=300)
    assert person.ended is None
    assert acts(decided(person, "approved")) == [("offer_settlement", 1)]


def test_above_the_limit_of_the_installation_a_supervisor_is_asked_as_well() -> None:
    person = carried_out(offering(30, authority=50), ok=False, why="above_limit").go()
    assert [task.due_at for task in person.outcome.tasks] == [at_day(2)]
    decided(person, "approved")
    assert acts(person) == [("offer_settlement", 1)]
    assert carried_out(person, ok=False, why="above_limit").go().trail[1] == "settle.not_offered"


def test_a_revisit_offers_anew() -> None:
    lines = LINES.replace("settle.timeout>end", "settle.timeout>rest rest>settle")
    rest = node("rest", "wait", duration={"amount": 1, "unit": "days"})
    person = Person(node("settle", "settlement", discount=10, valid=TEN_DAYS), rest, end(), lines=lines, exits=[]).go()
    first = ordered(person).visit
    offered(person).go(days=10).go(days=1)
    assert acts(person) == [("offer_settlement", 0)]
    assert ordered(person).visit > first
    person.fields["offer.state"] = "paid"
    assert person.go(hours=1).ended is None, "the state is that of the older offer"
    assert offered(person).trail[-2] == "settle.paid"


@pytest.mark.parametrize(
    ("settings", "spanish", "english"),
    [
        (
            {"discount": 10},
            "Ofrecer una quita del 10 %; vale 14 días",
            "Offer a settlement at 10% off; it stands 14 days",
        ),
        (
            {"discount": 25},
            "Ofrecer una quita del 25 %, con aprobación; vale 14 días",
            "Offer a settlement at 25% off, with approval; it stands 14 days",
        ),
    ],
)
def test_a_settlement_in_words(settings: dict[str, Any], spanish: str, english: str) -> None:
    kind = kinds()["settlement"]
    whole = {**defaults(kind), **settings}
    assert (kind.describe(whole, "es"), kind.describe(whole, "en")) == (spanish, english)


def test_the_task_is_approved_or_refused_and_reads_as_the_offer() -> None:
    drawn = graph(node("settle", "settlement", discount=25))
    assert [port.name for port in outcomes_of(drawn, "settle")] == ["approved", "refused"]
    assert in_words(drawn, "settle", "en") == "Offer a settlement at 25% off, with approval; it stands 14 days"
    assert in_words(drawn, "gone", "en") == ""


@pytest.mark.parametrize(
    ("question", "codes"),
    [("", []), ("{{ account.balance }}?", []), ("{{ account.shoe }}?", ["unknown_token"])],
)
def test_what_is_wrong_with_the_question(question: str, codes: list[str]) -> None:
    kind = kinds()["settlement"]
    whole = {**defaults(kind), "question": question}
    assert [problem.code for problem in kind.check(Node("settle", kind, whole), CONTEXT)] == codes
