"""People who go several ways at once: forks, joins, rounds, and what becomes of the ways that lose."""

from typing import Any

import pytest

from journeys.arms import _Round
from journeys.interpreter import Facts, Outcome, Stuck, step
from tests.journeys.graphs import end, node
from tests.journeys.walking import Person, days, fork, join, mail, task

BOTH = "enter>fork fork.a>one fork.b>two one>join two>join join>end"


def test_all_arms_are_gone_at_once_and_the_join_waits_for_the_slowest() -> None:
    person = Person(fork("fork", "a", "b"), days("one", 1), days("two", 3), join("join"), end(), lines=BOTH).go()
    assert person.arms == ["one", "two"]
    assert person.trail == ["enter.next", "fork.a", "fork.b"]
    person.go(days=1)
    assert person.arms == ["two"]
    person.go(days=1)
    assert person.ended is None
    person.go(days=1)
    assert person.ended == "completed"
    assert person.trail[3:] == ["one.next", "two.next", "join.next", "end.end:completed"]


def test_the_step_of_a_fork_is_due_when_its_first_arm_is() -> None:
    person = Person(fork("fork", "a", "b"), days("one", 1), days("two", 3), join("join"), end(), lines=BOTH).go()
    stand = person.outcome.stand
    assert stand is not None
    assert stand.node == "fork"
    assert stand.due_at == stand.until == person.now.replace(day=3)
    assert stand.waits == {"paid"}


def test_the_first_arm_to_arrive_cancels_the_others_with_what_they_did_not_send() -> None:
    lines = "enter>fork fork.a>one fork.b>letter letter>two one>join two>join join>end"
    person = Person(
        fork("fork", "a", "b"), days("one", 1), mail("letter"), days("two", 3), join("join", "any"), end(), lines=lines
    ).go()
    assert person.sent == ["letter"]
    visit = person.outcome.sends[0].visit
    person.go(days=1)
    assert person.ended == "completed"
    assert person.trail[-4:] == ["one.next", "two.cancelled", "join.next", "end.end:completed"]
    assert person.outcome.cancels == [("letter", visit)]


def test_some_arms_are_enough() -> None:
    lines = "enter>fork fork.a>one fork.b>two fork.c>three one>join two>join three>join join>end"
    nodes = [fork("fork", "a", "b", "c"), days("one", 1), days("two", 2), days("three", 9), join("join", "some", 2)]
    person = Person(*nodes, end(), lines=lines).go().go(days=1)
    assert person.arms == ["two", "three"]
    person.go(days=1)
    assert person.ended == "completed"
    assert "three.cancelled" in person.trail


def test_a_join_that_wants_more_than_can_come_goes_on_with_all_that_can() -> None:
    person = Person(
        fork("fork", "a", "b"), days("one", 1), days("two", 2), join("join", "some", 9), end(), lines=BOTH
    ).go()
    assert person.go(days=2).ended == "completed"


def test_an_arm_that_ends_is_not_waited_for() -> None:
    lines = "enter>fork fork.a>one fork.b>stop one>join join>after after>end"
    stop = node("stop", "end", reason="declined", ends="way")
    person = Person(
        fork("fork", "a", "b"), days("one", 1), stop, join("join"), days("after", 1), end(), lines=lines
    ).go()
    assert person.trail[-1] == "stop.end:declined"
    assert person.arms == ["one"]
    person.go(days=1)
    assert person.outcome.stand is not None
    assert person.outcome.stand.node == "after"
    assert person.outcome.stand.memory is None


def test_the_last_arm_to_end_ends_the_journey() -> None:
    lines = "enter>fork fork.a>one fork.b>two one>stop two>halt"
    stops = [node("stop", "end", reason="first", ends="way"), node("halt", "end", reason="second", ends="way")]
    person = Person(fork("fork", "a", "b"), days("one", 1), days("two", 2), *stops, lines=lines).go().go(days=1)
    assert person.ended is None
    assert person.go(days=1).ended == "second"


def test_an_end_of_the_whole_journey_takes_the_other_arms_along() -> None:
    lines = "enter>fork fork.a>one fork.b>letter letter>two one>end two>end"
    person = Person(fork("fork", "a", "b"), days("one", 1), mail("letter"), days("two", 2), end(), lines=lines).go()
    person.go(days=1)
    assert person.ended == "completed"
    assert person.trail[-1] == "two.cancelled"
    assert [node_ for node_, _ in person.outcome.cancels] == ["letter"]


def test_forks_nest() -> None:
    lines = (
        "enter>fork fork.a>inner fork.b>long inner.x>one inner.y>two one>near two>near near>later later>join "
        "long>join join>end"
    )
    nodes = [fork("fork", "a", "b"), fork("inner", "x", "y"), days("one", 1), days("two", 2), join("near")]
    person = Person(*nodes, days("later", 1), days("long", 9), join("join"), end(), lines=lines).go()
    assert person.arms == ["one", "two", "long"]
    assert person.go(days=1).arms == ["two", "long"]
    assert person.go(days=1).arms == ["later", "long"]
    assert person.go(days=1).arms == ["long"]
    assert person.go(days=6).ended == "completed"


def test_a_nested_fork_that_loses_is_cancelled_whole() -> None:
    lines = (
        "enter>fork fork.a>one fork.b>inner inner.x>first first>two inner.y>three two>near three>near near>join "
        "one>join join>end"
    )
    nodes = [fork("fork", "a", "b"), days("one", 1), fork("inner", "x", "y"), mail("first"), days("two", 5)]
    person = Person(*nodes, days("three", 2), join("near"), join("join", "any"), end(), lines=lines).go().go(days=1)
    assert {"two.cancelled", "three.cancelled"} <= set(person.trail)
    assert [name for name, _ in person.outcome.cancels] == ["first"]


def test_arms_are_looked_at_in_the_order_in_which_they_are_drawn() -> None:
    person = Person(fork("fork", "a", "b"), days("one", 2), days("two", 1), join("join", "any"), end(), lines=BOTH).go()
    person.go(days=2)  # both are over by now
    assert person.trail[3:] == ["one.next", "two.cancelled", "join.next", "end.end:completed"]


def test_every_visit_has_a_number_of_its_own_also_in_arms() -> None:
    lines = "enter>fork fork.a>one fork.b>two one>join two>join join>last last>end"
    nodes = [fork("fork", "a", "b"), mail("one"), mail("two"), join("join"), mail("last"), end()]
    person = Person(*nodes, lines=lines).go()
    visits = [send.visit for send in person.outcome.sends]
    assert len(set(visits)) == 3
    assert visits == sorted(visits)


def test_an_event_is_heard_by_every_arm_that_waits_for_it() -> None:
    person = Person(fork("fork", "a", "b"), task("one"), task("two"), join("join"), end(), lines=_PAID).go()
    assert person.happens("paid").go().ended == "completed"
    assert {"one.paid", "two.paid"} <= set(person.trail)


_PAID = "enter>fork fork.a>one fork.b>two one.paid>join one.timeout>join two.paid>join two.timeout>join join>end"


def test_an_event_that_an_arm_took_is_not_taken_again_after_the_join() -> None:
    nodes = [fork("fork", "a", "b"), task("one"), task("two"), join("join"), task("again"), end()]
    lines = _PAID.replace("join>end", "join>again again.paid>end again.timeout>end")
    person = Person(*nodes, lines=lines).go().happens("paid").go()
    assert person.outcome.stand is not None
    assert person.outcome.stand.node == "again"


ROUNDS = "enter>each each.each>letter letter>one one>join join>end each.none>nobody each.too_many>nobody"


def rounds(rows: list[dict[str, Any]]) -> Person:
    """Somebody with these guarantors."""
    each = node("each", "for_each", over="guarantors")
    nobody = node("nobody", "end", reason="nobody")
    person = Person(each, mail("letter"), days("one", 1), join("join"), end(), nobody, lines=ROUNDS)
    person.fields["list.guarantors"] = rows
    return person


@pytest.mark.parametrize("count", [1, 2, 250, 500])
def test_a_round_is_gone_for_each(count: int) -> None:
    person = rounds([{"id": number} for number in range(1, count + 1)]).go()
    assert person.sent == [f"letter guarantors:{number}" for number in range(1, count + 1)]
    assert person.arms == ["one"] * count
    assert person.trail[:2] == ["enter.next", "each.each"]
    assert person.go(days=1).ended == "completed"


@pytest.mark.parametrize("count", [0, 501])
def test_no_round_is_gone_where_there_is_none_or_far_too_many(count: int) -> None:
    assert rounds([{"id": number} for number in range(count)]).go().ended == "nobody"


def test_a_round_sees_what_it_is_about() -> None:
    big = {"field": "item.balance", "op": "gt", "value": 100}
    lines = "enter>each each.each>big big.yes>letter big.else>small letter>join small>join join>end"
    lines += " each.none>end each.too_many>end"
    nodes = [node("each", "for_each", over="accounts"), mail("letter"), mail("small"), join("join"), end()]
    branch = node("big", "branch", branches=[{"id": "yes", "label": "Yes", "when": big}])
    person = Person(*nodes, branch, lines=lines)
    person.fields["list.accounts"] = [{"id": 4, "balance": 50}, {"id": 9, "balance": 500}]
    person.go()
    assert person.sent == ["small accounts:4", "letter accounts:9"]


def test_a_round_whose_thing_is_gone_knows_nothing_of_it() -> None:
    lines = "enter>each each.each>one one>big big.yes>letter big.else>join letter>join join>end"
    lines += " each.none>end each.too_many>end"
    known = {"field": "item.balance", "op": "is_not_empty"}
    branch = node("big", "branch", branches=[{"id": "yes", "label": "Yes", "when": known}])
    nodes = [node("each", "for_each", over="accounts"), days("one", 1), mail("letter"), join("join"), end(), branch]
    person = Person(*nodes, lines=lines)
    person.fields["list.accounts"] = [{"id": 4, "balance": 50}]
    person.go()
    person.fields["list.accounts"] = []
    assert person.go(days=1).ended == "completed"
    assert person.sent == []


def test_tasks_and_acts_of_a_round_say_what_they_are_about() -> None:
    lines = "enter>each each.each>tag tag>call call.reached>join call.overdue>join join>end"
    lines += " each.none>end each.too_many>end"
    call = node(
        "call",
        "call_task",
        title="Llamar",
        outcomes=[{"id": "reached", "label": "Sí"}],
        deadline={"amount": 9, "unit": "days"},
    )
    tag = node("tag", "change", what="tag", tag="vip")
    person = Person(node("each", "for_each", over="accounts"), tag, call, join("join"), end(), lines=lines)
    person.fields["list.accounts"] = [{"id": 4, "balance": 50}]
    person.go()
    (act,) = person.outcome.acts
    assert act.item == "accounts:4"
    person.happens("act_done", {"node": "tag", "visit": act.visit, "ok": True}).go()
    (given,) = person.outcome.tasks
    assert given.item == "accounts:4"
    person.happens("task_done", {"node": "call", "visit": given.visit, "outcome": "reached"}).go()
    assert person.ended == "completed"


def test_a_round_sees_the_fields_of_the_person_too() -> None:
    seen = _Round({"account.balance": 7, "list.accounts": [{"id": 4, "balance": 50}]}, "accounts:4")
    assert seen["account.balance"] == 7
    assert dict(seen) == {
        "item.id": 4,
        "item.balance": 50,
        "account.balance": 7,
        "list.accounts": [{"id": 4, "balance": 50}],
    }
    assert len(seen) == 4


def test_a_join_outside_of_a_fork_is_passed() -> None:
    assert Person(join("join", "any"), end(), lines="enter>join join>end").go().ended == "completed"


def test_an_exit_ends_all_arms() -> None:
    person = Person(fork("fork", "a", "b"), days("one", 1), days("two", 3), join("join"), end(), lines=BOTH).go()
    person.happens("paid", account__balance=0).go()
    assert person.ended == "exit:paid"
    assert person.trail[-1] == "fork.exit:paid"


@pytest.mark.parametrize(
    ("lines", "stuck"),
    [
        ("enter>fork fork.a>one one>join join>end", Stuck("fork", "no_way", "b")),
        ("enter>fork fork.a>one fork.b>two two>join join>end", Stuck("one", "no_way", "next")),
        ("enter>fork fork.a>one fork.b>two one>join two>join", Stuck("join", "no_way", "next")),
    ],
)
def test_an_arm_that_cannot_go_on_stops_the_person(lines: str, stuck: Stuck) -> None:
    nodes = [fork("fork", "a", "b"), mail("one"), mail("two"), join("join"), end()]
    person = Person(*nodes, lines=lines)
    assert person.position is not None
    assert step(person.plan, person.position, Facts(person.fields), person.now) == stuck


def test_an_arm_on_a_node_that_the_plan_has_not_is_stuck() -> None:
    person = Person(fork("fork", "a", "b"), days("one", 1), days("two", 3), join("join"), end(), lines=BOTH).go()
    assert person.position is not None
    assert person.position.memory is not None
    person.position.memory = person.position.memory.replace('"node":"two"', '"node":"gone"')
    assert step(person.plan, person.position, Facts(person.fields), person.now) == Stuck("gone", "no_node")


def test_what_is_kept_says_the_same_whatever_it_is_read_from() -> None:
    nodes = [fork("fork", "a", "b"), days("one", 1), days("two", 3), join("join"), end()]
    first, second = Person(*nodes, lines=BOTH).go(), Person(*nodes, lines=BOTH).go()
    assert first.position == second.position
    assert isinstance(first.last, Outcome)
