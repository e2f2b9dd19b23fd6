"""What may be pretended at a pause, in which order, and how it is called."""

from typing import Any

from journeys.rehearsing import Happening
from journeys.rehearsing.choices import choices
from tests.journeys.graphs import end, enter, graph, mail, node, wait, wait_event
from tests.journeys.rehearsing.stages import WAIT, World, rehearse


def told(document: dict[str, Any], *happenings: Happening, world: World | None = None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in choices(rehearse(document, *happenings, world=world), document):
        found.setdefault(one.group, []).append(one.label["en"])
    return found


EVENTS = ("page_opened", "paid", "promise_made", "plan_confirmed", "promise_kept", "disputed", "x_visit_done")
HEARD = graph(
    enter(),
    wait_event("hear", *EVENTS),
    end(),
    lines=" ".join(["enter>hear", *(f"hear.{event}>end" for event in EVENTS), "hear.timeout>end"]),
    exits=[],
)


def test_what_the_step_waits_for_comes_first() -> None:
    found = told(HEARD)
    assert found["waited"] == [
        "Opened the page",
        "Pays all that is owed",
        "Pays half of it",
        "Promises to pay in 7 days",
        "Disputes the debt",
        "Visit done",
    ]
    assert "Opened the page" not in found["message"]
    assert "money" not in found
    assert "Has died" in found["flag"]


def test_what_would_end_the_journey_is_no_wait_of_the_step() -> None:
    plain = graph(enter(), mail(), wait(), end(), lines="enter>mail mail>wait wait>end")
    found = told(plain)
    assert "waited" not in found
    assert found["money"] == ["Pays all that is owed", "Pays half of it", "Promises to pay in 7 days"]
    assert found["message"][:2] == ["Message was delivered", "Opened the message"]
    assert told(plain, WAIT) == {}


def test_without_a_message_nothing_can_happen_to_one() -> None:
    assert told(HEARD)["message"] == ["Verified who they are", "Payment failed", "Asked for help"]


def test_a_flag_that_is_set_can_be_cleared() -> None:
    held = {**HEARD, "holds": ["vulnerable"]}
    assert "No longer: is vulnerable" in told(held, Happening("flag", "vulnerable"))["flag"]


def test_a_single_cent_is_not_halved_and_nothing_is_paid_where_nothing_is_owed() -> None:
    assert told(HEARD, world=World(account__balance=1))["waited"][1:3] == [
        "Pays all that is owed",
        "Promises to pay in 7 days",
    ]
    assert "Pays all that is owed" not in told(HEARD, world=World(account__balance=0))["waited"]


def test_what_was_offered_can_be_answered_and_paid() -> None:
    offered = World(plan__state="offered", offer__state="offered", offer__amount=100)
    found = told(HEARD, world=offered)
    assert "Accepted the instalment plan" in found["waited"]
    assert (
        found["money"]
        == [
            "Pays the settlement that is offered",
            "Declined the instalment plan",
            "Accepted the settlement",
            "Declined the settlement",
        ]
        or "Pays the settlement that is offered" in found["waited"]
    )
    accepted = told(HEARD, world=World(offer__state="accepted", offer__amount=100))
    assert "Accepted the settlement" not in accepted["money"]


def test_a_call_can_be_made_again_so_often() -> None:
    outcomes = [{"id": "reached", "label": "Reached"}, {"id": "call_back", "label": "Call back"}]
    call = node(
        "call", "call_task", title="Call", outcomes=outcomes, call_backs=1, deadline={"amount": 2, "unit": "days"}
    )
    document = graph(
        enter(), call, end(), lines="enter>call call.reached>end call.call_back>end call.overdue>end", exits=[]
    )
    first = rehearse(document)
    visit = next(iter(first.tasks))[1]
    tasks = [one.happening for one in choices(first, document) if one.group == "task"]
    again = Happening("task", "call_back", node="call", visit=visit, again=True)
    assert tasks == [Happening("task", "reached", node="call", visit=visit), again]
    second = [one.happening for one in choices(rehearse(document, again), document) if one.group == "task"]
    assert second[1].again is False


def test_somebody_outside_and_another_journey_can_answer() -> None:
    hook = node("hook", "webhook", url="https://crm.example", secret="crm")
    called = graph(enter(), hook, end(), lines="enter>hook hook.next>end hook.failed>end", exits=[])
    assert told(called)["waited"] == ["The other system answers", "The other system does not answer"]
    other = node("other", "start_journey", journey=7, wait=True)
    started = graph(enter(), other, end(), lines="enter>other other.next>end other.not_started>end", exits=[])
    assert told(started)["waited"] == ["The other journey ends"]
