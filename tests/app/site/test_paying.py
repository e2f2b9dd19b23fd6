"""Paying from the page to the receipt, through the sandbox's own form."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

import app.site
from app.cases.payments import settle
from app.clock import FixedClock
from app.db import Database
from app.installation import Installation
from app.models import Account, Event, Payment
from app.payments.contract import Notice, Outcome, PaymentRequest, ProviderUnavailableError, Redirect
from app.payments.sandbox import Sandbox
from app.queue import Job
from app.store.links import page_token
from tests.app.flow.people import START, add_account
from tests.app.site.conftest import Phone, without_tokens

GOOD = {"number": "4242 4242 4242 4242", "expiry": "12/30", "code": "123", "action": "pay"}
DECLINED = GOOD | {"number": "4000 0000 0000 0002"}
ABANDONED = GOOD | {"number": "4000 0000 0000 3220"}


def begin(phone: Phone, page: str) -> str:
    """Click on pay, and give the address of the card form that opens."""
    phone.send(f"{page}/pay")
    assert phone.last is not None
    address = phone.last.headers["Location"]
    assert phone.follow().status_code == 200
    return address


def state(database: Database) -> tuple[int, str, list[str]]:
    with database.read() as session:
        account = session.scalars(select(Account).order_by(Account.id)).first()
        assert account is not None
        return account.balance, account.status, list(session.scalars(select(Payment.state).order_by(Payment.id)))


def kinds(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Event.kind).order_by(Event.id)))


def test_paying_in_full_ends_with_a_receipt(verified: Phone, page: str, installation: Installation) -> None:
    form = begin(verified, page)
    verified.send(form, **GOOD)
    text = verified.follow().get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")
    with installation.db.read() as session:
        payment = session.scalars(select(Payment)).one()
    for part in (
        "Recibimos su pago",
        "412,30 US$",
        "2 de marzo de 2026",
        "A-",
        f"P-{payment.id:06d}",
        payment.provider_ref,
    ):
        assert part in text
    assert state(installation.db) == (0, "paid", ["succeeded"])
    assert kinds(installation.db) == ["page_opened", "verified", "payment_started", "paid"]
    assert installation.queue.rq.jobs[-1].func_name == Job.advance.value
    assert "No debe nada" in verified.open(page).get_data(as_text=True)


def test_sending_the_card_form_twice_pays_once(verified: Phone, page: str, installation: Installation) -> None:
    form = begin(verified, page)
    filled = verified.last
    for _ in range(2):
        verified.last = filled
        verified.send(form, **GOOD)
        assert "Recibimos su pago" in verified.follow().get_data(as_text=True)
    assert state(installation.db) == (0, "paid", ["succeeded"])
    assert kinds(installation.db).count("paid") == 1


def test_going_back_to_the_form_after_paying_leads_to_the_receipt(verified: Phone, page: str) -> None:
    form = begin(verified, page)
    verified.send(form, **GOOD)
    verified.open(form)
    assert "Recibimos su pago" in verified.follow().get_data(as_text=True)


def test_clicking_on_pay_twice_opens_the_same_form(verified: Phone, page: str, installation: Installation) -> None:
    verified.open(page)
    owed = verified.last
    addresses = set()
    for _ in range(2):
        verified.last = owed
        addresses.add(verified.send(f"{page}/pay").headers["Location"])
    assert len(addresses) == 1
    assert kinds(installation.db).count("payment_started") == 1


def test_a_declined_card_can_be_tried_again(verified: Phone, page: str, installation: Installation) -> None:
    verified.send(begin(verified, page), **DECLINED)
    text = verified.follow().get_data(as_text=True)
    assert "El pago no se pudo hacer" in text
    assert "no se hizo ningún cobro" in text
    assert state(installation.db) == (41_230, "open", ["failed"])
    verified.send(begin(verified, page), **GOOD)
    assert "Recibimos su pago" in verified.follow().get_data(as_text=True)
    assert state(installation.db) == (0, "paid", ["failed", "succeeded"])
    assert kinds(installation.db)[2:] == ["payment_started", "payment_failed", "payment_started", "paid"]


@pytest.mark.parametrize("fields", [ABANDONED, {"action": "leave"}], ids=["3-D Secure", "left the form"])
def test_an_interrupted_payment_can_be_tried_again(
    verified: Phone, page: str, installation: Installation, fields: dict[str, str]
) -> None:
    verified.send(begin(verified, page), **fields)
    text = verified.follow().get_data(as_text=True)
    assert "El pago quedó a medias" in text
    assert "Intentar de nuevo" in text
    assert state(installation.db) == (41_230, "open", ["interrupted"])
    assert kinds(installation.db)[-1] == "payment_interrupted"


def test_a_faulty_card_form_says_what_is_wrong_and_pays_nothing(
    verified: Phone, page: str, installation: Installation
) -> None:
    form = begin(verified, page)
    response = verified.send(form, number="5555 5555 5555 4444", expiry="12/30", code="12", action="pay")
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Aquí solo funcionan los números de prueba" in text
    assert "El código de seguridad tiene 3 o 4 cifras" in text
    assert 'value="12/30"' in text
    assert "5555" not in without_tokens(text)
    assert state(installation.db) == (41_230, "open", ["started"])


def test_paying_needs_the_proof(phone: Phone, page: str, installation: Installation) -> None:
    phone.open(page)
    phone.send(f"{page}/pay")
    assert "¿Cuál es su fecha de nacimiento?" in phone.follow().get_data(as_text=True)
    assert state(installation.db)[2] == []


def test_paying_needs_the_pages_own_form(verified: Phone, page: str, installation: Installation) -> None:
    assert verified.client.post(f"{page}/pay").status_code == 403
    assert state(installation.db)[2] == []


def test_a_receipt_is_shown_to_its_debtor_only(
    flask: Flask, verified: Phone, page: str, installation: Installation
) -> None:
    verified.send(begin(verified, page), **GOOD)
    assert verified.last is not None
    receipt = verified.last.headers["Location"]
    assert Phone(flask.test_client()).open(receipt).status_code == 303
    with installation.db.write() as session:
        other_id = add_account(session).id
    other = "/p/" + page_token(installation.config, None, other_id, START + timedelta(days=1))
    verified.open(other)
    verified.send(f"{other}/verify", day="19", month="7", year="1984")
    assert verified.open(f"{other}/payments/{receipt.rsplit('/', 1)[1]}").status_code == 404


def test_a_form_whose_time_is_over_or_that_was_forged_takes_no_card(
    verified: Phone, page: str, clock: FixedClock, installation: Installation
) -> None:
    form = begin(verified, page)
    assert verified.open(form[:-3]).status_code == 410
    assert verified.open(form.split("?")[0]).status_code == 410
    clock.advance(timedelta(hours=1))
    response = verified.send(form, **GOOD)
    assert response.status_code == 410
    assert "ya no sirve" in response.get_data(as_text=True)
    assert state(installation.db) == (41_230, "open", ["started"])


@pytest.mark.parametrize(
    ("notice", "says"),
    [(None, "Estamos esperando la confirmación"), ({"amount": 1}, "Estamos revisando su pago")],
    ids=["not told yet", "wrong amount"],
)
def test_a_payment_that_is_not_clear_yet_is_not_called_paid(
    verified: Phone, page: str, installation: Installation, notice: dict[str, int] | None, says: str
) -> None:
    begin(verified, page)
    with installation.db.write() as session:
        payment = session.scalars(select(Payment)).one()
        if notice:
            told = Notice("sandbox", payment.provider_ref, Outcome.succeeded, notice["amount"], "USD", "evt_1")
            settle(session, told, START)
    text = verified.open(f"{page}/payments/{payment.id}").get_data(as_text=True)
    assert says in text
    assert "Recibimos su pago" not in text


def test_production_without_a_provider_says_so_instead_of_a_button(page: str, installation: Installation) -> None:
    bare = Flask("bare")
    settings = replace(installation.config, mode="production")
    bare.register_blueprint(app.site.blueprint(replace(installation, config=settings)))
    phone = Phone(bare.test_client())
    phone.open(page)
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    text = phone.follow().get_data(as_text=True)
    assert "Por ahora no es posible pagar en esta página" in text
    assert f'action="{page}/pay"' not in text
    assert phone.open("/pay/sandbox/sbx_1").status_code == 404


def test_a_provider_that_does_not_answer_charges_nothing_and_says_so(
    verified: Phone, page: str, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stay_silent(*_: object) -> Redirect:
        raise ProviderUnavailableError

    monkeypatch.setattr(Sandbox, "start", stay_silent)
    response = verified.send(f"{page}/pay")
    assert response.status_code == 503
    assert "No se hizo ningún cobro" in response.get_data(as_text=True)
    monkeypatch.undo()
    verified.open(page)
    begin(verified, page)
    assert kinds(installation.db).count("payment_started") == 1


def test_pay_pressed_on_an_old_page_when_nothing_is_owed_starts_nothing(
    verified: Phone, page: str, installation: Installation
) -> None:
    owed = verified.last
    verified.send(begin(verified, page), **GOOD)
    verified.last = owed
    verified.send(f"{page}/pay")
    assert "No debe nada" in verified.follow().get_data(as_text=True)
    assert state(installation.db)[2] == ["succeeded"]


def test_a_form_for_a_payment_that_was_never_started_takes_no_card(phone: Phone, installation: Installation) -> None:
    request = PaymentRequest("never", 100, "USD", "Nada", "en", "http://cauce.test/p/x", START)
    form = Sandbox(installation.config).start(request).url
    phone.open(form)
    assert phone.send(form, **GOOD).status_code == 410
