"""A rehearsal: how the clock leaps, what becomes of messages, tasks and acts, and where it stops."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from journeys.contact import Decision, Never, NotBefore, Now
from journeys.kinds import kinds
from journeys.rehearsing import Happening, Rehearsal
from journeys.walk import Act, Send, Stay, Walk
from tests.journeys.graphs import end, enter, graph, mail, node, wait, wait_event
from tests.journeys.rehearsing.stages import DAY, START, WAIT, World, rehearse, whats
from tests.journeys.walking import fork, join

DAYS = {"amount": 2, "unit": "days"}
LATER = START + timedelta(hours=4)
PLAIN = graph(enter(), mail(), wait(), end(), lines="enter>mail mail>wait wait>end")
HEARD = graph(
    enter(),
    mail(),
    wait_event("hear", "message_sent", "message_refused", "message_expired", "page_opened"),
    end(),
    end("over", "over"),
    lines="enter>mail mail>hear hear.message_sent>end hear.message_refused>end hear.message_expired>end "
    "hear.page_opened>end hear.timeout>over",
)


def at_four(send: Send, now: datetime) -> Decision:
    del send
    return Now() if now >= LATER else NotBefore(LATER, "house/window")


def test_the_clock_leaps_to_the_next_moment_until_the_journey_is_over() -> None:
    found = rehearse(PLAIN)
    assert (found.now, found.next_at) == (START, START + DAY)
    assert found.stand is not None
    assert found.go_on(WAIT)
    assert (found.now, found.ended, found.stand, found.next_at) == (START + DAY, "completed", None, None)
    assert not found.go_on(WAIT)
    assert whats(found) == [
        "left enter next",
        "left mail next",
        "sent mail",
        "left wait next",
        "left end end:completed",
    ]


def test_a_message_goes_out_when_the_rules_let_it_and_the_journey_hears_of_it() -> None:
    found = rehearse(HEARD, world=World(at_four))
    assert (found.mails[0].due_at, found.next_at, found.waits >= {"message_sent"}) == (LATER, LATER, True)
    assert found.go_on(WAIT)
    assert (found.mails[0].sent_at, found.ended, found.waits) == (LATER, "completed", frozenset())


@pytest.mark.parametrize(
    ("rules", "expiry", "state", "port"),
    [
        (lambda _, __: Never("house/opt_out"), None, "never", "message_refused"),
        (at_four, {"amount": 1, "unit": "hours"}, "late", "message_expired"),
    ],
    ids=["never", "too late by then"],
)
def test_a_message_that_may_not_go_out_is_told(rules: Any, expiry: Any, state: str, port: str) -> None:  # noqa: ANN401 - any
    document = {**HEARD, "nodes": [one if one["id"] != "mail" else mail() for one in HEARD["nodes"]]}
    document["nodes"][1]["settings"]["expiry"] = expiry
    found = rehearse(document, world=World(rules))
    assert found.mails[0].state == state
    assert f"left hear {port}" in whats(found)


def test_a_message_that_waited_for_a_hold_may_come_too_late() -> None:
    document = {**PLAIN, "holds": ["disputed"]}
    document["nodes"] = [enter(), mail(), wait(duration={"amount": 9, "unit": "days"}), end()]
    document["nodes"][1]["settings"]["expiry"] = {"amount": 5, "unit": "hours"}
    found = rehearse(document, Happening("flag", "disputed"), world=World(at_four))
    assert found.go_on(WAIT)
    assert (found.mails[0].state, found.stand and found.stand.hold) == ("on_hold", "disputed")
    found.now += timedelta(hours=6)
    assert found.go_on(Happening("unflag", "disputed"))
    assert found.mails[0].state == "late"


def test_a_message_that_cannot_be_finished_is_held_and_nobody_hears_of_it() -> None:
    found = rehearse(HEARD, world=World(fault="no_address: email"))
    assert (found.mails[0].state, whats(found)[-1]) == ("unfinished", "unfinished mail no_address: email")
    assert found.stand is not None


def test_an_exit_takes_back_what_waits_and_what_is_left_of_a_journey_that_is_over() -> None:
    found = rehearse(PLAIN, Happening("pays"), world=World(at_four))
    assert (found.ended, found.mails[0].state) == ("exit:paid", "cancelled")
    short = graph(enter(), mail(), end(), lines="enter>mail mail>end", exits=["deceased"])
    over = rehearse(short, world=World(at_four))
    assert (over.ended, over.mails[0].state) == ("completed", "queued")
    assert over.go_on(Happening("flag", "deceased"))
    assert over.go_on(WAIT)
    assert (over.mails[0].state, whats(over)[-1]) == ("cancelled", "cancelled mail exit:deceased")


def test_an_arm_that_loses_takes_back_its_message_and_its_task() -> None:
    call = node("call", "call_task", title="Call", outcomes=[{"id": "reached", "label": "Reached"}], deadline=None)
    document = graph(
        enter(),
        fork("both", "one", "two"),
        mail(),
        call,
        wait("wait"),
        join("met", "any"),
        end(),
        lines="enter>both both.one>mail mail>call call.reached>met both.two>wait wait>met met>end",
    )
    never = rehearse(document, world=World(lambda _, now: NotBefore(now + 9 * DAY, "house/window")))
    assert [name for name, _ in never.tasks] == ["call"]
    assert never.go_on(WAIT)
    assert (never.ended, never.tasks, never.mails[0].state) == ("completed", {}, "cancelled")


def test_a_call_waits_for_whoever_makes_it_and_is_told_once() -> None:
    call = node("call", "call_task", title="Call", outcomes=[{"id": "call_back", "label": "Again"}], deadline=DAYS)
    document = graph(enter(), call, end(), lines="enter>call call.call_back>end call.overdue>end")
    visit = next(iter(rehearse(document).tasks))[1]
    again = Happening("task", "call_back", node="call", visit=visit, again=True)
    found = rehearse(document, again)
    assert list(found.tasks) == [("call", visit)]
    assert found.go_on(Happening("task", "call_back", node="call", visit=visit))
    assert (found.ended, [one for one in whats(found) if one.startswith("task")]) == ("completed", ["task call call"])


def test_somebody_outside_is_waited_for_and_may_not_answer() -> None:
    hook = node("hook", "webhook", url="https://crm.example", secret="crm")
    document = graph(enter(), hook, end(), end("bad", "bad"), lines="enter>hook hook.next>end hook.failed>bad")
    found = rehearse(document)
    assert (len(found.calls), found.next_at) == (1, START)
    assert rehearse(document, WAIT).ended == "completed"
    assert rehearse(document, Happening("answer", "failed")).ended == "bad"
    assert not rehearse(PLAIN).go_on(Happening("answer", "done"))


def test_another_journey_that_was_started_may_end() -> None:
    start = node("other", "start_journey", journey=7, wait=True)
    document = graph(enter(), start, end(), lines="enter>other other.next>end other.not_started>end")
    found = rehearse(document)
    [act] = found.started
    assert found.next_at is None
    assert found.go_on(Happening("ended", node=act.node, visit=act.visit))
    assert found.ended == "completed"


def test_what_cannot_happen_changes_nothing() -> None:
    found = rehearse(PLAIN)
    before = whats(found)
    assert not found.go_on(Happening("plan", "confirmed"))
    assert whats(found) == before


def test_a_way_that_leads_nowhere_stops_the_walk() -> None:
    found = rehearse(graph(enter(), mail(), lines="enter>mail"))
    assert found.stuck is not None
    assert (found.stuck.node, found.stuck.code, found.next_at) == ("mail", "no_way", None)


def test_a_kind_that_raises_stops_the_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(walk: Walk) -> str:
        raise KeyError(walk.node)

    monkeypatch.setattr(kinds()["wait"], "runner", lambda _: run)
    found = rehearse(PLAIN)
    assert found.stuck is not None
    assert (found.stuck.code, found.stuck.detail) == ("step_raised", "KeyError")


def test_a_step_that_never_comes_to_rest_is_a_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(walk: Walk) -> Stay:
        walk.acts.append(Act(walk.node, walk.seq, "odd", part=len(walk.events)))
        return Stay(None, frozenset({"act_done"}))

    monkeypatch.setattr(kinds()["wait"], "runner", lambda _: run)
    found = rehearse(PLAIN)
    assert found.stuck is not None
    assert found.stuck.code == "circle"
    assert isinstance(found, Rehearsal)


def test_an_act_that_is_ordered_again_is_carried_out_once() -> None:
    hook = node("hook", "webhook", url="https://crm.example", secret="crm")
    document = graph(enter(), hook, end(), lines="enter>hook hook.next>end hook.failed>end", exits=["recalled"])
    found = rehearse(document, Happening("flag", "vulnerable"), WAIT)
    assert [one for one in whats(found) if one.startswith("act")] == ["act hook webhook"]


def test_only_what_waits_for_a_hold_is_looked_at_again() -> None:
    document = graph(
        enter(),
        mail(),
        wait(),
        mail("second"),
        wait("rest"),
        end(),
        lines="enter>mail mail>wait wait>second second>rest rest>end",
        holds=["disputed"],
    )
    found = rehearse(document, WAIT, Happening("flag", "disputed"), world=World(second_waits))
    assert [mail.state for mail in found.mails] == ["sent", "queued"]
    assert found.go_on(WAIT)
    assert [mail.state for mail in found.mails] == ["sent", "on_hold"]
    assert found.go_on(Happening("unflag", "disputed"))
    assert [mail.state for mail in found.mails] == ["sent", "sent"]


def second_waits(send: Send, now: datetime) -> Decision:
    """The second message may go out only an hour after it was written."""
    first = START + DAY + timedelta(hours=1)
    return NotBefore(first, "house/window") if send.node == "second" and now < first else Now()
