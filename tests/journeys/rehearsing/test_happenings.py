"""What is pretended, and what acts do to the facts: payments, promises, plans, settlements, flags, data."""

from datetime import timedelta
from typing import Any

import pytest

from journeys.rehearsing.acts import carry_out
from journeys.rehearsing.happenings import Happening, happen
from journeys.rehearsing.settling import pay
from journeys.rehearsing.supposed import Supposed, wakes
from journeys.walk import Act
from tests.journeys.rehearsing.stages import DAY, START, World

WEEK = 7 * 86_400


def supposed(**fields: Any) -> Supposed:  # noqa: ANN401 - facts
    return Supposed(World(**fields).known)


def kinds_of(one: Supposed) -> list[str]:
    return [event.kind for event in one.events]


def act(kind: str, **details: Any) -> Act:  # noqa: ANN401 - JSON
    return Act("step", 1, kind, details)


def done(one: Supposed, kind: str, **details: Any) -> tuple[bool, dict[str, Any]]:  # noqa: ANN401 - JSON
    return carry_out(act(kind, **details), one, START, 15)


def test_what_happened_counts_for_the_past_by_kind_channel_and_time() -> None:
    one = supposed(
        **{
            "history.message_opened.email.604800": 1,
            "history.message_opened.*.*": 2,
            "history.paid.*.*": 0,
            "account.balance": 40_000,
        }
    )
    one.record("message_opened", START, channel="email")
    one.record("message_opened", START, channel="sms")
    fields = one.fields(START + timedelta(seconds=WEEK))
    assert fields["history.message_opened.email.604800"] == 2
    assert fields["history.message_opened.*.*"] == 4
    assert one.fields(START + timedelta(seconds=WEEK + 1))["history.message_opened.email.604800"] == 1


def test_a_step_hears_what_is_new_and_what_always_counts() -> None:
    one = supposed()
    for kind in ("page_opened", "disputed", "paid"):
        one.record(kind, START)
    assert [event.kind for event in one.heard(1, frozenset({"page_opened"}))] == ["page_opened", "disputed", "paid"]
    assert [event.kind for event in one.heard(2, frozenset())] == ["paid"]


@pytest.mark.parametrize(
    ("kind", "waits", "woken"),
    [
        ("paid", {"paid"}, True),
        ("paid", {"status"}, False),
        ("disputed", {"status"}, True),
        ("flag_cleared", {"status"}, True),
    ],
)
def test_flags_also_wake_whoever_waits_for_any_of_them(kind: str, waits: set[str], woken: bool) -> None:
    assert wakes(kind, frozenset(waits)) is woken


@pytest.mark.parametrize(
    ("fields", "amount", "expected", "told"),
    [
        ({}, None, {"account.balance": 0, "account.status": "paid"}, ["paid"]),
        ({}, 15_000, {"account.balance": 25_000}, ["paid"]),
        (
            {"promise__state": "open", "promise__id": 5, "promise__amount": 40_000, "promise__paid": 100},
            None,
            {"promise.paid": 40_100, "promise.state": "kept"},
            ["paid", "promise_kept"],
        ),
        (
            {"plan__state": "confirmed", "plan__id": 6, "list__instalments": []},
            None,
            {"plan.state": "kept"},
            ["paid", "plan_kept"],
        ),
        ({"plan__state": "offered", "plan__id": 6}, None, {"plan.state": "cancelled"}, ["paid"]),
        (
            {"offer__state": "offered", "offer__id": 7, "offer__amount": 50_000, "offer__expires": "2026-03-02"},
            None,
            {"offer.state": "cancelled"},
            ["paid"],
        ),
    ],
    ids=["all", "part", "promise", "plan", "plan on offer", "offer for more"],
)
def test_a_payment_settles_what_was_agreed(
    fields: dict[str, Any], amount: int | None, expected: dict[str, Any], told: list[str]
) -> None:
    one = supposed(**fields)
    assert pay(one, amount, START)
    found = one.fields(START)
    assert {name: found[name] for name in expected} == expected
    assert kinds_of(one) == told


OFFER = {"offer__state": "accepted", "offer__id": 7, "offer__amount": 30_000, "offer__expires": "2026-03-02"}


def test_paying_an_offer_lets_the_rest_go_and_voids_a_promise_of_more() -> None:
    promise = {"promise__state": "open", "promise__id": 5, "promise__amount": 40_000, "promise__paid": 0}
    plan = {"plan__state": "confirmed", "plan__id": 6, "list__instalments": []}
    one = supposed(**OFFER, **promise, **plan)
    assert pay(one, 30_000, START)
    fields = one.fields(START)
    assert (fields["offer.state"], fields["account.balance"]) == ("paid", 0)
    assert (fields["promise.state"], fields["plan.state"]) == ("cancelled", "cancelled")
    assert kinds_of(one) == ["paid", "offer_settled", "promise_cancelled"]


def test_an_offer_whose_day_is_over_is_not_settled() -> None:
    one = supposed(**OFFER)
    assert pay(one, 30_000, START + DAY)
    assert one.fields(START + DAY)["account.balance"] == 10_000


def test_instalments_are_filled_the_oldest_first() -> None:
    rows = [
        {"id": 1, "amount": 10_000, "paid": 0, "state": "missed", "due_date": "2026-03-01"},
        {"id": 2, "amount": 10_000, "paid": 0, "state": "due", "due_date": "2026-04-01"},
    ]
    one = supposed(plan__state="confirmed", plan__id=6, list__instalments=rows)
    assert pay(one, 15_000, START)
    found = one.fields(START)["list.instalments"]
    assert [(row["paid"], row["state"]) for row in found] == [(10_000, "paid"), (5_000, "due")]


def test_who_owes_nothing_neither_pays_nor_promises() -> None:
    one = supposed(account__balance=0)
    assert not happen(Happening("pays"), one, START, {})
    assert not happen(Happening("promises"), one, START, {})
    assert kinds_of(one) == []


def test_a_promise_is_for_what_is_owed_at_most() -> None:
    one = supposed()
    assert happen(Happening("promises", amount=90_000), one, START, {})
    fields = one.fields(START)
    assert (fields["promise.amount"], fields["promise.due_date"], fields["promise.state"]) == (
        40_000,
        "2026-03-09",
        "open",
    )


def test_an_event_says_of_which_message_it_is() -> None:
    one = supposed()
    assert happen(Happening("event", "message_opened"), one, START, {"channel": "sms"})
    assert one.events[0].data == {"channel": "sms"}


@pytest.mark.parametrize(
    ("kind", "detail"),
    [("flag", "paid"), ("unflag", "rich"), ("event", "Flies"), ("plan", "kept"), ("offer", "paid")],
)
def test_what_nobody_knows_cannot_happen(kind: str, detail: str) -> None:
    one = supposed(plan__state="offered", offer__state="offered")
    assert not happen(Happening(kind, detail), one, START, {})
    assert kinds_of(one) == []


def test_an_offered_plan_may_be_declined() -> None:
    one = supposed()
    done(one, "offer_plan", count=2, every="months", first_due="2026-03-09", minimum=0)
    assert happen(Happening("plan", "declined"), one, START, {})
    assert kinds_of(one) == ["plan_offered", "plan_declined"]


def test_a_flag_is_set_once_and_cleared_once() -> None:
    one = supposed()
    told = [Happening("flag", "disputed"), Happening("flag", "disputed")]
    told += [Happening("unflag", "disputed"), Happening("unflag", "disputed")]
    assert [happen(one_told, one, START, {}) for one_told in told] == [True, False, True, False]
    assert kinds_of(one) == ["disputed", "flag_cleared"]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("reached", ["task_done"]),
        ("promise", ["task_done", "promise_made"]),
        ("dispute", ["disputed", "task_done"]),
    ],
)
def test_what_comes_of_a_call_has_its_consequences(outcome: str, told: list[str]) -> None:
    one = supposed()
    assert happen(Happening("task", outcome, node="call", visit=2), one, START, {})
    assert kinds_of(one) == told


def test_a_plan_is_offered_confirmed_and_missed() -> None:
    one = supposed()
    terms = {"count": 3, "every": "weeks", "first_due": "2026-03-09", "minimum": 0}
    ok, result = done(one, "offer_plan", **terms)
    assert (ok, one.fields(START)["plan.amount"]) == (True, 13_333)
    assert done(one, "offer_plan", **terms) == (False, {"why": "has_plan"})
    assert happen(Happening("plan", "confirmed"), one, START, {})
    assert not happen(Happening("plan", "declined"), one, START, {})
    rows = one.fields(START)["list.instalments"]
    assert [row["due_date"] for row in rows] == ["2026-03-09", "2026-03-16", "2026-03-23"]
    assert done(one, "note_missed", plan=result["plan"], instalment=rows[0]["id"]) == (True, {})
    assert done(one, "note_missed", plan=result["plan"], instalment=rows[0]["id"]) == (False, {})
    assert one.fields(START)["plan.missed"] == 1
    assert done(one, "settle_plan", plan=result["plan"], state="expired") == (False, {"state": "confirmed"})
    assert done(one, "settle_plan", plan=result["plan"], state="broken") == (True, {"state": "broken"})
    assert kinds_of(one) == ["plan_offered", "plan_confirmed", "instalment_missed", "plan_broken"]


def test_a_plan_that_was_offered_before_is_confirmed_month_by_month_over_what_is_still_owed() -> None:
    plan = {"plan__id": 6, "plan__total": 60_000, "plan__count": 3, "plan__first_due": "2026-03-31"}
    one = supposed(plan__state="offered", **plan)
    assert happen(Happening("plan", "confirmed"), one, START, {})
    rows = one.fields(START)["list.instalments"]
    assert [(row["due_date"], row["amount"]) for row in rows] == [("2026-03-31", 20_000), ("2026-04-30", 20_000)]


def test_a_plan_is_declined_or_expires() -> None:
    one = supposed()
    _, result = done(one, "offer_plan", count=2, every="months", first_due="2026-03-09", minimum=0)
    assert done(one, "settle_plan", plan=result["plan"], state="expired") == (True, {"state": "expired"})
    assert happen(Happening("plan", "declined"), one, START, {}) is False
    assert kinds_of(one) == ["plan_offered"]


@pytest.mark.parametrize(
    ("fields", "minimum", "why"),
    [({"account__balance": 0}, 0, "nothing_owed"), ({}, 30_000, "too_small")],
)
def test_a_plan_is_not_offered(fields: dict[str, Any], minimum: int, why: str) -> None:
    terms = {"count": 2, "every": "months", "first_due": "2026-03-09", "minimum": minimum}
    assert done(supposed(**fields), "offer_plan", **terms) == (False, {"why": why})


def test_a_promise_is_settled_once() -> None:
    one = supposed(promise__id=5, promise__state="open", promise__amount=100)
    assert done(one, "settle_promise", promise=5, state="partial", paid=50) == (True, {"state": "partial"})
    assert done(one, "settle_promise", promise=5, state="kept", paid=100) == (False, {"state": "partial"})
    assert kinds_of(one) == ["promise_partial"]


def test_a_settlement_is_offered_stands_accepted_and_makes_room_for_a_better_one() -> None:
    one = supposed()
    ok, first = done(one, "offer_settlement", discount=10, valid=WEEK)
    assert (ok, one.fields(START)["offer.amount"]) == (True, 36_000)
    assert done(one, "offer_settlement", discount=5, valid=WEEK) == (True, first)
    assert happen(Happening("offer", "accepted"), one, START, {})
    assert not happen(Happening("offer", "accepted"), one, START, {})
    assert done(one, "offer_settlement", discount=15, valid=WEEK)[1] != first
    assert happen(Happening("offer", "declined"), one, START, {})
    assert not happen(Happening("offer", "accepted"), one, START, {})
    assert pay(one, None, START)
    assert one.fields(START)["account.balance"] == 0


def test_a_pretended_offer_is_settled_by_its_amount_while_it_stands() -> None:
    one = supposed()
    done(one, "offer_settlement", discount=10, valid=WEEK)
    assert pay(one, 36_000, START + DAY)
    assert one.fields(START + DAY)["offer.state"] == "paid"


def test_a_settlement_above_the_authority_needs_an_approval_of_this_very_visit() -> None:
    one = supposed()
    assert done(one, "offer_settlement", discount=20, valid=WEEK) == (False, {"why": "above_limit"})
    happen(Happening("task", "approved", node="other", visit=1), one, START, {})
    assert done(one, "offer_settlement", discount=20, valid=WEEK)[0] is False
    happen(Happening("task", "approved", node="step", visit=1), one, START, {})
    assert done(one, "offer_settlement", discount=20, valid=WEEK)[0] is True
    assert done(supposed(account__balance=0), "offer_settlement", discount=5, valid=WEEK)[0] is False


@pytest.mark.parametrize(
    ("details", "field", "value"),
    [
        ({"what": "stage", "stage": "late"}, "account.stage", "late"),
        ({"what": "tag", "tagging": "add", "tag": "vip"}, "account.tags", ["vip"]),
        ({"what": "tag", "tagging": "remove", "tag": "vip"}, "account.tags", []),
        ({"what": "field", "field": "account.own", "how": "set", "value": "x"}, "account.own", "x"),
        ({"what": "field", "field": "account.own", "how": "today", "days": 2}, "account.own", "2026-03-04"),
        ({"what": "field", "field": "account.own", "how": "increase", "by": 2}, "account.own", 2),
        ({"what": "field", "field": "account.own", "how": "decrease", "by": 2}, "account.own", -2),
        ({"what": "field", "field": "account.currency", "how": "empty"}, "account.currency", None),
    ],
)
def test_data_changes(details: dict[str, Any], field: str, value: object) -> None:
    one = supposed()
    assert done(one, "change", **details) == (True, {})
    assert one.fields(START).get(field) == value


def test_a_change_that_fits_no_field_is_not_made() -> None:
    details = {"what": "field", "field": "account.currency", "how": "increase", "by": 2}
    assert done(supposed(), "change", **details) == (False, {})


def test_a_fee_and_interest_are_added_and_nothing_to_what_is_closed() -> None:
    one = supposed()
    assert done(one, "charge", what="fee", amount=500, share=0) == (True, {"amount": 500})
    assert done(one, "charge", what="interest", rate=1_000, days=365) == (True, {"amount": 3_000})
    fields = one.fields(START)
    assert (fields["account.fees"], fields["account.interest"], fields["account.balance"]) == (500, 3_000, 43_500)
    assert done(supposed(account__status="paid"), "charge", what="fee", amount=500, share=0) == (True, {"amount": 0})


def test_an_act_that_nobody_here_knows_is_done() -> None:
    assert done(supposed(), "late_fee", amount=5) == (True, {})
