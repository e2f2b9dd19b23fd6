"""Variants of a landing page: each person always gets the same one, and the events say which."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import FixedClock
from app.flow.compose import chosen
from app.installation import Installation
from app.models import Account, Debtor, Event, Template
from app.store import page_visits, templates
from app.store.links import page_token
from app.store.page_visits import Visited
from tests.app.flow.outbox import on_journey, put
from tests.app.flow.people import START, add_account
from tests.app.site.conftest import PHONE, Phone
from tests.app.site.test_landing import BROKEN, own, use

PAGE = (
    '<page><p-section background="COLOUR"><p-heading level="1" text="Antes LETTER"/><p-verify/></p-section>'
    '<p-section><p-heading level="1" text="Después LETTER"/>MORE</p-section></page>'
)
COLOURS = {"a": "#112233", "b": "#445566"}
MORE = {"a": "", "b": "<p-promise/>"}
PEOPLE = 12


@dataclass(frozen=True)
class Person:
    """Somebody with two accounts, whose variant is known."""

    accounts: tuple[int, int]
    variant: str


def written(letter: str) -> str:
    return PAGE.replace("COLOUR", COLOURS[letter]).replace("LETTER", letter).replace("MORE", MORE[letter])


def publish(installation: Installation, shares: tuple[int, int], version: int = 1) -> None:
    words = {letter: {"text": written(letter), "subject": "Mía"} for letter in "ab"}
    variants = [
        {"id": letter, "share": share, "words": words[letter]} for letter, share in zip("ab", shares, strict=True)
    ]
    with installation.db.write() as session:
        template = session.scalars(select(Template).where(Template.key == "mine")).one_or_none()
        if template is None:
            template = Template(key="mine", channel="page", name={"es": "Mía", "en": "Mine"}, created_at=START)
            session.add(template)
        template.languages, template.variants, template.version = {"es": words["a"]}, {"es": variants}, version


@pytest.fixture
def people(installation: Installation) -> list[Person]:
    """Some people for whom the installation's page has two variants, half and half."""
    publish(installation, (50, 50))
    use(installation, "mine")
    found: list[Person] = []
    with installation.db.write() as session:
        for _ in range(PEOPLE):
            first, other = add_account(session), add_account(session)
            session.get_one(Account, other.id).debtor_id = first.debtor_id
            template = templates.of_keys(session, ["mine"])["mine"]
            found.append(Person((first.id, other.id), chosen(template, "es", first.debtor_id).id))
    assert {one.variant for one in found} == {"a", "b"}
    return found


def link(installation: Installation, account_id: int, message_id: int | None = None) -> str:
    return "/p/" + page_token(installation.config, message_id, account_id, START + timedelta(days=30))


def verify(phone: Phone, page: str) -> str:
    phone.open(page)
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    return phone.follow().get_data(as_text=True)


def opened(installation: Installation) -> list[dict[str, object]]:
    with installation.db.read() as session:
        query = select(Event.data).where(Event.kind == "page_opened").order_by(Event.id)
        return [dict(data) for data in session.scalars(query)]


def test_a_person_gets_one_variant_in_every_room_on_every_device_and_for_every_debt(
    flask: Flask, installation: Installation, people: list[Person]
) -> None:
    for person in people:
        before, after = f"Antes {person.variant}", f"Después {person.variant}"
        for account_id in person.accounts:
            page = link(installation, account_id)
            phone = Phone(flask.test_client())
            first = phone.open(page).get_data(as_text=True)
            assert before in first
            style = first.split('rel="stylesheet" href="')[1].split('"')[0].replace("&amp;", "&")
            assert COLOURS[person.variant] in phone.open(style).get_data(as_text=True)
            phone.open(page)
            wrong = phone.send(f"{page}/verify", day="40", month="7", year="1984")
            assert (wrong.status_code, before in wrong.get_data(as_text=True)) == (422, True)
            assert after in verify(phone, page)
            assert after in phone.open(page).get_data(as_text=True)


def test_a_form_is_heard_only_where_the_persons_variant_has_it(
    flask: Flask, installation: Installation, people: list[Person]
) -> None:
    for variant in "ab":
        person = next(one for one in people if one.variant == variant)
        page = link(installation, person.accounts[0])
        phone = Phone(flask.test_client())
        verify(phone, page)
        unfit = phone.send(f"{page}/promise", in_days="", date="1999-01-01")
        assert unfit.status_code == (422 if variant == "b" else 303)
        assert (f"Después {variant}" in unfit.get_data(as_text=True)) is (variant == "b")
        phone.open(page)
        assert phone.send(f"{page}/promise", in_days="7").status_code == 303
    with installation.db.read() as session:
        promised = set(session.scalars(select(Event.account_id).where(Event.kind == "promise_made")))
    assert promised == {next(one for one in people if one.variant == "b").accounts[0]}


def test_a_message_opens_the_variant_too_and_its_event_says_which(
    flask: Flask, installation: Installation, people: list[Person]
) -> None:
    object.__setattr__(installation.config, "landing_page", "page_pay")
    own(installation, "said", "Abra su página", "sms", page="mine")
    on_journey(installation)
    for person in people[:3]:
        with installation.db.write() as session:
            message = put(session, person.accounts[0], template="said").id
        text = Phone(flask.test_client()).open(link(installation, person.accounts[0], message)).get_data(as_text=True)
        assert f"Antes {person.variant}" in text
    told = {"page": "mine", "version": 1, "language": "es"}
    assert opened(installation) == [{**told, "variant": one.variant} for one in people[:3]]


def test_a_program_is_told_apart_and_what_cannot_be_compiled_counts_as_what_was_shown(
    phone: Phone, installation: Installation, page: str
) -> None:
    own(installation, "broken", BROKEN)
    use(installation, "broken")
    phone.client.get(page, headers={"User-Agent": "curl/8.1"})
    phone.open(page, **{"User-Agent": PHONE})
    shown = {"page": "page_pay", "version": 0, "language": "es", "variant": "a"}
    assert opened(installation) == [shown]
    with installation.db.read() as session:
        scanned = session.scalars(select(Event.data).where(Event.kind == "page_scanned")).one()
    assert scanned == {**shown, "scanner": True}


def test_visits_are_counted_by_variant_each_person_once(
    flask: Flask, installation: Installation, people: list[Person]
) -> None:
    with installation.db.write() as session:
        session.add(Event(account_id=people[0].accounts[0], kind="paid", at=START - timedelta(days=1), data={}))
    for person in people:
        for account_id in person.accounts:
            Phone(flask.test_client()).open(link(installation, account_id))
    sure = {variant: [one for one in people if one.variant == variant] for variant in "ab"}
    for person in (*sure["a"][:1], *sure["b"][:2]):
        verify(Phone(flask.test_client()), link(installation, person.accounts[0]))
    with installation.db.write() as session:
        session.add(Event(account_id=sure["b"][0].accounts[1], kind="paid", at=installation.clock.now(), data={}))
    with installation.db.read() as session:
        found = page_visits.by_variant(session, "mine", 1, START - timedelta(days=90))
        assert page_visits.by_variant(session, "mine", 2, START - timedelta(days=90)) == []
        assert page_visits.by_variant(session, "mine", 1, installation.clock.now() + timedelta(seconds=1)) == []
        assert page_visits.by_variant(session, "page_pay", 1, START - timedelta(days=90)) == []
    assert found == [Visited("es", "a", len(sure["a"]), 1, 0), Visited("es", "b", len(sure["b"]), 2, 1)]


def test_whoever_was_drawn_stays_while_the_shares_stay(
    flask: Flask, installation: Installation, people: list[Person]
) -> None:
    publish(installation, (50, 50), version=2)
    for person in people[:4]:
        page = Phone(flask.test_client()).open(link(installation, person.accounts[0])).get_data(as_text=True)
        assert f"Antes {person.variant}" in page
    publish(installation, (0, 100), version=3)
    for person in people:
        page = Phone(flask.test_client()).open(link(installation, person.accounts[0])).get_data(as_text=True)
        assert "Antes b" in page


def test_where_a_variant_cannot_be_filled_in_the_page_that_stands_in_is_shown_heard_and_counted(
    flask: Flask, installation: Installation, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MORE, "a", "<p-text>{{ debtor.city }}</p-text>")  # of which nothing is known but for one
    publish(installation, (50, 50))
    (lucky, *others), sure = ([one for one in people if one.variant == letter] for letter in "ab")
    with installation.db.write() as session:
        debtor_id = session.get_one(Account, lucky.accounts[0]).debtor_id
        session.get_one(Debtor, debtor_id).custom = {"city": "Vigo"}
    for person in (lucky, *sure):
        assert f"Después {person.variant}" in verify(Phone(flask.test_client()), link(installation, person.accounts[0]))
    for person in others:
        phone, page = Phone(flask.test_client()), link(installation, person.accounts[0])
        before = phone.open(page).get_data(as_text=True)
        assert "Antes a" not in before
        style = before.split('rel="stylesheet" href="')[1].split('"')[0].replace("&amp;", "&")
        assert COLOURS["a"] not in phone.open(style).get_data(as_text=True)
        assert "412,30" in verify(phone, page)
        assert phone.send(f"{page}/promise", in_days="7").headers["Location"].endswith("sent=promise")
    stands_in = {"page": "page_pay", "version": 0, "language": "es", "variant": "a"}
    assert opened(installation)[-len(others) :] == [stands_in] * len(others)
    with installation.db.read() as session:
        found = page_visits.by_variant(session, "mine", 1, START - timedelta(days=90))
    assert found == [Visited("es", "a", 1, 1, 0), Visited("es", "b", len(sure), len(sure), 0)]


def test_a_page_that_says_that_nothing_is_owed_counts_for_no_variant(
    flask: Flask, installation: Installation, people: list[Person]
) -> None:
    assert isinstance(installation.clock, FixedClock)
    installation.clock.advance(timedelta(minutes=50))
    phone, page = Phone(flask.test_client()), link(installation, people[0].accounts[0])
    verify(phone, page)
    with installation.db.write() as session:
        session.get_one(Account, people[0].accounts[0]).balance = 0
    installation.clock.advance(timedelta(minutes=10))  # a visit counts once in each hour
    assert "Después" not in phone.open(page).get_data(as_text=True)
    assert opened(installation)[1:] == [{}]
