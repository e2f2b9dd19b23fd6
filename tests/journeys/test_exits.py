"""What ends a whole journey for somebody, and what keeps them in place."""

from typing import Any

import pytest

from journeys import exits
from journeys.check import check
from journeys.exits import EXITS, Watch
from journeys.graph import load_graph
from journeys.interpreter import Facts, Stuck, exit_of, step
from journeys.memory import shifted
from tests.journeys.graphs import CONTEXT, end, simple
from tests.journeys.walking import DAY, Person, days, fork, join, task

FLAGS = [one for one in EXITS.values() if one.may_hold]
LINES = "enter>one one>two two>end"
OWES_MUCH = {"id": "big", "label": "Grande", "when": {"field": "account.balance", "op": "gt", "value": 100_000}}
every_flag = pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.name)


def on(*exits_: Any, holds: tuple[Any, ...] = ()) -> Person:  # noqa: ANN401 - exits as a graph lists them
    """Somebody on the first of two waits of two days each."""
    return Person(days("one", 2), days("two", 2), end(), lines=LINES, exits=list(exits_), holds=list(holds)).go()


@every_flag
def test_a_flag_takes_a_person_off_wherever_they_stand(flag: exits.Exit) -> None:
    person = on(flag.name)
    assert person.outcome.stand is not None
    assert person.outcome.stand.waits == {"status"}
    person.happens(flag.event, **{flag.field.replace(".", "__"): True}).go(hours=1)
    assert person.ended == f"exit:{flag.name}"
    assert person.trail[-1] == f"one.exit:{flag.name}"


@every_flag
def test_a_flag_that_was_cleared_again_takes_nobody_off(flag: exits.Exit) -> None:
    person = on(flag.name).happens(flag.event).happens("flag_cleared", **{flag.field.replace(".", "__"): False})
    assert person.go(days=2).ended is None
    assert person.trail[-1] == "one.next"


@every_flag
def test_a_hold_freezes_the_time_that_is_left(flag: exits.Exit) -> None:
    name = flag.field.replace(".", "__")
    person = on(holds=(flag.name,)).happens(flag.event, **{name: True}).go(days=1)
    stand = person.outcome.stand
    assert stand is not None
    assert (stand.node, stand.hold, stand.due_at) == ("one", flag.name, None)
    person.go(days=30)
    assert person.outcome.stand is not None
    assert person.outcome.stand.hold == flag.name
    person.happens("flag_cleared", **{name: False}).go()
    stand = person.outcome.stand
    assert stand is not None
    assert (stand.node, stand.hold, stand.memory) == ("one", None, None)
    assert stand.due_at == person.now + DAY
    assert person.go(days=1).trail[-1] == "one.next"


def test_a_hold_freezes_every_arm() -> None:
    lines = "enter>fork fork.a>one fork.b>two one>join two>join join>end"
    nodes = [fork("fork", "a", "b"), days("one", 1), days("two", 3), join("join"), end()]
    person = Person(*nodes, lines=lines, exits=[], holds=["vulnerable"]).go()
    person.happens("vulnerable", debtor__vulnerable=True).go(hours=12)
    assert person.arms == ["one", "two"]
    person.happens("flag_cleared", debtor__vulnerable=False).go(days=10)
    stand = person.outcome.stand
    assert stand is not None
    assert stand.due_at == person.now + DAY / 2
    assert person.go(hours=12).arms == ["two"]


def test_an_exit_ends_the_journey_also_for_who_is_held() -> None:
    person = on("deceased", holds=("vulnerable",)).happens("vulnerable", debtor__vulnerable=True).go()
    assert person.happens("deceased", debtor__deceased=True).go().ended == "exit:deceased"


def test_payment_reaches_who_is_held() -> None:
    person = on("paid", holds=("disputed",)).happens("disputed", account__disputed=True).go()
    stand = person.outcome.stand
    assert stand is not None
    assert stand.waits == {"paid", "status"}
    assert person.happens("paid", account__balance=0).go().ended == "exit:paid"


def test_a_condition_of_ones_own_is_an_exit() -> None:
    person = on(OWES_MUCH)
    assert person.go(hours=1).ended is None
    person.fields["account.balance"] = 200_000
    assert person.go(hours=1).ended == "exit:big"


def test_a_condition_of_ones_own_is_a_hold() -> None:
    person = on(holds=(OWES_MUCH,))
    person.fields["account.balance"] = 200_000
    assert person.go(days=1).outcome.stand is not None
    assert person.outcome.stand is not None
    assert person.outcome.stand.hold == "big"
    person.fields["account.balance"] = 1
    person.go(days=5)
    assert person.outcome.stand is not None
    assert person.outcome.stand.due_at == person.now + DAY


def test_flags_are_looked_at_only_after_something_was_heard() -> None:
    watch = Watch(["paid", "deceased"])
    fields = {"account.balance": 0, "debtor.deceased": True}
    assert watch.first(fields, ()) is None
    assert watch.first(fields, ["deceased"]) == "deceased"
    assert watch.first(fields, ["paid"]) == "paid"
    assert watch.first(fields, None) == "paid"
    assert watch.first({"account.balance": None}, ["paid"]) is None


def test_a_hold_that_waits_for_nothing_else_still_can_be_lifted() -> None:
    nodes = [task("one"), end()]
    person = Person(*nodes, lines="enter>one one.paid>end one.timeout>end", exits=[], holds=["disputed"]).go()
    person.happens("disputed", account__disputed=True).go()
    assert person.outcome.stand is not None
    assert person.outcome.stand.waits == {"status"}
    person.happens("paid").go()
    assert person.ended is None
    assert person.happens("flag_cleared", account__disputed=False).go().ended == "completed"


def test_exit_of_says_what_the_interpreter_would() -> None:
    person = on("paid").happens("paid", account__balance=0)
    assert exit_of(person.plan, Facts(person.fields, tuple(person.events))) == "exit:paid"
    assert person.position is not None
    assert not isinstance(step(person.plan, person.position, Facts(person.fields), person.now), Stuck)


def test_a_plan_without_flags_asks_nobody_for_their_fields() -> None:
    class Nobody(dict[str, Any]):
        def get(self, key: str, default: object = None) -> Any:  # noqa: ANN401 - a mapping's own signature
            raise AssertionError(key, default)

    person = on("paid", "deceased", holds=("vulnerable",))
    assert person.position is not None
    assert step(person.plan, person.position, Facts(Nobody()), person.now)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"exits": ["moved"]}, "«exits» no admite «moved»."),
        ({"holds": ["paid"]}, "«holds» no admite «paid»."),
        ({"exits": [{"id": "x", "label": "X"}]}, "Falta «Condición» en «exits»."),
        ({"exits": [7]}, "«exits» no admite «7»."),
    ],
)
def test_an_exit_that_is_none_is_a_problem(keys: dict[str, Any], message: str) -> None:
    loaded = load_graph({**simple(), **keys})
    assert [problem.message["es"] for problem in loaded.problems] == [message]
    (key,) = keys
    assert getattr(loaded.graph, key) == ()


def test_the_condition_of_an_exit_is_checked_like_any_other() -> None:
    unknown = {"id": "x", "label": "Raro", "when": {"field": "account.colour", "op": "eq", "value": "red"}}
    problems = check({**simple(), "exits": ["paid", unknown]}, CONTEXT)
    assert [(problem.node, problem.code) for problem in problems] == [(None, "unknown_field")]


def test_two_exits_of_one_name_and_an_exit_that_is_a_hold_too_are_problems() -> None:
    twice = {**simple(), "exits": ["paid", OWES_MUCH, {**OWES_MUCH, "label": "Otra"}]}
    assert [problem.code for problem in check(twice, CONTEXT)] == ["exit_twice"]
    both = {**simple(), "exits": ["paid", "disputed"], "holds": ["disputed"]}
    assert [problem.code for problem in check(both, CONTEXT)] == ["exit_and_hold"]


def test_names_are_read_from_what_a_graph_lists() -> None:
    assert exits.label_of("disputed", [])["en"] == "Disputes the debt"
    assert exits.label_of("big", [OWES_MUCH, "paid"])["en"] == "Grande"
    assert exits.label_of("gone", ["paid"])["en"] == "gone"
    assert exits.name_of(OWES_MUCH) == "big"
    assert exits.fields_read(["disputed", OWES_MUCH]) == {"account.disputed", "account.balance"}
    assert exits.events_of(["paid"]) == {"paid"}
    assert exits.events_of(["disputed", OWES_MUCH]) == {"disputed", "flag_cleared"}


def test_nothing_kept_is_not_shifted() -> None:
    assert shifted(None, DAY) is None
    kept = '{"notes":{"loop":1}}'
    assert shifted(kept, DAY * 0) == kept
    assert shifted(kept, DAY) == kept
