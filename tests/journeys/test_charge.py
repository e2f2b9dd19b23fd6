"""Steps that charge a fee or interest."""

from typing import Any

import pytest

from journeys.charging import amount_of
from journeys.check import check
from journeys.kinds import defaults, kinds
from tests.journeys.graphs import CONTEXT, end, enter, graph, node
from tests.journeys.walking import Person

KIND = kinds()["charge"]


def settled(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {**defaults(KIND), **values}


@pytest.mark.parametrize(
    ("charge", "principal", "amount"),
    [
        ({"amount": 500}, 100_000, 500),
        ({"share": 250}, 100_000, 2_500),
        ({"amount": 500, "share": 250}, 100_020, 3_001),  # 2500.5 is rounded up
        ({"what": "interest", "rate": 850, "days": 30}, 100_000, 699),  # 698.63
        ({"what": "interest", "rate": 1_000, "days": 365}, 12_345, 1_235),
        ({"what": "interest", "rate": 1_000, "days": 30}, 0, 0),
    ],
)
def test_what_is_added_is_reckoned_to_the_cent(charge: dict[str, Any], principal: int, amount: int) -> None:
    assert amount_of(KIND.compile(settled(**charge)), principal) == amount


SAID: list[tuple[dict[str, Any], str, str]] = [
    ({"amount": 500}, "Cargar un gasto: 5,00", "Charge a fee: 5.00"),
    ({"share": 250}, "Cargar un gasto: 2,5 % del capital", "Charge a fee: 2.5 % of the principal"),
    (
        {"amount": 500, "share": 100},
        "Cargar un gasto: 5,00 más 1 % del capital",
        "Charge a fee: 5.00 and 1 % of the principal",
    ),
    ({}, "Cargar un gasto: …", "Charge a fee: …"),
    (
        {"what": "interest", "rate": 850, "days": 1},
        "Cargar intereses: 8,5 % anual por 1 día",
        "Charge interest: 8.5 % a year for 1 day",
    ),
]


@pytest.mark.parametrize(("given", "spanish", "english"), SAID)
def test_the_card_says_what_is_charged(given: dict[str, Any], spanish: str, english: str) -> None:
    assert KIND.describe(settled(**given), "es") == spanish
    assert KIND.describe(settled(**given), "en") == english


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"amount": 500}, []),
        ({"share": 1}, []),
        ({"what": "interest", "rate": 1}, []),
        ({}, ["nothing_charged"]),
        ({"what": "interest", "amount": 500}, ["nothing_charged"]),
        ({"amount": -1}, ["schema"]),
    ],
)
def test_a_step_that_charges_nothing_is_a_problem(given: dict[str, Any], codes: list[str]) -> None:
    whole = graph(enter(), node("charge", "charge", **settled(**given)), end(), lines="enter>charge charge>end")
    assert [problem.code for problem in check(whole, CONTEXT)] == codes


def test_a_charge_is_waited_for() -> None:
    person = Person(node("charge", "charge", **settled(amount=500)), end(), lines="enter>charge charge>end").go()
    (act,) = person.outcome.acts
    assert (act.kind, act.details) == ("charge", {"what": "fee", "amount": 500, "share": 0})
    assert person.happens("act_done", {"node": "charge", "visit": 1, "ok": True}).go().ended == "completed"
    assert KIND.fields(act.details) == frozenset()
