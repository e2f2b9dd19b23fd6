"""What people write back: recorded once, found by their number, and heeded where they ask for no more messages."""

import pytest
from sqlalchemy import select

from app.cases import replies
from app.cases.receipts import Heard
from app.cases.replies import Wish, receive
from app.channels.contract import Incoming
from app.installation import Installation
from app.models import ContactPoint, Debtor, Message
from tests.app.flow.outbox import all_events, on_journey, put
from tests.app.flow.people import add_account

MOBILE = "+34600123456"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("STOP", Wish.stop),
        ("  Baja. ", Wish.stop),
        ("¡No más!", Wish.stop),
        ("opt-out", Wish.stop),
        ("Alta", Wish.start),
        ("unstop", Wish.start),
        ("es un monto alto", None),
        ("No pares", None),
        ("", None),
        ("👋", None),
    ],
)
def test_only_a_message_that_says_nothing_else_asks_for_it(text: str, wish: Wish | None) -> None:
    assert replies.wish_of(text) is wish


def person(installation: Installation, *, sent: bool = True) -> int:
    """Somebody with this number, to whom two SMS were handed over, unless none was; their account."""
    with installation.db.write() as session:
        account = add_account(session)
        session.add(ContactPoint(debtor_id=account.debtor_id, kind="mobile", value=MOBILE))
        number = account.id
    if sent:
        on_journey(installation)
        with installation.db.write() as session:
            for name, minutes in (("r-1", 1), ("r-2", 2)):
                at = installation.clock.now().replace(minute=minutes)
                put(session, number, "sms", state="sent", provider_ref=name, recipient=MOBILE, handed_at=at)
    return number


def opted_out(installation: Installation) -> list[tuple[str, bool]]:
    with installation.db.read() as session:
        points = session.scalars(select(ContactPoint).order_by(ContactPoint.id))
        return [(point.kind, point.opted_out_at is not None) for point in points]


def kinds(installation: Installation) -> list[str]:
    return [kind for kind, _ in all_events(installation)]


def test_a_reply_is_recorded_once_of_the_newest_message(installation: Installation) -> None:
    person(installation)
    reply = Incoming(MOBILE, "¿Puedo pagar el viernes?", "SM1")
    assert receive(installation, "sms", reply) is Heard.recorded
    assert receive(installation, "sms", reply) is Heard.repeated
    assert receive(installation, "sms", Incoming(MOBILE, "¿Hola?", "SM2")) is Heard.recorded
    (first, data), second = all_events(installation)
    assert (first, data["text"], data["node"]) == ("message_replied", "¿Puedo pagar el viernes?", "mail")
    assert second[1]["text"] == "¿Hola?"
    assert opted_out(installation) == [("email", False), ("mobile", False)]
    assert installation.queue.rq.count == 2, "its journey is woken by each"


def test_a_stop_is_heeded_for_everybody_with_that_number_and_taken_back_by_a_start(installation: Installation) -> None:
    person(installation)
    with installation.db.write() as session:
        other = add_account(session, email=None)
        session.add(ContactPoint(debtor_id=other.debtor_id, kind="mobile", value=MOBILE))
    assert receive(installation, "sms", Incoming(MOBILE, "Stop.", "SM1")) is Heard.recorded
    assert opted_out(installation) == [("email", False), ("mobile", True), ("mobile", True)]
    assert kinds(installation) == ["message_replied", "message_replied", "opted_out", "opted_out"]
    assert receive(installation, "sms", Incoming(MOBILE, "gracias", "SM2", asks="START")) is Heard.recorded
    assert opted_out(installation) == [("email", False), ("mobile", False), ("mobile", False)]


def test_a_stop_of_somebody_who_was_sent_nothing_is_heeded(installation: Installation) -> None:
    person(installation, sent=False)
    assert receive(installation, "sms", Incoming(MOBILE, "BAJA", "SM1")) is Heard.recorded
    assert opted_out(installation) == [("email", False), ("mobile", True)]
    assert all_events(installation)[0] == ("message_replied", {"channel": "sms", "text": "BAJA"})


def test_a_reply_may_name_its_message(installation: Installation) -> None:
    person(installation)
    assert receive(installation, "sms", Incoming("", "no más", "w-1", ref="r-1")) is Heard.recorded
    assert opted_out(installation) == [("email", False), ("mobile", True)]


def test_a_stop_of_a_guarantor_does_not_speak_for_the_debtor(installation: Installation) -> None:
    person(installation)
    with installation.db.write() as session:
        message = session.scalars(select(Message).where(Message.provider_ref == "r-2")).one()
        message.debtor_id, message.recipient = None, "+34600777777"
    assert receive(installation, "sms", Incoming("+34600777777", "STOP", "w-1", ref="r-2")) is Heard.recorded
    assert kinds(installation) == ["message_replied"]
    assert opted_out(installation) == [("email", False), ("mobile", False)]


def test_a_reply_of_an_unknown_number_is_nobodys(installation: Installation) -> None:
    person(installation)
    assert receive(installation, "sms", Incoming("+15550000", "STOP", "SM1")) is Heard.unknown
    assert receive(installation, "voice", Incoming("", "STOP", "w-1", ref="r-1")) is Heard.unknown
    assert all_events(installation) == []


def test_a_person_who_was_erased_says_nothing_any_more(installation: Installation) -> None:
    person(installation)
    with installation.db.write() as session:
        session.scalars(select(Debtor)).one().erased_at = installation.clock.now()
    assert receive(installation, "sms", Incoming("", "Soy Lucía", "w-1", ref="r-1")) is Heard.unknown
    assert all_events(installation) == []
