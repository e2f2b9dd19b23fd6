"""Going round: so many times at most, and anew the next time."""

from tests.journeys.graphs import end, node
from tests.journeys.walking import Person, days, fork, join, mail

ROUND = "enter>letter letter>pause pause>loop loop.again>letter loop.done>end"


def loop(times: int) -> dict[str, object]:
    return node("loop", "loop", times=times)


def test_people_go_back_so_many_times_at_most() -> None:
    person = Person(mail("letter"), days("pause", 1), loop(2), end(), lines=ROUND).go()
    for _ in range(3):
        assert person.ended is None
        person.go(days=1)
    assert person.ended == "completed"
    assert person.sent == ["letter"] * 3


def test_a_loop_that_was_left_counts_anew() -> None:
    lines = "enter>pause pause>inner inner.again>pause inner.done>rest rest>outer outer.again>pause outer.done>end"
    inner, outer = node("inner", "loop", times=1), node("outer", "loop", times=1)
    person = Person(days("pause", 1), inner, days("rest", 1), outer, end(), lines=lines).go()
    while person.ended is None:
        person.go(days=1)
    assert person.trail.count("inner.again") == 2
    assert person.trail.count("outer.again") == 1


def test_every_arm_counts_its_own_rounds() -> None:
    lines = (
        "enter>fork fork.a>one one>first first.again>one first.done>join "
        "fork.b>two two>second second.again>two second.done>join join>end"
    )
    loops = node("first", "loop", times=1), node("second", "loop", times=2)
    person = Person(
        fork("fork", "a", "b"), days("one", 1), days("two", 1), *loops, join("join"), end(), lines=lines
    ).go()
    while person.ended is None:
        person.go(days=1)
    assert person.trail.count("first.again") == 1
    assert person.trail.count("second.again") == 2


def test_what_is_remembered_goes_with_the_person() -> None:
    person = Person(mail("letter"), days("pause", 1), loop(2), end(), lines=ROUND).go()
    assert person.position is not None
    assert person.position.memory is None
    person.go(days=1)
    assert person.position.memory == '{"notes":{"loop":1}}'
