"""Opting out and choosing a language, with and without a session."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.db import Database
from app.installation import Installation
from app.models import ContactPoint, Debtor, Event
from tests.app.site.conftest import Phone


def opted_out(database: Database) -> bool:
    with database.read() as session:
        return session.scalars(select(ContactPoint.opted_out_at)).one() is not None


def test_one_click_unsubscribe_needs_nothing_but_the_link(phone: Phone, page: str, installation: Installation) -> None:
    for address in (page.replace("/p/", "/u/"), f"{page}/preferences"):
        response = phone.client.post(address, data={"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert "no le enviaremos más correos" in response.get_data(as_text=True)
        assert opted_out(installation.db)
    with installation.db.read() as session:
        assert session.scalars(select(Event.kind)).all() == ["opted_out"]


def test_an_opt_out_is_heard_however_old_its_link_is(
    phone: Phone, page: str, clock: FixedClock, installation: Installation
) -> None:
    clock.advance(timedelta(days=400))
    assert phone.client.post(page.replace("/p/", "/u/"), data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert opted_out(installation.db)


def test_opening_the_unsubscribe_address_only_asks(phone: Phone, page: str, installation: Installation) -> None:
    address = page.replace("/p/", "/u/")
    text = phone.open(address).get_data(as_text=True)
    assert '<button class="main" type="submit" name="List-Unsubscribe" value="One-Click">' in text
    assert phone.client.post(address, data={}).status_code == 422
    assert not opted_out(installation.db)


def test_a_forged_unsubscribe_changes_nothing(phone: Phone, page: str, installation: Installation) -> None:
    forged = page.replace("/p/", "/u/")[:-2]
    assert phone.client.post(forged, data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert not opted_out(installation.db)


def test_email_can_be_stopped_and_allowed_again_on_the_preferences_page(
    phone: Phone, page: str, installation: Installation
) -> None:
    address = f"{page}/preferences"
    phone.open(address)
    phone.send(address, email="stop")
    assert opted_out(installation.db)
    assert "No le enviamos correos." in phone.follow().get_data(as_text=True)
    phone.send(address, email="allow")
    text = phone.follow().get_data(as_text=True)
    assert "Guardamos sus preferencias" in text
    assert not opted_out(installation.db)
    assert "correo.test" not in text


@pytest.mark.parametrize(
    ("kind", "off"),
    [("mobile", "No le escribimos ni le llamamos al teléfono."), ("postal", "No le enviamos cartas.")],
)
def test_every_kind_of_address_can_be_stopped_alone(
    phone: Phone, page: str, installation: Installation, kind: str, off: str
) -> None:
    address = f"{page}/preferences"
    assert f'name="{kind}"' not in phone.open(address).get_data(as_text=True), "who has none is not asked"
    with installation.db.write() as session:
        debtor = session.scalars(select(Debtor.id)).one()
        session.add(ContactPoint(debtor_id=debtor, kind=kind, value="Somewhere 17"))
    phone.open(address)
    phone.send(address, **{kind: "stop"})
    text = phone.follow().get_data(as_text=True)
    assert off in text
    assert "Somewhere" not in text
    with installation.db.read() as session:
        found = {point.kind: point.opted_out_at is not None for point in session.scalars(select(ContactPoint))}
        assert session.scalars(select(Event.data)).all() == [{"channel": kind}]
    assert found == {"email": False, kind: True}


def test_the_chosen_language_is_kept_and_shown_at_once(phone: Phone, page: str, installation: Installation) -> None:
    phone.open(f"{page}/preferences")
    phone.send(f"{page}/preferences", language="en")
    assert "We have saved your preferences." in phone.follow().get_data(as_text=True)
    with installation.db.read() as session:
        assert session.scalars(select(Debtor.language)).all() == ["en"]


def test_choices_that_do_not_exist_are_ignored(phone: Phone, page: str, installation: Installation) -> None:
    phone.open(f"{page}/preferences")
    phone.send(f"{page}/preferences", language="tlh", email="explode")
    assert "Guardamos sus preferencias" not in phone.follow().get_data(as_text=True)
    with installation.db.read() as session:
        assert session.scalars(select(Debtor.language)).all() == ["es"]
        assert session.scalars(select(Event)).all() == []


def test_preferences_from_another_site_are_refused(phone: Phone, page: str, installation: Installation) -> None:
    assert phone.client.post(f"{page}/preferences", data={"email": "stop"}).status_code == 403
    assert not opted_out(installation.db)
