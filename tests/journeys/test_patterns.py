"""The workflow patterns of van der Aalst, each as a case from collections.

The names are those of www.workflowpatterns.com. The critical section, in which two journeys share one person's
limits, needs the contact rules: it is in ``tests/app/flow/test_critical_section.py``.
"""

from typing import Any

from tests.journeys.graphs import branch, end, node
from tests.journeys.walking import Person, days, fork, join, mail, task

OWES_MUCH = {"field": "account.balance", "op": "gt", "value": 100_000}
SPEAKS_ENGLISH = {"field": "debtor.language", "op": "eq", "value": "en"}


def hear(name: str, *events: str, limit: int | None = 5) -> dict[str, Any]:
    """A step on which people wait for one of some events, or so many days."""
    timeout = None if limit is None else {"amount": limit, "unit": "days"}
    return node(name, "wait_event", events=list(events), timeout=timeout)


def test_sequence() -> None:
    """A reminder, three days, a second one."""
    person = Person(
        mail("first"), days("rest", 3), mail("second"), end(), lines="enter>first first>rest rest>second second>end"
    )
    person.go()
    assert person.sent == ["first"]
    person.go(days=3)
    assert person.sent == ["first", "second"]
    assert person.ended == "completed"


def test_parallel_split_and_synchronisation() -> None:
    """An email and a letter go out side by side; the call comes when both have had their time."""
    lines = "enter>fork fork.a>email fork.b>letter email>two letter>ten two>join ten>join join>call call>end"
    nodes = [fork("fork", "a", "b"), mail("email"), mail("letter"), days("two", 2), days("ten", 10), join("join")]
    person = Person(*nodes, mail("call"), end(), lines=lines).go()
    assert person.sent == ["email", "letter"]
    person.go(days=2)
    assert "call" not in person.sent
    person.go(days=8)
    assert person.sent[-1] == "call"


def test_exclusive_choice_and_simple_merge() -> None:
    """Large debts are reminded firmly, small ones gently; both then wait alike."""
    lines = "enter>size size.much>firm size.else>gentle firm>rest gentle>rest rest>end"
    nodes = [branch("size", much=OWES_MUCH), mail("firm"), mail("gentle"), days("rest", 3), end()]
    person = Person(*nodes, lines=lines).go()
    assert person.sent == ["gentle"]
    assert person.go(days=3).ended == "completed"


def test_multi_choice_and_synchronising_merge() -> None:
    """Whoever owes much is also called, whoever speaks English also gets an English page; wait for what was begun."""
    lines = "enter>many many.much>firm many.english>page many.else>end firm>two page>five two>join five>join join>end"
    many = {**branch("many", much=OWES_MUCH, english=SPEAKS_ENGLISH), "kind": "branch_many"}
    nodes = [many, mail("firm"), mail("page"), days("two", 2), days("five", 5), join("join"), end()]
    both = Person(*nodes, lines=lines)
    both.fields |= {"account.balance": 200_000, "debtor.language": "en"}
    assert both.go().sent == ["firm", "page"]
    assert both.go(days=2).ended is None
    assert both.go(days=3).ended == "completed"
    one = Person(*nodes, lines=lines)
    one.fields["debtor.language"] = "en"
    assert one.go().sent == ["page"]
    assert one.go(days=5).ended == "completed"


def test_discriminator_cancels_who_comes_later() -> None:
    """The page and the call race; whoever answers first decides, and the other is taken back."""
    lines = (
        "enter>fork fork.a>page fork.b>call page.verified>join page.timeout>join "
        "call.message_replied>join call.timeout>join join>end"
    )
    nodes = [
        fork("fork", "a", "b"),
        hear("page", "verified"),
        hear("call", "message_replied"),
        join("join", "any"),
        end(),
    ]
    person = Person(*nodes, lines=lines).go().happens("message_replied").go(hours=1)
    assert person.ended == "completed"
    assert "page.cancelled" in person.trail


def test_arbitrary_cycles() -> None:
    """From the second notice a failed payment leads back to the first step, from the first one on to the second."""
    lines = (
        "enter>first first>one one.payment_failed>second one.timeout>end "
        "second>two two.payment_failed>first two.timeout>end"
    )
    nodes = [mail("first"), hear("one", "payment_failed"), mail("second"), hear("two", "payment_failed"), end()]
    person = Person(*nodes, lines=lines).go()
    for _ in range(3):
        person.happens("payment_failed").go(hours=1)
    assert person.sent == ["first", "second", "first", "second"]


def test_implicit_termination() -> None:
    """Nothing is joined: the journey is over when neither the emails nor the letters have anything left to do."""
    stops = [
        node("no_mail", "end", reason="no mail", ends="way"),
        node("no_letter", "end", reason="no letter", ends="way"),
    ]
    lines = "enter>fork fork.a>email fork.b>letter email>two two>no_mail letter>ten ten>no_letter"
    nodes = [fork("fork", "a", "b"), mail("email"), days("two", 2), mail("letter"), days("ten", 10), *stops]
    person = Person(*nodes, lines=lines).go().go(days=2)
    assert person.ended is None
    assert person.go(days=8).ended == "no letter"


def test_multiple_instances_known_when_drawn() -> None:
    """Three reviewers look at a pre-legal case; two of them are enough."""
    arms = [f"r{number}" for number in (1, 2, 3)]
    lines = "enter>fork " + " ".join(f"fork.{arm}>{arm} {arm}.x_reviewed>join {arm}.timeout>join" for arm in arms)
    reviews = [hear(arm, "x_reviewed", limit=number) for number, arm in enumerate(arms, 1)]
    person = Person(fork("fork", *arms), *reviews, join("join", "some", 2), end(), lines=f"{lines} join>end").go()
    assert person.go(days=1).ended is None
    assert person.go(days=1).ended == "completed"


def rounds(count: int) -> Person:
    lines = "enter>each each.each>letter letter>five five>join join>end each.none>end each.too_many>end"
    nodes = [node("each", "for_each", over="guarantors"), mail("letter"), days("five", 5), join("join"), end()]
    person = Person(*nodes, lines=lines)
    person.fields["list.guarantors"] = [{"id": number} for number in range(count)]
    return person.go()


def test_multiple_instances_known_when_run() -> None:
    """Every guarantor gets a letter, however many the debt has."""
    person = rounds(7)
    assert len(person.sent) == 7
    assert person.go(days=5).ended == "completed"


def test_no_instance_at_all() -> None:
    """A debt without guarantors goes on at once."""
    person = rounds(0)
    assert (person.sent, person.ended) == ([], "completed")


def test_deferred_choice() -> None:
    """Nobody decides: whether they pay, ask for help or do nothing does."""
    lines = "enter>wait wait.payment_failed>help wait.help_requested>help wait.timeout>notice help>end notice>end"
    nodes = [hear("wait", "payment_failed", "help_requested"), mail("help"), mail("notice"), end()]
    helped = Person(*nodes, lines=lines).go().happens("help_requested").happens("payment_failed").go(hours=1)
    assert helped.sent == ["help"]
    assert "wait.help_requested" in helped.trail  # exactly one wins: the first that was recorded
    silent = Person(*nodes, lines=lines).go().go(days=5)
    assert silent.sent == ["notice"]


def test_milestone() -> None:
    """The offer can be asked for only until the debt is placed with the agency."""
    lines = (
        "enter>fork fork.a>ask fork.b>until ask.x_wants_offer>offer offer>join ask.timeout>join "
        "until>placed placed>join join>end"
    )
    nodes = [fork("fork", "a", "b"), hear("ask", "x_wants_offer", limit=90), mail("offer"), days("until", 30)]
    early = Person(*nodes, mail("placed"), join("join", "any"), end(), lines=lines).go()
    assert early.happens("x_wants_offer").go(days=10).sent == ["offer"]
    late = Person(*nodes, mail("placed"), join("join", "any"), end(), lines=lines).go().go(days=30)
    assert late.sent == ["placed"]
    assert late.ended == "completed"


def test_cancel_task() -> None:
    """A call that is due no longer has to be made once they verified themselves on the page."""
    lines = "enter>fork fork.a>call fork.b>page call.overdue>join page.verified>join page.timeout>join join>end"
    call = node("call", "call_task", title="Llamar", outcomes=[], deadline={"amount": 9, "unit": "days"})
    nodes = [fork("fork", "a", "b"), call, hear("page", "verified", limit=20), join("join", "any"), end()]
    person = Person(*nodes, lines=lines).go()
    (given,) = person.outcome.tasks
    person.happens("verified").go(hours=1)
    assert person.outcome.closes == [("call", given.visit)]


def test_cancel_case() -> None:
    """Whoever has died leaves the whole journey, whatever it was doing."""
    lines = "enter>fork fork.a>email fork.b>letter email>two two>join letter>ten ten>join join>end"
    nodes = [
        fork("fork", "a", "b"),
        mail("email"),
        days("two", 2),
        mail("letter"),
        days("ten", 10),
        join("join"),
        end(),
    ]
    person = Person(*nodes, lines=lines, exits=["paid", "deceased"]).go()
    assert person.happens("deceased", debtor__deceased=True).go(hours=1).ended == "exit:deceased"


def test_cancel_region() -> None:
    """A dispute in one arm takes back the dunning of the others, and the journey goes on with the dispute."""
    lines = (
        "enter>fork fork.a>dun fork.b>dispute dun>email email>rest rest>join dispute.x_disputes>join "
        "dispute.timeout>join join>clerk clerk>end"
    )
    nodes = [
        fork("fork", "a", "b"),
        days("dun", 1),
        mail("email"),
        days("rest", 9),
        hear("dispute", "x_disputes", limit=30),
    ]
    person = Person(*nodes, join("join", "any"), mail("clerk"), end(), lines=lines).go().go(days=1)
    person.happens("x_disputes").go(hours=1)
    assert person.trail[-4:] == ["rest.cancelled", "join.next", "clerk.next", "end.end:completed"]
    assert [name for name, _ in person.outcome.cancels] == ["email"]


def test_structured_loop() -> None:
    """The reminder is repeated three times at most, and not once they answered."""
    lines = "enter>mail mail>answer answer.verified>end answer.timeout>loop loop.again>mail loop.done>end"
    nodes = [mail("mail"), hear("answer", "verified", limit=2), node("loop", "loop", times=2), end()]
    silent = Person(*nodes, lines=lines).go()
    while silent.ended is None:
        silent.go(days=2)
    assert silent.sent == ["mail"] * 3
    quick = Person(*nodes, lines=lines).go().go(days=2).happens("verified").go(hours=1)
    assert quick.sent == ["mail"] * 2


def test_transient_trigger() -> None:
    """Opening the page before the reminder is no answer to the reminder."""
    lines = "enter>mail mail>answer answer.page_opened>end answer.timeout>late late>end"
    person = Person(mail("mail"), hear("answer", "page_opened"), mail("late"), end(), lines=lines)
    person.happens("page_opened").go()
    assert person.ended is None
    assert person.go(days=5).sent == ["mail", "late"]


def test_persistent_trigger() -> None:
    """A failed payment that came while they stood elsewhere is still there when the step for it is reached."""
    lines = "enter>rest rest>answer answer.payment_failed>help answer.timeout>end help>end"
    person = Person(days("rest", 3), hear("answer", "payment_failed"), mail("help"), end(), lines=lines).go()
    person.happens("payment_failed").go(days=3)
    assert person.sent == ["help"]


def test_two_arms_may_wait_for_the_same_thing() -> None:
    """Both the page and the mail hear of the payment; the join is passed once."""
    lines = "enter>fork fork.a>one fork.b>two one.paid>join one.timeout>join "
    lines += "two.paid>join two.timeout>join join>mail mail>end"
    person = Person(
        fork("fork", "a", "b"), task("one"), task("two"), join("join"), mail("mail"), end(), lines=lines
    ).go()
    assert person.happens("paid").go().sent == ["mail"]
