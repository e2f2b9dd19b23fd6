"""Delivery over every channel: in time, by priority, as fast as allowed, and to whom it is for."""

import threading
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.channels import Outgoing, Receipt
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.errors import DeliveryError
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import Account, ContactPoint, Debtor, Instalment, Message, Party, Plan, Rate, Refusal
from app.store import templates
from app.store.links import read_link
from app.store.rates import Limit
from renderers.gallery import TemplateFile
from renderers.text import TextSource
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.outbox import all_events, all_messages, later, on_journey, put
from tests.app.flow.people import START, add_account

POSTAL = "Calle 12 # 3-45, Bogotá"
MOBILE = "+34600123456"
CHANNELS = ("sms", "whatsapp", "voice", "letter")


@dataclass
class Slow(ConsoleChannel):
    """A channel that may not send as fast as it can."""

    limits: tuple[Limit, ...] = ()
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, outgoing: Outgoing) -> Receipt:
        """Keep it."""
        with self.lock:
            return super().send(outgoing)


def person(installation: Installation, count: int = 1, **values: Any) -> list[int]:  # noqa: ANN401 - any column
    """Accounts of people with every kind of address, who are on a journey."""
    with installation.db.write() as session:
        accounts = [add_account(session, **values) for _ in range(count)]
        for account in accounts:
            session.add(ContactPoint(debtor_id=account.debtor_id, kind="mobile", value=MOBILE))
            session.add(ContactPoint(debtor_id=account.debtor_id, kind="postal", value=POSTAL))
        ids = [account.id for account in accounts]
    on_journey(installation)
    return ids


def deliver(installation: Installation, **channels: ConsoleChannel) -> dict[str, ConsoleChannel]:
    """Deliver what is due over all channels, and see what they got."""
    opened = {name: channels.get(name) or ConsoleChannel(name) for name in (*CHANNELS, "email")}
    Delivery(installation, opened).run_batch()
    return opened


@pytest.mark.parametrize(
    ("channel", "address", "words"),
    [
        ("sms", MOBILE, "Lucía, tiene pendientes 412,30 US$"),
        ("whatsapp", MOBILE, "Le escribimos de Marea Energía"),
        ("voice", MOBILE, "para Lucía Ortega"),
        ("letter", POSTAL, '<div class="to">Lucía Ortega\nCalle 12 # 3-45, Bogotá</div>'),
    ],
)
def test_each_channel_gets_its_content_for_its_address(
    installation: Installation, channel: str, address: str, words: str
) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        put(session, account, channel)
    (sent,) = deliver(installation)[channel].sent
    (message,) = all_messages(installation)
    assert (message.state, message.recipient, message.provider_ref) == ("sent", address, sent.ref)
    assert (sent.recipient, sent.name, sent.language) == (address, "Lucía Ortega", "es")
    assert sent.ref.startswith(f"cauce-{message.id}-")
    assert words in sent.content.decode()
    assert message.subject == sent.subject != ""
    assert all_events(installation) == [("message_sent", {"node": "mail", "visit": message.visit, "channel": channel})]


def test_the_link_in_an_sms_opens_the_debtors_page(installation: Installation, clock: FixedClock) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        put(session, account)
    (sent,) = deliver(installation)["sms"].sent
    token = sent.content.decode().split("/p/")[1].split()[0]
    assert read_link(installation.config, token, clock.now()).account_id == account


@pytest.mark.parametrize("channel", CHANNELS)
def test_without_an_address_a_message_is_held(installation: Installation, channel: str) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        session.execute(update(ContactPoint).values(valid=False))
        put(session, account, channel)
    deliver(installation)
    (message,) = all_messages(installation)
    assert (message.state, message.error) == ("held", f"no_address: {channel}")


@pytest.mark.parametrize(
    ("kind", "stopped"),
    [("mobile", {"sms", "whatsapp", "voice"}), ("postal", {"letter"}), ("email", set())],
)
def test_an_opt_out_holds_for_every_channel_of_its_kind(
    installation: Installation, kind: str, stopped: set[str]
) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        for channel in CHANNELS:
            put(session, account, channel)
        session.execute(update(ContactPoint).where(ContactPoint.kind == kind).values(opted_out_at=START))
        added = session.get_one(Account, account).debtor_id
        session.add(ContactPoint(debtor_id=added, kind=kind, value="somewhere new", position=9))
    deliver(installation)
    assert {message.channel for message in all_messages(installation) if message.state == "refused"} == stopped


def test_a_template_of_another_channel_is_held(installation: Installation) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        put(session, account, "sms", template="payment_reminder")
        put(session, account, "email", template="sms_reminder")
        put(session, account, "sms", template="gone")
    deliver(installation)
    assert [message.error for message in all_messages(installation)] == [
        "no_template: payment_reminder",
        "no_template: sms_reminder",
        "no_template: gone",
    ]


def test_what_is_urgent_goes_out_first(installation: Installation) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        for priority in (2, 1, 0):
            put(session, account, priority=priority, due_at=later(-priority))
    (urgent, normal, low) = deliver(installation)["sms"].sent
    refs = {message.priority: message.provider_ref for message in all_messages(installation)}
    assert [urgent.ref, normal.ref, low.ref] == [refs[0], refs[1], refs[2]]


def test_what_comes_too_late_is_cancelled_and_told(installation: Installation, clock: FixedClock) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        late = put(session, account, expires_at=later(5)).id
        put(session, account, expires_at=later(11))
        put(session, account)
    clock.advance(timedelta(minutes=10))
    assert len(deliver(installation)["sms"].sent) == 2
    first, *others = all_messages(installation)
    assert (first.id, first.state, first.error) == (late, "cancelled", "expired: ")
    assert [message.state for message in others] == ["sent", "sent"]
    about = {"node": "mail", "visit": first.visit, "channel": "sms"}
    assert ("message_expired", about) in all_events(installation)


def test_what_may_lawfully_go_out_only_after_its_limit_expires_at_once(
    installation: Installation, clock: FixedClock
) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        put(session, account, expires_at=later(15 * 60))
    clock.at = START.replace(hour=22)  # 23:00 in Madrid; the house opens at 08:00
    with installation.db.write() as session:
        session.execute(update(Message).values(expires_at=clock.at + timedelta(hours=2)))
    deliver(installation)
    (message,) = all_messages(installation)
    assert (message.state, message.error) == ("cancelled", "expired: ")
    assert [kind for kind, _ in all_events(installation)] == ["message_expired"]
    with installation.db.read() as session:
        assert session.scalars(select(Refusal)).all() == []


def test_a_journey_hears_that_its_message_came_too_late(installation: Installation, clock: FixedClock) -> None:
    with installation.db.write() as session:
        add_account(session)
    nodes: list[Any] = [
        ("enter", "enter", {"audience": None}),
        ("sms", "send_sms", {"template": "sms_reminder", "expiry": {"amount": 5, "unit": "minutes"}}),
        ("heard", "wait_event", {"events": ["message_expired"], "timeout": None}),
        ("done", "end", {"reason": "too late"}),
    ]
    journey = graph(nodes, "enter.next>sms sms.next>heard heard.message_expired>done")
    publish_graph(installation.db, journey, channels=frozenset({"sms"}))
    let_in(installation.db)
    advance_all(installation.db)
    (message,) = all_messages(installation)
    assert (message.channel, message.expires_at) == ("sms", later(5))
    clock.advance(timedelta(minutes=6))
    deliver(installation)
    assert advance_all(installation.db, clock.now()) == 1


def test_a_failure_and_a_refusal_say_which_step_wrote_them(installation: Installation) -> None:
    class Refusing(ConsoleChannel):
        def send(self, outgoing: Outgoing) -> Receipt:
            raise DeliveryError(f"No such number: {outgoing.recipient}", permanent=True)

    (account,) = person(installation)
    with installation.db.write() as session:
        failed = put(session, account).visit
        session.execute(update(ContactPoint).where(ContactPoint.kind == "postal").values(opted_out_at=START))
        refused = put(session, account, "letter").visit
    deliver(installation, sms=Refusing("sms"))
    assert sorted(all_events(installation), key=lambda event: event[0]) == [
        ("message_failed", {"node": "mail", "visit": failed, "channel": "sms"}),
        ("message_refused", {"node": "mail", "visit": refused, "channel": "letter"}),
    ]


# How fast.


def test_a_limited_channel_sends_as_fast_as_it_may_by_the_clock_on_the_wall(
    installation: Installation, clock: FixedClock
) -> None:
    accounts = person(installation, 7)
    with installation.db.write() as session:
        for account in accounts:
            put(session, account)
            put(session, account, "email")
    slow = Slow("sms", limits=(Limit("channel:sms", 3.0),))
    opened = deliver(installation, sms=slow)
    assert len(slow.sent) == 3
    assert len(opened["email"].sent) == 7, "others need not wait"
    assert sum(message.state == "queued" for message in all_messages(installation)) == 4
    assert {message.due_at for message in all_messages(installation)} == {START}, "they only wait"
    deliver(installation, sms=slow)
    assert len(slow.sent) == 3
    clock.advance(timedelta(seconds=1))
    deliver(installation, sms=slow)
    assert len(slow.sent) == 6


def test_business_time_fills_no_bucket(installation: Installation, clock: FixedClock) -> None:
    class Fast(FixedClock):
        """A clock on which a business day passes while the wall's stands still."""

        def wall(self) -> Any:  # noqa: ANN401 - a datetime
            return START

    (account,) = person(installation)
    with installation.db.write() as session:
        for _ in range(4):
            put(session, account)
    slow = Slow("sms", limits=(Limit("channel:sms", 2.0),))
    racing = replace(installation, clock=Fast(START))
    deliver(racing, sms=slow)
    racing.clock.at = START + timedelta(hours=5)  # type: ignore[attr-defined]
    deliver(racing, sms=slow)
    assert len(slow.sent) == 2
    del clock


def test_two_deliveries_at_once_share_one_bucket(installation: Installation) -> None:
    accounts = person(installation, 30)
    with installation.db.write() as session:
        for account in accounts:
            put(session, account)
    slow = Slow("sms", limits=(Limit("channel:sms", 8.0), Limit("account:AC1", 10.0)))
    deliveries = [threading.Thread(target=lambda: deliver(installation, sms=slow)) for _ in range(2)]
    for one in deliveries:
        one.start()
    for one in deliveries:
        one.join()
    assert len(slow.sent) == 8
    assert sum(message.state == "sent" for message in all_messages(installation)) == 8
    with installation.db.read() as session:
        levels = dict(list(session.execute(select(Rate.name, Rate.level))))
    assert levels == {"channel:sms": 0, "account:AC1": 2_000}


# To whom.


def guarantor(installation: Installation, account: int, **values: Any) -> int:  # noqa: ANN401 - any column
    """Somebody who answers for an account."""
    known = {"role": "guarantor", "ref": "G-1", "name": "Luis Paz", "language": "en", "mobile": "+34600999888"}
    with installation.db.write() as session:
        party = Party(account_id=account, created_at=START, **{**known, **values})
        session.add(party)
        session.flush()
        return party.id


def lenient(installation: Installation) -> None:
    """Everybody lives where guarantors may be contacted, and is awake."""
    with installation.db.write() as session:
        session.execute(update(Debtor).values(jurisdiction="CO"))


def test_a_guarantor_gets_the_message_in_their_own_language_without_the_debtors_link(
    installation: Installation,
) -> None:
    (account,) = person(installation)
    party = guarantor(installation, account)
    lenient(installation)
    with installation.db.write() as session:
        put(session, account, template="sms_guarantor", item=f"guarantors:{party}!")
    (sent,) = deliver(installation)["sms"].sent
    assert (sent.recipient, sent.name, sent.language) == ("+34600999888", "Luis Paz", "en")
    assert "Luis Paz, you stand surety for account" in sent.content.decode()
    assert "/p/" not in sent.content.decode()


def test_a_message_with_the_debtors_link_is_not_for_a_guarantor(installation: Installation) -> None:
    (account,) = person(installation)
    party = guarantor(installation, account)
    lenient(installation)
    with installation.db.write() as session:
        put(session, account, item=f"guarantors:{party}!")
    deliver(installation)
    (message,) = all_messages(installation)
    assert (message.state, message.error) == ("held", "missing_token: link.page")


def test_where_no_rule_allows_it_a_guarantor_is_not_contacted(installation: Installation) -> None:
    (account,) = person(installation)
    party = guarantor(installation, account)
    with installation.db.write() as session:
        put(session, account, template="sms_guarantor", item=f"guarantors:{party}!")
    assert deliver(installation)["sms"].sent == []
    (message,) = all_messages(installation)
    assert (message.state, message.error) == ("refused", "rule_never: house/third_party")
    with installation.db.read() as session:
        (refusal,) = session.scalars(select(Refusal))
    assert refusal.rule == "house/third_party"


@pytest.mark.parametrize(
    ("item", "error"),
    [("!", "no_recipient: "), ("guarantors:999!", "no_recipient: "), ("guarantors:{party}!", "no_address: letter")],
    ids=["no round", "somebody who is gone", "no such address"],
)
def test_nobody_else_gets_what_is_for_somebody_of_a_round(installation: Installation, item: str, error: str) -> None:
    (account,) = person(installation)
    party = guarantor(installation, account)
    lenient(installation)
    with installation.db.write() as session:
        put(session, account, "letter", item=item.format(party=party))
    deliver(installation)
    (message,) = all_messages(installation)
    assert (message.state, message.error) == ("held", error)


def test_a_round_over_guarantors_may_write_to_the_debtor(installation: Installation) -> None:
    (account,) = person(installation)
    party = guarantor(installation, account)
    with installation.db.write() as session:
        put(session, account, template="sms_guarantor", item=f"guarantors:{party}")
    (sent,) = deliver(installation)["sms"].sent
    assert sent.recipient == MOBILE
    assert "Luis Paz" in sent.content.decode()


@pytest.mark.parametrize("suffix", ["", "!"])
def test_a_round_over_instalments_knows_each_of_them(installation: Installation, suffix: str) -> None:
    (account,) = person(installation)
    with installation.db.write() as session:
        plan = Plan(account_id=account, state="confirmed", total=200, currency="USD", every="months", offered_at=START)
        session.add(plan)
        session.flush()
        part = Instalment(plan_id=plan.id, number=2, due_date=START.date(), amount=100)
        session.add(part)
        session.flush()
        put(session, account, item=f"instalments:{part.id}{suffix}")
    (sent,) = deliver(installation)["sms"].sent
    assert sent.recipient == MOBILE


def test_a_round_in_a_journey_reaches_every_guarantor(installation: Installation) -> None:
    with installation.db.write() as session:
        account = add_account(session, debtor_jurisdiction="CO").id
    for number in (1, 2):
        guarantor(installation, account, ref=f"G-{number}", mobile=f"+3460099900{number}", name=f"Luis {number}")
    nodes: list[Any] = [
        ("enter", "enter", {"audience": None}),
        ("each", "for_each", {"over": "guarantors"}),
        ("sms", "send_sms", {"template": "sms_guarantor", "to": "round"}),
        ("join", "join", {"mode": "all"}),
        ("done", "end", {"reason": "done"}),
    ]
    edges = "enter.next>each each.each>sms sms.next>join join.next>done each.none>done each.too_many>done"
    publish_graph(installation.db, graph(nodes, edges), channels=frozenset({"sms"}))
    let_in(installation.db)
    advance_all(installation.db)
    first, second = all_messages(installation)
    assert {first.item, second.item} == {"guarantors:1!", "guarantors:2!"}
    assert first.visit != second.visit
    sent = [*deliver(installation)["sms"].sent]
    assert [one.recipient for one in sent] == ["+34600999001"]
    later_one = all_messages(installation)[1]
    assert (later_one.state, later_one.error) == ("queued", "rule_later: CO/cap"), "one contact a day, whoever it is"


def test_a_template_that_came_with_a_journey_is_sent_in_the_language_of_its_reader(installation: Installation) -> None:
    (account,) = person(installation)
    texts = {"es": "Hola, {{ debtor.first_name }}", "en": "Hello {{ debtor.first_name }}"}
    own = TemplateFile("aviso", "sms", {"es": "Aviso", "en": "Notice"}, {one: TextSource(texts[one]) for one in texts})
    with installation.db.write() as session:
        templates.add(session, own, user_id=None, now=START)
        put(session, account, template="aviso")
        put(session, account, template="none")
    (sent,) = deliver(installation)["sms"].sent
    assert sent.content.decode() == "Hola, Lucía"
    assert [(one.state, one.error) for one in all_messages(installation)] == [
        ("sent", None),
        ("held", "no_template: none"),
    ]
