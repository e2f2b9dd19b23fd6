"""The forms of a landing page: what journeys hear of them, and what cannot be used."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.db import Database
from app.installation import Installation
from app.models import Account, Event, Offer, Payment, Plan, Promise
from app.store import offers, plans
from app.store.offers import Terms as OfferTerms
from app.store.plans import Terms
from app.store.terms import Ordering
from tests.app.flow.people import START
from tests.app.site.conftest import Phone

LATER = START + timedelta(days=10)


def told(database: Database) -> list[tuple[str, dict[str, Any]]]:
    """What happened, without the opening of pages."""
    with database.read() as session:
        found = session.scalars(select(Event).order_by(Event.id)).all()
        return [(one.kind, dict(one.data)) for one in found if one.kind not in {"page_opened", "verified"}]


def kinds(database: Database) -> list[str]:
    return [kind for kind, _ in told(database)]


def one(database: Database, table: type[Any]) -> Any:  # noqa: ANN401 - a row of that table
    with database.read() as session:
        return session.scalars(select(table)).one()


def offered(installation: Installation, account_id: int) -> None:
    with installation.db.write() as session:
        account = session.get_one(Account, account_id)
        offers.offer(session, account, OfferTerms(20, LATER), START, Ordering("journey"))


def test_a_day_that_is_promised_is_heard_and_shown(verified: Phone, page: str, installation: Installation) -> None:
    assert verified.send(f"{page}/promise", in_days="7", promised="150,50").status_code == 303
    text = verified.follow().get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")
    assert "pagará 150,50 US$ el 9 de marzo de 2026" in text
    promise = one(installation.db, Promise)
    assert (promise.amount, promise.due_date, promise.made_by) == (15_050, date(2026, 3, 9), "debtor")
    assert kinds(installation.db) == ["promise_made"]
    assert installation.queue.rq.jobs


def test_another_day_and_all_that_is_owed(verified: Phone, page: str, installation: Installation) -> None:
    verified.send(f"{page}/promise", in_days="other", date="2026-03-20")
    promise = one(installation.db, Promise)
    assert (promise.amount, promise.due_date) == (41_230, date(2026, 3, 20))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Elija un día."),
        ({"in_days": "9000"}, "Elija un día."),
        ({"in_days": "other", "date": "mañana"}, "Esa fecha no existe"),
        ({"in_days": "other", "date": "2026-02-30"}, "Esa fecha no existe"),
        ({"in_days": "other", "date": "2026-03-01"}, "a partir de hoy"),
        ({"in_days": "other", "date": "2027-03-01"}, "hasta el 1 de abril de 2026"),
        ({"in_days": "3", "promised": "mucho"}, "Escriba una cantidad con números"),
        ({"in_days": "3", "promised": "0"}, "Escriba una cantidad con números"),
        ({"in_days": "3", "promised": "999999"}, "no supere lo que se debe"),
    ],
)
def test_a_promise_that_cannot_be_used_is_explained_beside_the_field(
    verified: Phone, page: str, installation: Installation, fields: dict[str, str], says: str
) -> None:
    response = verified.send(f"{page}/promise", **fields)
    assert response.status_code == 422
    assert says in response.get_data(as_text=True)
    assert kinds(installation.db) == []


def test_a_plan_that_is_chosen_counts_at_once(verified: Phone, page: str, installation: Installation) -> None:
    verified.send(f"{page}/plan", count="3")
    text = verified.follow().get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")
    assert "Su plan está en marcha" in text
    assert "137,43 US$" in text
    assert one(installation.db, Plan).state == "confirmed"
    assert kinds(installation.db) == ["plan_offered", "plan_confirmed"]
    again = verified.send(f"{page}/plan", count="3")
    assert again.status_code == 422
    assert kinds(installation.db) == ["plan_offered", "plan_confirmed"]


@pytest.mark.parametrize("fields", [{}, {"count": "60"}, {"count": "x"}, {"answer": "accept"}, {"answer": "decline"}])
def test_only_a_plan_of_the_page_can_be_chosen(
    verified: Phone, page: str, installation: Installation, fields: dict[str, str]
) -> None:
    response = verified.send(f"{page}/plan", **fields)
    assert response.status_code == 422
    assert "Elija una de las opciones" in response.get_data(as_text=True)
    assert kinds(installation.db) == []


@pytest.mark.parametrize(("answer", "state"), [("accept", "confirmed"), ("decline", "declined")])
def test_a_plan_that_a_journey_offered_is_answered(  # noqa: PLR0913, PLR0917 - two cases of one form
    verified: Phone, page: str, installation: Installation, account_id: int, answer: str, state: str
) -> None:
    with installation.db.write() as session:
        account = session.get_one(Account, account_id)
        plans.offer(session, account, Terms(4, "weeks", date(2026, 3, 9), LATER), START, Ordering("journey"))
    text = verified.open(page).get_data(as_text=True)
    assert "Tenemos un plan para usted" in text
    verified.send(f"{page}/plan", answer=answer)
    assert verified.follow().status_code == 200
    assert one(installation.db, Plan).state == state
    assert kinds(installation.db) == ["plan_offered", f"plan_{state}"]


def test_a_plan_whose_time_is_over_is_not_shown(
    verified: Phone, page: str, installation: Installation, account_id: int, clock: FixedClock
) -> None:
    with installation.db.write() as session:
        account = session.get_one(Account, account_id)
        soon = START + timedelta(minutes=5)
        plans.offer(session, account, Terms(4, "weeks", date(2026, 3, 9), soon), START, Ordering("journey"))
    clock.advance(timedelta(minutes=10))
    assert "Tenemos un plan para usted" not in verified.open(page).get_data(as_text=True)


@pytest.fixture
def settling(installation: Installation) -> None:
    """Links open the page with the settlement."""
    object.__setattr__(installation.config, "landing_page", "page_settlement")


@pytest.mark.usefixtures("settling")
def test_a_settlement_is_accepted_and_paid(
    verified: Phone, page: str, installation: Installation, account_id: int
) -> None:
    assert "Hoy no hay una oferta" in verified.open(page).get_data(as_text=True)
    offered(installation, account_id)
    assert "329,84" in verified.open(page).get_data(as_text=True)
    verified.send(f"{page}/settlement", answer="accept")
    assert "Aceptó la oferta" in verified.follow().get_data(as_text=True)
    assert kinds(installation.db) == ["offer_made", "offer_accepted"]
    verified.send(f"{page}/pay", amount="offer")
    assert one(installation.db, Payment).amount == 32_984


@pytest.mark.usefixtures("settling")
def test_a_settlement_is_declined(verified: Phone, page: str, installation: Installation, account_id: int) -> None:
    offered(installation, account_id)
    verified.open(page)
    verified.send(f"{page}/settlement", answer="decline")
    assert "Lo anotamos" in verified.follow().get_data(as_text=True)
    assert one(installation.db, Offer).state == "declined"
    assert verified.send(f"{page}/settlement", answer="accept").status_code == 422
    assert kinds(installation.db) == ["offer_made", "offer_declined"]


def test_a_dispute_marks_the_debt(verified: Phone, page: str, installation: Installation, account_id: int) -> None:
    verified.send(f"{page}/dispute", reason="paid", text="El 3 de <enero>\x00")
    text = verified.follow().get_data(as_text=True)
    assert "Estamos revisando su caso" in text
    with installation.db.read() as session:
        assert session.get_one(Account, account_id).disputed_at is not None
    (kind, data), *rest = told(installation.db)
    assert (kind, data["reason"], data["by"], rest) == ("disputed", "paid: El 3 de <enero>", "debtor", [])


def test_a_dispute_says_what_is_not_right(verified: Phone, page: str, installation: Installation) -> None:
    response = verified.send(f"{page}/dispute", reason="shoes", text="<b>x")
    assert response.status_code == 422
    assert "Elija qué no está bien" in response.get_data(as_text=True)
    assert "&lt;b&gt;x" in response.get_data(as_text=True)
    assert kinds(installation.db) == []
    verified.send(f"{page}/dispute", reason="other")
    assert told(installation.db)[0][1]["reason"] == "other"


def test_help_is_asked_for_once_however_often_it_is_pressed(
    verified: Phone, page: str, installation: Installation
) -> None:
    for _ in range(2):
        verified.open(page)
        verified.send(
            f"{page}/help", topic="cannot_pay", words="Perdí el trabajo", phone="+34 600 123 456", when="morning"
        )
        assert "Recibimos su mensaje" in verified.follow().get_data(as_text=True)
    ((kind, data),) = told(installation.db)
    assert kind == "help_requested"
    assert data == {
        "topic": "cannot_pay",
        "text": "Perdí el trabajo",
        "phone": "+34 600 123 456",
        "when": "morning",
        "by": "debtor",
        "verified": True,
    }


def test_help_says_what_is_missing(verified: Phone, page: str, installation: Installation) -> None:
    text = verified.send(f"{page}/help", phone="llámeme", when="noon").get_data(as_text=True)
    assert "Elija en qué podemos ayudarle" in text
    assert "Escriba el teléfono con números" in text
    assert kinds(installation.db) == []


def test_who_cannot_prove_anything_can_ask_for_help_where_the_page_offers_it(
    phone: Phone, page: str, installation: Installation
) -> None:
    object.__setattr__(installation.config, "landing_page", "page_help")
    assert "¿Necesita ayuda?" in phone.open(page).get_data(as_text=True)
    phone.send(f"{page}/help", topic="situation")
    assert "Recibimos su mensaje" in phone.follow().get_data(as_text=True)
    assert told(installation.db)[0][1]["verified"] is False


@pytest.mark.parametrize("form", ["promise", "plan", "settlement", "dispute"])
def test_nothing_is_heard_before_the_proof(phone: Phone, page: str, installation: Installation, form: str) -> None:
    phone.open(page)
    response = phone.send(f"{page}/{form}", in_days="3", count="3", answer="accept", reason="paid")
    assert response.status_code == 303
    assert kinds(installation.db) == []


@pytest.mark.parametrize("form", ["promise", "plan", "settlement", "dispute", "help"])
def test_a_form_from_elsewhere_is_refused_and_a_look_changes_nothing(
    verified: Phone, page: str, installation: Installation, form: str
) -> None:
    assert verified.send(f"{page}/{form}", form_token="0" * 64, topic="other", in_days="3").status_code == 403
    assert verified.open(f"{page}/{form}?in_days=3").status_code == 303
    assert kinds(installation.db) == []


def test_a_form_that_the_page_does_not_have_is_not_heard(
    verified: Phone, page: str, installation: Installation
) -> None:
    verified.open(page)
    assert verified.send(f"{page}/settlement", answer="accept").status_code == 303
    assert kinds(installation.db) == []


def test_a_part_is_paid_where_it_was_typed(verified: Phone, page: str, installation: Installation) -> None:
    verified.send(f"{page}/pay", amount="part", part="$ 50,00", provider="nobody")
    assert one(installation.db, Payment).amount == 5_000


@pytest.mark.parametrize(
    ("part", "says"),
    [("", "Escriba cuánto"), ("x", "con números"), ("0", "con números"), ("412,31", "más de lo que debe")],
)
def test_a_part_that_cannot_be_paid_is_explained(
    verified: Phone, page: str, installation: Installation, part: str, says: str
) -> None:
    object.__setattr__(installation.config, "landing_page", "page_options")
    response = verified.send(f"{page}/pay", amount="part", part=part)
    assert response.status_code == 422
    assert says in response.get_data(as_text=True)
    assert kinds(installation.db) == []


def test_the_next_instalment_is_paid_by_itself(verified: Phone, page: str, installation: Installation) -> None:
    verified.send(f"{page}/plan", count="3")
    verified.follow()
    verified.send(f"{page}/pay", amount="next")
    assert one(installation.db, Payment).amount == 13_743


@pytest.mark.parametrize("amount", ["offer", "next", "shoes"])
def test_without_an_agreement_all_of_it_is_paid(
    verified: Phone, page: str, installation: Installation, amount: str
) -> None:
    verified.send(f"{page}/pay", amount=amount)
    assert one(installation.db, Payment).amount == 41_230
