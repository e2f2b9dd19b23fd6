"""Rehearsals: what a person does in one is what they do in the engine, and nothing of it is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.db import Base
from app.errors import NotFoundError
from app.flow import rehearse
from app.flow.rehearse import Script, TooLongError, UnreadyError
from app.installation import Installation
from app.models import Account, History, Message
from journeys.rehearsing import Happening, Rehearsal
from tests.app.policies import dunning, life
from tests.app.policies.dunning import calls, drawn, emails, enters, waits
from tests.app.policies.life import Life
from tests.journeys.graphs import end, node

ZONE = ZoneInfo("Europe/Madrid")
CONTACTS = {"email": "pagos@taller.test", "postal": "Calle Mayor 1, 28013 Madrid", "mobile": "+34600123456"}
WAIT = Happening("wait")
DAY = {"amount": 1, "unit": "days"}
WEEK = {"amount": 7, "unit": "days"}
EVERYBODY = enters(audience={"field": "account.balance", "op": "gt", "value": 0})


def answers() -> dict[str, Any]:
    """An email, an answer that is waited for, a branch by what happened, and a second email."""
    opened = {"event": "page_opened", "within": WEEK, "op": "gte", "value": 1}
    return drawn(
        "Answers",
        EVERYBODY,
        emails("first", "payment_reminder"),
        node("answer", "wait_event", events=["page_opened", "payment_failed"], timeout=WEEK),
        node("size", "branch", branches=[{"id": "came", "label": "Came", "when": opened}]),
        waits("pause", duration=DAY),
        emails("second", "second_notice"),
        waits("rest", duration=WEEK),
        end("done", "done"),
        lines="enter>first first>answer answer.page_opened>size answer.payment_failed>size answer.timeout>size "
        "size.came>pause size.else>second pause>second second>rest rest>done",
    )


def promises() -> dict[str, Any]:
    """A call, and the promise that may come of it."""
    call = calls("call", "Call")
    outcomes = [{"id": "promise", "label": "Promises"}, {"id": "no_answer", "label": "No answer"}]
    call["settings"] |= {"outcomes": outcomes, "call_back_again": False}
    return drawn(
        "Promises",
        EVERYBODY,
        call,
        node("promise", "promise", tolerance_days=1),
        end("kept", "kept"),
        end("partial", "partial"),
        end("broken", "broken"),
        end("none", "none"),
        lines="enter>call call.promise>promise call.no_answer>none call.overdue>none promise.kept>kept "
        "promise.partial>partial promise.broken>broken promise.none>none",
    )


def agreements() -> dict[str, Any]:
    """A plan that is offered and followed, and a settlement for whoever does not want it."""
    return drawn(
        "Agreements",
        EVERYBODY,
        node("offer", "offer_plan", count=3, every="weeks", first_days=7, valid=WEEK),
        node("follow", "follow_plan", missed=2),
        node("settle", "settlement", discount=10, valid=WEEK),
        end("kept", "kept"),
        end("broken", "broken"),
        end("settled", "settled"),
        end("over", "over"),
        lines="enter>offer offer.confirmed>follow offer.declined>settle offer.timeout>settle offer.not_offered>over "
        "follow.kept>kept follow.broken>broken follow.none>over settle.paid>settled settle.declined>over "
        "settle.timeout>over settle.refused>over settle.not_offered>over",
    )


def changes() -> dict[str, Any]:
    """Data that the journey changes, and several ways at once."""
    tagged = {"field": "account.tags", "op": "has", "value": "late"}
    return drawn(
        "Changes",
        EVERYBODY,
        node("tag", "change", what="tag", tagging="add", tag="late"),
        node("fee", "charge", what="fee", amount=500),
        node("is", "branch", branches=[{"id": "late", "label": "Late", "when": tagged}]),
        node("both", "fork", arms=[{"id": "mail", "label": "Mail"}, {"id": "rest", "label": "Rest"}]),
        emails("mail", "payment_reminder"),
        waits("rest", duration=DAY),
        node("met", "join", mode="all"),
        end("done", "done"),
        end("odd", "odd"),
        lines="enter>tag tag>fee fee>is is.late>both is.else>odd both.mail>mail both.rest>rest "
        "mail>met rest>met met>done",
    )


STORIES: dict[str, tuple[Callable[[], dict[str, Any]], Sequence[Happening]]] = {
    "nobody answers": (answers, [WAIT] * 8),
    "opens the page": (answers, [Happening("event", "page_opened"), *[WAIT] * 5]),
    "pays all": (answers, [Happening("pays")]),
    "pays half and goes on": (answers, [Happening("pays", amount=20_000), *[WAIT] * 5]),
    "is in dispute for a while": (
        answers,
        [Happening("flag", "disputed"), Happening("unflag", "disputed"), *[WAIT] * 5],
    ),
    "died": (answers, [Happening("flag", "deceased"), WAIT]),
    "nobody calls": (promises, [WAIT]),
    "does not answer the call": (promises, [Happening("task", "no_answer", node="call")]),
    "breaks a promise": (promises, [Happening("task", "promise", node="call"), WAIT]),
    "keeps a promise in part": (
        promises,
        [Happening("task", "promise", node="call"), Happening("pays", amount=10_000), WAIT],
    ),
    "does not answer the plan": (agreements, [WAIT, WAIT]),
    "breaks the plan": (agreements, [Happening("plan", "confirmed"), WAIT, WAIT]),
    "pays the plan": (agreements, [Happening("plan", "confirmed"), Happening("pays", amount=20_000), WAIT, WAIT]),
    "takes the settlement": (
        agreements,
        [Happening("plan", "declined"), Happening("offer", "accepted"), Happening("pays", amount=37_107)],
    ),
    "declines the settlement": (agreements, [Happening("plan", "declined"), Happening("offer", "declined")]),
    "goes two ways": (changes, [WAIT, WAIT]),
    "lives a policy": (dunning.net_10, [WAIT] * 9),
    "pays in the middle of a policy": (dunning.net_10, [WAIT, WAIT, WAIT, Happening("pays")]),
}


def as_it_happens(happening: Happening, balance: int, now: datetime) -> life.Happening:
    """What has to be done to the database for a happening."""
    amount = balance if happening.amount is None else happening.amount
    day = (now + timedelta(days=7)).date()
    if happening.kind == "task":
        promised = {"amount": amount, "due_date": day} if happening.detail == "promise" else {}
        return life.works(happening.detail, **promised)
    return {
        "pays": lambda: life.pays(amount),
        "event": lambda: life.happens(happening.detail),
        "promises": lambda: life.promises_to_pay(amount, day.isoformat()),
        "flag": lambda: life.flagged(happening.detail),
        "unflag": lambda: life.flagged(happening.detail, on=False),
        "plan": lambda: life.answers_plan(yes=happening.detail == "confirmed"),
        "offer": lambda: life.answers_offer(yes=happening.detail == "accepted"),
    }[happening.kind]()


def rehearsed(
    session: Session, installation: Installation, document: dict[str, Any], account: int, told: Sequence[Happening]
) -> tuple[Rehearsal, list[tuple[datetime, int, Happening]]]:
    """The rehearsal, and what happened when, with the balance of that moment."""
    now, done = installation.clock.now(), []
    happened: list[tuple[datetime, int, Happening]] = []
    played = rehearse.play(session, installation.config, Script(document, account, now, []))
    for happening in told:
        found = played.rehearsal
        visits = dict(list(found.tasks))
        said = replace(happening, visit=visits.get(happening.node, 0))
        after = rehearse.play(session, installation.config, Script(document, account, now, [*done, said]))
        if after.impossible is not None:
            assert said == WAIT
            assert found.ended is not None
            break
        happened.append((found.now, found.supposed.fields(found.now).get("account.balance", 0), said))
        played, done = after, [*done, said]
    return played.rehearsal, happened


def until(lived: Life, moment: datetime) -> None:
    """Let the engine do everything that is due up to a moment, and at it."""
    lived.settle()
    while lived.clock.now() < moment:
        with lived.installation.db.read() as session:
            lived.clock.at = min(lived.next_moment(session), moment)
        lived.settle()


def contents(session: Session) -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
        for table in Base.metadata.sorted_tables
    }


@pytest.mark.parametrize("story", STORIES)
def test_a_rehearsal_writes_nothing_and_goes_as_the_engine_goes(
    installation: Installation, clock: FixedClock, story: str
) -> None:
    drawing, told = STORIES[story]
    lived = Life(installation, clock, ZONE)
    lived.begin("2026-03-02")
    account = lived.account("A-1", contacts=CONTACTS, due_date=date(2026, 3, 1), debtor_jurisdiction="ES")
    document = drawing()
    with installation.db.write() as session:  # where it could write
        before = contents(session)
        rehearsal, happened = rehearsed(session, installation, document, account, told)
        assert (*session.new, *session.dirty, *session.deleted) == ()
        assert contents(session) == before
    lived.live(document)
    for at, balance, happening in happened:
        until(lived, at)
        if happening != WAIT:
            with installation.db.write() as session:
                as_it_happens(happening, balance, at)(session, account, at)
    until(lived, rehearsal.now)
    with installation.db.read() as session:
        moves = [(row.node, row.port, row.at) for row in session.scalars(select(History).order_by(History.id))]
        sent = [(one.node, one.channel, one.handed_at) for one in session.scalars(select(Message).order_by(Message.id))]
        balance = session.get_one(Account, account).balance
    walked = [(one.node, one.why, one.at) for one in rehearsal.entries if one.what == "left"]
    assert walked == moves
    mails = [(mail.send.node, mail.send.channel, mail.sent_at) for mail in rehearsal.mails]
    assert mails == sent
    assert rehearsal.supposed.fields(rehearsal.now)["account.balance"] == balance


def test_a_made_up_person_walks_without_anybody_in_the_database(installation: Installation) -> None:
    told = [WAIT, Happening("event", "page_opened"), WAIT, WAIT, WAIT]
    script = Script(answers(), None, installation.clock.now(), told)
    with installation.db.read() as session:
        found = rehearse.play(session, installation.config, script)
        assert session.scalar(select(func.count()).select_from(Account)) == 0
    assert [mail.state for mail in found.rehearsal.mails] == ["sent", "sent"]
    assert found.rehearsal.ended == "done"


def test_what_cannot_happen_stops_the_walk_there(installation: Installation) -> None:
    script = Script(answers(), None, installation.clock.now(), [Happening("plan", "confirmed"), WAIT])
    with installation.db.read() as session:
        found = rehearse.play(session, installation.config, script)
    assert (found.impossible, found.rehearsal.now) == (0, script.start)


@pytest.mark.parametrize(
    "document",
    [
        {"nodes": 7},
        {**answers(), "entry": "gone"},
        drawn(
            "Half",
            EVERYBODY,
            node("half", "branch", branches=[{"id": "a", "label": "A", "when": {"field": ""}}]),
            lines="enter>half",
        ),
    ],
    ids=["no graph", "no entry", "half a condition"],
)
def test_a_draft_that_cannot_be_walked_is_refused(installation: Installation, document: dict[str, Any]) -> None:
    with installation.db.read() as session, pytest.raises(UnreadyError):
        rehearse.play(session, installation.config, Script(document, None, installation.clock.now(), []))


def test_nobody_walks_for_an_account_that_does_not_exist(installation: Installation) -> None:
    with installation.db.read() as session, pytest.raises(NotFoundError):
        rehearse.play(session, installation.config, Script(answers(), 99, installation.clock.now(), []))


def test_a_walk_that_takes_too_long_is_cut_off(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearse, "LONGEST", -1.0)
    with installation.db.read() as session, pytest.raises(TooLongError):
        rehearse.play(session, installation.config, Script(answers(), None, installation.clock.now(), [WAIT]))
